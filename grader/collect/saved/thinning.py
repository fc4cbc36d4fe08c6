"""Of thousands of values of one quantity in one cell, enough are kept to see the curve."""

from collections import defaultdict
from collections.abc import Sequence

from grader.records import SavedValue

MOST_OF_A_QUANTITY = 200
"""Values of one quantity that are kept of one cell: first, last, best, and others between them."""


def thinned(values: Sequence[SavedValue]) -> list[SavedValue]:
    """The values of one cell in their order, at most so many of each quantity."""
    of_quantity: dict[str, list[int]] = defaultdict(list)
    for at, value in enumerate(values):
        of_quantity[value.quantity].append(at)
    kept = {at for indices in of_quantity.values() for at in _kept(indices, values)}
    return [value for at, value in enumerate(values) if at in kept]


def _kept(indices: Sequence[int], values: Sequence[SavedValue]) -> set[int]:
    if len(indices) <= MOST_OF_A_QUANTITY:
        return set(indices)
    is_loss = values[indices[0]].quantity.endswith("loss")
    best = (min if is_loss else max)(indices, key=lambda at: values[at].value)
    steps = MOST_OF_A_QUANTITY - 2
    evenly = {indices[step * (len(indices) - 1) // steps] for step in range(steps + 1)}
    return evenly | {best}
