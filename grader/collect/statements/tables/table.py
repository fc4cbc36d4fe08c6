"""A table with all that is known of its rows and columns, and of which quantity a cell is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from grader.collect.statements.tables.around import Around
from grader.collect.statements.tables.lines import Line
from grader.collect.statements.tables.meaning import RESULTS, Meaning
from grader.collect.statements.tables.units import are_fractions
from grader.notation.cells import is_blank
from grader.notation.tables import Grid
from grader.records import Block, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with what its headings and the words around it say."""

    block: Block
    """The block that holds it."""
    index: int
    """Index of the block."""
    grid: Grid
    """Its cells."""
    around: Around
    """What the words around it say."""
    columns: tuple[Line, ...]
    """What each column speaks of."""
    rows: tuple[Line, ...]
    """What each row speaks of."""
    is_of_one: bool
    """Whether no column names a quantity, so that all numbers are of the caption's."""
    may_be_accuracies: bool
    """Whether all numbers could be accuracies in per cent."""
    has_runs: bool
    """Whether rows or columns are numbered runs."""
    fraction_columns: tuple[bool, ...] = ()
    """For each column, whether all of its accuracies are fractions of one."""
    fraction_rows: tuple[bool, ...] = ()
    """For each row, the same."""
    is_fraction: bool = False
    """Whether all accuracies of the table are fractions of one."""


def table_of(
    block: Block, index: int, grid: Grid, around: Around, columns: tuple[Line, ...],
    rows: tuple[Line, ...],
) -> Table:  # fmt: skip
    """The table, with what follows from all of its cells together."""
    body = columns[grid.label_columns :]
    table = Table(
        block=block, index=index, grid=grid, around=around, columns=columns, rows=rows,
        is_of_one=not any(line.meaning.quantity or line.meaning.is_epoch for line in body),
        may_be_accuracies=_may_be_accuracies(grid),
        has_runs=any("run" in dict(line.meaning.subject.settings) for line in (*columns, *rows)),
    )  # fmt: skip
    height, width = range(grid.height), range(grid.width)
    found = [[_accuracy(table, row, column) for column in width] for row in height]
    return replace(
        table,
        fraction_columns=tuple(_are_fractions(row[column] for row in found) for column in width),
        fraction_rows=tuple(map(_are_fractions, found)),
        is_fraction=_are_fractions(value for row in found for value in row),
    )


def _are_fractions(values: Iterable[float | None]) -> bool:
    return are_fractions([value for value in values if value is not None])


def _accuracy(table: Table, row: int, column: int) -> float | None:
    """The number of a cell, if it is an accuracy without a sign, and no spread."""
    if not table.grid.is_body(row, column):
        return None
    above, beside = table.columns[column].meaning, table.rows[row].meaning
    told = (above, beside)
    if any(at.is_derived or at.statistic == Statistic.SPREAD or at.is_epoch for at in told):
        return None
    number = table.grid.numbers[row][column]
    if number is None or number.is_percent or quantity_of(table, above, beside) != "accuracy":
        return None
    return number.value


def is_fraction(table: Table, row: int, column: int, statistic: Statistic) -> bool:
    """Whether an accuracy without a sign is a fraction of one: its whole line tells."""
    if statistic != Statistic.SPREAD:
        if table.columns[column].meaning.quantity == "accuracy":
            return table.fraction_columns[column]
        if table.rows[row].meaning.quantity == "accuracy":
            return table.fraction_rows[row]
    return table.is_fraction


def quantity_of(table: Table, above: Meaning, beside: Meaning) -> str:
    """The quantity of a cell; empty if its headings name none, or two that do not go together."""
    if above.quantity and beside.quantity and above.quantity != beside.quantity:
        return ""
    found = above.quantity or beside.quantity
    if found or above.statistic == Statistic.TOTAL:
        return found
    is_plain = not above.subject.labels or bool(above.unit) or bool(above.subject.network)
    told = table.around.quantity
    if table.around.is_guess and not (table.is_of_one and table.may_be_accuracies):
        return ""
    settings = {name for at in (above, beside) for name, _ in at.subject.settings}
    if not told and "loss_function" in settings:
        # A column that is headed `MSE` tells that loss.
        return "loss"
    if told == "accuracy" and above.unit and above.unit.strip() not in ("%", "percent"):
        return ""
    return told if is_plain or table.is_of_one else ""


def _may_be_accuracies(grid: Grid) -> bool:
    """Whether all numbers lie between 0 and 100 and are written to the same digit or two."""
    numbers = [
        number
        for row in grid.numbers[grid.header_rows :]
        for number in row[grid.label_columns :]
        if number is not None
    ]
    steps = {number.step for number in numbers}
    return bool(numbers) and len(steps) < 3 and all(0 <= at.value <= 100 for at in numbers)


def is_several(table: Table, row: int, column: int, quantity: str) -> bool:
    """Whether a setting is one of several that the table tells without telling networks apart."""
    if quantity in RESULTS:
        return False
    grid = table.grid
    if table.columns[column].meaning.quantity == quantity:
        cells = {grid.cells[at][column] for at in range(grid.header_rows, grid.height)}
        names = {
            table.rows[at].meaning.subject.network for at in range(grid.header_rows, grid.height)
        }
    else:
        cells = {grid.cells[row][at] for at in range(grid.label_columns, grid.width)}
        body = table.columns[grid.label_columns :]
        names = {line.meaning.subject.network for line in body}
    values = {cell for cell in cells if not is_blank(cell)}
    return len(values) > 1 and (len(names) == 1 or "" in names)
