"""Which row of a table is wrong, where its total is right: one slip of the pen explains the sum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.numerals import swapped
from grader.consistency.itself.table_lines import Finding
from grader.consistency.itself.table_sheet import Sheet
from grader.notation.cells import CellNumber
from grader.notation.tables import Grid

_WIDTH = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_MOST_TEXT = 500
FEWEST_DIGITS = 4
"""Of a count in which two digits changed over are no chance."""
FEWEST = 3
"""Parts of a sum, of which one may be wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A part of a sum as it would have to be."""

    row: int
    """Row of the table."""
    column: int
    """Column of the table."""
    stated: CellNumber
    """What the table says."""
    meant: float
    """With which the sum is the total that the table says."""
    is_bare: bool
    """Whether what is missing are the biases of that layer."""


def mended_row(grid: Grid, sheet: Sheet, finding: Finding) -> Mended | None:
    """The only part with which a slip explains a sum that is wrong; None if there is none.

    A total in which two digits changed over explain it as well leaves open which of both is wrong.
    """
    missing = finding.stated.value - finding.result.value
    parts = tuple(_parts(sheet, finding))
    if len(parts) < FEWEST or missing != round(missing):
        return None
    if _is_slip(finding.stated.value, finding.result.value):
        return None
    found = [
        Mended(row=row, column=column, stated=number, meant=number.value + missing, is_bare=False)
        for row, column, number in parts
        if _is_slip(number.value, number.value + missing)
    ]
    if len(found) > 1:
        found = [each for each in found if _is_no_count(grid, each)]
    found = found or list(_bare(grid, parts, missing))
    return found[0] if len(found) == 1 else None


def _is_no_count(grid: Grid, mended: Mended) -> bool:
    """Whether only the number that is meant is made up of outputs that its row tells of."""
    cells = enumerate(grid.cells[mended.row])
    text = " ".join(cell for column, cell in cells if column != mended.column)
    widths = [int(each) for each in _WIDTH.findall(text[:_MOST_TEXT]) if int(each) >= 4]
    told = any(mended.stated.value % width == 0 for width in widths)
    return not told and any(mended.meant % width == 0 for width in widths)


def _parts(sheet: Sheet, finding: Finding) -> Iterator[tuple[int, int, CellNumber]]:
    for column, number in enumerate(sheet.numbers[finding.line]):
        is_part = number is not None and any(number is part for part in finding.result.inputs)
        if number is not None and column != finding.column and is_part:
            row, at = sheet.cell(finding.line, column)
            yield row, at, number


def _is_slip(told: float, meant: float) -> bool:
    """Whether two whole numbers have the same digits, two neighbouring ones changed over."""
    if told != int(told) or meant != int(meant) or min(told, meant) < 10 ** (FEWEST_DIGITS - 1):
        return False
    return str(int(meant)) in swapped(str(int(told)))


def _bare(
    grid: Grid, parts: tuple[tuple[int, int, CellNumber], ...], missing: float
) -> Iterator[Mended]:
    """Rows whose layer has as many outputs as the total has more than the sum: its biases.

    A row of which the table tells that it was counted with its biases is none of them.
    """
    widths = {
        number.value
        for line in grid.numbers
        for number in line
        if number is not None and number.is_whole and number.value < missing * 100
    }
    for row, column, number in parts:
        own = {each.value for each in grid.numbers[row] if each is not None and each is not number}
        if missing < 2 or missing not in own or number.value % missing:
            continue
        if number.value / missing - 1 in widths and number.value / missing not in widths:
            continue
        yield Mended(
            row=row, column=column, stated=number, meant=number.value + missing, is_bare=True
        )


def said_of_mended(mended: Mended, total: str, *, table: str) -> str:
    """The sentence that shows both sides."""
    why = "which leaves out its biases" if mended.is_bare else "with two digits changed over"
    return (
        f"The total of {total} needs {mended.meant:,.0f} here; {table or 'the table'} says "
        f"{mended.stated.words}, {why}."
    )
