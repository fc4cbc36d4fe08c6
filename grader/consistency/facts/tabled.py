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
MOST_COLUMNS = 15
MOST_NAMES = 12
MOST_LINES = 2_000
"""Lines of one output that are looked at for one row."""
MOST_COMPARED = 600_000
"""Pairs of cells and printed numbers, in all tables of a document."""
MOST_LINKS = 40
"""Ways to find the lines of a row that are tried for one table."""
FEWEST = 2
"""Other cells that must follow the rule, with different values."""
MANY = 3
"""Such cells, where they are short."""
LONG = 4
"""Digits of a number that is in one output alone by no chance."""

_Printed = tuple[Row, Number]
_Name = tuple[str, str, str]
"""Key, quantity and split of a printed number."""
_RULES = ("last", "first", "max", "min")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The numbers of a table by row and column; of one on its side, by column and row."""

    block: int
    cells: Mapping[tuple[int, int], Numeral]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """One way to find the printed lines of each row."""

    column: int
    """The column whose numbers show them; -1 if cells of any column do."""
    found: Mapping[int, Mapping[_Name, Sequence[_Printed]]]
    """For each row, what its lines printed under each name, in order."""
    names: tuple[_Name, ...]
    """Those names."""


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
    tables = [
        (index, block) for index, block in enumerate(write_up.blocks)
        if block.kind is BlockKind.TABLE
    ]  # fmt: skip
    if not rows or not tables:
        return
    by_key = _by_key(rows)
    printed = {number.per_cent for row in rows for number in row.numbers if number.may_be_accuracy}
    outputs = _outputs(rows)
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    room = MOST_COMPARED
    for index, block in tables[:MOST_TABLES]:
        done: set[int] = set()
        for grid in _grids(block, index):
            links = list(islice(_links(grid, by_key, outputs, groups), MOST_LINKS))
            room -= grid.columns * sum(
                len(printed) for link in links for names in link.found.values()
                for printed in names.values()
            )  # fmt: skip
            if room < 0:
                return
            for column in range(min(grid.columns, MOST_COLUMNS)):
                found = _odd_of(grid, column, links, printed)
                if found is not None and found[0].start not in done:
                    done.add(found[0].start)
                    yield _record(block, index, *found)


def _by_key(rows: Sequence[Row]) -> dict[tuple[int, str, str], dict[float, list[Row]]]:
    """Printed lines by each number in them that may tell what they are of, output by output."""
    found: dict[tuple[int, str, str], dict[float, list[Row]]] = {}
    for row in rows:
        for number in row.numbers:
            if number.key and not number.may_be_accuracy and number.quantity != "loss":
                key = (row.group, number.key.rpartition(" ")[2], number.quantity)
                found.setdefault(key, {}).setdefault(number.value, []).append(row)
    return found


def _outputs(rows: Sequence[Row]) -> dict[float, set[int]]:
    """The outputs that each score stands in."""
    found: dict[float, set[int]] = {}
    for row in rows:
        for number in row.numbers:
            if number.may_be_accuracy:
                found.setdefault(round(number.per_cent, 4), set()).add(row.group)
    return found


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
    grid: _Grid,
    by_key: Mapping[tuple[int, str, str], Mapping[float, Sequence[Row]]],
    outputs: Mapping[float, set[int]],
    groups: Mapping[int, Sequence[Row]],
) -> Iterator[_Link]:
    """Ways to find the printed lines of each row."""
    for values in by_key.values():
        for column in range(min(grid.columns, MOST_COLUMNS)):
            lines = {
                row: values[cell.value] for row in range(grid.rows)
                if (cell := grid.cells.get((row, column))) and cell.value in values
            }  # fmt: skip
            if len(lines) > FEWEST:
                yield _link(column, lines)
    by_output = {
        number: groups[group] for number, group in _by_output(grid, outputs) if group in groups
    }
    if len(by_output) > FEWEST:
        yield _link(-1, by_output)


def _link(column: int, lines: Mapping[int, Sequence[Row]]) -> _Link:
    found: dict[int, dict[_Name, list[_Printed]]] = {}
    for row, printed in lines.items():
        names = found.setdefault(row, {})
        for line in {id(each): each for each in printed[:MOST_LINES]}.values():
            for number in line.numbers:
                name = (number.key, number.quantity, number.split)
                names.setdefault(name, []).append((line, number))
    all_names = sorted({name for names in found.values() for name in names})
    return _Link(column=column, found=found, names=tuple(all_names[:MOST_NAMES]))


def _by_output(grid: _Grid, outputs: Mapping[float, set[int]]) -> Iterator[tuple[int, int]]:
    """For each row the one output that alone has long numbers of it."""
    for row in range(grid.rows):
        cells = [grid.cells[row, each] for each in range(grid.columns) if (row, each) in grid.cells]
        told = [round(each.per_cent, 4) for each in cells if each.is_score and each.digits >= LONG]
        alone = {next(iter(outputs[each])) for each in told if len(outputs.get(each, ())) == 1}
        if len(alone) == 1:
            yield row, alone.pop()


def _odd_of(
    grid: _Grid, column: int, links: Sequence[_Link], printed: set[float]
) -> tuple[Numeral, Row, Number] | None:
    """The cell of a column that alone does not follow the rule of the others."""
    fits = [
        _fit(grid, column, link, name, rule)
        for link in links if link.column != column
        for name in link.names
        for rule in _RULES
    ]  # fmt: skip
    most = max((len(each.matches) for each in fits), default=0)
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


def _fit(grid: _Grid, column: int, link: _Link, name: _Name, rule: str) -> _Fit:
    matches: set[int] = set()
    values: set[float] = set()
    odd: list[tuple[int, Row, Number]] = []
    others = 0
    for row, found in link.found.items():
        told, there = grid.cells.get((row, column)), found.get(name)
        if told is None or not there:
            continue
        line, number = _picked(there, rule)
        if told.tells(number):
            matches.add(row)
            values.add(told.value)
        elif odd or not is_other(told, number) or any(told.tells(each) for _, each in there):
            others += 1
        else:
            odd.append((row, line, number))
    exact = sum(grid.cells[row, column].digits >= LONG for row in matches)
    # Of short numbers two are the same by chance where curves are smooth.
    is_telling = len(matches) >= MANY or exact >= FEWEST
    is_one = len(odd) == 1 and not others and is_telling
    return _Fit(
        matches=frozenset(matches) if is_one or not (odd or others) else frozenset(),
        values=len(values),
        odd=odd[0] if is_one else None,
    )


def _picked(there: Sequence[_Printed], rule: str) -> tuple[Row, Number]:
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
