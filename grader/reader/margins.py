"""Numbers of lines in the margin, or between two columns, are no part of the text."""

import itertools
from collections import defaultdict

from .words import Word

FEWEST = 8
"""Numbers one below the other before they are taken for numbers of lines."""
STEPS = 0.9
"""Share of them that must be one, or five, more than the one above."""
WORDY = 4
"""Words beside a number, at least and on average: the rows of a table have fewer."""
BESIDE = 60.0
"""How far the text may begin from its number, in points."""
LONGEST = 4
MOST_STRIPS = 200


def without_line_numbers(words: list[Word]) -> list[Word]:
    """The words of a page without those that only count its lines."""
    rows: dict[int, list[Word]] = defaultdict(list)
    strips: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        rows[round(word.base)].append(word)
        if word.text.isdecimal() and word.text.isascii() and len(word.text) <= LONGEST:
            strips[round(word.right / 2)].append(word)
            strips[-1 - round(word.left / 2)].append(word)
    dropped: set[Word] = set()
    for strip in [each for each in strips.values() if len(each) >= FEWEST][:MOST_STRIPS]:
        numbers = [word for word in strip if word not in dropped]
        if len(numbers) >= FEWEST and _count_up(numbers) and _stand_apart(numbers, words, rows):
            dropped.update(numbers)
    return [word for word in words if word not in dropped] if dropped else words


def _count_up(numbers: list[Word]) -> bool:
    ordered = [int(word.text) for word in sorted(numbers, key=lambda word: -word.base)]
    steps = [second - first for first, second in itertools.pairwise(ordered)]
    return max(steps.count(1), steps.count(5)) >= STEPS * len(steps)


def _stand_apart(numbers: list[Word], words: list[Word], rows: dict[int, list[Word]]) -> bool:
    """Whether nothing else stands in their strip, and running text beside them."""
    left, right = min(word.left for word in numbers), max(word.right for word in numbers)
    low, high = min(word.base for word in numbers), max(word.base for word in numbers)
    among = set(numbers)
    if any(
        word.left < right and word.right > left and low <= word.base <= high and word not in among
        for word in words
    ):
        return False
    counts = sorted(_words_beside(word, rows) for word in numbers)
    return counts[len(counts) // 2] >= WORDY


def _words_beside(number: Word, rows: dict[int, list[Word]]) -> int:
    """Words of the text on the line of a number, on the side where it begins nearer."""
    base = round(number.base)
    near = [word for at in (base - 1, base, base + 1) for word in rows.get(at, ())]
    before = [word for word in near if word.right <= number.left]
    behind = [word for word in near if word.left >= number.right]
    found = 0
    if behind and min(word.left for word in behind) - number.right < BESIDE:
        found = sum(any(sign.isalpha() for sign in word.text) for word in behind)
    if before and number.left - max(word.right for word in before) < BESIDE:
        found = max(found, sum(any(sign.isalpha() for sign in word.text) for word in before))
    return found
