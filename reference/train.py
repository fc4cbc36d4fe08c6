"""Trains a recipe: many seeds at once, all the data on the device, no loader in the loop.

The networks of all seeds are one stack of weights with the seed as first dimension. Each seed has
its own initialisation and its own order of examples, so what it reaches does not depend on the
seeds that it is stacked with, but for the last bits of floating-point sums.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import torch
from torch import Tensor

from reference.moments import Story, curve_epochs
from reference.recipe import Recipe
from reference.records import Splits
from reference.stack import DeviceData, DeviceExamples, Stack, optimizer_of, schedule_of

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of one run."""

    metric: str
    """`test_accuracy` (per cent), `train_loss`, ..., or `epoch`: when the moment was."""
    at: str
    """The moment: `end` or one of `RULES`."""
    value: float
    """The figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One metric of one run over time."""

    metric: str
    """`test_accuracy` (per cent), `train_loss`, ..."""
    values: tuple[float, ...]
    """Its value after each of the run's curve epochs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one seed reached."""

    seed: int
    """Seed of initialisation and of the order of examples."""
    seconds: float
    """Its share of the wall time of the stack that it was trained in."""
    scores: tuple[Score, ...]
    """Its figures."""
    curve_epochs: tuple[int, ...]
    """The epochs of its curves, the first is 1."""
    curves: tuple[Curve, ...]
    """Its curves."""


def train(
    recipe: Recipe,
    data: Splits,
    *,
    seeds: tuple[int, ...],
    epochs: int,
    device: str = "cpu",
    progress: Progress = lambda epoch, epochs: None,
) -> tuple[Run, ...]:
    """Train one network for each seed, for so many epochs of the recipe's regime."""
    start = perf_counter()
    regime = recipe.regime
    on_device = DeviceData(data, regime, device)
    stack = Stack(recipe, seeds, device)
    optimizer = optimizer_of(regime, stack.weights.values())
    schedule = schedule_of(regime, optimizer)
    story = Story(stack, on_device, curve_epochs(epochs))
    orders = [torch.Generator().manual_seed(seed) for seed in seeds]
    for epoch in range(1, epochs + 1):
        train_loss = _epoch(stack, on_device.train, regime.batch_size, orders, optimizer)
        schedule.step()
        story.note(epoch, train_loss)
        progress(epoch, epochs)
    scores, curves = story.scores(epochs), story.curves()
    seconds = (perf_counter() - start) / len(seeds)
    return tuple(
        Run(
            seed=seed,
            seconds=seconds,
            scores=_scores_of(place, scores),
            curve_epochs=curve_epochs(epochs),
            curves=_curves_of(place, curves),
        )
        for place, seed in enumerate(seeds)
    )


def _scores_of(place: int, scores: dict[tuple[str, str], Tensor]) -> tuple[Score, ...]:
    """The figures of the seed at this place of the stack."""
    return tuple(
        Score(metric=metric, at=at, value=float(values[place]))
        for (metric, at), values in scores.items()
    )


def _curves_of(place: int, curves: dict[str, list[Tensor]]) -> tuple[Curve, ...]:
    """The curves of the seed at this place of the stack."""
    return tuple(
        Curve(metric=metric, values=tuple(float(at_epoch[place]) for at_epoch in values))
        for metric, values in curves.items()
    )


def _epoch(
    stack: Stack,
    examples: DeviceExamples,
    batch_size: int,
    orders: list[torch.Generator],
    optimizer: torch.optim.Optimizer,
) -> Tensor:
    """One pass of every seed in its own order; the mean loss of the batches as they went by."""
    count = len(examples.labels)
    order = torch.stack([torch.randperm(count, generator=own) for own in orders])
    order = order.to(examples.labels.device)  # (seeds, count)
    total = torch.zeros(len(orders), device=order.device)
    for chosen in torch.split(order, batch_size, dim=1):
        loss = stack.fill_gradients(examples.inputs[chosen], examples.labels[chosen])
        optimizer.step()
        total += loss * chosen.shape[1]
    return total / count
