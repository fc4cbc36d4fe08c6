"""What each format is read into before its structure is found."""

import re
from dataclasses import dataclass, field, replace

from grader.collect.write_ups.bold import Spans, taken_out
from grader.records.write_up import BlockKind

_NUMBER = re.compile(r"[-+~±≈<>]?\s?\d")

MOST_LINES = 2_000
"""Lines of a block up to which what follows may still be joined to it."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """One line of a document, or one row of a table."""

    text: str
    """Its words; characters are the usual ones by now, except in listings."""
    line: int | None = None
    """Its number in the file or cell, the first is 1."""
    page: int | None = None
    """Its page, the first is 1."""
    box: Box | None = None
    """Where it stands on a page of a PDF."""
    bold: Spans = ()
    """Which of its words are bold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block whose text is still in lines and whose kind may still change."""

    kind: BlockKind
    """What it is, as far as its format tells."""
    lines: tuple[DraftLine, ...] = ()
    """Its lines; the rows of a table; at least one, that may be empty."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of a table."""
    header_rows: int | None = None
    """Rows of a table that are headings of columns, if the format tells."""
    level: int | None = None
    """Of a heading."""
    language: str = ""
    """Of a listing."""
    source: str = ""
    """Of a figure."""
    cell: int | None = None
    """Cell of a notebook."""
    box: Box | None = None
    """All of a figure or table of a PDF."""
    is_certain: bool = False
    """Whether the format itself says of what kind it is, so that words need not be asked."""
    is_note: bool = False
    """Whether it is a footnote: what stands before and behind it may be one sentence."""
    stands_alone: bool = field(default=True)
    """Whether white space or a page's end parts it from what comes before."""

    @property
    def text(self) -> str:
        """Its lines as they are."""
        return "\n".join(line.text for line in self.lines)

    def of_kind(self, kind: BlockKind) -> "Draft":
        """The same block as one of another kind."""
        return replace(self, kind=kind)


def table_draft(
    rows: list[list[str]],
    lines: list[DraftLine],
    *,
    header_rows: int | None,
    box: Box | None = None,
) -> Draft:
    """A table; its rows are made equally long, and each has the place of one of the lines.

    Bold words of cells are marked, and no longer are in what comes back.
    """
    bold = [_bold_of(row) for row in rows]
    rows = [[taken_out(cell)[0] for cell in row] for row in rows]
    width = max(map(len, rows))
    if header_rows is None and _names_columns(rows):
        header_rows = 1
    even = tuple((*row, *[""] * (width - len(row))) for row in rows)
    placed = tuple(
        replace(line, text="\t".join(row), bold=spans)
        for row, line, spans in zip(even, lines, bold, strict=True)
    )
    return Draft(
        kind=BlockKind.TABLE, lines=placed, rows=even, header_rows=header_rows, box=box,
        is_certain=True,
    )  # fmt: skip


def _bold_of(row: list[str]) -> Spans:
    """Where bold words stand in a row whose cells have tabs between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for cell in row:
        text, spans = taken_out(cell)
        found += [(first + start, end + start) for first, end in spans]
        start += len(text) + 1
    return tuple(found)


def _names_columns(rows: list[list[str]]) -> bool:
    """Whether the first row holds words, and all others numbers below them."""
    first = [cell for cell in rows[0] if cell]
    if len(rows) < 2 or not first or any(_NUMBER.match(cell) for cell in first):
        return False
    return all(any(_NUMBER.match(cell) for cell in row[1:]) for row in rows[1:])
