"""What a curve does: settles, overfits, peaks and falls, stays at chance, jumps.

A curve is a row of values by epoch. Epochs may begin anywhere and have gaps, a curve may be
smoothed or thinned; every number here is of its shape and needs no even steps. Plain medians are
used throughout: one wild value moves none of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

FEWEST = 8
"""Points under which nothing is said of a curve's shape."""
WINDOW = 5
"""Points of a running median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Values by epoch, in order, without gaps in the rows."""

    at: tuple[float, ...]
    """Epochs, or steps, rising."""
    values: tuple[float, ...]
    """A value for each; accuracies in per cent."""

    @property
    def is_long_enough(self) -> bool:
        """Whether it has a shape to speak of."""
        return len(self.values) >= FEWEST

    @property
    def smooth(self) -> tuple[float, ...]:
        """Its running median."""
        half = WINDOW // 2
        last = len(self.values)
        return tuple(
            median(self.values[max(0, n - half) : min(last, n + half + 1)]) for n in range(last)
        )

    @property
    def noise(self) -> float:
        """Standard deviation of a value around the line between its neighbours, robustly.

        The residuals r = v[i] - (v[i-1] + v[i+1]) / 2 of independent noise have 1.5 times its
        variance; 1.4826 times the median of |r| is their deviation (Rousseeuw and Croux, 1993).
        Weights 1/2 are those of even steps; a trend that bends adds little.
        """
        residuals = [abs(each) for each in self.residuals]
        return 1.4826 * median(residuals) / math.sqrt(1.5) if residuals else 0.0

    @property
    def residuals(self) -> tuple[float, ...]:
        """How far each value lies from the line between its neighbours."""
        found = []
        for n in range(1, len(self.values) - 1):
            left, here, right = self.at[n - 1 : n + 2]
            share = (here - left) / (right - left) if right > left else 0.5
            line = self.values[n - 1] + share * (self.values[n + 1] - self.values[n - 1])
            found.append(self.values[n] - line)
        return tuple(found)

    def part(self, begin: float, end: float) -> tuple[float, ...]:
        """The values between two shares of its length along the epochs, at least one."""
        first, last = self.at[0], self.at[-1]
        low, high = (first + share * (last - first) for share in (begin, end))
        inside = [v for at, v in zip(self.at, self.values, strict=True) if low <= at <= high]
        return tuple(inside) or (self.values[-1],)


def late_gain(course: Course) -> float:
    """Share of a falling curve's whole fall that its last quarter brings, from 0 up to about 0.25.

    (median of the third quarter - median of the fourth) / (start - smallest). A straight line gives
    0.25, an exponential with a time constant of half the length 0.13, of a third 0.085, of a tenth
    0.001. Negative where it rises again; 1 where it never fell at all.
    """
    fall = course.values[0] - min(course.smooth)
    if fall <= 0:
        return 1.0
    return (median(course.part(0.5, 0.75)) - median(course.part(0.75, 1.0))) / fall


def rise_after_lowest(course: Course) -> float:
    """How much a curve has risen again at its end, as a share of its fall.

    (median of the last tenth - smallest running median) / (first value - that smallest): the
    generalisation loss of Prechelt's early stopping (1998), with the fall as the scale.
    """
    lowest = min(course.smooth)
    fall = course.values[0] - lowest
    end = median(course.part(0.9, 1.0))
    return (end - lowest) / fall if fall > 0 else math.inf


def lowest_at(course: Course) -> float:
    """The epoch of its smallest running median."""
    smooth = course.smooth
    return course.at[smooth.index(min(smooth))]


def highest_at(course: Course) -> float:
    """The epoch of its largest value."""
    return course.at[course.values.index(max(course.values))]


def fall_after_peak(course: Course) -> float:
    """Points from the largest running median down to the median of the last tenth."""
    return max(course.smooth) - median(course.part(0.9, 1.0))


def chance_limits(classes: int, examples: int, *, deviations: float = 3.0) -> tuple[float, float]:
    """Between which accuracies guessing stays, per cent: p ± z sqrt(p (1 - p) / n), p = 1/classes.

    The normal approximation of the binomial distribution; good from about 100 examples on.
    """
    share = 1 / classes
    spread = deviations * math.sqrt(share * (1 - share) / examples)
    return 100 * max(0.0, share - spread), 100 * min(1.0, share + spread)


def jumps(course: Course, *, larger_than: float) -> int:
    """Values in its second half that lie further than this from the line between their neighbours.

    One wild value moves the lines of both neighbours by half of it: of values beside each other,
    only those that are furthest away count.
    """
    away = [0.0, *map(abs, course.residuals), 0.0]
    return sum(
        away[n] > larger_than and away[n] >= max(away[n - 1], away[n + 1])
        for n in range(max(1, len(away) // 2), len(away) - 1)
    )


def course_of(points: Sequence[tuple[float | None, float | None]]) -> Course:
    """A course of the points that are numbers, by their epochs; of one epoch the last counts."""
    known = {
        at: value
        for at, value in points
        if at is not None and value is not None and math.isfinite(at) and math.isfinite(value)
    }
    ordered = sorted(known)
    return Course(at=tuple(ordered), values=tuple(known[at] for at in ordered))
