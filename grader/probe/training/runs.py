"""What is known of one training run: one optimizer that steps one set of parameters."""

import math
import weakref
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from .batches import Epochs, Orders, Remainders, Repeating, Teller
from .calls import Calls
from .curves import Losses, thinned
from .data_sets import is_same
from .loaders import Iteration
from .losses import NO_NAME, Name
from .marks import Marks
from .movement import Movement
from .schedules import Schedule

MOST_CELLS = 50
MOST_RATES = 1_000
MOST_SCHEDULES = 100
POINTS_OF_MANY = 20
"""Points of each curve when there are many runs."""


@dataclass(eq=False, slots=True)
class LoaderEpochs:
    """Epochs of a loop over a DataLoader: each iteration with steps in it is one."""

    iteration: Iteration | None = None
    drawn: int = 0
    begun: int = 0
    finished: int = 0
    steps: int = 0
    """Steps in the iteration that runs."""
    singles: int = 0
    """Iterations of which one batch of several was taken."""
    strays: int = 0
    """Steps that followed no batch of a DataLoader's."""
    is_one_set: bool = True

    def see(self, current: Iteration | None) -> bool:
        """One step; whether an epoch begins with it."""
        if current is None:
            self.strays += 1
            return False
        if current is self.iteration:
            self.strays += current.drawn == self.drawn
            self.drawn = current.drawn
            self.steps += 1
            return False
        self._close(current)
        self.iteration, self.drawn, self.steps = current, current.drawn, 1
        self.begun += 1
        return True

    def _close(self, new: Iteration) -> None:
        old = self.iteration
        if old is None:
            return
        self.finished += old.is_finished
        self.singles += old.drawn == 1 and not old.is_finished
        if old.data is not new.data and is_same(old.data, new.data) is not True:
            self.is_one_set = False

    @property
    def just_finished(self) -> int:
        """The number of the latest epoch if all of it was seen, else 0."""
        return self.begun if self.iteration is not None and self.iteration.is_finished else 0

    def epochs(self) -> Epochs | None:
        """Certain unless single batches were drawn, or steps came from elsewhere too."""
        if self.iteration is None or not self.is_one_set:
            return None
        if self.singles * 2 > self.begun or self.strays > self.begun:
            return None
        return Epochs(self.begun, self.finished + self.iteration.is_finished)


@dataclass(eq=False, slots=True)
class Run:
    """One optimizer's steps."""

    optimizer: "weakref.ref[Any]"
    name: str
    parameters: "dict[int, weakref.ref[Tensor]]"
    learning_rate: float | None
    momentum: float | None
    weight_decay: float | None
    groups_differ: bool
    settings: tuple[Any, ...]
    """Of each group of parameters when it began, after the optimizer's name."""
    marks: Marks
    """By which it is told whether something else changed its weights after its latest step."""
    movement: Movement | None = None
    """The weights before its first step, until one was seen to change; None too if not known."""
    has_moved: bool | None = None
    """Whether any weight changed; None if that is not known yet."""
    look_at: int = 1
    """The step after which weights are looked at; later ones are each twice as far."""
    stages: dict[str, tuple[str, int]] = field(default_factory=dict)
    """For ids of its networks, the id of a copy with the weights after so many of its steps."""
    raw_rate: Any = None
    """The rate of the latest step, as the optimizer holds it."""
    rate: float | None = None
    """The same as a number."""
    steps: int = 0
    cell: int | None = -1
    """The cell of the latest step."""
    cells: list[int | None] = field(default_factory=list)
    rates: list[tuple[int, int, float]] = field(default_factory=list)
    by_hand: int = 0
    """Changes of the rate without a scheduler."""
    scheduled: bool = False
    """Whether a scheduler stepped, or was made, since the latest step."""
    schedules: list[Schedule] = field(default_factory=list)
    calls: list[Calls] = field(default_factory=list)
    """The networks whose parameters it changes."""
    met: int = 0
    """Networks that had been met when these were looked for."""
    batches: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Rows and batches that went into one step."""
    looks: int = 0
    """Steps whose loss was looked at."""
    losses: Losses = field(default_factory=Losses)
    loss_names: Counter[Name] = field(default_factory=Counter)
    clips: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    latest: float = 0.0
    backward: int = 0
    """Number of the latest `backward` that it used."""
    by_loader: LoaderEpochs = field(default_factory=LoaderEpochs)
    orders: Orders = field(default_factory=Orders)
    repeating: Repeating = field(default_factory=Repeating)
    tellers: list[Teller] = field(default_factory=list)
    """Those who look at batches and are not silent, the surest first."""
    is_repeating: bool = False
    """Whether the same batches come again and again, so that nobody else needs to look."""
    wants_batches: bool = True
    """Whether any of them still looks."""

    def holds(self, tensor: Tensor) -> bool:
        """Whether it changes this very tensor."""
        found = self.parameters.get(id(tensor))
        return found is not None and found() is tensor

    def see_rate(self, rate: float | None) -> None:
        """The learning rate of one step."""
        if rate == self.rate:
            return
        if self.rate is not None and not self.scheduled:
            self.by_hand += 1
        self.rate = rate
        if rate is not None:
            self.rates.append((self.steps, self.by_loader.begun, rate))
            if len(self.rates) > MOST_RATES:
                self.rates = thinned(self.rates, MOST_RATES // 2)

    def see_iteration(self, iteration: Iteration | None) -> None:
        """The DataLoader at hand in one step."""
        if self.by_loader.see(iteration):
            self.losses.epoch_ends(self.by_loader.begun - 1)
            self.wants_batches = False

    def see_batch(self, rows: int, batch: Tensor) -> None:
        """The batch of one step that no DataLoader gave."""
        if self.is_repeating:
            self.repeating.see(rows, batch)
            self.is_repeating = not self.repeating.is_silent
            return
        for teller in self.tellers:
            teller.see(rows, batch)
            if teller.is_silent:
                self.tellers = [one for one in self.tellers if one is not teller]
                self.wants_batches = bool(self.tellers)
        if self.repeating.is_certain:
            self.is_repeating = True
            self.tellers = [self.repeating]

    def see_movement(self) -> None:
        """Look whether its weights are others than before its first step."""
        self.look_at *= 2
        if self.movement is not None and self.movement.is_seen():
            self.has_moved, self.movement = True, None

    def moved(self) -> bool | None:
        """Whether any weight is another than before its first step, or was; None if not known."""
        if self.movement is not None:
            self.has_moved = self.movement.is_certain()
            if self.has_moved:
                self.movement = None
        return self.has_moved

    def see_cell(self, cell: int | None) -> None:
        """It goes on in another cell."""
        self.cell = cell
        if self.repeating.steady is not None:
            self.repeating.steady.begin_again()
        if cell not in self.cells and len(self.cells) < MOST_CELLS:
            self.cells.append(cell)

    def epochs(self) -> Epochs | None:
        """How often it went through its data; None if that is not certain."""
        if self.by_loader.iteration is not None:
            return self.by_loader.epochs()
        for teller in self.tellers:
            found = teller.epochs()
            if found is not None:
                return found
        return None

    def as_json(self, networks: list[str], *, is_one_of_many: bool) -> dict[str, Any]:
        """Everything that is known of it."""
        epochs = self.epochs()
        self.losses.fetch()
        points = {"most": POINTS_OF_MANY} if is_one_of_many else {}
        loss, smoothing = usual(self.loss_names, share=0.9) or NO_NAME
        sizes: Counter[int] = Counter()
        counts: Counter[int] = Counter()
        for (rows, parts), times in self.batches.items():
            sizes[rows] += times
            counts[parts] += times
        parts = usual(counts, share=0.5)
        return {
            "networks": networks,
            "ended_as": self._ended_as(networks),
            "optimizer": self.name,
            "cells": self.cells,
            "steps": self.steps,
            "moved": self.moved(),
            "learning_rate": self.learning_rate,
            "momentum": self.momentum,
            "weight_decay": self.weight_decay,
            "groups_differ": self.groups_differ,
            "learning_rates": thinned(self.rates, **points),
            "by_hand": self.by_hand,
            "schedules": [one.as_json() for one in self.schedules[:MOST_SCHEDULES]],
            "batch_size": usual(sizes, share=0.5) if parts == 1 else None,
            "batches_per_step": parts,
            "epochs": epochs.begun if epochs else None,
            "epochs_finished": epochs.finished if epochs else None,
            "loss": loss,
            "label_smoothing": smoothing,
            "gradient_clip": self._clip(),
            "losses": self.losses.steps.as_list(**points),
            "epoch_losses": self.losses.of_epochs(self.by_loader.just_finished, **points),
            "seconds": round(self.seconds, 3),
        }

    def _ended_as(self, networks: list[str]) -> dict[str, str]:
        """Which network has the weights that it led to, for each of its own."""
        own = {name: name for name in networks} if self.marks.hold() else {}
        kept = {name: copy for name, (copy, steps) in self.stages.items() if steps == self.steps}
        return own | {name: kept[name] for name in networks if name in kept}

    def _clip(self) -> float | None:
        """The largest norm that is allowed, where all steps were clipped to it."""
        clip = usual(self.clips, share=0.99)
        return clip if clip is not None and self.clips[clip] >= 0.99 * self.looks else None


def usual(counted: Counter[Any], *, share: float) -> Any:
    """The most frequent value, if it makes up such a share of all; else None."""
    (value, times), *_ = counted.most_common(1) or [(None, 0)]
    return value if times and times >= share * counted.total() else None


def begin(optimizer: Any, movement: Movement | None) -> Run:
    """The run of an optimizer that took its first step, with its weights as they were before."""
    groups = optimizer.param_groups
    first = groups[0]
    settings = settings_of(optimizer)
    held = (parameter for group in groups for parameter in group["params"])
    run = Run(
        optimizer=weakref.ref(optimizer),
        name=type(optimizer).__name__[:100],
        parameters={},
        learning_rate=number(first.get("initial_lr", first.get("lr"))),
        momentum=number(first.get("momentum")),
        weight_decay=number(first.get("weight_decay")),
        groups_differ=any(each != settings[1] for each in settings[1:]),
        settings=settings,
        marks=Marks(held),
        movement=movement,
    )
    run.tellers = [run.orders, run.repeating, Remainders()]
    take_parameters(run, optimizer)
    return run


_SETTINGS = ("lr", "momentum", "weight_decay")


def settings_of(optimizer: Any) -> tuple[Any, ...]:
    """The name of an optimizer, and what it is set to for each group of parameters."""
    groups = (
        tuple(number(group.get(name)) for name in _SETTINGS) for group in optimizer.param_groups
    )
    return (type(optimizer).__name__, *groups)


def take_parameters(run: Run, optimizer: Any) -> None:
    """Note which parameters an optimizer holds."""
    held = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    run.parameters = {id(parameter): weakref.ref(parameter) for parameter in held}


def number(value: Any) -> float | None:
    """A setting as a finite number; None if it is none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None
