"""The cells of a table become claims."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.tables.around import around
from grader.collect.statements.tables.grouping import in_groups, with_runs
from grader.collect.statements.tables.lines import Line, answer_in, column_lines, joined, row_line
from grader.collect.statements.tables.making import label_claims, name_claims, number_claims
from grader.collect.statements.tables.meaning import RESULTS, Meaning, meaning_of
from grader.collect.statements.tables.table import Table, quantity_of, table_of
from grader.notation.cells import CellNumber, is_blank, read_cell
from grader.notation.tables import grid_of
from grader.records import BlockKind, Claim, WriteUp
from grader.records.claims import NAMES

_SLASH = re.compile(r"\s{0,3}/\s{0,3}")


def read_table(write_up: WriteUp, index: int) -> Iterator[Claim]:
    """Every cell whose quantity is known."""
    block = write_up.blocks[index]
    grid = grid_of(block) if block.kind is BlockKind.TABLE else None
    if grid is None or grid.width < 2:
        return
    columns = with_runs(column_lines(grid))
    body = range(grid.label_columns, grid.width)
    above_all = "split" if any(columns[at].meaning.subject.split for at in body) else ""
    if any(columns[at].meaning.quantity in RESULTS for at in body):
        above_all = "quantity"
    empty = Line(meaning=Meaning())
    rows = in_groups(
        grid,
        tuple(
            row_line(grid, row, columns, above_all=above_all) if row >= grid.header_rows else empty
            for row in range(grid.height)
        ),
    )
    table = table_of(block, index, grid, around(write_up, index), columns, rows)
    for row in range(grid.header_rows, grid.height):
        for column in range(grid.width):
            if not is_blank(grid.cells[row][column]):
                yield from _cell(table, row, column)


def _cell(table: Table, row: int, column: int) -> Iterator[Claim]:
    grid, cell = table.grid, table.grid.cells[row][column]
    above, beside = table.columns[column].meaning, table.rows[row].meaning
    if column < grid.label_columns:
        yield from label_claims(table, row, column)
        return
    if above.is_derived or beside.is_derived or above.is_epoch or beside.is_epoch:
        return
    if "/" in cell and (parts := _parts(above, beside, cell) or _parts(beside, above, cell)):
        for meaning, part in parts:
            yield from number_claims(table, row, column, part, meaning)
        return
    quantity = quantity_of(table, above, beside)
    number = grid.numbers[row][column]
    if quantity in NAMES or (number is None and answer_in(cell)):
        yield from name_claims(table, row, column, quantity)
    elif number is not None:
        yield from number_claims(table, row, column, number, above)
    elif quantity not in RESULTS or quantity == "loss":
        yield from name_claims(table, row, column, quantity)


def _parts(whole: Meaning, other: Meaning, cell: str) -> list[tuple[Meaning, CellNumber]]:
    """The numbers of `84.2 / 85.1` with what `Train / Test acc.` says of each."""
    names, texts = _SLASH.split(whole.text), _SLASH.split(cell)
    if len(names) != len(texts) or not 2 <= len(names) <= 4:
        return []
    found: list[tuple[Meaning, CellNumber]] = []
    at = 0
    for name, text in zip(names, texts, strict=True):
        at = cell.index(text, at)
        number = read_cell(text)
        meaning = meaning_of(name)
        if number is None or number.rest:
            return []
        shifted = replace(number, start=number.start + at, end=number.end + at)
        quantity = meaning.quantity or whole.quantity or meaning_of(names[-1]).quantity
        subject = joined(other.subject, meaning.subject)
        unit = whole.unit or other.unit
        found.append((replace(meaning, quantity=quantity, unit=unit, subject=subject), shifted))
        at += len(text)
    return found
