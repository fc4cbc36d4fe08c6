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
MANY_LINES = 10
"""Lines on one side that make columns likely, if there are very few on the other."""
MOST_IN_HEADER = 60
HEADER = 1.9
"""Distance of a header from the text at least, in sizes of the letters."""
WORDS_A_LINE = 2.5
"""Words in half a line of running text, at least and on average; cells of a table have fewer."""


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
    if gap is None or not any(_are_columns(band.words, gap) for band in bands):
        # A last page may hold too little to tell of itself that it has two columns.
        if known is None or not area.left < known < area.right:
            likely = gap is not None and any(_one_is_full(band.words, gap) for band in bands)
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


class _Band(NamedTuple):
    """What stands between two things that run across the gap."""

    low: float
    high: float
    words: list[Word]
    is_free: bool
    """Whether nothing in it runs across the gap."""


def _bands(words: list[Word], boxes: list[Box], area: Box, gap: float) -> Iterator[_Band]:
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
        yield _Band(low, high, _inside(words, low, high) if is_free else [], is_free)


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
    bands: list[_Band],
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
            _are_columns(band.words, gap) or _may_be_columns(band, gap, area, rules)
        ):
            yield from _whole(words, boxes, area, pending)
            pending = []
            yield from _columns(band.words, boxes, area, gap, (band.low, band.high))
        else:
            pending.append((band.low, band.high))
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
    sides = _sides(words, gap)
    if min(map(len, sides)) < FEWEST_LINES:
        return False
    starts = [min(word.left for word in row) for row in sides[1]]
    width = gap - min(word.left for word in words)
    first = min(starts)
    near_start = sum(start < first + 0.1 * width for start in starts) / len(starts)
    wordy = min(map(_wordiness, sides))
    return min(_near_end(sides[0], gap), near_start) >= FILLED and wordy >= WORDS_A_LINE


def _one_is_full(words: list[Word], gap: float) -> bool:
    """Whether one side is a column of text, and on the other nothing but a few lines stand."""
    sides = _sides(words, gap)
    few, many = sorted(sides, key=len)
    if not 0 < len(few) < FEWEST_LINES or len(many) < MANY_LINES:
        return False
    is_even = many is sides[1] or _near_end(many, gap) >= 0.7
    return is_even and _wordiness(many) >= WORDS_A_LINE


def _may_be_columns(band: _Band, gap: float, area: Box, rules: list[Box]) -> bool:
    """The same of a part of a page that has columns elsewhere: fewer lines are enough."""
    sides = _sides(band.words, gap)
    if not all(sides) or _holds_table(band, gap, area, rules):
        return False
    few, many = sorted(sides, key=len)
    if len(few) == len(many) == 1:
        return False
    is_even = len(sides[0]) < FEWEST_LINES or _near_end(sides[0], gap) >= FILLED
    return is_even and max(map(_wordiness, sides)) >= WORDS_A_LINE


def _holds_table(band: _Band, gap: float, area: Box, rules: list[Box]) -> bool:
    """Whether lines of a table over both columns are drawn in it."""
    across = sorted(
        (rule.bottom + rule.top) / 2
        for rule in rules
        if rule.left < gap - GAP and rule.right > gap + GAP and rule.width > 0.3 * area.width
        if band.low - GAP < (rule.bottom + rule.top) / 2 < band.high + GAP
    )
    return any(
        high - low < 0.6 * area.height and any(low < word.base < high for word in band.words)
        for low, high in itertools.pairwise(across)
    )


def _sides(words: list[Word], gap: float) -> tuple[list[list[Word]], list[list[Word]]]:
    """The lines on the left and on the right of the gap."""
    found: tuple[dict[int, list[Word]], dict[int, list[Word]]] = ({}, {})
    for word in words:
        found[word.middle[0] > gap].setdefault(round(word.base / 3), []).append(word)
    return list(found[0].values()), list(found[1].values())


def _near_end(rows: list[list[Word]], gap: float) -> float:
    """Share of the lines on the left that reach the gap, or nearly."""
    width = gap - min(word.left for row in rows for word in row)
    ends = [max(word.right for word in row) for row in rows]
    return sum(end > gap - 0.25 * width for end in ends) / len(ends)


def _wordiness(rows: list[list[Word]]) -> float:
    return median(_count(row) for row in rows)


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
