"""What lines of a table have from other lines: runs beside them, the row that heads them."""

from dataclasses import replace

from grader.collect.statements.tables.lines import Line, joined
from grader.collect.statements.tables.meaning import RESULTS
from grader.notation.cells import is_blank
from grader.notation.tables import Grid
from grader.records import Statistic

_OF_RUNS = (Statistic.MEAN, Statistic.SPREAD, Statistic.BEST, Statistic.WORST)


def with_runs(columns: tuple[Line, ...]) -> tuple[Line, ...]:
    """The columns; a bare `mean` or `std` beside numbered runs is of what these tell."""
    runs = [line.meaning for line in columns if "run" in dict(line.meaning.subject.settings)]
    told = {(meaning.quantity, meaning.subject.split, meaning.unit) for meaning in runs}
    if len(runs) < 2 or len(told) != 1:
        return columns
    quantity, split, unit = told.pop()
    if quantity not in RESULTS:
        return columns
    return tuple(_of_runs(line, quantity, split, unit) for line in columns)


def _of_runs(line: Line, quantity: str, split: str, unit: str) -> Line:
    meaning = line.meaning
    subject = meaning.subject
    is_bare = not meaning.quantity and not subject.labels and not subject.settings
    if meaning.statistic not in _OF_RUNS or not is_bare or subject.split not in ("", split):
        return line
    whole = replace(
        meaning,
        quantity=quantity,
        unit=meaning.unit or unit,
        subject=replace(subject, split=split),
    )
    return replace(line, meaning=whole)


def in_groups(grid: Grid, rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """The rows, each with what the row that heads its group says: words alone in their row."""
    found: list[Line] = []
    group: Line | None = None
    for at, line in enumerate(rows):
        if at >= grid.header_rows and _is_heading(grid, at):
            group = line
        elif group is not None:
            subject = joined(group.meaning.subject, line.meaning.subject)
            line = replace(line, meaning=replace(line.meaning, subject=subject))
        found.append(line)
    return tuple(found)


def _is_heading(grid: Grid, at: int) -> bool:
    """Whether a row holds nothing but words in its first cell, and more rows follow."""
    cells = grid.cells[at]
    is_alone = bool(cells[0].strip()) and all(is_blank(cell) for cell in cells[1:])
    is_empty = all(not cell.strip() for cell in cells[1:])
    return is_alone and is_empty and grid.numbers[at][0] is None and at + 1 < grid.height
