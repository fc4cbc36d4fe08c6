"""Learning-rate schedulers and clipped gradients: whether and when they are at work."""

import weakref
from dataclasses import dataclass
from typing import Any

import torch

from ..events import Events
from .gradients import Gradients, number_or_none
from .whereabouts import line_in_cell

MOST_SCHEDULERS = 500
NORMS_KEPT = 256


@dataclass(eq=False)
class Schedule:
    """One scheduler."""

    scheduler: "weakref.ref[Any]"
    optimizer: "weakref.ref[Any]"
    name: str
    cell: int | None
    line: int | None
    first_rate: float | None
    steps: int = 0
    after_one: int = 0
    """Steps of it after exactly one step of its optimizer."""
    held: bool = False
    """Whether another scheduler steps it."""
    period: float | None = None
    """Steps in which a cosine falls to its end."""
    epochs: int = 0
    """Epochs of training that ended while it existed."""
    batches: int = 0
    """Steps of the optimizer in the first of them."""
    rate_after: float | None = None
    """Learning rate after the first of them."""
    seen_at: int = 0
    epoch_at: int = 0


class Schedules:
    """Every scheduler that was made."""

    def __init__(self, events: Events, gradients: Gradients) -> None:
        self._events = events
        self._gradients = gradients
        self.schedules: list[Schedule] = []

    def on_made(self, scheduler: Any, *_: Any) -> None:
        """A scheduler was made."""
        if self._known(scheduler) is not None or len(self.schedules) >= MOST_SCHEDULERS:
            return
        optimizer = scheduler.optimizer
        group = optimizer.param_groups[0]
        flow = self._gradients.of(optimizer)
        steps = flow.steps if flow is not None else 0
        self.schedules.append(
            Schedule(
                scheduler=weakref.ref(scheduler),
                optimizer=weakref.ref(optimizer),
                name=type(scheduler).__name__[:100],
                cell=self._events.cell,
                line=line_in_cell(),
                first_rate=number_or_none(group.get("initial_lr", group.get("lr"))),
                seen_at=steps,
                epoch_at=steps,
            )
        )

    def on_step(self, scheduler: Any) -> None:
        """A scheduler took a step."""
        known = self._known(scheduler)
        if known is None:
            return
        if not known.steps:
            self._note_kind(known, scheduler)
        flow = self._gradients.of(scheduler.optimizer)
        steps = flow.steps if flow is not None else 0
        known.after_one += steps - known.seen_at == 1
        known.seen_at = steps
        known.steps += 1

    def on_epoch(self) -> None:
        """An epoch of training came to its end."""
        for known in self.schedules:
            optimizer = known.optimizer()
            flow = self._gradients.of(optimizer) if optimizer is not None else None
            if flow is None or optimizer is None or flow.steps <= known.epoch_at:
                continue
            if not known.epochs:
                known.batches = flow.steps - known.epoch_at
                known.rate_after = number_or_none(optimizer.param_groups[0].get("lr"))
            known.epochs += 1
            known.epoch_at = flow.steps

    def finish(self) -> None:
        """Look once more at those that are alive."""
        for known in self.schedules:
            scheduler = known.scheduler()
            if scheduler is not None:
                self._note_kind(known, scheduler)

    def _note_kind(self, known: Schedule, scheduler: Any) -> None:
        known.period = number_or_none(getattr(scheduler, "T_max", None))
        for inner in getattr(scheduler, "_schedulers", ()):
            found = self._known(inner)
            if found is not None:
                found.held = True

    def _known(self, scheduler: Any) -> Schedule | None:
        # The last are looked at first: a study makes a new one for each setting.
        found = (each for each in reversed(self.schedules) if each.scheduler() is scheduler)
        return next(found, None)


class Clips:
    """Every time that gradients were clipped by their norm."""

    def __init__(self, events: Events, gradients: Gradients) -> None:
        self._events = events
        self._gradients = gradients
        self.calls: dict[int | None, dict[str, Any]] = {}
        self._norms: dict[int | None, list[torch.Tensor]] = {}
        self._backward_before = 0

    def on_clip(self, limit: Any, norm: Any) -> None:
        """Gradients were clipped; `norm` is how long they were before."""
        cell, state = self._events.cell, self._gradients
        entry = self.calls.get(cell)
        if entry is None:
            entry = self.calls[cell] = {
                "cell": cell,
                "line": line_in_cell(),
                "calls": 0,
                "after_backward": 0,
                "after_step": 0,
                "limit": number_or_none(limit),
                "norm": 0.0,
            }
            self._norms[cell] = []
        entry["calls"] += 1
        entry["after_backward"] += state.last_backward > max(state.last_step, state.last_zero)
        stepped_last = state.last_step > max(state.last_backward, state.last_zero)
        # A backward pass that was not told of may have come after the step.
        entry["after_step"] += stepped_last and state.last_backward > self._backward_before
        self._backward_before = state.last_backward
        if number_or_none(limit) != entry["limit"]:
            entry["limit"] = None
        norms = self._norms[cell]
        if isinstance(norm, torch.Tensor):
            norms.append(norm.detach())
        else:
            entry["norm"] = None
        if len(norms) >= NORMS_KEPT:
            self._read(cell)

    def finish(self) -> None:
        """Read all norms that wait."""
        for cell in self.calls:
            self._read(cell)

    def _read(self, cell: int | None) -> None:
        norms, entry = self._norms[cell], self.calls[cell]
        if not norms:
            return
        with torch.no_grad():
            largest = number_or_none(torch.stack([each.cpu().float() for each in norms]).max())
        known = entry["norm"]
        entry["norm"] = None if largest is None or known is None else max(known, largest)
        norms.clear()
