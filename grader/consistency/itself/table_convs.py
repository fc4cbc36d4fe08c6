"""Tables of layers with their output shapes: counts of convolutions, computed again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.table_layers import heads_counts
from grader.consistency.itself.table_words import are_biases_told
from grader.notation.cells import CellNumber
from grader.notation.tables import Grid
from grader.records import Consistency

_SHAPE = re.compile(r"\(?\s?(\d{1,4})\s?[×x,*]\s?(\d{1,4})\s?[×x,*]\s?(\d{1,4})\s?\)?")
_KERNEL = re.compile(r"(\d{1,2})\s?[×x]\s?(\d{1,2})")
_IS_KERNEL = re.compile(r"kernel|filter|window|\bsize\b", re.IGNORECASE)
_IS_SHAPE = re.compile(r"output|shape|dim|out\b", re.IGNORECASE)
_IS_CONV = re.compile(r"conv", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvCount:
    """The count of one convolution."""

    row: int
    """Row of the table."""
    column: int
    """Column of the table."""
    stated: CellNumber
    """What the table says."""
    inputs: int
    """Channels that go in."""
    outputs: int
    """Channels that come out."""
    kernel: tuple[int, int]
    """Its window."""
    outcome: Consistency
    """Whether it holds."""

    @property
    def weights(self) -> int:
        """Its weights without biases."""
        return self.outputs * self.inputs * self.kernel[0] * self.kernel[1]


def conv_counts(grid: Grid, context: str) -> tuple[ConvCount, ...]:
    """Every convolution whose channels and window the table tells."""
    columns = [grid.column_heading(column) for column in range(grid.width)]
    counts = [at for at, text in enumerate(columns) if heads_counts(text)]
    kernels = [at for at, text in enumerate(columns) if _IS_KERNEL.search(text)]
    shapes = [at for at, text in enumerate(columns) if _IS_SHAPE.search(text) and at not in kernels]
    if len(counts) != 1 or len(kernels) != 1 or len(shapes) != 1:
        return ()
    found = list(_rows(grid, kernels[0], shapes[0], counts[0]))
    whole = [one for one in found if one.stated.value == one.weights + one.outputs]
    told = are_biases_told(" ".join((context, *columns)))
    return tuple(_judged(one, len(whole), told=told) for one in found)


def _rows(grid: Grid, kernel: int, shape: int, count: int) -> Iterator[ConvCount]:
    channels = 0
    for row in range(grid.header_rows, grid.height):
        cells = grid.cells[row]
        made = _SHAPE.fullmatch(cells[shape].strip())
        if made is None:
            continue
        # Channels come first, or last: the two sides of an image are equally long.
        sizes = tuple(int(text) for text in made.groups())
        out = sizes[0] if sizes[1] == sizes[2] else sizes[2] if sizes[0] == sizes[1] else 0
        window, stated = _KERNEL.match(cells[kernel].strip()), grid.numbers[row][count]
        is_conv = _IS_CONV.search(grid.row_heading(row) or cells[0]) is not None
        if is_conv and channels and out and window and stated is not None and stated.is_whole:
            yield ConvCount(
                row=row, column=count, stated=stated, inputs=channels, outputs=out,
                kernel=(int(window[1]), int(window[2])), outcome=Consistency.CANNOT_TELL,
            )  # fmt: skip
        channels = out


def _judged(one: ConvCount, whole: int, *, told: bool | None) -> ConvCount:
    if one.stated.value == one.weights + one.outputs:
        outcome = Consistency.CONSISTENT
    elif one.stated.value == one.weights:
        # Where no row counts biases, they may have been left out on purpose.
        outcome = Consistency.INCONSISTENT if whole or told else Consistency.CANNOT_TELL
    else:
        outcome = Consistency.INCONSISTENT if whole >= 2 else Consistency.CANNOT_TELL
    return ConvCount(
        row=one.row, column=one.column, stated=one.stated, inputs=one.inputs, outputs=one.outputs,
        kernel=one.kernel, outcome=outcome,
    )  # fmt: skip


def said_of_conv(one: ConvCount, *, table: str) -> str:
    """The sentence that shows both sides."""
    who, (high, wide) = table or "the table", one.kernel
    sides = f"{one.outputs:,} × {one.inputs:,} × {high} × {wide}"
    count = (
        f"{sides} weights and {one.outputs:,} biases are {one.weights + one.outputs:,} parameters"
    )
    if one.outcome is Consistency.INCONSISTENT and one.stated.value == one.weights:
        return f"{count}; {who} says {one.stated.words}, which leaves out the biases."
    return f"{count}; {who} says {one.stated.words}."
