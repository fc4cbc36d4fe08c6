"""What only the running process can tell of known mistakes: counted here, judged elsewhere."""

import functools
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from torch import nn

from .events import Events
from .files import FORMAT, write_json
from .mistakes.gradients import Flow, Gradients
from .mistakes.heads import Heads
from .mistakes.passes import Loader, Passes, working_as_in_training
from .mistakes.reach import Reach
from .mistakes.schedules import Clips, Schedule, Schedules
from .networks import Networks
from .watch import undisturbed

FILE = "signals.json"
MOST_FAILURES = 3
MOST_FLOWS = 500
MOST_OVERLAPS = 200
STEPS_BETWEEN_CLOCKS = 64
SECONDS_BETWEEN_WRITES = 5.0


class Signals:
    """Everything that is watched for, and how it is written down."""

    def __init__(self, out: Path, events: Events, networks: Networks) -> None:
        self._path = out / FILE
        self._events = events
        self._networks = networks
        self._gradients = Gradients(events)
        self._passes = Passes(events, networks)
        self._heads = Heads(events, networks, self._passes)
        self._reach = Reach(events, networks, self._gradients)
        self._schedules = Schedules(events, self._gradients)
        self._clips = Clips(events, self._gradients)
        self._optimizers = 0
        self._steps = 0
        self._written = time.monotonic()

    def start(self) -> None:
        """Listen."""
        heard = (
            (self._events.loss, self._heads.on_loss),
            (self._events.backward, self._heads.on_backward),
            (self._events.backward, self._reach.on_backward),
            (self._events.backward, self._gradients.on_backward),
            (self._events.backward, self._passes.on_backward),
            (self._events.zero_grad, self._gradients.on_zero_grad),
            (self._events.step, self._gradients.on_step),
            (self._events.step, self._passes.on_step),
            (self._events.step, self._on_step),
            (self._events.forward, self._passes.on_forward),
            (self._events.iterator, self._passes.on_iterator),
            (self._events.draw, self._passes.on_draw),
            (self._events.drained, self._passes.on_drained),
            (self._events.scheduler_made, self._schedules.on_made),
            (self._events.scheduler_call, self._schedules.on_made),
            (self._events.scheduler_step, self._schedules.on_step),
            (self._events.clip, self._clips.on_clip),
        )
        for listeners, listener in heard:
            listeners.append(harmless(listener))
        self._passes.on_epoch.append(self._schedules.on_epoch)

    def cell_begins(self) -> None:
        """Code that was not seen yet is about to run."""
        self._gradients.look_again()
        self._heads.look_again()
        self._reach.look_again()

    def _on_step(self, _optimizer: Any) -> None:
        if len(self._gradients.flows) != self._optimizers:
            self._optimizers = len(self._gradients.flows)
            self.cell_begins()
        self._steps += 1
        if not self._steps % STEPS_BETWEEN_CLOCKS:
            self._write_now_and_then()

    def _write_now_and_then(self) -> None:
        """What is known must not be lost with a process that dies in the middle of a cell."""
        if time.monotonic() - self._written > SECONDS_BETWEEN_WRITES:
            with undisturbed():
                self.write()
            self._written = time.monotonic()

    def write(self) -> None:
        """Write everything down."""
        self._schedules.finish()
        self._clips.finish()
        passes = self._passes
        write_json(
            self._path,
            {
                "format": FORMAT,
                "zeroed": self._gradients.zeroed,
                "optimizers": [
                    self._optimizer(flow) for flow in self._gradients.flows[-MOST_FLOWS:]
                ],
                "heads": [vars(head) for head in self._heads.heads.values()],
                "left_out": self._reach.left_out(),
                "loaders": [_loader(each) for each in passes.loaders],
                "overlaps": _overlaps(passes.loaders),
                "calls": [_call(call, times) for call, times in passes.calls.items()][:2_000],
                "modes": [
                    self._mode(seen.number, seen.module) for seen in self._networks.all_seen()
                ],
                "schedules": [_schedule(each) for each in self._schedules.schedules],
                "clips": list(self._clips.calls.values())[:500],
            },
        )

    def _optimizer(self, flow: Flow) -> dict[str, Any]:
        before = flow.before if flow.goes_on() else None
        return {
            "number": flow.number,
            "name": flow.name,
            "networks": self._holders(flow.parameters),
            "cell": flow.cell,
            "line": flow.line,
            "steps": flow.steps,
            **flow.settings,
            "stale": flow.stale,
            "clean": flow.clean,
            "emptied": flow.emptied,
            "filled": flow.filled,
            "starved": flow.starved,
            "goes_on_from": before.number if before is not None else None,
        }

    def _holders(self, parameters: frozenset[int]) -> list[str]:
        return [
            seen.id
            for seen in self._networks.all_seen()
            if any(id(each) in parameters for each in nn.Module.parameters(seen.module))
        ]

    def _mode(self, number: int, module: nn.Module) -> dict[str, Any]:
        cell, line = self._passes.places.get(number, (None, None))
        active = self._passes.active.get(number)
        return {
            "network": f"n{number}",
            "active": working_as_in_training(module) if active is None else active,
            "judged": number in self._heads.judged,
            "cell": cell,
            "line": line,
        }


def harmless(listener: Callable[..., None]) -> Callable[..., None]:
    """A listener that fails falls silent, and what the student's code does goes on."""
    failures = 0

    @functools.wraps(listener)
    def guarded(*values: Any) -> None:
        nonlocal failures
        if failures >= MOST_FAILURES:
            return
        try:
            listener(*values)
        except Exception as error:
            failures += 1
            words = f"probe: signals: {type(error).__name__}: {error}"
            print(words[:500], file=sys.__stderr__)

    return guarded


def _loader(known: Loader) -> dict[str, Any]:
    data = known.data
    return {
        "number": known.number,
        "names": known.names,
        "cell": known.cell,
        "line": known.line,
        "examples": data.examples,
        "batch_size": known.batch_size,
        "drop_last": known.drop_last,
        "split": data.split,
        "random": data.random[:20],
        "known": bool(data.key),
        "draws": known.draws,
        "drained": known.drained,
        "backwards": known.backwards,
        "steps": known.steps,
        "whole": known.whole,
        "parts": known.parts,
    }


def _overlaps(loaders: list[Loader]) -> list[dict[str, Any]]:
    """Pairs of a loader that is trained on and one that is not, with the examples in both."""
    trained = [each for each in loaders if each.steps > 1 and each.backwards > 1]
    others = [each for each in loaders if not each.backwards and each.draws]
    found = []
    for other in others:
        for one in trained:
            shared = _shared(one, other)
            if shared:
                found.append({"trained": one.number, "other": other.number, "shared": shared})
    return found[:MOST_OVERLAPS]


def _shared(one: Loader, other: Loader) -> int:
    if not one.data.key or one.data.key != other.data.key:
        return 0
    mine, theirs = one.data.indices, other.data.indices
    if theirs is None:
        return one.data.examples or 0
    return len(theirs if mine is None else mine & theirs)


def _call(call: tuple[int, int, bool, bool, bool], times: int) -> dict[str, Any]:
    network, loader, training, gradients, trained = call
    return {
        "network": f"n{network}",
        "loader": loader if loader >= 0 else None,
        "training": training,
        "gradients": gradients,
        "trained": trained,
        "times": times,
    }


def _schedule(known: Schedule) -> dict[str, Any]:
    return {
        "name": known.name,
        "cell": known.cell,
        "line": known.line,
        "period": known.period,
        "first_rate": known.first_rate,
        "steps": known.steps,
        "after_one": known.after_one,
        "held": known.held,
        "epochs": known.epochs,
        "batches": known.batches,
        "rate_after": known.rate_after,
    }
