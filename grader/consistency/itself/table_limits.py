"""Cells that cannot be: shares and accuracies beyond what there is."""

import re
from collections.abc import Iterator

from grader.consistency.itself.table_words import class_of
from grader.notation.cells import CellNumber
from grader.notation.headings import computed_in
from grader.notation.tables import Grid

_MOST = 1000.0
"""A number beyond it has rather lost its decimal point."""
_ACCURACY = re.compile(r"accura|\bacc\b|genauigkeit|准确率|正确率", re.IGNORECASE)
_NOT_ITSELF = re.compile(
    r"loss|error|epoch|time|\bper\b|change|relative|gain|lower|higher|Δ|diff|std|dev|±|rank|iter",
    re.IGNORECASE,
)


def impossible_cells(grid: Grid) -> Iterator[tuple[int, int, CellNumber]]:
    """Row, column and number of every accuracy below 0 or above 100 per cent."""
    for column in range(grid.width):
        heading = grid.column_heading(column)
        for row in range(grid.header_rows, grid.height):
            if not grid.is_body(row, column) or (number := grid.numbers[row][column]) is None:
                continue
            label = grid.row_heading(row)
            names = heading if class_of(heading) else label
            if not _is_accuracy(names) or not _is_accuracy_in(heading, label):
                continue
            is_beyond = 100 < number.value <= _MOST or number.value < 0
            if is_beyond and number.is_plain and not _is_unit(number.rest):
                yield row, column, number


def _is_accuracy(text: str) -> bool:
    return len(text) <= 120 and _ACCURACY.search(text) is not None


def _is_accuracy_in(heading: str, label: str) -> bool:
    both = f"{heading} {label}"
    if _NOT_ITSELF.search(both):
        return False
    return computed_in(heading) is None and computed_in(label) is None


def _is_unit(rest: str) -> bool:
    return rest.lower().startswith(("s", "min", "h", "g", "k", "e", "pp", "p"))
