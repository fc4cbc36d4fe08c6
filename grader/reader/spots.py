"""Where on a page certain words stand, as exactly as its characters tell."""

import unicodedata
from typing import Any, NamedTuple

from .glyphs import FARTHEST, NEAREST, Glyph, Text, read_glyphs
from .words import ABOVE, BELOW, SAME_LINE, SMALL

BESIDE = 0.6
"""How far an exponent or index lies above or below its line, in sizes of the line."""
SLACK = 2.0
"""Points that a character may lie outside the box that it is looked for in."""

Rectangle = tuple[float, float, float, float]


class Spot(NamedTuple):
    """Words that are looked for."""

    box: Rectangle
    """The box of their line, or of all that they stand in."""
    words: str
    """The words; empty for the whole box."""
    nth: int
    """How many times the same words stand in the box before them."""


class PageText:
    """The characters of a page, to look for words in."""

    def __init__(self, page: Any) -> None:
        self._text: Text = read_glyphs(page)
        self._boxes = [(glyph, self._box([glyph])) for glyph in self._text.glyphs]

    @property
    def edges(self) -> tuple[float, float] | None:
        """Where the text begins on the left and ends on the right; None without text."""
        if not self._boxes:
            return None
        return min(box[0] for _, box in self._boxes), max(box[2] for _, box in self._boxes)

    def find(self, spot: Spot) -> list[Rectangle]:
        """A box for each line of the words; where they are not found, the whole box."""
        lines = self._lines_within(spot.box)
        wanted = squeezed(spot.words)
        if wanted:
            letters = [(part, line, glyph) for line, glyphs in enumerate(lines)
                       for glyph in glyphs for part in squeezed(glyph.text)]  # fmt: skip
            text = "".join(part for part, _, _ in letters)
            start = _nth(text, wanted, spot.nth)
            if start >= 0:
                hit = letters[start : start + len(wanted)]
                rows = dict.fromkeys(line for _, line, _ in hit)
                return [self._box([g for _, line, g in hit if line == row]) for row in rows]
        found = [self._box(glyphs) for glyphs in lines]
        return [_joined(found)] if found else [spot.box]

    def _lines_within(self, box: Rectangle) -> list[list[Glyph]]:
        """The characters in a box, line by line, each from left to right."""
        inside = [glyph for glyph, own in self._boxes if _holds(box, own)]
        lines = _lines_of(inside)
        return [sorted(line, key=lambda glyph: glyph.left) for line in lines]

    def _box(self, glyphs: list[Glyph]) -> Rectangle:
        """The box around characters of one line, in the coordinates of the page."""
        left, bottom, right, top = self._text.turn.box(
            min(glyph.left for glyph in glyphs),
            min(glyph.base - BELOW * glyph.font.size for glyph in glyphs),
            max(glyph.right for glyph in glyphs),
            max(glyph.base + ABOVE * glyph.font.size for glyph in glyphs),
        )
        return left, bottom, right, top


def squeezed(text: str) -> str:
    """Letters, digits and points alone: what stays the same however a line was healed."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter == ".")


def is_sane(box: Rectangle) -> bool:
    """Whether a box has a size and lies somewhere."""
    left, bottom, right, top = box
    return NEAREST < left < right < FARTHEST and NEAREST < bottom < top < FARTHEST


def _lines_of(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The characters line by line, from top to bottom; exponents belong to the line beside them."""
    size = max((glyph.font.size for glyph in glyphs), default=0.0)
    lines: list[list[Glyph]] = []
    small: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if glyph.font.size <= SMALL * size:
            small.append(glyph)
        elif lines and abs(lines[-1][0].base - glyph.base) < SAME_LINE * size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    bases = [line[0].base for line in lines]
    alone: list[Glyph] = []
    for glyph in small:
        nearest = min(range(len(bases)), key=lambda index: abs(bases[index] - glyph.base))
        is_beside = abs(bases[nearest] - glyph.base) < BESIDE * size
        (lines[nearest] if is_beside else alone).append(glyph)
    if not alone:
        return lines
    # Whatever is written smaller than all the rest, a footnote or the cells of a table.
    return sorted([*lines, *_lines_of(alone)], key=lambda line: -line[0].base)


def _nth(text: str, wanted: str, number: int) -> int:
    """Where the words begin for the time after so many; for the first, if there are fewer."""
    first = start = text.find(wanted)
    for _ in range(number):
        start = text.find(wanted, start + 1) if start >= 0 else -1
    return start if start >= 0 else first


def _holds(box: Rectangle, inner: Rectangle) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    across = box[0] - SLACK <= x <= box[2] + SLACK
    return across and box[1] - SLACK <= y <= box[3] + SLACK


def _joined(boxes: list[Rectangle]) -> Rectangle:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
