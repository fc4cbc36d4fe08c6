"""The order in which a page is read: what spans it, and the two columns between."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from .boxes import Box
from .column_signs import GAP, Band, are_columns, may_be_columns, one_is_full
from .words import Word

MIDDLE = (0.3, 0.7)
"""Where in the width of the text a gap between two columns may lie."""
MOST_IN_HEADER = 60
HEADER = 1.9
"""Distance of a header from the text at least, in sizes of the letters."""


class Part(NamedTuple):
    """A part of a page that is read before the next one."""

    words: list[Word]
    boxes: list[Box]
    """Figures and ruled tables in it."""
    area: Box


class Order(NamedTuple):
    """How a page is read."""

    parts: list[Part]
    gap: float | None
    """Where the gap between its columns is, if it certainly has two."""


def order_of(
    words: list[Word], boxes: list[Box], rules: list[Box], known: float | None = None
) -> Order:
    """The parts of a page in reading order; `known` is the gap on the pages before."""
    every = [Box(word.left, word.bottom, word.right, word.top) for word in words] + boxes
    if not every:
        return Order([], known)
    area = every[0]
    for box in every:
        area = area.joined(box)
    gap = _gap(words, area)
    bands = [] if gap is None else list(_bands(words, boxes, area, gap))
    if gap is None or not any(are_columns(band.words, gap) for band in bands):
        # A last page may hold too little to tell of itself that it has two columns.
        if known is None or not area.left < known < area.right:
            likely = gap is not None and any(one_is_full(band.words, gap) for band in bands)
            known = gap if likely else None
        if known is None:
            return Order([Part(words, boxes, area)], None)
        gap, bands = known, list(_bands(words, boxes, area, known))
    return Order(list(_read(bands, words, boxes, area, gap, rules)), gap)


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


def _bands(words: list[Word], boxes: list[Box], area: Box, gap: float) -> Iterator[Band]:
    """The page from top to bottom, cut at everything that runs across the gap."""

    def crosses(box: Box) -> bool:
        return box.left < gap + GAP / 2 and box.right > gap - GAP / 2

    walls = [box for box in boxes if crosses(box)]
    walls += [
        Box(word.left, word.bottom, word.right, word.top)
        for word in words
        if crosses(Box(word.left, word.bottom, word.right, word.top))
    ]
    walls += _outermost(words)
    edges = _merged([(wall.bottom, wall.top) for wall in walls])
    cuts = [
        area.top + 1,
        *(y for low, high in reversed(edges) for y in (high, low)),
        area.bottom - 1,
    ]
    for index, (high, low) in enumerate(itertools.pairwise(cuts)):
        is_free = index % 2 == 0
        yield Band(low, high, _inside(words, low, high) if is_free else [], is_free)


def _outermost(words: list[Word]) -> list[Box]:
    """The first and last line of a page, if they stand on both sides, far from the text."""
    bases = sorted(words, key=lambda word: -word.base)
    found = []
    for ordered, sign in ((bases, 1), (bases[::-1], -1)):
        edge = ordered[0]
        row = [word for word in ordered[:MOST_IN_HEADER] if abs(word.base - edge.base) < 3]
        behind = ordered[len(row)] if len(row) < len(ordered) else None
        far = behind and sign * (edge.base - behind.base) > HEADER * max(edge.size, behind.size)
        if far and len(row) > 1:
            found.append(
                Box(
                    min(word.left for word in row),
                    min(word.bottom for word in row),
                    max(word.right for word in row),
                    max(word.top for word in row),
                )
            )
    return found


def _read(
    bands: list[Band],
    words: list[Word],
    boxes: list[Box],
    area: Box,
    gap: float,
    rules: list[Box],
) -> Iterator[Part]:
    """What lies between the walls is read column by column, all else as it comes."""
    pending: list[tuple[float, float]] = []
    for band in bands:
        if band.is_free and (
            are_columns(band.words, gap) or may_be_columns(band, gap, area, rules)
        ):
            yield from _whole(words, boxes, area, pending)
            pending = []
            yield from _columns(band.words, boxes, area, gap, (band.low, band.high))
        else:
            pending.append((band.low, band.high))
    yield from _whole(words, boxes, area, pending)


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


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping spans as one, from bottom to top."""
    found: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _inside(words: list[Word], low: float, high: float) -> list[Word]:
    return [word for word in words if low < word.middle[1] <= high]
