"""Who gains or loses what by a changed rubric, as a terminal shows it."""

from collections.abc import Sequence
from decimal import Decimal

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.records import GradeChange, ItemChange
from grader.render.numbers import MINUS, count, counted, interval, points
from grader.render.terminal import plain

MOST_ROWS = 30
MOST_REASONS = 4


def changes_table(changes: Sequence[GradeChange]) -> RenderableType:
    """The grades that are other ones now, the greatest loss first, and what lies behind each."""
    changed = [each for each in changes if each.before != each.after]
    told = f"The rubric is another one than in the last run: {_tally(changed, len(changes))}"
    if not changed:
        return Text(told)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("Submission", overflow="ellipsis", no_wrap=True, min_width=12)
    table.add_column("Before", justify="right", no_wrap=True)
    table.add_column("Now", justify="right", no_wrap=True)
    table.add_column("Why", overflow="fold")
    changed.sort(key=_gained)
    for each in changed[:MOST_ROWS]:
        style = "red" if _gained(each) < 0 else "green" if _gained(each) > 0 else "yellow"
        now = Text(interval(*each.after), style)
        table.add_row(plain(each.name, limit=60), interval(*each.before), now, _why(each))
    rest = len(changed) - MOST_ROWS
    more = (Text(f"and {count(rest)} more, see their reports"),) if rest > 0 else ()
    return Group(Text(told), table, *more)


def _tally(changed: Sequence[GradeChange], compared: int) -> str:
    if not changed:
        return f"no grade of {count(compared)} changes."
    gains = sum(_gained(each) > 0 for each in changed)
    losses = sum(_gained(each) < 0 for each in changed)
    other = len(changed) - gains - losses
    parts = [f"{count(gains)} gain"] * bool(gains) + [f"{count(losses)} lose"] * bool(losses)
    parts += [f"{counted(other, 'interval')} {'is' if other == 1 else 'are'} another"] * bool(other)
    return f"of {counted(compared, 'submission')}, {', '.join(parts)}."


def _gained(change: GradeChange) -> Decimal:
    return change.after[1] - change.before[1]


def _why(change: GradeChange) -> Text:
    lines = [_reason(item) for item in change.items[:MOST_REASONS]]
    rest = len(change.items) - MOST_REASONS
    if rest > 0:
        lines.append(Text(f"and {counted(rest, 'more difference')}", style="dim"))
    return Text("\n").join(lines) if lines else Text("caps or lateness", style="dim")


def _reason(item: ItemChange) -> Text:
    sign = "+" if item.points > 0 else MINUS
    moved = f"{sign}{points(abs(item.points))} " if item.points else ""
    return plain(f"{moved}{item.id} {item.why}", limit=200)
