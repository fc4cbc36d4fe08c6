"""What a student wrote about their work: the blocks of a document in reading order."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum

from grader.records.place import Place


class BlockKind(StrEnum):
    """What a block of a write-up is."""

    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    LISTING = "listing"
    FORMULA = "formula"
    FIGURE = "figure"
    CAPTION = "caption"
    OUTPUT = "output"
    """What a cell of a notebook printed when its author ran it."""
    CONTENTS = "contents"
    """A table of contents: it repeats headings and states nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStart:
    """Where in a block's text a line of the document begins, or a row of its table."""

    offset: int
    """Index of the line's first character in the text of the block."""
    line: int | None = None
    """Its number in the file or cell, the first is 1."""
    page: int | None = None
    """Its page, the first is 1."""
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right and top in points, from the lower left corner of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, table, listing or the like."""

    kind: BlockKind
    """What it is."""
    text: str
    """Its words: sentences whole, whatever lines they stood on. Lines of lists, listings and
    outputs stay lines. Of a table, one line for each row with tabs between cells; of a figure,
    the words inside it or its alternative text."""
    place: Place
    """Where it begins; of a PDF, the box holds all of it that is on that page."""
    last_line: int | None = None
    """Last of its lines in the file or cell; None in documents without lines."""
    lines: tuple[LineStart, ...] = ()
    """Where each of its lines begins in `text`, in order."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, its cells: all rows are equally long."""
    header_rows: int | None = None
    """Of a table, how many of its rows are headings of columns; None if that cannot be told."""
    level: int | None = None
    """Of a heading, its level: 1 is the outermost; None if that cannot be told."""
    number: str = ""
    """Of a heading, as it counts in the document: `1.1`, `2(a)`. Of a caption, what it names in
    English: `Figure 3`, `Table 2`. Of a table or figure, the number of its caption."""
    language: str = ""
    """Of a listing, the language that it is in, or seems to be in: `python`; empty if unknown."""
    source: str = ""
    """Of a figure, the file that it shows, as the write-up names it."""
    bold: tuple[tuple[int, int], ...] = ()
    """Which words of the text are bold: first index of each piece, and the index behind its last.
    In tables, pieces do not go on from one cell to the next."""
    question: str = ""
    """Number of the question or section that it belongs to: `2.4`; empty before the first."""
    section: int | None = None
    """Index of the section that it stands in, its own for a heading; None before the first."""

    def place_of(self, offset: int) -> Place:
        """Where the character at this index of the text stands in the document."""
        index = bisect_right(self.lines, offset, key=lambda start: start.offset) - 1
        if index < 0:
            return self.place
        start = self.lines[index]
        return replace(self.place, line=start.line, page=start.page, box=start.box)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands below it, down to the next heading."""

    number: str
    """As it counts in the document: `1.1`, `2(a)`; empty if it has none."""
    title: str
    """Its words without the number."""
    level: int | None
    """1 is the outermost; None if that cannot be told."""
    place: Place
    """Where its heading stands."""
    is_empty: bool
    """Whether nothing stands below it, nor below a heading that belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention of a figure, table, equation, listing or section in running text."""

    kind: str
    """`figure`, `table`, `equation`, `listing`, `algorithm`, `section` or `appendix`."""
    number: str
    """As written: `3`, `2.1`, `4a`; `X`, `??` and the like where the author left a gap."""
    words: str
    """The mention itself: `Fig. 3`."""
    place: Place
    """Where it stands."""
    block: int
    """Index of its block."""
    offset: int
    """Index of its first character in the text of the block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenWords:
    """Words on a page that nobody sees who looks at it; they are no part of the document."""

    page: int
    """The page, the first is 1."""
    words: str
    """The words, or the first of them."""

    @property
    def sentence(self) -> str:
        """The same for whoever reads the report."""
        return (
            f"Page {self.page} holds words that cannot be seen there, being white on white, not "
            f"drawn, too small or off the page, and were not read: “{self.words}”."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteUp:
    """One document of a submission, as far as it could be read."""

    path: str
    """Path inside the submission, with forward slashes."""
    format: str
    """`pdf`, `markdown`, `text`, `docx`, `html` or `notebook`; of another, its suffix."""
    blocks: tuple[Block, ...] = ()
    """Everything in it, in reading order."""
    sections: tuple[Section, ...] = ()
    """Its headings in order, tables of contents left out."""
    references: tuple[Reference, ...] = ()
    """Mentions of figures, tables and the like."""
    pages: int | None = None
    """Number of pages of a PDF, those that were not read too."""
    problems: tuple[str, ...] = ()
    """What could not be read, in sentences for a reader of the report."""
    hidden: tuple[HiddenWords, ...] = ()
    """Words that nobody sees, page by page."""

    @property
    def has_text(self) -> bool:
        """Whether any words of it could be read."""
        return any(block.text.strip() for block in self.blocks)
