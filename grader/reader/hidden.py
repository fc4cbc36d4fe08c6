"""Characters of a page that nobody sees who looks at it, for certain: they are no part of it.

Without a doubt nobody sees what lies off the page, is smaller than a point, or is drawn in white,
in no colour or not at all where nothing else is drawn. Over a picture, characters that are not
drawn are what a scanner read in it, and stay.
"""

import ctypes
import math
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from .boxes import Box
from .drawings import bounds_of, objects_of
from .glyphs import PALE, Glyph, Ink, Text, Turn

TINY = 1.0
"""Size of a character, in points, that nobody reads."""
MARGIN = 2.0
"""How far off the page a character must lie, in points."""
BAND = 80.0
"""Width, in points, up to which a line may be what white words stand on."""
LONGEST_WORDS = 300
MOST_GROUNDS = 20_000
CELL = 36.0
"""Side of the squares that a page is divided into to find what lies where, in points."""


class Hidden(NamedTuple):
    """What was taken away."""

    text: Text
    """The characters that are left."""
    words: str
    """Those that nobody sees, the first of them."""
    letters: int
    """How many letters and digits of them there are."""


def without_hidden(page: Any, text: Text) -> Hidden:
    """The characters of an opened page without those that nobody sees."""
    every = (*text.glyphs, *text.turned)
    suspects = {glyph for glyph in every if glyph.font.ink is not Ink.SEEN}
    grounds = _Grounds(page, text.turn) if suspects else None
    edges = _edges(page)
    gone = {
        glyph
        for glyph in every
        if _is_off(glyph, edges, text.turn)
        or _is_tiny(glyph)
        or (grounds is not None and glyph in suspects and not grounds.shows(glyph))
    }
    if not gone:
        return Hidden(text, "", 0)
    words = "".join(glyph.text for glyph in every if glyph in gone)
    left = text._replace(
        glyphs=[glyph for glyph in text.glyphs if glyph not in gone],
        turned=[glyph for glyph in text.turned if glyph not in gone],
    )
    letters = sum(letter.isalnum() for letter in words)
    return Hidden(left, " ".join(words.split())[:LONGEST_WORDS], letters)


def _box(glyph: Glyph) -> Box:
    size = glyph.font.size
    left, right = sorted((glyph.left, glyph.right))
    return Box(left, glyph.base - 0.25 * size, right, glyph.base + 0.9 * size)


def _is_tiny(glyph: Glyph) -> bool:
    # A font of drawn characters may call its own size anything, so the width counts as well.
    return glyph.font.size < TINY and abs(glyph.right - glyph.left) < TINY


def _is_off(glyph: Glyph, edges: Box | None, turn: Turn) -> bool:
    if edges is None:
        return False
    left, bottom, right, top = turn.box(*_box(glyph))
    across = right < edges.left - MARGIN or left > edges.right + MARGIN
    return across or top < edges.bottom - MARGIN or bottom > edges.top + MARGIN


def _edges(page: Any) -> Box | None:
    """The part of the page that is shown; None if that is not known."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect):
        return None
    box = Box(rect.left, rect.bottom, rect.right, rect.top)
    is_sane = all(map(math.isfinite, box)) and box.width > 0 and box.height > 0
    return box if is_sane else None


class _Grounds:
    """What is drawn on a page that characters may stand out against, or stand for."""

    def __init__(self, page: Any, turn: Turn) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}
        self._large: list[Box] = []
        self._count = 0
        for item, kind, matrix in objects_of(page):
            if _is_ground(item, kind):
                for box in bounds_of(item, matrix, turn):
                    self._add(box, item, kind)

    def _add(self, box: Box, item: Any, kind: int) -> None:
        is_line = kind == pdfium.FPDF_PAGEOBJ_PATH and not _fills(item)[0]
        if is_line and min(box.width, box.height) > BAND:
            # The frame around a page is no ground for what stands within.
            return
        self._count += 1
        if self._count > MOST_GROUNDS:
            return
        squares = _squares(box, most=400)
        if squares is None:
            self._large.append(box)
        for square in squares or ():
            self._squares.setdefault(square, []).append(box)

    def shows(self, glyph: Glyph) -> bool:
        """Whether a character lies where anything is drawn."""
        box = _box(glyph)
        squares = _squares(box, most=1_000)
        if squares is None or self._count > MOST_GROUNDS:
            return True
        near = [each for square in squares for each in self._squares.get(square, ())]
        return any(each.near(box, 0.5) for each in (*self._large, *near))


def _squares(box: Box, *, most: int) -> list[tuple[int, int]] | None:
    """The squares that a box lies on; None if there are more."""
    columns = range(int(box.left // CELL), int(box.right // CELL) + 1)
    rows = range(int(box.bottom // CELL), int(box.top // CELL) + 1)
    if len(columns) * len(rows) > most:
        return None
    return [(column, row) for column in columns for row in rows]


def _is_ground(item: Any, kind: int) -> bool:
    if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        return True
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return False
    is_filled, is_stroked = _fills(item)
    filled = is_filled and not _is_pale(item, pdfium.FPDFPageObj_GetFillColor)
    return filled or (is_stroked and not _is_pale(item, pdfium.FPDFPageObj_GetStrokeColor))


def _fills(item: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is drawn along its edge."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, mode, stroke):
        return True, True
    return mode.value != 0, bool(stroke.value)


def _is_pale(item: Any, colour_of: Any) -> bool:
    """Whether a path is drawn in white, or in no colour; what has a pattern is not."""
    colours = [ctypes.c_uint() for _ in range(4)]
    if not colour_of(item, *colours):
        return False
    *mixed, alpha = (colour.value for colour in colours)
    return alpha == 0 or min(mixed) >= PALE
