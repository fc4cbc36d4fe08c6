"""Tables whose cells are drawn: a grid of lines with words between."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from .boxes import Box
from .words import Word, lines_of, text_of

TOUCH = 3.0
"""Distance up to which two lines meet, in points."""
MOST_RULES = 600
MOST_ROWS, MOST_COLUMNS = 300, 40


class Table(NamedTuple):
    """One table of a page."""

    rows: list[list[str]]
    boxes: list[Box]
    """One for each row."""
    area: Box
    header: int | None
    """Rows above the first line below the top, where lines tell; else None."""
    lines: list[str]
    """Its text line by line, for whoever finds that it is none."""


def grids_of(rules: list[Box], figures: list[Box]) -> list[tuple[list[float], list[float]]]:
    """Ruled grids: for each, the places of its vertical and of its horizontal lines."""
    free = [
        rule
        for rule in rules
        if not any(figure.holds(_middle(rule), slack=2.0) for figure in figures)
    ]
    flat = combined([rule for rule in free if rule.width > rule.height])
    upright = _combined_upright([rule for rule in free if rule.width <= rule.height])
    if not flat or not upright or len(flat) + len(upright) > MOST_RULES:
        return []
    found = []
    for group in _touching(flat, upright):
        ys = _distinct([(rule.bottom + rule.top) / 2 for rule in group if rule in flat])
        xs = _distinct([(rule.left + rule.right) / 2 for rule in group if rule in upright])
        if len(ys) >= 2 and len(xs) >= 2 and (len(ys) - 1) * (len(xs) - 1) >= 2:
            found.append((xs, ys))
    return found


def grid_table(words: list[Word], xs: list[float], ys: list[float]) -> Table | None:
    """The cells of a ruled grid; None if it holds next to nothing, or lines of code."""
    if len(xs) > MOST_COLUMNS or len(ys) > MOST_ROWS:
        return None
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = word.middle
        column = sum(x > edge for edge in xs) - 1
        row = len(ys) - 1 - sum(y > edge for edge in ys)
        if 0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1:
            cells.setdefault((row, column), []).append(word)
    rows = [
        [
            " ".join(text_of(line, marked=True) for line in lines_of(cells.get((row, column), [])))
            for column in range(len(xs) - 1)
        ]
        for row in range(len(ys) - 1)
    ]
    tops = list(reversed(ys))
    boxes = [Box(xs[0], low, xs[-1], high) for high, low in itertools.pairwise(tops)]
    kept = [index for index, row in enumerate(rows) if any(row)]
    columns = [number for number in range(len(xs) - 1) if any(row[number] for row in rows)]
    if len(kept) * len(columns) < 2 or len(columns) < 2:
        return None
    return Table(
        rows=[[rows[index][number] for number in columns] for index in kept],
        boxes=[boxes[index] for index in kept],
        area=Box(xs[0], ys[0], xs[-1], ys[-1]),
        header=None,
        lines=[text_of(line) for line in lines_of(words)],
    )


def combined(rules: list[Box]) -> list[Box]:
    """Horizontal lines, with pieces that continue each other joined."""
    found: list[Box] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.bottom), rule.left))[: 4 * MOST_RULES]:
        before = found[-1] if found else None
        if (
            before is not None
            and abs(before.bottom - rule.bottom) < 2
            and rule.left - before.right < TOUCH
            and before.left - rule.right < TOUCH
        ):
            found[-1] = before.joined(rule)
        else:
            found.append(rule)
    return found


def _combined_upright(rules: list[Box]) -> list[Box]:
    turned = [Box(rule.bottom, rule.left, rule.top, rule.right) for rule in rules]
    return [Box(rule.bottom, rule.left, rule.top, rule.right) for rule in combined(turned)]


def _touching(flat: list[Box], upright: list[Box]) -> Iterator[list[Box]]:
    """Groups of lines that meet."""
    waiting = [*flat, *upright]
    while waiting:
        group = [waiting.pop()]
        for member in group:
            near = [rule for rule in waiting if rule.near(member, TOUCH)]
            waiting = [rule for rule in waiting if not rule.near(member, TOUCH)]
            group.extend(near)
        yield group


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOUCH:
            found.append(value)
    return found


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2
