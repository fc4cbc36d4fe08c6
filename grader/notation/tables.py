"""How a table is laid out: which rows and columns are headings, and the numbers in the rest."""

import re
from dataclasses import dataclass

from grader.notation.cells import CellNumber, has_decimal_comma, is_blank, read_cell
from grader.records import Block

MOST_ROWS, MOST_COLUMNS = 150, 24
"""Beyond these a table is not one that a person wrote."""

_MOST_HEADER_ROWS = 3
_DATA_WORDS = re.compile(
    r"accura|\bacc\b|\bloss\b|error|\bmse\b|param|\btime\b|\b(?:run|trial|seed|fold)\b",
    re.IGNORECASE,
)


Rows = tuple[tuple[str, ...], ...]
Starts = tuple[tuple[int, ...], ...]
Numbers = tuple[tuple[CellNumber | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table taken apart. Rows and columns are counted from 0, headings included."""

    cells: tuple[tuple[str, ...], ...]
    """All cells, headings too; all rows are equally long."""
    numbers: tuple[tuple[CellNumber | None, ...], ...]
    """The number that a cell begins with; None for words."""
    starts: tuple[tuple[int, ...], ...]
    """Where each cell begins in the text of the block."""
    header_rows: int
    """Leading rows that are headings of columns."""
    label_columns: int
    """Leading columns that are headings of rows."""
    column_headings: tuple[tuple[str, ...], ...]
    """For each column, the headings above it, outermost first, empty ones left out."""
    row_headings: tuple[tuple[str, ...], ...]
    """For each row, the headings beside it; of rows of headings, nothing."""

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.cells[0])

    def column_heading(self, column: int) -> str:
        """The headings above a column as one text."""
        return " ".join(self.column_headings[column])

    def row_heading(self, row: int) -> str:
        """The headings beside a row as one text."""
        return " ".join(self.row_headings[row])

    def is_body(self, row: int, column: int) -> bool:
        """Whether a cell is no heading."""
        return row >= self.header_rows and column >= self.label_columns


def grid_of(block: Block) -> Grid | None:
    """The table that a block holds; None if it is too large, or not as text and cells agree."""
    rows = block.rows
    if not rows or not rows[0] or len(rows) > MOST_ROWS or len(rows[0]) > MOST_COLUMNS:
        return None
    if len({len(row) for row in rows}) != 1:
        return None
    starts = _starts(block)
    if starts is None:
        return None
    rows, starts = _slid(rows, starts)
    comma = has_decimal_comma(tuple(cell for row in rows for cell in row))
    numbers = tuple(tuple(read_cell(cell, decimal_comma=comma) for cell in row) for row in rows)
    header = _header_rows(rows, numbers, block.header_rows)
    labels = _label_columns(rows, numbers, header)
    return Grid(
        cells=rows,
        numbers=numbers,
        starts=starts,
        header_rows=header,
        label_columns=labels,
        column_headings=_column_headings(rows, header, labels),
        row_headings=_row_headings(rows, header, labels),
    )


def _starts(block: Block) -> tuple[tuple[int, ...], ...] | None:
    """Where each cell begins in the block's text: rows are lines, tabs stand between cells.

    Empty cells at either end of a row may have left no tabs there.
    """
    lines = block.text.split("\n")
    if len(lines) != len(block.rows):
        return None
    found, at = [], 0
    for line, row in zip(lines, block.rows, strict=True):
        whole = "\t".join(row)
        if line.strip() != whole.strip():
            return None
        before = len(whole) - len(whole.lstrip()) - (len(line) - len(line.lstrip()))
        starts, column_at = [], at - before
        for cell in row:
            starts.append(min(max(column_at, at), at + len(line)))
            column_at += len(cell) + 1
        found.append(tuple(starts))
        at += len(line) + 1
    return tuple(found)


def _slid(rows: Rows, starts: Starts) -> tuple[Rows, Starts]:
    """Rows such as `Total, 55,050` with their number below the only column of numbers.

    Where columns are apart by spaces, an empty cell leaves nothing between its neighbours.
    """
    width = len(rows[0])
    numeric = [
        column
        for column in range(1, width)
        if sum(read_cell(row[column]) is not None for row in rows) * 2 > len(rows)
    ]
    if len(numeric) != 1 or width < 3 or len(rows) < 4:
        return rows, starts
    target, cells, places = numeric[0], [list(row) for row in rows], [list(row) for row in starts]
    for row, place in zip(cells, places, strict=True):
        filled = [column for column in range(1, width) if row[column].strip()]
        if len(filled) == 1 and filled[0] < target and read_cell(row[filled[0]]) is not None:
            row[target], row[filled[0]] = row[filled[0]], ""
            place[target] = place[filled[0]]
    return tuple(map(tuple, cells)), tuple(map(tuple, places))


def _header_rows(rows: Rows, numbers: Numbers, told: int | None) -> int:
    """How many rows head the columns: those told, and those that only go on with them."""
    count = told if told is not None else _first_is_heading(rows, numbers)
    count = min(count, len(rows) - 1)
    while 0 < count < min(_MOST_HEADER_ROWS, len(rows) - 1) and _goes_on(rows, numbers, count):
        count += 1
    return count


def _first_is_heading(rows: Rows, numbers: Numbers) -> int:
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    beyond = [at for at in range(1, len(rows[0])) if rows[0][at].strip()]
    worded = [at for at in beyond if numbers[0][at] is None]
    below = [at for at in beyond if any(row[at] is not None for row in numbers[1:])]
    if not below:
        return 0
    if not rows[0][0].strip():
        return 1
    return int(
        len(worded) * 2 >= len(beyond)
        and numbers[0][0] is None
        and len([at for at in worded if at in below]) > 0
    )


def _goes_on(rows: Rows, numbers: Numbers, at: int) -> bool:
    """Whether a row below headings heads columns too: nothing beside it, and words or a count."""
    row = rows[at]
    filled = [column for column in range(1, len(row)) if row[column].strip()]
    if row[0].strip() and row[0] != rows[at - 1][0]:
        return False
    if not filled or not rows[at + 1][0].strip():
        return False
    words = all(numbers[at][column] is None for column in filled)
    values = [number.value for column in filled if (number := numbers[at][column]) is not None]
    counts = values == [float(value) for value in range(1, len(values) + 1)]
    return words or counts or any(numbers[at][column] is None for column in filled)


def _label_columns(rows: Rows, numbers: Numbers, header: int) -> int:
    """How many columns head the rows: the first, unless it holds values, and words beside it."""
    if len(rows[0]) < 2:
        return 0
    body = range(header, len(rows))
    heading = " ".join(rows[at][0] for at in range(header))
    is_number = sum(numbers[at][0] is not None for at in body) * 2 > len(body)
    if is_number and (not header or _DATA_WORDS.search(heading)):
        beside = " ".join(rows[at][1] for at in range(header))
        if not header or _is_like(heading, beside) or not _is_run(heading):
            return 0
    count = 1
    while count < len(rows[0]) - 1 and _holds_words(rows, numbers, header, count):
        count += 1
    return count


def _is_run(heading: str) -> bool:
    return re.fullmatch(r"\W*(?:run|trial|seed|fold|epoch)s?\W*", heading, re.I) is not None


def _is_like(one: str, other: str) -> bool:
    """Whether two headings differ in nothing but a number: `Run 1`, `Run 2`."""
    return re.sub(r"\d+", "#", one.lower()) == re.sub(r"\d+", "#", other.lower())


def _holds_words(rows: Rows, numbers: Numbers, header: int, column: int) -> bool:
    filled = [at for at in range(header, len(rows)) if not is_blank(rows[at][column])]
    worded = [at for at in filled if numbers[at][column] is None]
    return bool(filled) and len(worded) * 2 > len(filled)


def _column_headings(rows: Rows, header: int, labels: int) -> tuple[tuple[str, ...], ...]:
    """For each column what stands above it; a merged heading goes on to the right."""
    width = len(rows[0])
    found: list[list[str]] = [[] for _ in range(width)]
    for at in range(header):
        is_last, merged = at == header - 1, ""
        for column in range(width):
            text = rows[at][column].strip()
            if text or column < max(1, labels):
                merged = text if column >= labels else ""
            elif not is_last:
                text = merged
            if text and text not in found[column]:
                found[column].append(text)
    return tuple(map(tuple, found))


def _row_headings(rows: Rows, header: int, labels: int) -> tuple[tuple[str, ...], ...]:
    """For each row what stands beside it; where there is more beside it, a gap is a merged cell."""
    found: list[tuple[str, ...]] = [()] * header
    above = [""] * labels
    for at in range(header, len(rows)):
        line = []
        for column in range(labels):
            text = rows[at][column].strip()
            if not text and column < labels - 1:
                text = above[column]
            elif text != above[column]:
                above[column:] = [""] * (labels - column)
            above[column] = text
            if text:
                line.append(text)
        found.append(tuple(line))
    return tuple(found)
