"""Columns of tables that come of each other: right answers and shares, batches and steps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.consistency.wording import capitalised
from grader.notation.cells import CellNumber
from grader.notation.headings import computed_in
from grader.notation.tables import Grid, grid_of
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span, WriteUp

_COUNT = re.compile(
    r"\b(?:correct\w*|right|hits?|richtig\w*|aciertos|wrong|errors?|mistakes|misclassified"
    r"|fehler|falsch"
    r"|incorrect)\b", re.I
)  # fmt: skip
_SHARE = re.compile(r"\b(?:acc\w*|accura\w+|genauigkeit|exactitud|score|rate|error)\b|%", re.I)
_BATCH = re.compile(r"\b(?:batch\w*|bs|lote)\b", re.I)
_STEPS = re.compile(
    r"\b(?:updates?|upd|steps?|iterations?|iter|batches|schritte|pasos)\b.*(?:/|\bper\b|pro|je"
    r"|por)\s?ep"
    r"|\b(?:updates?|upd|steps?|iterations?|iter)\b", re.I
)  # fmt: skip
_WHOLE = re.compile(
    r"(?<![\w.,])(\d{2,6}|\d{1,3}(?:,\d{3})+)\s(?:(?:test|validation|held-out|unseen)\s)?"
    r"(?:points|images|samples|examples|sequences|palindromes|digits|cases|puntos|imágenes"
    r"|bilder)\b", re.I
)  # fmt: skip
_AT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    row: int
    column: int
    holds: bool
    found: str


def hold_tabled(write_up: WriteUp) -> Iterator[Checked]:
    """What comes of every such pair of columns."""
    for index, block in enumerate(write_up.blocks):
        grid = grid_of(block) if block.kind is BlockKind.TABLE else None
        if grid is None or not grid.header_rows:
            continue
        for wrong in (*_shares(write_up, index, grid), *_steps(grid)):
            yield _checked(block, index, grid, wrong)


def _shares(write_up: WriteUp, index: int, grid: Grid) -> Iterator[_Wrong]:
    """`189 right, 94.5 %`, of the number that the words around the table tell."""
    counts = [c for c in range(grid.width) if _COUNT.search(grid.column_heading(c))
              and "%" not in grid.column_heading(c)]  # fmt: skip
    shares = [
        column
        for column in range(grid.width)
        if column not in counts
        and _SHARE.search(grid.column_heading(column))
        and computed_in(grid.column_heading(column)) is None
    ]
    if len(counts) != 1 or len(shares) != 1:
        return
    rows = [
        (row, a, b) for row in range(grid.header_rows, grid.height)
        if (a := grid.numbers[row][counts[0]]) is not None
        and (b := grid.numbers[row][shares[0]]) is not None and a.is_whole
    ]  # fmt: skip
    if len(rows) < 2:
        return
    near = write_up.blocks[max(0, index - _AT) : index + 3]
    wholes = {int(m[1].replace(",", "")) for b in near for m in _WHOLE.finditer(b.text[:4000])}
    for whole in sorted(wholes):
        fits = [_is_share(a, b, whole) for _, a, b in rows]
        if not any(fits):
            continue
        for (row, a, _), holds in zip(rows, fits, strict=True):
            found = f"{a.words} of {whole:,} are {100 * a.value / whole:.2f} %"
            yield _Wrong(row=row, column=shares[0], holds=holds, found=found)
        return


def _is_share(count: CellNumber, share: CellNumber, whole: int) -> bool:
    found = 100 * count.value / whole
    told = share.value * (100 if share.value <= 1 and share.step < 1 else 1)
    return any(abs(value - told) <= max(share.step, 0.06) for value in (found, 100 - found))


def _steps(grid: Grid) -> Iterator[_Wrong]:
    """Steps of an epoch, as many as batches are in the same data."""
    batches = [c for c in range(grid.width) if _BATCH.search(grid.column_heading(c))]
    steps = [
        c for c in range(grid.width) if _STEPS.search(grid.column_heading(c)) and c not in batches
    ]
    if len(batches) != 1 or len(steps) != 1:
        return
    rows = [
        (row, a, b) for row in range(grid.header_rows, grid.height)
        if (a := grid.numbers[row][batches[0]]) is not None
        and (b := grid.numbers[row][steps[0]]) is not None and a.value > 0 and b.value > 0
    ]  # fmt: skip
    for _, size, count in rows:
        whole = size.value * count.value
        fits = [_is_part(a, b, whole) for _, a, b in rows]
        if sum(fits) >= 2 and sum(fits) * 2 > len(rows):
            for (row, a, _), holds in zip(rows, fits, strict=True):
                if len(rows) > 2 or not holds:
                    found = f"{whole:,.0f} in batches of {a.words} are {whole / a.value:,.0f} steps"
                    yield _Wrong(row=row, column=steps[0], holds=holds, found=found)
            return


def _is_part(size: CellNumber, count: CellNumber, whole: float) -> bool:
    return abs(whole / size.value - count.value) <= max(1.0, 0.02 * count.value)


def _checked(block: Block, index: int, grid: Grid, wrong: _Wrong) -> Checked:
    start = grid.starts[wrong.row][wrong.column]
    cell = grid.cells[wrong.row][wrong.column]
    place = block.place_of(start)
    name = block.number or "the table"
    link = ", and" if wrong.holds else ";"
    return Checked(
        outcome=Consistency.CONSISTENT if wrong.holds else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject=grid.column_heading(wrong.column),
        sentence=capitalised(f"{wrong.found}{link} {name} says {cell.strip()}."),
        words=" | ".join(_filled(grid.cells[wrong.row])),
        place=place,
        last_line=place.line,
        span=Span(block=index, start=start, end=start + len(cell)),
    )


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell.strip()]
