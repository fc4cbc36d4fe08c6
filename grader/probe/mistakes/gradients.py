"""Whose gradients are zeroed, and when: told from values, however the code does it."""

import weakref
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from ..events import Events
from .whereabouts import Spot, line_in_cell, spot_of_caller

FIRST_STEPS = 12
"""Steps of every optimizer that are looked at; later ones only now and then, to stay cheap."""
STEPS_LOOKED_AT_AGAIN = 5
STEPS_BETWEEN_LOOKS = 256
STEPS_AT_ONCE = 3
VALUES_COMPARED = 4_096
TENSORS_TRIED = 8
MOST_OPTIMIZERS = 2_000


@dataclass(eq=False, slots=True)
class Flow:
    """The gradients of one optimizer's parameters, from step to step."""

    number: int
    optimizer: "weakref.ref[Any]"
    name: str
    cell: int | None
    line: int | None
    spot: Spot
    parameters: frozenset[int]
    settings: dict[str, float | None]
    steps: int = 0
    stale: int = 0
    """Times that gradients of the step before were still there when new ones were added."""
    clean: int = 0
    """Times that they were not."""
    emptied: int = 0
    """Steps before which the gradients had been zeroed after `backward`."""
    filled: int = 0
    """Steps with gradients."""
    starved: int = 0
    """Steps to which no `backward` brought any gradient."""
    look_to: int = FIRST_STEPS
    last_step: int = 0
    tracked: "weakref.ref[Tensor] | None" = None
    gradient: int = 0
    kept: Tensor | None = None
    unchanged: bool | None = None
    was_clean: bool = False
    versions: dict[int, int] = field(default_factory=dict)
    """How often its parameters had been changed after the first step and the second."""
    before: "Flow | None" = None
    """The optimizer that changed the same parameters before, from the same line of code."""
    steps_before: int = 0

    def goes_on(self) -> bool:
        """Whether nothing but the two optimizers changed the parameters, as far as torch counts."""
        before, own = self.before, self.versions
        if before is None or before.steps != self.steps_before:
            return False
        if len(own) < 2 or len(before.versions) < 2:
            return False
        one_step, one_before = own[2] - own[1], before.versions[2] - before.versions[1]
        return own[1] - one_step == before.versions[2] + one_before * (before.steps - 2)


class Gradients:
    """Every optimizer that stepped."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.flows: list[Flow] = []
        self.zeroed = 0
        """Calls of `zero_grad`."""
        self._by_id: dict[int, Flow] = {}
        self.armed: list[Flow] = []
        """Those that are looked at when the next gradients are computed."""
        self._clock = 1
        self.last_backward = 0
        self.last_zero = 0
        self.last_step = 0

    def of(self, optimizer: Any) -> Flow | None:
        """What is known of an optimizer; None if it never stepped."""
        flow = self._by_id.get(id(optimizer))
        return flow if flow is not None and flow.optimizer() is optimizer else None

    def look_again(self) -> None:
        """Something new begins: look at the next few steps of every optimizer."""
        for flow in self._by_id.values():
            flow.look_to = max(flow.look_to, flow.steps + STEPS_LOOKED_AT_AGAIN)

    def on_zero_grad(self, _owner: Any) -> None:
        """Gradients are about to be set to zero, or to None."""
        self.zeroed += 1
        self._clock += 1
        self.last_zero = self._clock

    def note_backward(self) -> None:
        """New gradients are about to be added to what is there."""
        self._clock += 1
        self.last_backward = self._clock

    def look_before_backward(self, _loss: Tensor) -> None:
        """Are the gradients of the step before still there?"""
        for flow in self.armed:
            _look_before_backward(flow)

    def on_step(self, optimizer: Any) -> None:
        """An optimizer took a step."""
        self._clock += 1
        flow = self._by_id.get(id(optimizer))
        if flow is None or flow.optimizer() is not optimizer:
            if len(self.flows) >= MOST_OPTIMIZERS:
                return
            flow = self._begin(optimizer)
        flow.steps += 1
        if flow.steps <= flow.look_to or flow.steps % STEPS_BETWEEN_LOOKS <= STEPS_AT_ONCE:
            with torch.no_grad():
                self._look(flow, optimizer)
        elif flow.kept is not None:
            self._disarm(flow)
        if flow.steps <= 2:
            flow.versions[flow.steps] = sum(each._version for each in _parameters(optimizer))
        flow.last_step = self.last_step = self._clock

    def _begin(self, optimizer: Any) -> Flow:
        group = optimizer.param_groups[0]
        rate = group.get("initial_lr", group.get("lr"))
        flow = Flow(
            number=len(self.flows),
            optimizer=weakref.ref(optimizer),
            name=type(optimizer).__name__[:100],
            cell=self._events.cell,
            line=line_in_cell(),
            spot=spot_of_caller(),
            parameters=frozenset(map(id, _parameters(optimizer))),
            settings={
                "learning_rate": number_or_none(rate),
                "momentum": number_or_none(group.get("momentum")),
                "weight_decay": number_or_none(group.get("weight_decay")),
            },
        )
        flow.before = self._earlier(flow)
        flow.steps_before = flow.before.steps if flow.before is not None else 0
        self._by_id[id(optimizer)] = flow
        self.flows.append(flow)
        return flow

    def _earlier(self, flow: Flow) -> Flow | None:
        same = (each for each in reversed(self.flows) if each.parameters == flow.parameters)
        earlier = next(same, None)
        if earlier is None or (earlier.spot, earlier.cell) != (flow.spot, flow.cell):
            return None
        return earlier

    def _look(self, flow: Flow, optimizer: Any) -> None:
        parameters = _parameters(optimizer)
        if flow.steps % STEPS_BETWEEN_LOOKS == 0:
            # One may have been added since.
            flow.parameters = frozenset(map(id, parameters))
        if self.last_backward > flow.last_step:
            self._judge_fill(flow, parameters)
            _judge_transition(flow)
        self._disarm(flow)
        self._arm(flow, parameters)

    def _judge_fill(self, flow: Flow, parameters: list[Tensor]) -> None:
        gradients = [each.grad for each in parameters if each.grad is not None]
        zeroed_last = self.last_zero > self.last_backward
        if zeroed_last and not any(_any(each) for each in gradients):
            flow.emptied += 1
        elif gradients:
            flow.filled += 1
        else:
            flow.starved += 1

    def _arm(self, flow: Flow, parameters: list[Tensor]) -> None:
        tracked = flow.tracked() if flow.tracked is not None else None
        if tracked is None or tracked.grad is None or not _any(tracked.grad):
            tracked = _smallest_with_gradient(parameters)
            if tracked is None:
                return
            flow.tracked = weakref.ref(tracked)
        assert tracked.grad is not None
        flow.kept, flow.gradient = _sample(tracked.grad).clone(), id(tracked.grad)
        flow.unchanged, flow.was_clean = None, False
        self.armed.append(flow)

    def _disarm(self, flow: Flow) -> None:
        flow.kept = None
        if flow in self.armed:
            self.armed.remove(flow)


def _look_before_backward(flow: Flow) -> None:
    tracked = flow.tracked() if flow.tracked is not None else None
    if tracked is None or flow.kept is None or flow.was_clean:
        return
    if tracked.grad is None or not _any(tracked.grad):
        flow.was_clean = True
    elif flow.unchanged is None:
        same = id(tracked.grad) == flow.gradient
        flow.unchanged = same and torch.equal(_sample(tracked.grad), flow.kept)


def _judge_transition(flow: Flow) -> None:
    tracked = flow.tracked() if flow.tracked is not None else None
    if flow.kept is None or tracked is None:
        return
    if flow.was_clean:
        flow.clean += 1
    elif flow.unchanged and tracked.grad is not None and id(tracked.grad) == flow.gradient:
        flow.stale += 1


def _smallest_with_gradient(parameters: list[Tensor]) -> Tensor | None:
    waiting = sorted((each for each in parameters if each.grad is not None), key=Tensor.numel)
    return next((each for each in waiting[:TENSORS_TRIED] if _any(each.grad)), None)


def _any(gradient: Tensor | None) -> bool:
    return gradient is not None and bool(gradient.detach().any())


def _sample(gradient: Tensor) -> Tensor:
    return gradient.detach().reshape(-1)[:VALUES_COMPARED]


def _parameters(optimizer: Any) -> list[Tensor]:
    return [each for group in optimizer.param_groups for each in group["params"]]


def number_or_none(value: Any) -> float | None:
    """A plain finite number, if it is one."""
    try:
        number = float(value)
    except (TypeError, ValueError, RuntimeError):
        return None
    return number if abs(number) < 1e300 else None
