"""What a terminal shows of a write-up that was held against the work."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.consistency.works import Held
from grader.records import Consistency
from grader.render.held.told import Told, looking_wrong, of_outcome, tally, told, where
from grader.render.numbers import count, counted
from grader.render.text import one_line

LONGEST_WORDS = 300


def describe_held(held: Held, *, against: str, more: bool = False) -> RenderableType:
    """One document: how many statements agree, and those that do not with both sides.

    `against` says what it was held against; with `more`, everything that was checked is listed.
    """
    statements = told(held.checked)
    parts: list[RenderableType] = list(_heading(held, statements, against))
    hidden = 0
    for outcome, title, style in (
        (Consistency.INCONSISTENT, "Does not agree", "red"),
        (Consistency.CANNOT_TELL, "Cannot be told", "yellow"),
        (Consistency.CONSISTENT, "Agrees", "green"),
    ):
        found = of_outcome(statements, outcome)
        shown = found if more or outcome is Consistency.INCONSISTENT else looking_wrong(found)
        if shown:
            words = title if shown is found else "Looks wrong, please read it"
            parts.append(Text(f"\n{words}", style=f"bold {style}"))
            parts += [_statement(each, style) for each in shown]
        hidden += len(found) - len(shown)
    if hidden:
        parts.append(Text(f"\n-v lists the other {count(hidden)}", style="dim"))
    return Group(*parts)


def _heading(held: Held, statements: tuple[Told, ...], against: str) -> Iterator[Text]:
    yield Text(one_line(held.write_up.path, limit=120), style="bold").append(
        f"  held against {against}", style="dim not bold"
    )
    yield Text(_sentence(tally(statements)))
    hidden = (each.sentence for each in held.write_up.hidden)
    for problem in (*held.write_up.problems, *hidden):
        yield Text(one_line(problem, limit=LONGEST_WORDS), style="yellow")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _statement(each: Told, style: str) -> RenderableType:
    place = where(each.place) or "somewhere"
    head = Text(f"{each.number:>3}  ", style=f"bold {style}").append(place, style="bold")
    head.append(f"  against {each.against}", style="dim")
    words = one_line(each.words, limit=LONGEST_WORDS)
    lines = [Text(f"“{words}”")] if words else []
    lines += [Text(one_line(s, limit=LONGEST_WORDS * 2), style=style) for s in each.sentences]
    lines += [Text(line, style="dim") for line in dict.fromkeys(_others(each))]
    return Group(head, Padding(Group(*lines), (0, 0, 0, 5)))


def _others(each: Told) -> Iterable[str]:
    for record in each.records:
        if record.other is not None:
            named = record.other.file != each.place.file
            words = one_line(record.other_words, limit=160)
            yield where(record.other, named=named) + (f": “{words}”" if words else "")


def summary(held: Iterable[Held]) -> str:
    """One line for several documents."""
    statements = [each for one in held for each in told(one.checked)]
    wrong = len(of_outcome(statements, Consistency.INCONSISTENT))
    return f"{counted(len(statements), 'statement')} checked, {count(wrong)} not agreeing"
