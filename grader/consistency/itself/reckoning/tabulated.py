"""The line-ups of tables: every column, and every row, that holds values of one kind."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.reckoning.lexicon import MEASURES, SUPERLATIVE
from grader.consistency.itself.reckoning.lineups import (
    FEWEST,
    Entry,
    Lineup,
    axis_in,
    measure_in,
    number_in,
    split_in,
    words_of,
)
from grader.notation.cells import CellNumber
from grader.notation.headings import computed_in
from grader.notation.tables import Grid, grid_of
from grader.records import Block, BlockKind, WriteUp

MOST_TABLES = 40
_COUNTED = re.compile(
    r"\b(?:per|/)\s?ep(?:och)?\b|\b(?:updates?|steps?|iterations?|batches|rank)\b"
    r"|\bepoch(?: of| no)\b|^\W*(?:best |chosen )?epoch\W*$", re.I
)  # fmt: skip
"""Headings of numbers that no caption makes results."""
_RUN = re.compile(r"\b(?:run|seed|trial|fold|lauf|#)\s?(?:no\.?\s?)?(\d{1,2})\b", re.I)


def lineups_of(write_up: WriteUp) -> tuple[Lineup, ...]:
    """Every column, and every row, of every table that holds values of one kind."""
    found: list[Lineup] = []
    tables = 0
    for index, block in enumerate(write_up.blocks):
        grid = grid_of(block) if block.kind is BlockKind.TABLE else None
        if grid is None or tables >= MOST_TABLES:
            continue
        tables += 1
        around = _around(write_up, index)
        for is_turned in (False, True):
            found += _in_grid(grid, block, index, around, is_turned=is_turned)
    return tuple(found)


def _around(write_up: WriteUp, index: int) -> str:
    """The caption of a table; the heading of its section where it has none."""
    blocks = write_up.blocks
    near = [*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2]]
    captions = [b.text[:400] for b in near if b.kind is BlockKind.CAPTION]
    if captions:
        return " ".join(captions)
    section = blocks[index].section
    titled = section is not None and 0 <= section < len(write_up.sections)
    before = [b.text[-200:] for b in near[:1] if b.kind is BlockKind.TEXT]
    title = write_up.sections[section].title if titled and section is not None else ""
    return " ".join([title, *before])


def _in_grid(
    grid: Grid, block: Block, index: int, around: str, *, is_turned: bool
) -> Iterator[Lineup]:
    labels = max(1, grid.label_columns)
    rows = range(grid.header_rows, grid.height)
    columns = range(labels, grid.width) if grid.label_columns else range(grid.width)
    corner = " ".join(grid.column_heading(at) for at in range(grid.label_columns))
    if is_turned:
        lines, across = tuple(columns), tuple(rows)
        heads = {at: grid.row_heading(at) for at in across}
        names = {at: grid.column_heading(at) for at in lines}
        if _heads_itself(grid):
            # `Epoch 10 20 40` above `Test 82.9 83.8 84.1`: a row of numbers that are names.
            names = {at: grid.cells[0][at] for at in lines}
            corner, across = grid.cells[0][0], across[1:]
        axis_words = _common_words(tuple(names.values())) or corner
    else:
        lines, across = tuple(rows), tuple(columns)
        heads = {at: grid.column_heading(at) for at in across}
        names = {at: grid.row_heading(at) for at in lines}
        axis_words = corner
    if not any(names.values()):
        return
    groups = _groups(grid, lines) if not is_turned else (lines,)
    for at in across:
        for group in groups:
            entries = []
            for line in group:
                cell = (at, line) if is_turned else (line, at)
                number = grid.numbers[cell[0]][cell[1]]
                label = names[line].strip()
                if number is None or not number.is_plain or not label:
                    continue
                if computed_in(label) is not None and not _is_selection(label):
                    continue
                entries.append(_entry(grid, block, cell, number, label, line))
            heading = heads[at].strip()
            if len(entries) < FEWEST or not _are_alike(entries, is_turned=is_turned):
                continue
            measure = _measure(heading, around, entries)
            run = _RUN.search(heading)
            yield Lineup(
                measure=measure,
                split=split_in(heading) or split_in(around),
                kind=computed_in(heading),
                heading=heading,
                run=run[1] if run else "",
                axis=_axis(axis_words, around, entries),
                block=index,
                question=block.question,
                section=block.section,
                name=block.number or "the table",
                is_turned=is_turned,
                entries=_in_per_cent(entries, measure, heading),
            )


def _heads_itself(grid: Grid) -> bool:
    """Whether the first row of a table without headings holds what its columns are called by."""
    if grid.header_rows or grid.label_columns != 1 or grid.height < FEWEST:
        return False
    numbers = [number.value for number in grid.numbers[0][1:] if number is not None]
    is_rising = numbers == sorted(set(numbers)) and len(numbers) == grid.width - 1
    return is_rising and bool(axis_in(grid.cells[0][0]))


def _are_alike(entries: Sequence[Entry], *, is_turned: bool) -> bool:
    """Whether nothing in their names tells that they are of different measures or data."""
    if is_turned and any(measure_in(e.label) or split_in(e.label) for e in entries):
        return False
    plain = [entry.label for entry in entries if not SUPERLATIVE.search(entry.label)]
    kinds = {(measure_in(label), split_in(label)) for label in plain}
    return len(kinds) <= 1


def _groups(grid: Grid, lines: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The rows between lines that hold nothing but a heading; all of them too."""
    found: list[tuple[int, ...]] = [tuple(lines)]
    group: list[int] = []
    for line in lines:
        filled = [cell for cell in grid.cells[line] if cell.strip()]
        if len(filled) <= 1 and not any(grid.numbers[line]):
            found += [tuple(group)] if len(group) >= FEWEST else []
            group = []
        else:
            group.append(line)
    if len(found) > 1 and len(group) >= FEWEST:
        found.append(tuple(group))
    return tuple(found)


def _is_selection(label: str) -> bool:
    """Whether a row is called by what was picked: `lowest validation loss`."""
    return bool(MEASURES["loss"].search(label) or MEASURES["accuracy"].search(label))


def _entry(
    grid: Grid, block: Block, cell: tuple[int, int], number: CellNumber, label: str, line: int
) -> Entry:
    return Entry(
        label=label,
        words=words_of(label),
        number=number_in(label),
        value=number.value,
        step=number.step,
        shown=number.words,
        place=block.place_of(grid.starts[cell[0]][cell[1]]),
        row=line,
        rest=number.rest,
    )


def _in_per_cent(entries: Sequence[Entry], measure: str, heading: str) -> tuple[Entry, ...]:
    """Accuracies that are told as parts of one, in per cent."""
    is_share = measure in ("accuracy", "error") and "%" not in heading
    if is_share and all(0 <= e.value <= 1 for e in entries) and any(e.step < 1 for e in entries):
        return tuple(
            Entry(label=e.label, words=e.words, number=e.number, value=100 * e.value,
                  step=100 * e.step, shown=e.shown, place=e.place, row=e.row)
            for e in entries
        )  # fmt: skip
    return tuple(entries)


def _common_words(names: Sequence[str]) -> str:
    """The words before the numbers of headings: `T` of `T=3`, `T=5`."""
    stems = {re.sub(r"[\d.,]+", "", name).strip(" =:()") for name in names}
    return stems.pop() if len(stems) == 1 else ""


def _axis(words: str, around: str, entries: Sequence[Entry]) -> str:
    """What tells the entries apart, where they are called by numbers."""
    if all(entry.number is None for entry in entries):
        return ""
    return axis_in(words) or axis_in(around)


def _measure(heading: str, around: str, entries: Sequence[Entry]) -> str:
    """What a column holds: its own words tell, else those of the caption."""
    if named := measure_in(heading):
        return named
    if _COUNTED.search(heading):
        return ""
    is_share = all(0 <= entry.value <= 100 for entry in entries)
    if split_in(heading) and is_share and any(entry.step < 1 for entry in entries):
        return "accuracy" if "%" in heading or max(e.value for e in entries) > 10 else ""
    named = measure_in(around)
    return named if named != "epochs" else ""
