"""What only the running process can tell of known mistakes: counted here, judged elsewhere."""

import time
from pathlib import Path
from typing import Any

from torch import nn

from ..events import Events
from ..files import FORMAT, write_json
from ..networks.seen import Networks
from ..watch import undisturbed
from .entries import Shared, call_entry, loader_entry, overlap_entries, schedule_entry
from .gradients import Flow, Gradients
from .guard import harmless
from .heads import Heads
from .passes import Passes, working_as_in_training
from .reach import Reach
from .schedules import Clips, Schedules

FILE = "signals.json"
MOST_FLOWS = 500
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
        self._look_before_backward = harmless(self._gradients.look_before_backward)
        self._look_at_loss = harmless(self._heads.on_backward)
        self._follow_loss = harmless(self._reach.on_backward)
        self._note_batches = harmless(self._passes.on_backward)
        self._note_optimizer = harmless(self._passes.note_optimizer)
        self._shared: Shared = {}
        self._optimizers = 0
        self._steps = 0
        self._written = time.monotonic()

    def start(self) -> None:
        """Listen."""
        heard = (
            (self._events.loss, self._heads.on_loss),
            (self._events.zero_grad, self._gradients.on_zero_grad),
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
            listeners.append(listener)
        self._events.backward.append(self._on_backward)
        self._events.step.append(self._on_step)
        self._passes.on_epoch.append(self._schedules.on_epoch)

    def cell_begins(self) -> None:
        """Code that was not seen yet is about to run."""
        self._gradients.look_again()
        self._heads.look_again()
        self._reach.look_again()

    def _on_backward(self, loss: Any) -> None:
        # In every step of every loop: those who have nothing to do are not called.
        self._gradients.note_backward()
        if self._gradients.armed:
            self._look_before_backward(loss)
        if self._heads.last is not None:
            self._look_at_loss(loss)
        if self._reach.looks > 0:
            self._follow_loss(loss)
        if self._passes.pending:
            self._note_batches(loss)

    def _on_step(self, optimizer: Any) -> None:
        self._gradients.on_step(optimizer)
        if self._passes.is_fresh:
            self._passes.on_step()
        if len(self._gradients.flows) != self._optimizers:
            self._optimizers = len(self._gradients.flows)
            self._note_optimizer(optimizer)
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
                "loaders": [loader_entry(each) for each in passes.loaders],
                "overlaps": overlap_entries(passes.loaders, self._shared),
                "calls": [call_entry(call, times) for call, times in passes.calls.items()][:2_000],
                "modes": [
                    self._mode(seen.number, seen.module) for seen in self._networks.all_seen()
                ],
                "schedules": [schedule_entry(each) for each in self._schedules.schedules],
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
