"""Totals of parameters in running text, held against the table of layers right before them."""

import re
from collections.abc import Iterator

from grader.consistency.itself.table_layers import heads_counts
from grader.consistency.wording import number_words, source_words
from grader.notation.cells import CellNumber
from grader.notation.headings import computed_in
from grader.notation.tables import Grid, grid_of
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span, WriteUp

_TOTAL = re.compile(
    r"\b(?:in total|in sum|altogether|in all|total(?:s|ling)?|sums? (?:up )?to|adds? up to)\b"
    r"[^.;\d]{0,40}?(\d{1,3}(?:,\d{3})+|\d{3,9})\s+(?:\w+\s+)?param",
    re.IGNORECASE,
)
_NEARLY = 0.05
"""Share of the sum by which a total that is meant for it may be wrong."""
_BEHIND = 3
"""Blocks behind a table in which such a sentence speaks of it."""


def totals_told(write_up: WriteUp) -> Iterator[Checked]:
    """Every total that a sentence behind a table of layers without a total tells."""
    for at, block in enumerate(write_up.blocks):
        grid = grid_of(block) if block.kind is BlockKind.TABLE else None
        counts = _counts(grid) if grid is not None else ()
        if len(counts) < 3:
            continue
        for index in range(at + 1, min(at + 1 + _BEHIND, len(write_up.blocks))):
            behind = write_up.blocks[index]
            match = _TOTAL.search(behind.text[:2000]) if behind.kind is BlockKind.TEXT else None
            if match is not None and behind.section == block.section:
                yield from _held(write_up, index, behind, match, counts, block)
                break


def _counts(grid: Grid) -> tuple[CellNumber, ...]:
    """The counts of the layers of a table that has no total itself."""
    columns = [
        at
        for at in range(grid.label_columns, grid.width)
        if heads_counts(grid.column_heading(at)) and computed_in(grid.column_heading(at)) is None
    ]
    if len(columns) != 1:
        return ()
    rows = range(grid.header_rows, grid.height)
    if any(computed_in(grid.row_heading(row)) is not None for row in rows):
        return ()
    numbers = [grid.numbers[row][columns[0]] for row in rows]
    found = tuple(number for number in numbers if number is not None)
    whole = all(number.is_whole and not number.is_inexact for number in found)
    return found if whole else ()


def _held(
    write_up: WriteUp, index: int, block: Block, match: re.Match[str],
    counts: tuple[CellNumber, ...], table: Block,
) -> Iterator[Checked]:  # fmt: skip
    total = int(match[1].replace(",", ""))
    computed = int(sum(number.value for number in counts))
    if abs(total - computed) > _NEARLY * computed or total in [at.value for at in counts]:
        return
    span = Span(block=index, start=match.start(1), end=match.end(1))
    place = block.place_of(match.start(1))
    fits = total == computed
    shown = ", ".join(number.words for number in counts)
    source = source_words(write_up, span, place)
    yield Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="number of parameters",
        sentence=f"The sum of {shown} is {number_words(computed)}{', and' if fits else ';'} "
        f"{source} says {match[1]}.",
        words=" ".join(match[0].split()),
        place=place,
        last_line=place.line,
        span=span,
        other=table.place,
        other_words=shown,
    )
