"""Every optimizer that took a step: its settings, its parameters and how often it stepped."""

import math
import weakref
from dataclasses import dataclass
from typing import Any

import torch

from .events import Events


@dataclass
class Run:
    """One optimizer's steps. Parameters are known by identity, so their network must be alive."""

    optimizer: "weakref.ref[Any]"
    name: str
    cell: int | None
    parameters: frozenset[int]
    learning_rate: float | None
    momentum: float | None
    weight_decay: float | None
    steps: int = 0


class Trainings:
    """All runs of one kernel, in the order of their first steps."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.runs: list[Run] = []
        self._by_optimizer: dict[int, Run] = {}

    def start(self) -> None:
        """Listen to optimizers."""
        self._events.step.append(self._on_step)

    def _on_step(self, optimizer: Any) -> None:
        run = self._by_optimizer.get(id(optimizer))
        if run is None or run.optimizer() is not optimizer:
            run = self._by_optimizer[id(optimizer)] = _begin(optimizer, self._events.cell)
            self.runs.append(run)
        run.steps += 1

    def of(self, tensors: list[torch.Tensor]) -> list[Run]:
        """The runs that changed any of these tensors."""
        numbers = {id(tensor) for tensor in tensors}
        return [run for run in self.runs if not run.parameters.isdisjoint(numbers)]


def _begin(optimizer: Any, cell: int | None) -> Run:
    group = optimizer.param_groups[0]
    return Run(
        optimizer=weakref.ref(optimizer),
        name=type(optimizer).__name__[:100],
        cell=cell,
        parameters=frozenset(
            id(parameter) for part in optimizer.param_groups for parameter in part["params"]
        ),
        learning_rate=_number(group.get("initial_lr", group.get("lr"))),
        momentum=_number(group.get("momentum")),
        weight_decay=_number(group.get("weight_decay")),
    )


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
