"""Rows and cells that a table calls the best, held against the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.table_words import class_of, is_greater_better
from grader.notation.cells import CellNumber
from grader.notation.headings import computed_in
from grader.notation.tables import Grid
from grader.records import Consistency

_MARK = re.compile(
    r"[(\[]\s?(?:the )?(?:best|winner|beste[rs]?|最佳)\s?[)\]]|[←<]-*\s?best\b", re.I
)
_NOTE = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,40}\]")
_MOMENT = re.compile(r"epoch|checkpoint|final|last|early|iteration|seed|\brun\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBest:
    """A number that is called the best of its column."""

    row: int
    """Row of the table."""
    column: int
    """Column of the table."""
    outcome: Consistency
    """Whether it is."""
    stated: CellNumber
    """The number."""
    best: CellNumber
    """The best of the column."""
    is_greater: bool
    """Whether the best is the greatest."""


def named_best(grid: Grid, context: str) -> Iterator[NamedBest]:
    """Every number that its cell or the heading of its row calls the best."""
    rows = range(grid.header_rows, grid.height)
    marked = [row for row in rows if _MARK.search(grid.row_heading(row))]
    if len(marked) == 1 and _stands_alone(grid, marked[0]):
        found = [
            held
            for column in range(grid.label_columns, grid.width)
            if (held := _held(grid, marked[0], column, context)) is not None
        ]
        good = [held for held in found if held.outcome is Consistency.CONSISTENT]
        yield from (good or found)[:1]
    for column in range(grid.label_columns, grid.width):
        cells = [row for row in rows if _MARK.search(grid.cells[row][column][:80])]
        held = _held(grid, cells[0], column, context) if len(cells) == 1 else None
        if held is not None and (
            held.outcome is Consistency.CONSISTENT or not _leads_row(grid, held.row, column)
        ):
            yield held


def _stands_alone(grid: Grid, row: int) -> bool:
    """Whether a row is one of several things, not the best moment of one of them."""
    labels = [grid.row_heading(at) for at in range(grid.header_rows, grid.height)]
    if any(_MOMENT.search(label) for label in labels):
        return False
    bare = [_NOTE.sub("", label).strip().lower() for label in labels]
    return bare.count(bare[row - grid.header_rows]) == 1


def _held(grid: Grid, row: int, column: int, context: str) -> NamedBest | None:
    heading = grid.column_heading(column)
    names = heading if class_of(heading) else context
    is_greater = is_greater_better(names)
    stated = grid.numbers[row][column]
    if is_greater is None or stated is None or computed_in(heading) is not None:
        return None
    others = [
        number
        for at in range(grid.header_rows, grid.height)
        if (number := grid.numbers[at][column]) is not None
        and (at == row or computed_in(grid.row_heading(at)) is None)
    ]
    if len(others) < 3 or len({number.is_percent for number in others}) > 1:
        return None
    choose = max if is_greater else min
    best = choose(others, key=lambda number: number.value)
    outcome = Consistency.CONSISTENT if stated.value == best.value else Consistency.INCONSISTENT
    return NamedBest(
        row=row, column=column, outcome=outcome, stated=stated, best=best, is_greater=is_greater
    )


def _leads_row(grid: Grid, row: int, column: int) -> bool:
    """Whether it is an extreme of its row, which may be what is meant."""
    stated = grid.numbers[row][column]
    line = [number.value for number in grid.numbers[row][grid.label_columns :] if number]
    return stated is not None and len(line) > 1 and stated.value in (min(line), max(line))


def said_of_best(found: NamedBest, *, table: str) -> str:
    """The sentence that shows both sides."""
    size = "largest" if found.is_greater else "smallest"
    who = table or "the table"
    return (
        f"The {size} number of the column is {found.best.words}; "
        f"{who} calls {found.stated.words} the best."
    )
