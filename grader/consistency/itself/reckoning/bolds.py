"""`The best mean is in bold`: the bold number of a table, and the others of its column."""

import re
from collections.abc import Iterator

from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.notation.cells import CellNumber
from grader.notation.headings import Computed, computed_in
from grader.notation.tables import Grid, grid_of
from grader.records import Block, BlockKind, WriteUp

_BOLD = re.compile(
    r"\b(?:bold(?:face|ed)?|fett\w*|negrita|gras|grassetto|vetgedrukt|highlighted)\b|加粗|粗体",
    re.I,
)
_BEST = re.compile(
    r"\b(?:best|highest|top|winner|optimal|lowest|smallest|beste[rns]?|höchste\w*|mejor"
    r"|meilleur\w*)\b"
    r"|最好|最佳|最高", re.I
)  # fmt: skip
_MEAN = re.compile(r"\b(?:mean|average|mittel\w*|durchschnitt|media|moyenne)\b|平均", re.I)
REACH = 2
"""Blocks between the words and their table."""
FEWEST = 3


def bold_in(sentence: Sentence, write_up: WriteUp) -> Iterator[Verdict]:
    """Where the words say that the best is bold, and the bold one is not."""
    match = _BOLD.search(sentence.text)
    if match is None or not _BEST.search(sentence.text):
        return
    at = sentence.spoken.span.block
    blocks = write_up.blocks
    near = sorted(
        (index for index in range(max(0, at - REACH), min(len(blocks), at + REACH + 1))
         if blocks[index].kind is BlockKind.TABLE and blocks[index].bold),
        key=lambda index: abs(index - at),
    )  # fmt: skip
    if not near:
        return
    block = blocks[near[0]]
    grid = grid_of(block)
    is_mean = _MEAN.search(sentence.text) is not None
    found = [] if grid is None else list(_held(block, grid, only_means=is_mean))
    wrong = [each for each in found if not each[0]]
    if not found:
        return
    holds, bold, best = (wrong or found)[0]
    name = block.number or "the table"
    text = f"in {name} {bold.words} is bold"
    text += "" if holds else f", and {best.words} is in the same column"
    yield Verdict(holds=holds, start=0, end=len(sentence.text), found=text,
                  subject="the best in bold", other=block.place)  # fmt: skip


def _held(
    block: Block, grid: Grid, *, only_means: bool
) -> Iterator[tuple[bool, CellNumber, CellNumber]]:
    for column in range(grid.label_columns, grid.width):
        kind = computed_in(grid.column_heading(column))
        if kind is Computed.DEVIATION or (only_means and kind is not Computed.MEAN):
            continue
        rows = range(grid.header_rows, grid.height)
        cells = [(row, n) for row in rows if (n := grid.numbers[row][column]) is not None]
        bold = [(row, n) for row, n in cells if _is_bold(block, grid.starts[row][column] + n.start)]
        if len(bold) != 1 or len(cells) < FEWEST:
            continue
        row, own = bold[0]
        values = [n.value for _, n in cells]
        line = [n.value for n in grid.numbers[row][grid.label_columns :] if n is not None]
        is_first = own.value in (max(values), min(values))
        is_of_row = not only_means and own.value in (max(line), min(line)) and len(line) > 1
        best = max((n for _, n in cells), key=lambda n: n.value)
        yield is_first or is_of_row, own, best


def _is_bold(block: Block, at: int) -> bool:
    return any(start <= at < end for start, end in block.bold)
