"""Accuracies and losses in the outputs that were saved with notebooks: claims, not observations.

Numbers of parameters in the same outputs are read in `grader.collect.claims`.
"""

from collections.abc import Iterator

from grader.collect.saved.cells import read_cell
from grader.collect.saved.scale import scaled
from grader.collect.saved.thinning import thinned
from grader.records import Cell, Place, SavedValue, Submission

MOST_CHARACTERS = 4_000_000
"""Saved output that is read of one submission: beyond it lies no result, but a flood."""
MOST_VALUES = 20_000
"""Values that are kept of one submission."""


def read_saved(submission: Submission) -> tuple[SavedValue, ...]:
    """Every accuracy and loss in saved outputs whose words tell what it is, in their order.

    Quantities are `accuracy` and `loss` where the split is not told, else `train_accuracy`,
    `validation_loss` and so on. Accuracies are in per cent; where it is not certain whether a
    number is a fraction, it is left out. The epoch, counted from 1, stands in the place.
    """
    found: list[SavedValue] = []
    for path, cell in _within_limit(submission):
        found += thinned(list(_values(path, cell)))
    return tuple(found[:MOST_VALUES])


def _within_limit(submission: Submission) -> Iterator[tuple[str, Cell]]:
    """Cells with outputs, as long as these are not more than may be read."""
    room = MOST_CHARACTERS
    for notebook in submission.notebooks:
        for cell in notebook.cells:
            room -= len(cell.saved_output)
            if cell.saved_output and room >= 0:
                yield notebook.path, cell


def _values(path: str, cell: Cell) -> Iterator[SavedValue]:
    for reading, value in scaled(read_cell(cell.saved_output, cell.source)):
        yield SavedValue(
            quantity=reading.quantity,
            value=value,
            words=reading.words,
            place=Place(file=path, cell=cell.index, epoch=reading.epoch),
        )
