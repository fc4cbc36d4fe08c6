"""A write-up that was held against the work, as rows of a student's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.works import Held
from grader.records import Checked, Consistency, HeldAgainst
from grader.render.held.told import Told, looking_wrong, of_outcome, tally, told, where
from grader.render.numbers import count, counted
from grader.render.text import clean, one_line

MOST_DISAGREEING = 60
MOST_FOLDED = 60
MOST_DOCUMENTS = 12
LONGEST_WORDS = 400

_OTHER_SIDE = {
    HeldAgainst.ITSELF: "Elsewhere in it",
    HeldAgainst.LISTING: "Its listing",
    HeldAgainst.CODE: "Your code",
    HeldAgainst.RUN: "The run",
    HeldAgainst.DOCUMENT: "The document",
    HeldAgainst.ARGUMENT: "Its own numbers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two sides of a statement."""

    label: str
    """Whose it is."""
    words: str
    """Its own words; empty if there are none."""
    place: str
    """Where it stands; empty if nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement and what came of it."""

    own: Side
    """What is written."""
    others: tuple[Side, ...]
    """What it was held against."""
    sentences: tuple[str, ...]
    """What was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRows:
    """One document."""

    name: str
    """Its path; student text."""
    tally: str
    """What came of it, in a few words."""
    problems: tuple[str, ...]
    """What could not be read of it."""
    disagreeing: tuple[StatementRow, ...]
    """What does not agree."""
    more: str
    """How many more of these there are; empty if none."""
    doubtful: tuple[StatementRow, ...]
    """What cannot be told for certain, and looks wrong."""
    doubtful_sentence: str
    """How many those are; empty if none."""
    unsure: tuple[StatementRow, ...]
    """What else cannot be told."""
    unsure_sentence: str
    """How many those are; empty if none."""
    agreeing: tuple[StatementRow, ...]
    """What agrees."""
    agreeing_sentence: str
    """How many those are; empty if none."""


def document_rows(held: Sequence[Held]) -> tuple[DocumentRows, ...]:
    """The documents of which something was checked, or could not be read."""
    found = [each for each in held if each.checked or each.write_up.problems]
    return tuple(_document(each) for each in found[:MOST_DOCUMENTS])


def held_count(held: Sequence[Held]) -> str:
    """`3 of 41 do not agree`, for the heading; empty if nothing was checked."""
    statements = [each for one in held for each in told(one.checked)]
    if not statements:
        return ""
    wrong = len(of_outcome(statements, Consistency.INCONSISTENT))
    total = count(len(statements))
    if not wrong:
        return f"{total} checked"
    return f"{count(wrong)} of {total} {'does' if wrong == 1 else 'do'} not agree"


def _document(held: Held) -> DocumentRows:
    statements = told(held.checked)
    wrong, unsure, right = (
        of_outcome(statements, outcome)
        for outcome in (
            Consistency.INCONSISTENT,
            Consistency.CANNOT_TELL,
            Consistency.CONSISTENT,
        )
    )
    doubtful = looking_wrong(unsure)
    unsure = tuple(each for each in unsure if not each.looks_wrong)
    hidden = len(wrong) - MOST_DISAGREEING
    return DocumentRows(
        name=one_line(held.write_up.path, limit=80),
        tally=tally(statements),
        problems=tuple(one_line(problem) for problem in held.write_up.problems),
        disagreeing=tuple(map(_statement, wrong[:MOST_DISAGREEING])),
        more=f"and {counted(hidden, 'more statement')}" if hidden > 0 else "",
        doubtful=tuple(map(_statement, doubtful[:MOST_FOLDED])),
        doubtful_sentence=_folded(
            len(doubtful),
            f"{'looks' if len(doubtful) == 1 else 'look'} wrong, but may mean something else",
        ),
        unsure=tuple(map(_statement, unsure[:MOST_FOLDED])),
        unsure_sentence=_folded(len(unsure), "cannot be told from what was handed in"),
        agreeing=tuple(map(_statement, right[:MOST_FOLDED])),
        agreeing_sentence=_folded(
            len(right), "agrees" if len(right) == 1 else "agree", " with what it was held against"
        ),
    )


def _folded(number: int, words: str, rest: str = "") -> str:
    if not number:
        return ""
    shown = f"; the first {MOST_FOLDED} are here" if number > MOST_FOLDED else ""
    return f"{counted(number, 'statement')} {words}{rest if number == 1 else ''}{shown}"


def _statement(each: Told) -> StatementRow:
    return StatementRow(
        own=Side(label="You wrote", words=_words(each.words), place=where(each.place)),
        others=tuple(dict.fromkeys(_other(record) for record in each.records)),
        sentences=tuple(clean(sentence) for sentence in each.sentences),
    )


def _other(record: Checked) -> Side:
    place = ""
    if record.other is not None:
        place = where(record.other, named=record.other.file != record.place.file)
    return Side(label=_OTHER_SIDE[record.check], words=_words(record.other_words), place=place)


def _words(text: str) -> str:
    return one_line(text, limit=LONGEST_WORDS)
