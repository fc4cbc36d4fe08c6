"""Whether a drawn series is a row of values that a run was seen to have, or another series."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from grader.records import CurvePoint, PlotSeries

FEWEST = 5
"""Common points from which on it is no chance that two rows agree."""
SAME = 1e-4
"""Relative difference up to which two values are one value, summed up in another order."""
NEAR = 5e-3
"""Relative difference that a last, smaller batch makes to the mean of an epoch."""
TRIED = 8
"""Points that are compared first."""
VARIES = 1.02
"""Largest over smallest value from which on a row is a curve: level rows agree by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a series follows a row of values."""

    factor: float
    """What the values are times: 1 for means, the number of batches for sums."""
    difference: float
    """Largest relative difference after that factor."""

    @property
    def is_same(self) -> bool:
        """Whether they are the same numbers."""
        return self.difference <= SAME and abs(self.factor - 1) <= SAME


def follows(series: PlotSeries, points: Sequence[CurvePoint]) -> Likeness | None:
    """How a series follows values by epoch or step, whatever its first number is called.

    None where they differ, or where too few points are common to tell.
    """
    if not points or not series.x or not any(_begins_like(series, points, n) for n in (0, 1)):
        return None
    known = {point.at: point.value for point in points if point.value is not None}
    best: Likeness | None = None
    for shift in (0, 1):
        pairs = [
            (y, known[at])
            for x, y in zip(series.x, series.y, strict=False)
            if x is not None and y is not None and x == int(x)
            for at in [int(x) + shift]
            if at in known
        ]
        found = _likeness(pairs) if 2 * len(pairs) >= min(len(series.y), len(known)) else None
        if found is not None and (best is None or found.difference < best.difference):
            best = found
    return best


def _begins_like(series: PlotSeries, points: Sequence[CurvePoint], shift: int) -> bool:
    """Whether a few values do not contradict it: most rows differ, and comparing all takes time."""
    step = max(1, len(points) // TRIED)
    ratios = []
    for point in points[::step]:
        index = bisect_left(series.x, float(point.at - shift), key=_or_endless)
        if index >= min(len(series.x), len(series.y)) or series.x[index] != point.at - shift:
            continue
        drawn = series.y[index]
        if drawn is not None and point.value:
            ratios.append(drawn / point.value)
    # An honest row has a factor above zero that its values share.
    return not ratios or 0 < max(ratios) <= min(ratios) * (1 + 2 * NEAR) / (1 - 2 * NEAR)


def _or_endless(value: float | None) -> float:
    return math.inf if value is None else value


def are_same(one: PlotSeries, other: PlotSeries) -> bool:
    """Whether two series are one row of numbers, which varies."""
    if one.length != other.length or len(one.y) != len(other.y):
        return False
    values = [value for value in one.y if value is not None]
    return one.y == other.y and _varies(values) and len(set(values)) >= FEWEST


def _likeness(pairs: list[tuple[float, float]]) -> Likeness | None:
    usable = [(drawn, seen) for drawn, seen in pairs if seen]
    if len(usable) < FEWEST or not _varies([seen for _, seen in usable]):
        return None
    ratios = [drawn / seen for drawn, seen in usable]
    factor = median(ratios)
    if factor <= 0:
        return None
    difference = max(abs(ratio / factor - 1) for ratio in ratios)
    return Likeness(factor=factor, difference=difference) if difference <= NEAR else None


def _varies(values: Sequence[float]) -> bool:
    if not values or all(one == other for one, other in pairwise(values)):
        return False
    low, high = min(map(abs, values)), max(map(abs, values))
    return high > VARIES * low
