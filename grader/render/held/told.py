"""What came of holding statements against things, statement by statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.consistency.works import Held
from grader.records import Checked, Consistency, HeldAgainst, Place, Span
from grader.render.numbers import count, counted
from grader.render.text import one_line

AGAINST = {
    HeldAgainst.ITSELF: "the document itself",
    HeldAgainst.LISTING: "its listing",
    HeldAgainst.CODE: "the code",
    HeldAgainst.RUN: "the run",
    HeldAgainst.DOCUMENT: "the document as a whole",
    HeldAgainst.ARGUMENT: "its own numbers",
}

_PRESSING = (Consistency.INCONSISTENT, Consistency.CONSISTENT, Consistency.CANNOT_TELL)
"""What one check found out counts more than that another could not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement, and everything that came of it."""

    number: int
    """Counted from 1: those that do not agree first, then those that cannot be told."""
    outcome: Consistency
    """The most pressing of what came of it."""
    records: tuple[Checked, ...]
    """The checks that came out so."""

    @property
    def looks_wrong(self) -> bool:
        """Whether it cannot be told, and a person should look at it first."""
        is_open = self.outcome is Consistency.CANNOT_TELL
        return is_open and any(record.looks_wrong for record in self.records)

    @property
    def words(self) -> str:
        """The statement's own words; student text."""
        return self.records[0].words

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.records[0].place

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, each thing once; may hold student text, not cleaned."""
        return tuple(dict.fromkeys(record.sentence for record in self.records))

    @property
    def against(self) -> str:
        """What it was held against, in words."""
        return " and ".join(dict.fromkeys(AGAINST[record.check] for record in self.records))


def told(checked: Iterable[Checked]) -> tuple[Told, ...]:
    """Every statement that was checked, the most pressing first, else in reading order.

    Of those that cannot be told, the first are those that look wrong.
    """
    groups: dict[tuple[Span | None, Place, str], list[Checked]] = {}
    for record in checked:
        # Two checks may quote different words of what one span holds.
        words = "" if record.span else record.words
        groups.setdefault((record.span, record.place, words), []).append(record)
    found = [_most_pressing(group) for group in groups.values()]
    order = (Consistency.INCONSISTENT, Consistency.CANNOT_TELL, Consistency.CONSISTENT)
    found.sort(key=lambda pair: (order.index(pair[0]), not any(r.looks_wrong for r in pair[1])))
    return tuple(
        Told(number=number, outcome=outcome, records=records)
        for number, (outcome, records) in enumerate(found, 1)
    )


def of_outcome(statements: Iterable[Told], outcome: Consistency) -> tuple[Told, ...]:
    """Those of them that came out so."""
    return tuple(each for each in statements if each.outcome is outcome)


def looking_wrong(statements: Iterable[Told]) -> tuple[Told, ...]:
    """Those of them that nobody can tell for certain, and that look wrong."""
    return tuple(each for each in statements if each.looks_wrong)


def disagreeing(held: Iterable[Held]) -> int:
    """How many statements of these documents do not agree with something."""
    return sum(len(of_outcome(told(each.checked), Consistency.INCONSISTENT)) for each in held)


def tally(statements: Sequence[Told]) -> str:
    """`3 of 41 statements do not agree, 5 cannot be told, 33 agree`."""
    if not statements:
        return "nothing in it could be checked"
    wrong, unsure, right = (
        len(of_outcome(statements, outcome))
        for outcome in (
            Consistency.INCONSISTENT,
            Consistency.CANNOT_TELL,
            Consistency.CONSISTENT,
        )
    )
    total = counted(len(statements), "statement")
    does = "does" if wrong == 1 else "do"
    parts = [f"{count(wrong)} of {total} {does} not agree" if wrong else f"{total} checked"]
    seem = len(looking_wrong(statements))
    look = f" (of which {count(seem)} {'looks' if seem == 1 else 'look'} wrong)" if seem else ""
    parts += [f"{count(unsure)} cannot be told{look}"] if unsure else []
    parts += [f"{count(right)} {'agrees' if right == 1 else 'agree'}"] if right else []
    return ", ".join(parts)


def where(place: Place, *, named: bool = False) -> str:
    """`page 4`, `cell 3, line 12`; with the file's name in front if it is asked for."""
    name = one_line(place.file, limit=80) if named else ""
    return ", ".join(part for part in (name, place.within) if part)


def _most_pressing(records: Sequence[Checked]) -> tuple[Consistency, tuple[Checked, ...]]:
    outcome = min((record.outcome for record in records), key=_PRESSING.index)
    return outcome, tuple(record for record in records if record.outcome is outcome)
