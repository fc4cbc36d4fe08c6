"""What tells two columns of text from the cells of a table."""

import itertools
from statistics import median
from typing import NamedTuple

from .boxes import Box
from .words import Word

GAP = 7.0
"""Width of the gap at least, in points."""
FEWEST_LINES = 4
"""Lines on each side of the gap at least."""
FILLED = 0.5
"""Share of the lines on the left that end near the gap, and on the right that begin there."""
MANY_LINES = 10
"""Lines on one side that make columns likely, if there are very few on the other."""
MOST_RULES = 200
WORDS_A_LINE = 2.5
"""Words in half a line of running text, at least and on average; cells of a table have fewer."""


class Band(NamedTuple):
    """What stands between two things that run across the gap."""

    low: float
    high: float
    words: list[Word]
    is_free: bool
    """Whether nothing in it runs across the gap."""


def are_columns(words: list[Word], gap: float) -> bool:
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


def one_is_full(words: list[Word], gap: float) -> bool:
    """Whether one side is a column of text, and on the other nothing but a few lines stand."""
    sides = _sides(words, gap)
    few, many = sorted(sides, key=len)
    if not 0 < len(few) < FEWEST_LINES or len(many) < MANY_LINES:
        return False
    is_even = many is sides[1] or _near_end(many, gap) >= 0.7
    return is_even and _wordiness(many) >= WORDS_A_LINE


def may_be_columns(band: Band, gap: float, area: Box, rules: list[Box]) -> bool:
    """The same of a part of a page that has columns elsewhere: fewer lines are enough."""
    sides = _sides(band.words, gap)
    if not all(sides) or _holds_table(band, gap, area, rules):
        return False
    few, many = sorted(sides, key=len)
    if len(few) == len(many) == 1:
        return False
    is_even = len(sides[0]) < FEWEST_LINES or _near_end(sides[0], gap) >= FILLED
    return is_even and max(map(_wordiness, sides)) >= WORDS_A_LINE


def _holds_table(band: Band, gap: float, area: Box, rules: list[Box]) -> bool:
    """Whether lines of a table over both columns are drawn in it."""
    across = sorted(
        (rule.bottom + rule.top) / 2
        for rule in rules
        if rule.left < gap - GAP and rule.right > gap + GAP and rule.width > 0.3 * area.width
        if band.low - GAP < (rule.bottom + rule.top) / 2 < band.high + GAP
    )
    return any(
        high - low < 0.6 * area.height and any(low < word.base < high for word in band.words)
        for low, high in itertools.pairwise(across[:MOST_RULES])
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
