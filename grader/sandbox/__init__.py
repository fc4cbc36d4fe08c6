"""Runs strangers' code where it can harm nothing. The members of the family, by name."""

import logging

from grader.errors import SettingsError
from grader.sandbox.bubblewrap import Bubblewrap, find_program
from grader.sandbox.containers import ENGINES, Containers, found_engine
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
    "resolved",
]

_log = logging.getLogger(__name__)


def choose_wall(name: str) -> Wall:
    """The wall called `name`, checked on this machine; `auto` never means no wall."""
    if name == "none":
        _log.warning("sandbox none: the code that is graded can do whatever you can do")
        return NoWall()
    if name not in ("auto", Bubblewrap.name, *ENGINES):
        there = ", ".join((Bubblewrap.name, *ENGINES, NoWall.name))
        raise SettingsError(f"sandbox: no sandbox is called {name!r}, there are {there}")
    chosen = resolved(name)
    wall = Containers(chosen) if chosen in ENGINES else Bubblewrap()
    wall.check()
    if less := shortfalls(wall):
        _log.warning("sandbox: less holds than could: %s; see `grade doctor`", ", ".join(less))
    return wall


def resolved(name: str) -> str:
    """What `auto` means on this machine: bubblewrap, or where there is none, an engine.

    Only what is installed decides, so that the same is meant by it before anything is started.
    """
    if name != "auto":
        return name
    try:
        find_program()
    except SettingsError:
        return found_engine() or Bubblewrap.name
    return Bubblewrap.name


def choose_sandbox(name: str, *, threads: int | None = None) -> Sandbox:
    """The sandbox called `name`; each run may use `threads` threads, by default one a core."""
    # Imported here, because whoever only replays executions needs no kernel.
    from grader.sandbox.run import KernelSandbox

    return KernelSandbox(choose_wall(name), threads=threads)
