"""The order in which a page is read: what spans it, and the two columns between."""

import itertools
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from .boxes import Box
from .words import Word

MIDDLE = (0.3, 0.7)
"""Where in the width of the text a gap between two columns may lie."""
GAP = 7.0
"""Width of the gap at least, in points."""
FEWEST_LINES = 4
"""Lines on each side of the gap at least."""
FILLED = 0.5
"""Share of the lines on the left that end near the gap, and on the right that begin there."""
WORDS_A_LINE = 2.5
"""Words in half a line of running text, at least and on average; cells of a table have fewer."""


class Part(NamedTuple):
    """A part of a page that is read before the next one."""

    words: list[Word]
    boxes: list[Box]
    """Figures and ruled tables in it."""
    area: Box


def parts_of(words: list[Word], boxes: list[Box]) -> list[Part]:
    """The parts of a page in reading order."""
    every = [Box(word.left, word.bottom, word.right, word.top) for word in words] + boxes
    if not every:
        return []
    area = every[0]
    for box in every:
        area = area.joined(box)
    gap = _gap(words, area)
    if gap is None:
        return [Part(words, boxes, area)]
    return list(_split(words, boxes, area, gap))


def _gap(words: list[Word], area: Box) -> float | None:
    """Where the gap between two columns is: the place that the fewest lines run across."""
    rows: dict[int, int] = {}
    low, high = (area.left + share * area.width for share in MIDDLE)
    offset, width = int(low) - 10, max(1, int(high - low) + 20)
    for word in words:
        first = min(max(int(word.left - GAP / 2) - offset, 0), width)
        last = min(max(int(word.right + GAP / 2) + 1 - offset, 0), width)
        if last > first:
            row = round(word.base / 3)
            rows[row] = rows.get(row, 0) | ((1 << (last - first)) - 1) << first
    if area.width < 200 or len(words) < 40:
        return None
    best: list[int] = []
    fewest = len(rows) + 1
    for place in range(10, width - 10):
        crossing = sum(1 for covered in rows.values() if covered >> place & 1)
        if crossing < fewest:
            best, fewest = [], crossing
        if crossing == fewest:
            best.append(place)
    return offset + best[len(best) // 2] if best else None


def _split(words: list[Word], boxes: list[Box], area: Box, gap: float) -> Iterator[Part]:
    """Cut at everything that runs across the gap; what lies between is read column by column."""

    def crosses(box: Box) -> bool:
        return box.left < gap + GAP / 2 and box.right > gap - GAP / 2

    walls = [box for box in boxes if crosses(box)]
    walls += [
        Box(word.left, word.bottom, word.right, word.top)
        for word in words
        if crosses(Box(word.left, word.bottom, word.right, word.top))
    ]
    edges = _merged([(wall.bottom, wall.top) for wall in walls])
    # Free bands between the walls, from top to bottom.
    cuts = [
        area.top + 1,
        *(y for low, high in reversed(edges) for y in (high, low)),
        area.bottom - 1,
    ]
    pending: list[tuple[float, float]] = []
    for index, (high, low) in enumerate(itertools.pairwise(cuts)):
        if index % 2 == 0:
            inside = _inside(words, low, high)
            if _are_columns(inside, gap):
                yield from _whole(words, boxes, area, pending)
                pending = []
                yield from _columns(inside, boxes, area, gap, (low, high))
                continue
        pending.append((low, high))
    yield from _whole(words, boxes, area, pending)


def _inside(words: list[Word], low: float, high: float) -> list[Word]:
    return [word for word in words if low < word.middle[1] <= high]


def _whole(
    words: list[Word], boxes: list[Box], area: Box, bands: list[tuple[float, float]]
) -> Iterator[Part]:
    """Neighbouring bands of the full width as one part."""
    if not bands:
        return
    high, low = bands[0][1], bands[-1][0]
    inside = _inside(words, low, high)
    held = [box for box in boxes if low < (box.bottom + box.top) / 2 <= high]
    if inside or held:
        yield Part(inside, held, Box(area.left, low, area.right, high))


def _columns(
    words: list[Word], boxes: list[Box], area: Box, gap: float, band: tuple[float, float]
) -> Iterator[Part]:
    low, high = band
    held = [box for box in boxes if low < (box.bottom + box.top) / 2 <= high]
    for left, right in ((area.left - 1, gap), (gap, area.right + 1)):
        yield Part(
            [word for word in words if left < word.middle[0] <= right],
            [box for box in held if left < (box.left + box.right) / 2 <= right],
            Box(left, low, right, high),
        )


def _are_columns(words: list[Word], gap: float) -> bool:
    """Whether running text stands on both sides, and not the cells of a table."""
    sides: tuple[dict[int, list[Word]], dict[int, list[Word]]] = ({}, {})
    for word in words:
        sides[word.middle[0] > gap].setdefault(round(word.base / 3), []).append(word)
    if min(map(len, sides)) < FEWEST_LINES:
        return False
    ends = [max(word.right for word in row) for row in sides[0].values()]
    starts = [min(word.left for word in row) for row in sides[1].values()]
    width = gap - min(word.left for word in words)
    near_end = sum(end > gap - 0.25 * width for end in ends) / len(ends)
    first = min(starts)
    near_start = sum(start < first + 0.1 * width for start in starts) / len(starts)
    wordy = [median(_count(row) for row in side.values()) for side in sides]
    return min(near_end, near_start) >= FILLED and min(wordy) >= WORDS_A_LINE


def _count(row: list[Word]) -> float:
    """How many words a row holds; in scripts without spaces, letters count."""
    letters = sum(len(word.text) for word in row)
    wide = sum(ord(letter) > 0x2E7F for word in row for letter in word.text)
    return wide / 2 if wide * 2 > letters else letters / 5


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping spans as one, from bottom to top."""
    found: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found
