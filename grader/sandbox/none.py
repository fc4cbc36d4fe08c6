"""No wall at all: for code that the user trusts as much as their own."""

from collections.abc import Sequence

import psutil

from grader.records import EndingName
from grader.sandbox.wall import Mount, View

_START = 'cd "$1" && shift && exec env -i "$@"'


class NoWall:
    """Starts a process in its folder with its environment, and hides nothing from it."""

    name = "none"
    isolates = False

    def command(self, argv: Sequence[str], view: View) -> list[str]:
        """The command that runs `argv` in the view's folder, with the view's environment only."""
        variables = [f"{name}={value}" for name, value in view.environment]
        return ["/bin/sh", "-c", _START, "sh", view.cwd, *variables, *argv]

    def inside(self, mount: Mount) -> str:
        """Everything is seen where it lies."""
        return mount.source

    def strays(self, view: View) -> list[psutil.Process]:
        """Processes with the view's own home folder: daemons keep the environment they got."""
        home = dict(view.environment).get("HOME")
        return [p for p in psutil.process_iter() if home and _home(p) == home]

    def end(self, view: View) -> None:
        """Whatever it runs is a child of ours."""

    def remove(self, view: View) -> None:
        """Nothing is left once its processes are gone."""

    def limits_hit(self, view: View) -> tuple[EndingName, ...]:
        """It holds none itself."""
        return ()

    def check(self) -> None:
        """No wall works everywhere."""


def _home(process: psutil.Process) -> str | None:
    try:
        return process.environ().get("HOME")
    except (psutil.Error, OSError):
        return None
