"""A PDF becomes pages: lines of text, tables and figures, in reading order."""

import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from .boxes import Box
from .columns import Part, order_of
from .drawings import Drawings, read_drawings
from .figures import figures_of
from .glyphs import Text, Turn, read_glyphs
from .grids import Table, grid_table, grids_of
from .hidden import without_hidden
from .margins import without_line_numbers
from .tables import aligned_tables, ruled_tables
from .words import Line, Word, lines_of, text_of, turned_words, words_of

MOST_PAGES = 200
LONGEST_LINE = 10_000
MOST_ITEMS = 4_000
MOST_LABELS = 200
"""Words inside a figure that are kept."""
LABEL_DISTANCE = 14.0
"""How far below or beside a plot its labels stand, in points."""
CAPTION_WORDS = ("fig", "tab", "abb", "listing", "algorithm", "图", "表", "圖")
SENTENCE_WORDS = 6
_PASSWORD = 4


class Figure(NamedTuple):
    """A picture or plot, with the words inside it."""

    area: Box
    labels: list[str]


class Columns:
    """What the pages before tell of the next one."""

    def __init__(self) -> None:
        self.gap: float | None = None
        """Where the gap between two columns is; None as long as there were none."""


def read(source: str, first: int) -> Iterator[dict[str, Any]]:
    """The document itself, then each page from the `first` on; a page is announced before."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        yield {"refused": "password" if error.err_code == _PASSWORD else "damaged"}
        return
    count = len(document)
    if first == 1:
        yield {"pages": count}
    columns = Columns()
    for number in range(first, min(count, MOST_PAGES) + 1):
        yield {"begun": number}
        yield _page(document, number, columns)


def _page(document: Any, number: int, columns: Columns) -> dict[str, Any]:
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return {"page": number, "damaged": True}
    try:
        hidden = without_hidden(page, read_glyphs(page))
        text = hidden.text
        drawings = read_drawings(page, text.turn)
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    finally:
        pdfium.FPDF_ClosePage(page)
    found = _described(number, text, drawings, (width, height), columns)
    # What nobody sees is told, and is no part of the page.
    told = {"hidden": hidden.words, "hidden_letters": hidden.letters}
    return found | told if hidden.letters else found


def _described(
    number: int, text: Text, drawings: Drawings, size: tuple[float, float], columns: Columns
) -> dict[str, Any]:
    pictures = sum(box.width * box.height for box in drawings.pictures)
    items = list(itertools.islice(_items(text, drawings, size, columns), MOST_ITEMS))
    return {
        "page": number,
        "width": round(size[0], 1),
        "height": round(size[1], 1),
        "characters": sum(not glyph.text.isspace() for glyph in (*text.glyphs, *text.turned)),
        "unmapped": text.unmapped,
        "cut": text.cut or any(len(item.get("text", "")) >= LONGEST_LINE for item in items),
        "pictures": round(min(1.0, pictures / max(1.0, size[0] * size[1])), 3),
        "items": items,
    }


def _items(
    text: Text, drawings: Drawings, size: tuple[float, float], columns: Columns
) -> Iterator[dict[str, Any]]:
    words = words_of(text)
    turned = turned_words(text)
    upright = size if text.turn.cos else (size[1], size[0])
    # Turned pages have other coordinates, in which the page does not begin at zero.
    boxes = figures_of(drawings, *upright) if text.turn.cos == 1 else []
    figures: list[Figure] = []
    for box in boxes:
        figure, words = _with_labels(box, words, turned)
        if figure is not None:
            figures.append(figure)
    grids: list[Table] = []
    for xs, ys in grids_of(drawings.rules, [figure.area for figure in figures]):
        area = Box(xs[0], ys[0], xs[-1], ys[-1])
        inside = [word for word in words if area.holds(word.middle)]
        table = grid_table(inside, xs, ys)
        if table is not None:
            grids.append(table)
            words = [word for word in words if not area.holds(word.middle)]
    held: dict[Box, Figure | Table] = {
        **{figure.area: figure for figure in figures},
        **{table.area: table for table in grids},
    }
    words = without_line_numbers(words)
    rules = [rule for rule in drawings.rules if not any(box.near(rule, -1.0) for box in held)]
    order = order_of(words, list(held), rules, columns.gap)
    columns.gap = order.gap or columns.gap
    for part in order.parts:
        yield from _part(part, held, rules, text.turn)


def _part(
    part: Part, held: dict[Box, Figure | Table], rules: list[Box], turn: Turn
) -> Iterator[dict[str, Any]]:
    """Everything in one part of the page, from top to bottom."""
    words = part.words
    found: list[tuple[float, Line | Figure | Table]] = [(box.top, held[box]) for box in part.boxes]
    near = [rule for rule in rules if part.area.near(rule, 6.0)]
    for table, taken in ruled_tables(words, near):
        found.append((table.area.top, table))
        gone = set(taken)
        words = [word for word in words if word not in gone]
    lines = lines_of(words)
    for table, used in aligned_tables(lines, near):
        found.append((table.area.top, table))
        lines = [line for line in lines if not any(line is other for other in used)]
    found += [(line.top, line) for line in lines]
    found.sort(key=lambda each: -each[0])
    for _, item in found:
        yield _item(item, turn)


def _item(item: Line | Figure | Table, turn: Turn) -> dict[str, Any]:
    if isinstance(item, Figure):
        return {"kind": "figure", "box": turn.box(*item.area), "labels": item.labels}
    if isinstance(item, Table):
        return {
            "kind": "table",
            "box": turn.box(*item.area),
            "rows": [[cell[:LONGEST_LINE] for cell in row] for row in item.rows],
            "boxes": [turn.box(*box) for box in item.boxes],
            "header": item.header,
        }
    letters = sum(len(word.text) for word in item.words)
    return {
        "kind": "line",
        "box": turn.box(item.left, item.bottom, item.right, item.top),
        "left": round(item.left, 1),
        "right": round(item.right, 1),
        "base": round(item.base, 1),
        "text": text_of(item, marked=True)[:LONGEST_LINE],
        "size": round(item.size, 1),
        "bold": sum(len(word.text) for word in item.words if word.bold) * 2 > letters,
        "mono": sum(len(word.text) for word in item.words if word.mono) > 0.8 * letters,
        "math": round(sum(word.math for word in item.words) / max(1, letters), 2),
    }


def _with_labels(
    box: Box, words: list[Word], turned: list[tuple[str, float, float]]
) -> tuple[Figure | None, list[Word]]:
    """The figure with the words in it, and the words that are not; None if it is a text box."""
    inside = [word for word in words if box.holds(word.middle)]
    lines = lines_of(inside)
    long = sum(len(line.words) >= SENTENCE_WORDS for line in lines)
    if long >= 3 and long * 2 > len(lines):
        return None, words
    rest = [word for word in words if not box.holds(word.middle)]
    area = box
    for line in lines_of([word for word in rest if box.near(_around(word), 3 * LABEL_DISTANCE)]):
        if _is_label(line, area):
            gone = set(line.words)
            inside += line.words
            rest = [word for word in rest if word not in gone]
            area = area.joined(Box(line.left, line.bottom, line.right, line.top))
    sideways = [words for words, x, y in turned if area.holds((x, y), slack=3 * LABEL_DISTANCE)]
    labels = [text_of(line) for line in lines_of(inside)] + sideways
    return Figure(area, [label[:300] for label in labels[:MOST_LABELS]]), rest


def _is_label(line: Line, area: Box) -> bool:
    """Whether a line near a plot is one of its labels and not running text or a caption."""
    text = text_of(line).casefold()
    if text.startswith(CAPTION_WORDS) or any(word.bold for word in line.words):
        return False
    if not area.near(Box(line.left, line.bottom, line.right, line.top), LABEL_DISTANCE):
        return False
    numbers = sum(not any(letter.isalpha() for letter in word.text) for word in line.words)
    if numbers == len(line.words):
        return True
    inner = area.left - 30 < line.left and line.right < area.right + 30
    return inner and len(line.words) <= 4 and line.right - line.left < 0.6 * area.width


def _around(word: Word) -> Box:
    return Box(word.left, word.bottom, word.right, word.top)
