"""Trains recipes: many seeds at once, all the data on the device, no loader in the loop.

The networks of all members are one stack of weights with the member as first dimension. Each has
its own initialisation, order of examples and augmentation, so what it reaches does not depend on
those that it is stacked with, but for the last bits of floating-point sums.
"""

from collections.abc import Callable, Sequence
from time import perf_counter

import torch
from torch import Tensor

from reference.data.records import Splits
from reference.recipe import Recipe
from reference.runs import Curve, Run, Score, curve_epochs
from reference.training.bookmark import Bookmark, Training
from reference.training.device import DeviceData
from reference.training.moments import Story
from reference.training.optimizers import optimizer_of, schedule_of
from reference.training.stack import Member, Networks, networks_of
from reference.training.step import Passing

Progress = Callable[[int, int], None]
Watch = Callable[[int, Networks], None]
"""Looks at the networks after an epoch, which is 0 before the first; it changes nothing of them."""


def train(
    recipe: Recipe,
    data: Splits,
    *,
    seeds: Sequence[int],
    epochs: int,
    device: str = "cpu",
    progress: Progress = lambda epoch, epochs: None,
) -> tuple[Run, ...]:
    """Train one network for each seed, for so many epochs of the recipe's regime."""
    members = [Member(recipe=recipe, seed=seed) for seed in seeds]
    return train_together(members, data, epochs=epochs, device=device, progress=progress)


def train_together(
    members: Sequence[Member],
    data: Splits,
    *,
    epochs: int,
    device: str = "cpu",
    progress: Progress = lambda epoch, epochs: None,
    bookmark: Bookmark | None = None,
    watch: Watch = lambda epoch, networks: None,
) -> tuple[Run, ...]:
    """Train a network for each member; their recipes differ in nothing but rates and decays.

    With a bookmark, training that was stopped goes on at the last epoch that was kept, and those
    before it are not watched again.
    """
    start = perf_counter()
    regime = members[0].recipe.regime
    on_device = DeviceData(data, regime, device)
    networks = networks_of(members, device)
    optimizer = optimizer_of(networks.groups())
    training = Training(
        networks=networks,
        optimizer=optimizer,
        schedule=schedule_of(regime, optimizer),
        story=Story(networks, on_device, curve_epochs(epochs)),
        passing=Passing(networks, on_device.train, optimizer),
    )
    done, earlier = bookmark.open(training) if bookmark else (0, 0.0)
    if not done:
        watch(0, networks)
    with torch.backends.cudnn.flags(deterministic=True, benchmark=False):
        for epoch in range(done + 1, epochs + 1):
            trained = training.passing.epoch()
            training.schedule.step()
            training.story.note(epoch, trained)
            watch(epoch, networks)
            progress(epoch, epochs)
            if bookmark and epoch < epochs:
                bookmark.keep(epoch, earlier + perf_counter() - start, training)
    scores, curves = training.story.scores(epochs), training.story.curves()
    seconds = (earlier + perf_counter() - start) / len(members)
    return tuple(
        Run(
            seed=member.seed,
            seconds=seconds,
            scores=_scores_of(place, scores),
            curve_epochs=curve_epochs(epochs),
            curves=_curves_of(place, curves),
        )
        for place, member in enumerate(members)
    )


def _scores_of(place: int, scores: dict[tuple[str, str], Tensor]) -> tuple[Score, ...]:
    """The figures of the member at this place of the stack."""
    return tuple(
        Score(metric=metric, at=at, value=float(values[place]))
        for (metric, at), values in scores.items()
    )


def _curves_of(place: int, curves: dict[str, list[Tensor]]) -> tuple[Curve, ...]:
    """The curves of the member at this place of the stack."""
    return tuple(
        Curve(metric=metric, values=tuple(float(at_epoch[place]) for at_epoch in values))
        for metric, values in curves.items()
    )
