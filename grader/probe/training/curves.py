"""Long rows of numbers, kept short: evenly chosen points, the first and the last among them."""

import math
from typing import Any

from torch import Tensor

POINTS = 200
"""Points that are written down of one row."""
WAITING = 64
"""Values on a device that are fetched together: each fetch waits for the device."""

Point = tuple[int, float | None]


class Curve:
    """Values by step, or by epoch."""

    def __init__(self) -> None:
        self._points: list[tuple[int, float]] = []
        self._stride = 1
        self._left = 1
        self._at = 0
        self._value = 0.0

    def add(self, at: int, value: float) -> None:
        """One more value."""
        self._at, self._value = at, value
        self._left -= 1
        if not self._left:
            self._points.append((at, value))
            if len(self._points) >= 4 * POINTS:
                self._points = self._points[::2]
                self._stride *= 2
            self._left = self._stride

    def as_list(self, most: int = POINTS) -> list[Point]:
        """At most so many points; a value that is not finite is None."""
        last = [(self._at, self._value)] if self._points else []
        found = thinned([*self._points, *last], most)
        return [(at, value if math.isfinite(value) else None) for at, value in found]


def thinned(points: list[Any], most: int = POINTS) -> list[Any]:
    """At most so many of these, evenly chosen, with the first and the last."""
    points = [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
    if len(points) <= most:
        return points
    return [points[round(n * (len(points) - 1) / (most - 1))] for n in range(most)]


class Losses:
    """The loss of each step, and the mean of each epoch."""

    def __init__(self) -> None:
        self.steps = Curve()
        self.epochs = Curve()
        self._waiting: list[tuple[int, Tensor]] = []
        self._total = 0.0
        self._count = 0

    def add(self, step: int, loss: float | Tensor) -> None:
        """The loss of one step: a number, or a tensor on another device."""
        if isinstance(loss, Tensor):
            self._waiting.append((step, loss))
            if len(self._waiting) >= WAITING:
                self.fetch()
        else:
            self._add(step, loss)

    def epoch_ends(self, epoch: int) -> None:
        """The steps since the last epoch ended were this one."""
        self.fetch()
        if self._count:
            self.epochs.add(epoch, self._total / self._count)
        self._total, self._count = 0.0, 0

    def of_epochs(self, finished: int, most: int = POINTS) -> list[Point]:
        """The means of all epochs; `finished` is the one that just ended, or 0."""
        points = self.epochs.as_list(most)
        if not finished or not self._count:
            return points
        mean = self._total / self._count
        return thinned([*points, (finished, mean if math.isfinite(mean) else None)], most)

    def fetch(self) -> None:
        """Fetch what still lies on a device."""
        waiting, self._waiting = self._waiting, []
        for step, loss in waiting:
            self._add(step, float(loss))

    def _add(self, step: int, loss: float) -> None:
        self._total += loss
        self._count += 1
        self.steps.add(step, loss)


def value_of(loss: Tensor) -> float | Tensor | None:
    """A loss as a number, or for later if it lies on a device; None if it is no single number."""
    if type(loss) is not Tensor or loss.numel() != 1:
        return None
    return float(loss.item()) if loss.is_cpu else loss.detach()
