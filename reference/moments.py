"""The story of a training run: its curves, and its weights at the best moments."""

from collections.abc import Iterable

import torch
from torch import Tensor

from reference.stack import DeviceData, Stack, Weights

CURVE_POINTS = 60
"""At most so many epochs of a curve are kept; the test set is run through at these alone."""
RULES = {
    "best_validation": ("validation_accuracy", 1.0),
    "lowest_validation_loss": ("validation_loss", -1.0),
    "lowest_train_loss": ("train_loss", -1.0),
    "best_test": ("test_accuracy", 1.0),
}
"""How the best moment of a run is picked, beside its `end`: which metric, upwards or downwards.

`best_test` picks among the points of the curve, and only where a task has no validation set: it
is what an assignment asks for that reads the peak off the test curve, and it is optimistic.
"""


def curve_epochs(epochs: int) -> tuple[int, ...]:
    """The epochs of a curve: the first, then a round step apart, and the last."""
    step = next(s for s in _round_steps() if epochs // s <= CURVE_POINTS - 2)
    return tuple(sorted({1, *range(step, epochs + 1, step), epochs}))


def _round_steps() -> Iterable[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 3 * power, 5 * power)
        power *= 10


class Story:
    """What happens to a stack while it is trained, and its weights at the best moments."""

    def __init__(self, stack: Stack, data: DeviceData, points: tuple[int, ...]) -> None:
        self._stack, self._data, self._points = stack, data, set(points)
        self._history: dict[str, dict[int, Tensor]] = {}
        unused = (
            ("best_test",) if data.validation else ("best_validation", "lowest_validation_loss")
        )
        self._choices = [
            Choice(at, metric, sign, stack.weights)
            for at, (metric, sign) in RULES.items()
            if at not in unused
        ]

    def note(self, epoch: int, train_loss: Tensor) -> None:
        """Measure the stack after an epoch and keep what is best so far."""
        measured = {"train_loss": train_loss}
        weights = self._stack.weights
        if self._data.validation:
            measured |= _named("validation", self._stack.measure(weights, self._data.validation))
        if epoch in self._points:
            measured |= _named("test", self._stack.measure(weights, self._data.test))
        for metric, values in measured.items():
            self._history.setdefault(metric, {})[epoch] = values.cpu()
        for choice in self._choices:
            if choice.metric in measured:
                choice.offer(epoch, measured[choice.metric], weights)

    def scores(self, epochs: int) -> dict[tuple[str, str], Tensor]:
        """Every metric at every moment, by metric and moment, each (seeds,)."""
        found = self._scores_at("end", torch.full_like(self._any_epochs(), epochs), None)
        for choice in self._choices:
            found |= self._scores_at(choice.at, choice.epochs.cpu(), choice.weights)
        return found

    def curves(self) -> dict[str, list[Tensor]]:
        """Every metric at the epochs of the curve."""
        points = sorted(self._points)
        return {
            metric: [by_epoch[epoch] for epoch in points]
            for metric, by_epoch in self._history.items()
        }

    def _any_epochs(self) -> Tensor:
        return self._choices[0].epochs.cpu()

    def _scores_at(
        self, at: str, epochs: Tensor, weights: Weights | None
    ) -> dict[tuple[str, str], Tensor]:
        scores = {"epoch": epochs.float()}
        for metric, by_epoch in self._history.items():
            if not metric.startswith("test"):
                scores[metric] = torch.stack(
                    [by_epoch[int(epoch)][place] for place, epoch in enumerate(epochs)]
                )
        measured = self._stack.measure(weights or self._stack.weights, self._data.test)
        scores |= _named("test", measured)
        return {(metric, at): values for metric, values in scores.items()}


class Choice:
    """The best moment of each seed by one rule, with the weights that it had then."""

    def __init__(self, at: str, metric: str, sign: float, weights: Weights) -> None:
        self.at, self.metric, self._sign = at, metric, sign
        self.weights = {name: value.clone() for name, value in weights.items()}
        some = next(iter(weights.values()))
        self._best = torch.full((len(some),), -torch.inf, device=some.device)
        self.epochs = torch.zeros(len(some), dtype=torch.int64, device=some.device)

    def offer(self, epoch: int, values: Tensor, weights: Weights) -> None:
        """Take over the weights of the seeds that are better now than ever before."""
        # The first epoch is always taken: a loss that is nan from the start is never better.
        better = (self._sign * values > self._best) | (self.epochs == 0)
        if not better.any():
            return
        self._best[better] = self._sign * values[better]
        self.epochs[better] = epoch
        for name, value in self.weights.items():
            value[better] = weights[name][better]


def _named(split: str, measured: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
    loss, accuracy = measured
    return {f"{split}_loss": loss.cpu(), f"{split}_accuracy": accuracy.cpu()}
