"""The pages of a PDF without what stands at the edge of every page."""

import itertools
import re
from collections import Counter
from statistics import median

from grader.collect.write_ups.bold import taken_out
from grader.collect.write_ups.captions import CAPTION
from grader.collect.write_ups.characters import usual, usual_code
from grader.collect.write_ups.marks import PAGE_MARK, PAGE_NUMBER
from grader.collect.write_ups.opened import LineItem, Page

EDGE = 0.12
"""Share of a page's height at its top and bottom where headers and footers stand."""
REPEATS = 3
"""Pages on which a line stands at the same height before it is taken for a header or footer."""
OUTERMOST = 3
"""Lines from the top and from the bottom that are looked at."""

_ROMAN = re.compile(r"^\s*[-–]?\s*[ivxlc]{1,7}\s*[-–]?\s*$")
_NUMBERED = re.compile(r"^\s*(\d{1,3})\s+\D.{0,100}$|^.{0,100}\D\s(\d{1,3})\s*$")
_DIGITS = re.compile(r"\d+|\b[ivxl]{1,6}\b")


def without_furniture(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The same pages without headers, footers and page numbers, in the usual characters."""
    pages = tuple(map(_with_usual_words, pages))
    shapes: Counter[tuple[str, int]] = Counter()
    edges = {page.page: _edge_lines(page) for page in pages}
    for lines in edges.values():
        shapes.update({_shape(line) for line in lines})
    needed = min(REPEATS, len(pages)) if len(pages) > 1 else REPEATS
    dropped = {
        id(line)
        for lines in edges.values()
        for line in lines
        if _is_number(line) or (shapes[_shape(line)] >= needed and not CAPTION.match(line.text))
    } | _numbered(pages, edges)
    # Pages that hold nothing else are not empty: what repeats there is the text.
    if all(id(line) in dropped for line in _lines(pages)):
        dropped = set()
    return tuple(_without(page, dropped) for page in pages)


def _without(page: Page, dropped: set[int]) -> Page:
    items = tuple(item for item in page.items if id(item) not in dropped)
    return page.model_copy(update={"items": items})


def _with_usual_words(page: Page) -> Page:
    items = (_cleaned(item) if isinstance(item, LineItem) else item for item in page.items)
    return page.model_copy(update={"items": tuple(items)})


def body_size(pages: tuple[Page, ...]) -> float:
    """Size of the letters that most of the text is in."""
    sizes: Counter[float] = Counter()
    for line in _lines(pages):
        if not line.mono:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def leading(pages: tuple[Page, ...], size: float) -> float:
    """Distance between two lines of a paragraph."""
    steps: list[float] = []
    for page in pages:
        lines = [item for item in page.items if isinstance(item, LineItem)]
        for first, second in itertools.pairwise(lines):
            step = first.base - second.base
            if abs(first.size - second.size) < 0.6 and 0.9 * size < step < 2.6 * size:
                steps.append(step)
    return median(steps) if steps else 1.2 * size


def _lines(pages: tuple[Page, ...]) -> list[LineItem]:
    return [item for page in pages for item in page.items if isinstance(item, LineItem)]


def _edge_lines(page: Page) -> list[LineItem]:
    lines = [item for item in page.items if isinstance(item, LineItem)]
    if not lines or page.height <= 0:
        return []
    ordered = sorted(lines, key=lambda line: -line.box[1])
    top = [line for line in ordered[:OUTERMOST] if line.box[1] > (1 - EDGE) * page.height]
    bottom = [line for line in ordered[-OUTERMOST:] if line.box[3] < EDGE * page.height]
    return top + bottom


def _numbered(pages: tuple[Page, ...], edges: dict[int, list[LineItem]]) -> set[int]:
    """Outermost lines that begin or end with the number of their page, whatever they say."""
    found: dict[int, list[int]] = {}
    for page in pages:
        outermost = {id(line): line for line in edges[page.page][:1] + edges[page.page][-1:]}
        for line in outermost.values():
            match = _NUMBERED.match(line.text)
            if match and not CAPTION.match(line.text):
                shift = page.page - int(match[1] or match[2])
                found.setdefault(shift, []).append(id(line))
    return {line for lines in found.values() if len(lines) >= REPEATS for line in lines}


def _shape(line: LineItem) -> tuple[str, int]:
    return _DIGITS.sub("0", " ".join(line.text.split()).casefold())[:200], round(line.box[1] / 12)


def _is_number(line: LineItem) -> bool:
    text = line.text[:60]
    return bool(PAGE_NUMBER.match(text) or PAGE_MARK.match(text) or _ROMAN.match(text))


def _cleaned(line: LineItem) -> LineItem:
    marked = usual_code(line.text) if line.mono else usual(line.text)
    text, bold = taken_out(marked)
    return line.model_copy(update={"text": text, "spans": bold})
