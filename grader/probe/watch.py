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
        from .events import Events
        from .networks import Networks
        from .notes import Notes
        from .training import Trainings

        self.task = task
        self.out = Path(task["out"])
        self.cells: list[int] = task["cells"]
        self.held_out: dict[str, str] = task.get("held_out", {})
        self._begun = 0
        self._depth = 0
        self.notes = Notes(self.out)
        self.events = Events()
        self.trainings = Trainings(self.events)
        self.networks = Networks(self.out, self.events, self.trainings)
        self.events.start()
        self.trainings.start()
        self.networks.start()

    def attach(self, shell: Any) -> None:
        """Follow the cells of an IPython shell."""
        shell.events.register("pre_run_cell", self._cell_begins)
        shell.events.register("post_run_cell", self._cell_ends)

    def _cell_begins(self, info: Any) -> None:
        self._depth += 1
        # Code that a cell hands to IPython is no cell of its own, and neither are our requests.
        if self._depth == 1 and info.store_history:
            cell = self.cells[self._begun] if self._begun < len(self.cells) else None
            self.events.cell = self.notes.cell = cell
            self._begun += 1

    def _cell_ends(self, _result: Any) -> None:
        self._depth = max(0, self._depth - 1)
        if not self._depth:
            with undisturbed():
                self.networks.snapshot(search=False)

    def finish(self) -> None:
        """Write everything that is still alive, and predictions where nothing else is left."""
        from .predictions import predict

        with undisturbed():
            self.networks.snapshot(search=True)
        for seen in self.networks.unexported():
            with undisturbed():
                predict(seen, self.held_out, self.out)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Nothing of ours reaches the student's outputs, and no interrupt stops it half-way."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
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


def start(task: dict[str, Any]) -> None:
    """Begin to watch this process; called before any code of the student's."""
    global _session
    _session = Session(task)


def attach(shell: Any) -> None:
    """Follow the cells of the kernel's shell; called once it exists."""
    if _session is not None:
        _session.attach(shell)


def finish() -> None:
    """Write down what is left; called after the last cell."""
    if _session is not None:
        _session.finish()
