"""The body of a table, seen by its columns, or turned over, by its rows."""

from dataclasses import dataclass, replace

from grader.notation.cells import CellNumber, is_blank
from grader.notation.headings import Computed, computed_in
from grader.notation.tables import Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Lines (rows) of numbers under headings (columns); headings are not among the numbers."""

    numbers: tuple[tuple[CellNumber | None, ...], ...]
    """The number of each cell, line by line."""
    blank: tuple[tuple[bool, ...], ...]
    """Whether a cell says that there is nothing."""
    headings: tuple[str, ...]
    """Above each column."""
    labels: tuple[str, ...]
    """Beside each line."""
    corner: str
    """Above the labels of the table's rows: what they, or its columns, are."""
    first_row: int
    """Row of the table in which the body begins."""
    first_column: int
    """Column of the table in which the body begins."""
    plain: tuple[int, ...]
    """The columns that hold numbers which are given, not computed."""
    is_turned: bool = False
    """Whether columns here are rows of the table."""

    @property
    def computed(self) -> tuple[Computed | None, ...]:
        """For each column, what it is of others."""
        return tuple(map(computed_in, self.headings))

    def cell(self, line: int, column: int) -> tuple[int, int]:
        """Row and column of the table."""
        row, at = (column, line) if self.is_turned else (line, column)
        return self.first_row + row, self.first_column + at

    def before(self, column: int) -> tuple[int, ...]:
        """The plain columns next to a computed one, on its left or else on its right."""
        for step in (-1, 1):
            at = column + step
            while 0 <= at < len(self.headings) and computed_in(self.headings[at]) is not None:
                at += step
            found = []
            while 0 <= at < len(self.headings) and at in self.plain:
                found.append(at)
                at += step
            if found:
                return tuple(sorted(found))
        return ()


def sheets_of(grid: Grid) -> tuple[Sheet, Sheet]:
    """The body of a table by its columns, and by its rows."""
    rows = range(grid.header_rows, grid.height)
    columns = range(grid.label_columns, grid.width)
    headings = tuple(grid.column_heading(column) for column in columns)
    labels = tuple(grid.row_heading(row) for row in rows)
    corner = " ".join(grid.column_heading(column) for column in range(grid.label_columns))
    upright = Sheet(
        numbers=tuple(tuple(grid.numbers[row][column] for column in columns) for row in rows),
        blank=tuple(tuple(is_blank(grid.cells[row][column]) for column in columns) for row in rows),
        headings=headings,
        labels=labels,
        corner=corner,
        first_row=grid.header_rows,
        first_column=grid.label_columns,
        plain=(),
    )
    turned = Sheet(
        numbers=tuple(zip(*upright.numbers, strict=True)),
        blank=tuple(zip(*upright.blank, strict=True)),
        headings=labels,
        labels=headings,
        corner=corner,
        first_row=grid.header_rows,
        first_column=grid.label_columns,
        plain=(),
        is_turned=True,
    )
    return _with_plain(upright), _with_plain(turned)


def _with_plain(sheet: Sheet) -> Sheet:
    found = []
    for column, heading in enumerate(sheet.headings):
        if computed_in(heading) is None:
            held = sum(line[column] is not None for line in sheet.numbers)
            filled = sum(not line[column] for line in sheet.blank)
            found += [column] if held * 2 > filled > 0 else []
    return replace(sheet, plain=tuple(found))
