"""Whether printed accuracies are fractions or in per cent: their neighbours in the cell tell."""

from collections import defaultdict
from collections.abc import Sequence

from grader.collect.saved.readings import Reading

_HARDLY_PER_CENT = 2.0
"""A bare number from one to this is no fraction, and no likely accuracy in per cent either."""
_DIGITS = 6


def scaled(readings: Sequence[Reading]) -> list[tuple[Reading, float]]:
    """Readings of one cell with their values, accuracies in per cent; unclear ones are left out."""
    largest: dict[tuple[str, bool], float] = defaultdict(float)
    for reading in readings:
        key = (reading.quantity, reading.is_percent)
        largest[key] = max(largest[key], reading.number)
    bare = [r.number for r in readings if r.metric == "accuracy" and not r.is_percent]
    are_fractions = any(0 < number < 1 for number in bare) and max(bare) <= 1
    found = []
    for reading in readings:
        near = largest[reading.quantity, reading.is_percent]
        value = _value(reading, near, are_fractions=are_fractions)
        found += [(reading, value)] if value is not None else []
    return found


def _value(reading: Reading, largest: float, *, are_fractions: bool) -> float | None:
    """The value of a reading; `largest` is that of its neighbours that were printed like it."""
    number = reading.number
    if reading.metric == "loss":
        return number
    if not 0 <= number <= 100:
        return None
    if number == 0:
        return 0.0
    if reading.is_percent:
        # `0.84 %` is more likely a fraction with a sign too many, unless others are larger.
        return number if largest > 1 else None
    if number < 1:
        return round(100 * number, _DIGITS) if largest <= 1 else None
    if number == 1:
        return 100.0 if are_fractions else None
    return number if number >= _HARDLY_PER_CENT else None
