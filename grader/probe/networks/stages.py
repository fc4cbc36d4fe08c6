"""What networks were like when a training of theirs ended and something else changed them.

A notebook may train one network several times, or put the weights of its best epoch back. Only
the last weights would be left to be measured, so those before them are written down in time.
"""

import os
import threading
from collections.abc import Callable
from typing import Any

from torch import nn

from ..events import Events
from ..training.runs import Run, settings_of
from ..training.trainings import Trainings
from .graph import named
from .seen import Networks


class Stages:
    """Tells when the weights that a training led to are about to be changed by something else."""

    def __init__(
        self,
        events: Events,
        trainings: Trainings,
        networks: Networks,
        keep: Callable[[nn.Module, Run], None],
    ) -> None:
        self._events = events
        self._trainings = trainings
        self._keep = keep
        self._networks = networks
        self._process = os.getpid()

    def start(self) -> None:
        """Listen to optimizers, and to state dicts that are loaded."""
        self._events.turn.append(self._on_turn)
        self._events.before_load_state_dict.append(self._on_load)

    def _on_turn(self, optimizer: Any) -> None:
        if self._trainings.run_of(optimizer) is not None:
            return
        held = [one for group in optimizer.param_groups for one in group["params"]]
        earlier = self._trainings.last_run(held)
        if earlier is None or self._goes_on(earlier, optimizer):
            return
        for module in self._networks.modules().values():
            if any(earlier.holds(tensor) for _, tensor in named(module, "_parameters")):
                self._tell(module, earlier)

    def _on_load(self, module: nn.Module) -> None:
        run = self._trainings.last_run(tensor for _, tensor in named(module, "_parameters"))
        if run is not None:
            self._tell(module, run)

    def _goes_on(self, earlier: Run, optimizer: Any) -> bool:
        """Whether it is the same training, for which an optimizer was merely made anew."""
        if earlier.cell != self._events.cell:
            return False
        is_short = earlier.by_loader.begun == 1
        return is_short or earlier.settings == settings_of(optimizer)

    def _tell(self, module: nn.Module, run: Run) -> None:
        # Writing holds signals back, which only the first thread of this process can.
        is_first = threading.current_thread() is threading.main_thread()
        if is_first and os.getpid() == self._process:
            self._keep(module, run)
