"""Runs strangers' code where it can harm nothing. The members of the family, by name."""

import logging

from grader.errors import SettingsError
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.interface import Given, GivenDataSet, GivenFile, Sandbox, Watch
from grader.sandbox.none import NoWall
from grader.sandbox.recorded import Recorded
from grader.sandbox.strength import shortfalls
from grader.sandbox.wall import Mount, View, Wall

__all__ = [
    "Given",
    "GivenDataSet",
    "GivenFile",
    "Mount",
    "Recorded",
    "Sandbox",
    "View",
    "Wall",
    "Watch",
    "choose_sandbox",
    "choose_wall",
]

_log = logging.getLogger(__name__)


def choose_wall(name: str) -> Wall:
    """The wall called `name`, checked on this machine; `auto` never means no wall."""
    if name == "none":
        _log.warning("sandbox none: the code that is graded can do whatever you can do")
        return NoWall()
    if name not in ("auto", Bubblewrap.name):
        raise SettingsError(f"sandbox: no sandbox is called {name!r}, there are bubblewrap, none")
    wall = Bubblewrap()
    wall.check()
    if less := shortfalls(wall):
        _log.warning("sandbox: less holds than could: %s; see `grade doctor`", ", ".join(less))
    return wall


def choose_sandbox(name: str, *, threads: int | None = None) -> Sandbox:
    """The sandbox called `name`; each run may use `threads` threads, by default one a core."""
    # Imported here, because whoever only replays executions needs no kernel.
    from grader.sandbox.run import KernelSandbox

    return KernelSandbox(choose_wall(name), threads=threads)
