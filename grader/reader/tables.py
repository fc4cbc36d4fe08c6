"""Tables between horizontal lines, and those that are told by aligned columns alone."""

import re
from collections.abc import Iterator

from .boxes import Box
from .grids import MOST_COLUMNS, MOST_ROWS, MOST_RULES, Table, combined
from .marks import plain
from .words import Line, Word, line_of, lines_of, text_of

CELL_GAP = 0.9
"""White space between two columns at least, in sizes of the font."""
WIDE_GAP = 0.85
"""The same where no line is drawn above and below."""
NARROW_GAP = 0.5
"""The same between lines, if white space is in the same place in all rows."""
MOST_HEADINGS = 2
"""Rows at the top whose cells may span several columns."""
CELL_WORDS, FREE_CELL_WORDS = 7.0, 4.0
"""Words in a cell on average at most, between lines and where none are drawn."""
NARROW_CELL_WORDS, NARROW_FILLED = 3.0, 0.7
"""The same where columns are near each other, and the share of cells that hold something."""
MOST_MATH = 0.5

_MARK = re.compile(r"[^\w\s]|\(?\w{1,3}[.)]|\d\.\d")


def ruled_tables(words: list[Word], rules: list[Box]) -> Iterator[tuple[Table, list[Word]]]:
    """Tables between horizontal lines of one width, with the words that are theirs."""
    left = list(words)
    for group in _stacks(rules):
        top, bottom = group[0].top, group[-1].bottom
        area = Box(group[0].left - 2, bottom - 1, group[0].right + 2, top + 1)
        inside = [word for word in left if area.holds(word.middle)]
        table = _from_lines(lines_of(inside), group, gap=CELL_GAP) if inside else None
        if table is not None:
            yield table, inside
            left = [word for word in left if word not in set(inside)]


def aligned_tables(lines: list[Line], rules: list[Box]) -> Iterator[tuple[Table, list[Line]]]:
    """Tables without any line: rows one below the other whose gaps are in the same places."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _has_cells(line) and (not run or _near(run[-1], line)):
            run.append(line)
            continue
        if len(run) >= 2:
            table = _from_lines(run, rules, gap=WIDE_GAP, words=FREE_CELL_WORDS)
            if table is not None and (len(table.rows) > 2 or len(table.rows[0]) > 2):
                yield table, run
        run = [line] if line is not None and _has_cells(line) else []


def _from_lines(
    lines: list[Line], rules: list[Box], *, gap: float, words: float = CELL_WORDS
) -> Table | None:
    """The table that these lines make, if they make one."""
    if not 2 <= len(lines) <= MOST_ROWS or _is_code_or_formula(lines):
        return None
    edges = _column_edges(lines, gap)
    if words == CELL_WORDS and len(lines) >= 3:
        narrow = _column_edges(lines, NARROW_GAP)
        more = len(narrow) > len(edges) or _count_filled(lines, narrow) > _count_filled(
            lines, edges
        )
        if more and _are_filled(lines, narrow):
            edges = narrow
    if not 1 <= len(edges) < MOST_COLUMNS:
        return None
    rows = [_cells(line, edges) for line in lines]
    boxes = [Box(line.left, line.bottom, line.right, line.top) for line in lines]
    rows, boxes = _with_wrapped(rows, boxes)
    several = sum(sum(map(bool, row)) >= 2 for row in rows)
    cells = [cell for row in rows for cell in row if cell]
    wordy = sum(len(cell.split()) for cell in cells) / max(1, len(cells))
    if several < max(2, 0.6 * len(rows)) or wordy > words or _is_list(rows):
        return None
    area = boxes[0]
    for box in boxes[1:]:
        area = area.joined(box)
    return Table(rows, boxes, area, _header(boxes, rules), [text_of(line) for line in lines])


def _count_filled(lines: list[Line], edges: list[float]) -> int:
    return sum(map(bool, (cell for line in lines for cell in _cells(line, edges))))


def _are_filled(lines: list[Line], edges: list[float]) -> bool:
    """Whether columns that are near each other hold short cells in nearly all rows."""
    rows = [_cells(line, edges) for line in lines]
    cells = [cell for row in rows for cell in row]
    full = [cell for cell in cells if cell]
    if sum(len(cell.split()) for cell in full) > NARROW_CELL_WORDS * max(1, len(full)):
        return False
    return len(full) >= NARROW_FILLED * len(cells)


def _is_code_or_formula(lines: list[Line]) -> bool:
    words = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in words)
    mono = sum(len(word.text) for word in words if word.mono)
    math = sum(word.math for word in words)
    return mono > 0.9 * letters or math > MOST_MATH * letters


def _column_edges(lines: list[Line], gap: float) -> list[float]:
    """Places of white space that no row with several cells crosses, headings left aside."""
    best = _edges(lines, gap)
    for headings in range(1, MOST_HEADINGS + 1):
        if len(lines) - headings < 3 or _holds_number(lines[headings - 1]):
            break
        found = _edges(lines[headings:], gap)
        best = found if len(found) > len(best) else best
    return best


def _edges(lines: list[Line], gap: float) -> list[float]:
    size = sorted(line.size for line in lines)[len(lines) // 2]
    telling = [line for line in lines if len(_pieces(line, gap * size)) > 1]
    spans = sorted(
        (piece[0].left, max(word.right for word in piece))
        for line in telling
        for piece in _pieces(line, min(gap, CELL_GAP) * size)
    )
    least = 0.5 * gap if gap > NARROW_GAP else 0.9 * gap
    edges: list[float] = []
    reached: float | None = None
    for left, right in spans:
        if reached is not None and left - reached > least * size:
            edges.append((left + reached) / 2)
        reached = right if reached is None else max(reached, right)
    return edges


def _holds_number(line: Line) -> bool:
    return any(word.text[:1].isdigit() for word in line.words)


def _cells(line: Line, edges: list[float]) -> list[str]:
    groups: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for whole in _pieces(line, CELL_GAP * line.size):
        for piece in _cut(whole, edges, NARROW_GAP * line.size):
            # A heading that spans several columns belongs to the first of them.
            column = sum(piece[0].left + 1 > edge for edge in edges)
            groups[column].extend(piece)
    return [text_of(line_of(group), marked=True) if group else "" for group in groups]


def _cut(piece: list[Word], edges: list[float], gap: float) -> Iterator[list[Word]]:
    """Neighbouring cells that are nearer to each other than usual, parted between columns."""
    begun: list[Word] = []
    for word in piece:
        if begun:
            end = max(each.right for each in begun)
            if word.left - end > 0.9 * gap and any(end < edge < word.left for edge in edges):
                yield begun
                begun = []
        begun.append(word)
    yield begun


def _pieces(line: Line, gap: float) -> list[list[Word]]:
    """The words of a line, parted where the white space is wider than `gap`."""
    pieces: list[list[Word]] = []
    reached = 0.0
    for word in line.words:
        if pieces and word.left - reached <= gap:
            pieces[-1].append(word)
        else:
            pieces.append([word])
        reached = max(reached, word.right) if len(pieces[-1]) > 1 else word.right
    return pieces


def _with_wrapped(rows: list[list[str]], boxes: list[Box]) -> tuple[list[list[str]], list[Box]]:
    """Second lines of a cell, alone in their row and not in the first column, join the first."""
    kept: list[list[str]] = []
    places: list[Box] = []
    for row, box in zip(rows, boxes, strict=True):
        filled = [index for index, cell in enumerate(row) if cell]
        alone = len(filled) == 1 and filled[0] > 0 and plain(row[filled[0]])[:1].isalpha()
        if kept and alone and kept[-1][filled[0]]:
            kept[-1][filled[0]] += " " + row[filled[0]]
            places[-1] = places[-1].joined(box)
        else:
            kept.append(list(row))
            places.append(box)
    return kept, places


def _is_list(rows: list[list[str]]) -> bool:
    """Whether the first column holds nothing but the marks of a list, or the second only dots."""
    first = [plain(row[0]) for row in rows if row[0]]
    marks = len(rows[0]) == 2 and all(_MARK.fullmatch(cell) for cell in first)
    leaders = sum(any(cell.count(". .") > 2 or "...." in cell for cell in row) for row in rows)
    return marks or leaders * 2 > len(rows)


def _header(boxes: list[Box], rules: list[Box]) -> int | None:
    """Rows above the first line between rows; None if there is none, or one below every row."""
    area = boxes[0]
    for box in boxes[1:]:
        area = area.joined(box)
    inner = [
        above
        for rule in rules
        if rule.width > rule.height and rule.left < area.right and rule.right > area.left
        if (above := sum(1 for box in boxes if box.bottom + box.top > rule.bottom + rule.top)) > 0
        and above < len(boxes)
    ]
    return min(inner) if inner and len(set(inner)) < max(2, len(boxes) - 1) else None


def _has_cells(line: Line) -> bool:
    return len(_pieces(line, WIDE_GAP * line.size)) > 1


def _near(first: Line, second: Line) -> bool:
    return 0 < first.base - second.base < 2.6 * max(first.size, second.size)


def _stacks(rules: list[Box]) -> Iterator[list[Box]]:
    """Groups of at least two horizontal lines with the same ends, from top to bottom."""
    flat = sorted(
        combined([rule for rule in rules if rule.width > rule.height and rule.width > 40]),
        key=lambda rule: (round(rule.left / 4), round(rule.right / 4), -rule.top),
    )[:MOST_RULES]
    group: list[Box] = []
    for rule in [*flat, None]:
        fits = (
            rule is not None
            and group
            and abs(rule.left - group[-1].left) < 5
            and abs(rule.right - group[-1].right) < 5
        )
        if fits and rule is not None:
            group.append(rule)
            continue
        if len(group) >= 2:
            yield sorted(group, key=lambda rule: -rule.top)
        group = [rule] if rule is not None else []
