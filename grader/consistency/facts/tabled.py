"""Tables that were made from printed lines by one rule, which one cell alone does not follow.

`length | 3 | 5 | 7 | 9 | 11` above accuracies: each is the last that was printed for its length,
but for one. Rows belong to printed lines by a number that both have (a length, an epoch, a rate),
or to a whole output by cells that stand in it alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from grader.consistency.facts.aligned import is_other
from grader.consistency.facts.numerals import Numeral, numerals_in
from grader.consistency.facts.pinned import Pinned
from grader.consistency.facts.rows import Number, Row
from grader.records import Block, BlockKind, Span, WriteUp

MOST_TABLES = 80
MOST_CELLS = 400
"""Cells of a table; of larger ones the rest is not looked at."""
MOST_LINKS = 300
"""Ways to find the lines of a row that are tried for one table."""
FEWEST = 2
"""Other cells that must follow the rule, with different values."""
MANY = 3
"""Such cells, where they are short."""
LONG = 4
"""Digits of a number that is in one output alone by no chance."""

_Key = tuple[str, str]
_RULES = ("last", "first", "max", "min")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The numbers of a table by row and column; of one on its side, by column and row."""

    block: int
    cells: Mapping[tuple[int, int], Numeral]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How one column follows one rule."""

    matches: frozenset[int]
    """Rows that follow it."""
    values: int
    """How many different values those have."""
    odd: tuple[int, Row, Number] | None
    """The one row that does not, with what the rule gives there."""


def tabled_of(write_up: WriteUp, rows: Sequence[Row]) -> Iterator[Pinned]:
    """Every cell that alone does not follow the rule of its column, or of its row."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    if not groups:
        return
    tables = (
        (index, block) for index, block in enumerate(write_up.blocks)
        if block.kind is BlockKind.TABLE
    )  # fmt: skip
    printed = {number.per_cent for row in rows for number in row.numbers if number.may_be_accuracy}
    for index, block in islice(tables, MOST_TABLES):
        done: set[int] = set()
        for grid in _grids(block, index):
            links = list(islice(_links(grid, groups), MOST_LINKS))
            for column in range(grid.columns):
                found = _odd_of(grid, column, links, printed)
                if found is not None and found[0].start not in done:
                    done.add(found[0].start)
                    yield _record(block, index, *found)


def _grids(block: Block, index: int) -> Iterator[_Grid]:
    cells: dict[tuple[int, int], Numeral] = {}
    at = 0
    lines = block.text.split("\n")
    for number, line in enumerate(lines):
        for column, cell in enumerate(line.split("\t")):
            inside = next(numerals_in(cell), None) if len(cells) < MOST_CELLS else None
            if inside is not None:
                cells[number, column] = replace(
                    inside, start=at + inside.start, end=at + inside.end
                )
            at += len(cell) + 1
    height = max((row for row, _ in cells), default=-1) + 1
    width = max((column for _, column in cells), default=-1) + 1
    if height > 2:
        yield _Grid(block=index, cells=cells, rows=height, columns=width)
    if width > 2:
        aside = {(column, row): cell for (row, column), cell in cells.items()}
        yield _Grid(block=index, cells=aside, rows=width, columns=height)


def _links(
    grid: _Grid, groups: Mapping[int, Sequence[Row]]
) -> Iterator[tuple[int, dict[int, list[Row]]]]:
    """Ways to find the printed lines of each row, with the column that shows them, or -1."""
    for rows in groups.values():
        by_key: dict[_Key, dict[float, list[Row]]] = {}
        for row in rows:
            for number in row.numbers:
                if number.key and not number.may_be_accuracy and number.quantity != "loss":
                    key = (number.key.rpartition(" ")[2], number.quantity)
                    by_key.setdefault(key, {}).setdefault(number.value, []).append(row)
        for values in by_key.values():
            for column in range(grid.columns):
                found = {
                    row: values[cell.value] for row in range(grid.rows)
                    if (cell := grid.cells.get((row, column))) and cell.value in values
                }  # fmt: skip
                if len(found) > FEWEST:
                    yield column, found
    by_file = dict(_by_output(grid, groups))
    if len(by_file) > FEWEST:
        yield -1, by_file


def _by_output(
    grid: _Grid, groups: Mapping[int, Sequence[Row]]
) -> Iterator[tuple[int, list[Row]]]:
    """For each row the one output that alone has long numbers of it."""
    where: dict[float, set[int]] = {}
    for group, rows in groups.items():
        for row in rows:
            for number in row.numbers:
                if number.may_be_accuracy:
                    where.setdefault(round(number.per_cent, 4), set()).add(group)
    for row in range(grid.rows):
        cells = [grid.cells[row, each] for each in range(grid.columns) if (row, each) in grid.cells]
        told = [round(each.per_cent, 4) for each in cells if each.is_score and each.digits >= LONG]
        alone = [next(iter(where[each])) for each in told if len(where.get(each, ())) == 1]
        if alone and len(set(alone)) == 1:
            yield row, list(groups[alone[0]])


def _odd_of(
    grid: _Grid,
    column: int,
    links: Sequence[tuple[int, dict[int, list[Row]]]],
    printed: set[float],
) -> tuple[Numeral, Row, Number] | None:
    """The cell of a column that alone does not follow the rule of the others."""
    fits: list[_Fit] = []
    for shown_by, lines in links:
        if shown_by == column:
            continue
        keys = {(number.key, number.quantity, number.split)
                for found in lines.values() for row in found for number in row.numbers}  # fmt: skip
        for key in islice(sorted(keys), 20):
            fits += [_fit(grid, column, lines, key, rule) for rule in _RULES]
    if not fits:
        return None
    most = max(len(each.matches) for each in fits)
    best = [each for each in fits if len(each.matches) == most]
    if most < FEWEST or any(each.odd is None for each in best):
        return None
    odd = {(each.odd[0], each.odd[2].value): each.odd for each in best if each.odd}
    if len(odd) != 1 or max(each.values for each in best) < FEWEST:
        return None
    row, line, number = next(iter(odd.values()))
    told = grid.cells[row, column]
    if told.digits >= LONG and any(abs(told.per_cent - each) < told.step / 2 for each in printed):
        # It was printed somewhere: it may be of another run.
        return None
    return told, line, number


def _fit(
    grid: _Grid, column: int, lines: Mapping[int, Sequence[Row]], key: tuple[str, str, str],
    rule: str,
) -> _Fit:  # fmt: skip
    matches: set[int] = set()
    values: set[float] = set()
    odd: list[tuple[int, Row, Number]] = []
    others = 0
    for row, found in lines.items():
        told = grid.cells.get((row, column))
        there = [(line, number) for line in found for number in line.numbers
                 if (number.key, number.quantity, number.split) == key]  # fmt: skip
        if told is None or not there:
            continue
        line, number = _picked(there, rule)
        if told.tells(number):
            matches.add(row)
            values.add(told.value)
        elif is_other(told, number) and not any(told.tells(each) for _, each in there):
            odd.append((row, line, number))
        else:
            others += 1
    exact = sum(grid.cells[row, column].digits >= LONG for row in matches)
    # Of short numbers two are the same by chance where curves are smooth.
    is_telling = len(matches) >= MANY or exact >= FEWEST
    is_one = len(odd) == 1 and not others and is_telling
    return _Fit(
        matches=frozenset(matches) if is_one or (not odd and not others) else frozenset(),
        values=len(values),
        odd=odd[0] if is_one else None,
    )


def _picked(there: Sequence[tuple[Row, Number]], rule: str) -> tuple[Row, Number]:
    if rule == "last":
        return there[-1]
    if rule == "first":
        return there[0]
    chosen = max if rule == "max" else min
    return chosen(there, key=lambda each: each[1].value)


def _record(block: Block, index: int, told: Numeral, row: Row, number: Number) -> Pinned:
    start = block.text.rfind("\n", 0, told.start) + 1
    end = block.text.find("\n", told.end)
    words = block.text[start : end if end >= 0 else len(block.text)].replace("\t", " | ")
    return Pinned(
        told=told,
        printed=number,
        row=row,
        span=Span(block=index, start=told.start, end=told.end),
        place=block.place_of(told.start),
        words=words[:300],
        same=False,
        how="where the other cells are what was printed",
    )
