"""What the reader wrote behind its wall, parsed strictly: every byte of it may be a lie."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from grader.collect.probe_files import Strict

LONGEST_TEXT = 400_000
MOST_ITEMS = 5_000

Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Short = Annotated[str, Field(max_length=2_000)]
Number = Annotated[float, Field(ge=-1e7, le=1e7)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Rectangle = tuple[Number, Number, Number, Number]
Row = Annotated[tuple[Annotated[str, Field(max_length=20_000)], ...], Field(max_length=100)]
Rows = Annotated[tuple[Row, ...], Field(max_length=3_000)]


class LineItem(Strict):
    """One line of text on a page."""

    kind: Literal["line"]
    box: Rectangle
    left: Number
    right: Number
    base: Number
    text: Annotated[str, Field(max_length=20_000)]
    size: Number
    bold: bool
    mono: bool
    math: Number
    spans: Annotated[tuple[tuple[Count, Count], ...], Field(max_length=0)] = ()
    """Which words are bold; found in the text later, and nothing that the reader may write."""


class TableItem(Strict):
    """A table on a page."""

    kind: Literal["table"]
    box: Rectangle
    rows: Rows
    boxes: Annotated[tuple[Rectangle, ...], Field(max_length=3_000)]
    header: Count | None


class FigureItem(Strict):
    """A picture or plot on a page."""

    kind: Literal["figure"]
    box: Rectangle
    labels: Annotated[tuple[Short, ...], Field(max_length=400)]


PageItem = Annotated[LineItem | TableItem | FigureItem, Field(discriminator="kind")]


class Page(Strict):
    """One page of a PDF."""

    page: Annotated[int, Field(ge=1, le=100_000)]
    damaged: bool = False
    width: Number = 0.0
    height: Number = 0.0
    characters: Count = 0
    unmapped: Count = 0
    cut: bool = False
    pictures: Number = 0.0
    hidden: Short = ""
    hidden_letters: Count = 0
    items: Annotated[tuple[PageItem, ...], Field(max_length=MOST_ITEMS)] = ()


class FlowBlock(Strict):
    """One block of a docx or HTML file."""

    kind: Literal[
        "heading", "text", "list", "table", "listing", "formula", "figure", "caption", "output",
        "contents",
    ]  # fmt: skip
    text: Text = ""
    level: Annotated[int, Field(ge=1, le=9)] | None = None
    rows: Rows = ()
    header: Count | None = None
    language: Annotated[str, Field(max_length=40)] = ""
    source: Short = ""
    bold: bool = False
    line: Count | None = None


class Pages(Strict):
    """How many pages there are."""

    pages: Count


class Begun(Strict):
    """Which page comes next."""

    begun: Count


class Refused(Strict):
    """Why nothing could be read."""

    refused: Short


class Cut(Strict):
    """That the rest was left out."""

    cut: Literal[True]


class Lost(Strict):
    """A page that took the reader with it."""

    page: Count
    ending: Short


Part = Page | FlowBlock | Pages | Begun | Refused | Cut
_PART: TypeAdapter[Part] = TypeAdapter(Part)
_LOST: TypeAdapter[tuple[Lost, ...]] = TypeAdapter(tuple[Lost, ...])


def read_parts(content: bytes) -> tuple[Part, ...]:
    """Everything that the reader wrote and that is what it may write."""
    found: list[Part] = []
    for line in content.split(b"\n"):
        try:
            if line:
                found.append(_PART.validate_json(line))
        except (ValidationError, RecursionError):
            # The last line of a reader that died is cut off; another one says nothing either.
            continue
    return tuple(found)


def read_lost(text: str) -> tuple[Lost, ...]:
    """The pages that were lost."""
    try:
        return _LOST.validate_json(text)[:20]
    except (ValidationError, RecursionError):
        return ()
