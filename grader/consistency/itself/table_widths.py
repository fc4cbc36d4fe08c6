"""Tables of counts over the width of one hidden layer: all rows must be counted alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from grader.consistency.itself.table_layers import heads_counts
from grader.consistency.itself.table_words import are_biases_told
from grader.notation.cells import CellNumber, read_cell
from grader.notation.tables import Grid
from grader.records import Consistency

_WIDTH = re.compile(
    r"(?:n|h|hidden|width|(?:hidden |number of (?:hidden )?)?(?:units|neurons|nodes|size)"
    r"|hidden layer(?: size)?|neuronen|breite|神经元)",
    re.IGNORECASE,
)
_INPUTS = (784, 1024, 3072, 4096)
"""Pixels of the pictures that are usual: with one of these the shape of the network is certain."""
_MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WidthCount:
    """The count of a network with one hidden layer."""

    row: int
    """Row of the table."""
    column: int
    """Column of the counts."""
    outcome: Consistency
    """Whether it is counted as the other rows, or the words, have it."""
    width: int
    """Units of the hidden layer."""
    inputs: int
    """Inputs of the network, as the counts tell."""
    outputs: int
    """Outputs of the network, as the counts tell."""
    stated: CellNumber
    """What the table says."""

    @property
    def weights(self) -> int:
        """Its weights alone."""
        return (self.inputs + self.outputs) * self.width

    @property
    def count(self) -> int:
        """Its weights and biases."""
        return self.weights + self.width + self.outputs


def width_counts(grid: Grid, context: str) -> Iterator[WidthCount]:
    """Every count of such a table whose network the counts together make certain."""
    if grid.label_columns != 1 or not _WIDTH.fullmatch(grid.column_heading(0).strip()):
        return
    columns = [at for at in range(1, grid.width) if heads_counts(grid.column_heading(at))]
    if len(columns) != 1:
        return
    rows = list(_rows(grid, columns[0]))
    shape = _shape([(width, int(stated.value)) for _, width, stated in rows])
    if shape is None:
        return
    inputs, outputs = shape
    found = [
        WidthCount(
            row=row, column=columns[0], outcome=Consistency.CANNOT_TELL, width=width,
            inputs=inputs, outputs=outputs, stated=stated,
        )
        for row, width, stated in rows
    ]  # fmt: skip
    yield from _judged(found, context)


def _rows(grid: Grid, column: int) -> Iterator[tuple[int, int, CellNumber]]:
    for row in range(grid.header_rows, min(grid.height, grid.header_rows + _MOST_ROWS)):
        width, stated = read_cell(grid.cells[row][0]), grid.numbers[row][column]
        if width is None or stated is None or stated.is_inexact or width.value <= 0:
            continue
        whole = stated.is_whole and width.is_whole and not width.rest and not stated.rest
        if whole and stated.value < 1e12 and width.value < 1e6:
            yield row, int(width.value), stated


def _shape(rows: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Inputs and outputs of a network with one hidden layer that two rows tell, if one does."""
    found: set[tuple[int, int]] = set()
    for (one, first), (other, second) in combinations(rows, 2):
        if one == other:
            continue
        # Both with their biases; or the first without and the second with them.
        slope, rest = divmod(second - first, other - one)
        outputs = first - slope * one
        if not rest and outputs > 0 and slope - 1 - outputs in _INPUTS:
            found.add((slope - 1 - outputs, outputs))
        for width, bare, wide, full in ((one, first, other, second), (other, second, one, first)):
            per_unit, rest = divmod(bare, width)
            outputs = full - (per_unit + 1) * wide
            if not rest and outputs > 0 and per_unit - outputs in _INPUTS:
                found.add((per_unit - outputs, outputs))
    return found.pop() if len(found) == 1 else None


def _judged(found: list[WidthCount], context: str) -> Iterator[WidthCount]:
    full = [one for one in found if one.stated.value == one.count]
    bare = [one for one in found if one.stated.value == one.weights]
    told = are_biases_told(context)
    is_counted = told or len(full) > len(bare)
    for one in found:
        if told is False:
            outcome = Consistency.CONSISTENT if one in bare else Consistency.CANNOT_TELL
        elif one in full:
            outcome = Consistency.CONSISTENT
        elif is_counted:
            outcome = Consistency.INCONSISTENT
        else:
            outcome = Consistency.CANNOT_TELL
        yield WidthCount(
            row=one.row, column=one.column, outcome=outcome, width=one.width, inputs=one.inputs,
            outputs=one.outputs, stated=one.stated,
        )  # fmt: skip


def said_of_width(found: WidthCount, *, table: str) -> str:
    """The sentence that shows both sides."""
    who, stated = table or "the table", found.stated.words
    shape = f"{found.inputs:,} → {found.width:,} → {found.outputs:,}"
    computed = f"A network {shape} has {found.count:,} parameters with its biases"
    if found.stated.value != found.weights:
        return f"{computed}; {who} says {stated}."
    computed = f"{computed} and {found.weights:,} without them; {who} says {stated}"
    if found.outcome is Consistency.INCONSISTENT:
        return f"{computed}, though biases are counted elsewhere."
    return f"{computed}."
