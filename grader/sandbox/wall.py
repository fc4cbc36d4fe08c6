"""What surrounds a process: what it sees of the machine, and what it may write."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import psutil

from grader.records import EndingName, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A file or folder of ours that a walled process sees."""

    source: str
    """Where it lies on our side; absolute."""
    target: str
    """Where a wall that can move things shows it; absolute. Ask `Wall.inside` where it is."""
    writable: bool = False
    """Whether the process may change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that a walled process sees beside the system and the Python environment."""

    mounts: tuple[Mount, ...] = ()
    """What is shown, in the order in which it is mounted."""
    cwd: str = "/"
    """Folder that the process starts in, as seen from inside."""
    environment: tuple[tuple[str, str], ...] = ()
    """The whole environment of the process: nothing is inherited."""
    devices: tuple[str, ...] = ()
    """Device files that the process may use beside the harmless ones."""
    limits: Limits | None = None
    """What the process may use, for walls that hold limits themselves."""


class Wall(Protocol):
    """A way to put something between a process and the machine."""

    name: str
    isolates: bool
    """Whether read-only mounts really are, so that files of ours can be shown as they lie."""

    def command(self, argv: Sequence[str], view: View) -> list[str]:
        """The command that runs `argv` within the view."""
        ...

    def inside(self, mount: Mount) -> str:
        """Where a walled process finds the mount."""
        ...

    def strays(self, view: View) -> list[psutil.Process]:
        """Processes of this view that live on although the first of them ended."""
        ...

    def end(self, view: View) -> None:
        """Begin to end what the wall runs for this view and is no child of ours."""
        ...

    def remove(self, view: View) -> None:
        """Make sure that nothing of this view is left; its first process is gone."""
        ...

    def limits_hit(self, view: View) -> Iterable[EndingName]:
        """Limits that the wall itself holds and that ended what it ran for this view."""
        ...

    def check(self) -> None:
        """Raise `SettingsError` when this wall does not work on this machine."""
        ...
