"""Watches a run from inside the kernel. What it writes is testimony: it is trusted nowhere."""

import contextlib
import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_session: "Session | None" = None


class Session:
    """One kernel's watching: which cell runs, and what is written down after each."""

    def __init__(self, task: dict[str, Any]) -> None:
        from .checkpoints.loads import Loads
        from .events import Events
        from .gpu import keep_share
        from .left_out import LeftOut
        from .machine import prepare
        from .mistakes.signals import Signals
        from .networks.seen import Networks
        from .networks.stages import Stages
        from .notes import Notes
        from .plots.watcher import Plots
        from .pulse import Due, Pulse
        from .training.trainings import Trainings
        from .witness import Witness

        self.task = task
        self.out = Path(task["out"])
        self.cells: list[int] = task["cells"]
        self.held_out: dict[str, str] = task.get("held_out", {})
        self._begun = 0
        self._depth = 0
        self.notes = Notes(self.out)
        # First of all, so that what we put in place of torch's own functions is watched as well.
        prepare(task, self.notes)
        self.events = Events()
        self.trainings = Trainings(self.out, self.events)
        self.networks = Networks(self.out, self.events, self.trainings)
        self.trainings.after_step = Pulse(
            Due(self._write_training, first_seconds=1.0, seconds=1.0),
            Due(self._write_networks, first_seconds=2.0, seconds=10.0),
        ).beat
        self.plots = Plots(self.out, self.events)
        self.signals = Signals(self.out, self.events, self.networks)
        self.events.start()
        self.trainings.start()
        self.networks.start()
        Stages(self.events, self.trainings, self.networks, self._keep_stage).start()
        self.signals.start()
        self.networks.loads = self.loads = Loads(task.get("folder", "."))
        self.loads.start(self.events)
        self.plots.start()
        limits = task.get("limits", {})
        keep_share(limits.get("gpu_share", 0.0))
        if limits.get("mode") == "saved":
            self.networks.left_out = LeftOut(self.events)
            self.networks.left_out.start()
        # Last, so that it knows all of us.
        with undisturbed():
            Witness(self.out, lambda: self.notes.cell).start()

    def attach(self, shell: Any) -> None:
        """Follow the cells of an IPython shell."""
        from .machine import attach

        attach(shell, self.notes)
        shell.events.register("pre_run_cell", self._cell_begins)
        shell.events.register("post_run_cell", self._cell_ends)
        self.plots.attach(shell)

    def _cell_begins(self, info: Any) -> None:
        self._depth += 1
        # Code that a cell hands to IPython is no cell of its own, and neither are our requests.
        if self._depth == 1 and info.store_history:
            cell = self.cells[self._begun] if self._begun < len(self.cells) else None
            self.events.cell = self.notes.cell = cell
            self._begun += 1
            self.signals.cell_begins()

    def _cell_ends(self, _result: Any) -> None:
        self._depth = max(0, self._depth - 1)
        if not self._depth:
            self._write(search=False)
            with undisturbed():
                self.plots.cell_ends()

    def _write(self, *, search: bool) -> None:
        """Write what there is of everything; a failure of one costs none of the others."""
        with undisturbed():
            self.networks.snapshot(search=search)
        with undisturbed():
            self.trainings.write(self.networks.modules())
        with undisturbed():
            self.signals.write()

    def _keep_stage(self, module: Any, run: Any) -> None:
        with undisturbed(interrupts_wait=True):
            self.networks.keep_stage(module, run)

    def _write_training(self) -> None:
        with undisturbed(interrupts_wait=True):
            self.trainings.write(self.networks.modules())

    def _write_networks(self) -> None:
        with undisturbed(interrupts_wait=True):
            self.networks.snapshot(search=False)

    def finish(self) -> None:
        """Write everything that is still alive, and predictions where nothing else is left."""
        from .networks.predictions import predict

        self._write(search=True)
        for seen in self.networks.unexported():
            with undisturbed():
                predict(seen, self.held_out, self.out)
        # Last of all, because opening a file may end the process.
        with undisturbed():
            self._look_at_checkpoints()

    def _look_at_checkpoints(self) -> None:
        files = self.task.get("checkpoints", {})
        if not files:
            return
        from .checkpoints.handed_in import Checkpoints

        self.events.asleep = True
        folder = self.task.get("folder", ".")
        Checkpoints(self.out, self.networks, self.loads, folder).look(files)


@contextlib.contextmanager
def undisturbed(*, interrupts_wait: bool = False) -> Iterator[None]:
    """Nothing of ours reaches the student's outputs, and no interrupt stops it half-way.

    In the midst of a cell interrupts must wait: they are for the student's code, which goes on.
    """
    came: list[Any] = []
    meanwhile = (lambda *frame: came.append(frame)) if interrupts_wait else signal.SIG_IGN
    before = signal.signal(signal.SIGINT, meanwhile)
    streams = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.StringIO()
    try:
        yield
    except Exception as error:
        # A network that cannot be written down must not change what the notebook does.
        print(f"probe: {type(error).__name__}: {error}", file=sys.__stderr__)
    finally:
        sys.stdout, sys.stderr = streams
        signal.signal(signal.SIGINT, before)
        if came and callable(before):
            before(*came[0])


def start(task: dict[str, Any]) -> None:
    """Begin to watch this process; called before any code of the student's."""
    global _session
    _session = Session(task)


def note(what: str, why: str) -> None:
    """Note something that was changed to make the code run."""
    if _session is not None:
        _session.notes.add(what, why)


def attach(shell: Any) -> None:
    """Follow the cells of the kernel's shell; called once it exists."""
    if _session is not None:
        _session.attach(shell)


def finish() -> None:
    """Write down what is left; called after the last cell."""
    if _session is not None:
        _session.finish()
