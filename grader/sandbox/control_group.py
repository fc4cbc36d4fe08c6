"""Limits that the Linux kernel keeps for a whole tree of processes, where it lets us.

Only root, or a user to whom it was delegated, may make control groups. Elsewhere there is none,
and the watcher in `limits.py` is what remains.
"""

import contextlib
import itertools
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from grader.records import EndingName, Limits
from grader.records.execution import MEBIBYTE

MEMORY_SLACK_BYTES = 768 * MEBIBYTE
"""For what is not the student's own: temporary files in memory, caches, the wall."""
REMOVE_SECONDS = 5.0
ENTER_SECONDS = 10.0

_ENTER = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done 2>/dev/null; shift; exec "$@"'
_LIMIT_FILES = {
    "pids": ("pids.max",),
    "memory": ("memory.max", "memory.limit_in_bytes"),
}
_numbers = itertools.count()


class ControlGroup:
    """One group for each kind of limit; none where the machine does not allow it."""

    def __init__(self, limits: Limits) -> None:
        values = {
            "pids": limits.processes + process_slack(),
            "memory": limits.memory_bytes + MEMORY_SLACK_BYTES,
        }
        # In the second version of control groups all limits share one folder.
        made: dict[Path, Path | None] = {}
        limited: list[Path] = []
        held: list[str] = []
        for kind, value in values.items():
            for parent in _parents(_own_folder(kind)):
                folder = made[parent] = made[parent] if parent in made else _make(parent)
                if folder and _write_limit(folder, kind, value):
                    limited.append(folder)
                    held.append(kind)
                    break
        self.held = tuple(held)
        """What the kernel limits here: `pids`, `memory`, both or nothing."""
        self._folders = list(dict.fromkeys(limited))
        for folder in made.values():
            if folder and folder not in self._folders:
                _remove(folder)

    def prefix(self) -> list[str]:
        """What to put in front of a command so that it starts inside the group."""
        if not self._folders:
            return []
        files = [str(folder / "cgroup.procs") for folder in self._folders]
        return ["/bin/sh", "-c", _ENTER, "sh", *files, "--"]

    def is_entered(self) -> bool:
        """Whether a process that is to start inside really does; one is tried."""
        command = [*self.prefix(), "/bin/cat", "/proc/self/cgroup"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=ENTER_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return all(folder.name in done.stdout for folder in self._folders)

    def limits_hit(self) -> Iterator[EndingName]:
        """The limits that were hit so far."""
        for folder in self._folders:
            if _counter(folder / "pids.events", "max"):
                yield EndingName.PROCESSES
            kills = ("memory.events", "memory.oom_control")
            if any(_counter(folder / name, "oom_kill") for name in kills):
                yield EndingName.MEMORY

    def close(self) -> None:
        """Remove the groups; every process in them must be gone."""
        deadline = time.monotonic() + REMOVE_SECONDS
        while self._folders and time.monotonic() < deadline:
            self._folders = [folder for folder in self._folders if not _remove(folder)]
            time.sleep(0.02 if self._folders else 0)


def process_slack() -> int:
    """Processes and threads that are not the student's: the kernel's and those of the pools."""
    return 32 + 4 * (os.cpu_count() or 1)


def _make(parent: Path) -> Path | None:
    _sweep(parent)
    folder = parent / f"grade-{os.getpid()}-{next(_numbers)}"
    try:
        folder.mkdir()
    except OSError:
        return None
    return folder


def _write_limit(folder: Path, kind: str, value: int) -> bool:
    for name in _LIMIT_FILES[kind]:
        with contextlib.suppress(OSError):
            if (folder / name).exists():
                (folder / name).write_text(str(value))
                return True
    return False


def _parents(own: Path | None) -> Iterator[Path]:
    """Where a group may be made: in our own, or where that must have none, beside it.

    In the second version a group that holds processes, as ours does, limits no groups in it.
    """
    if own is not None:
        yield own
        is_second = (own / "cgroup.controllers").exists()
        if is_second and (own.parent / "cgroup.subtree_control").exists():
            yield own.parent


def _own_folder(kind: str) -> Path | None:
    """The folder of the group that we are in ourselves, whose limits stay in force."""
    try:
        groups = Path("/proc/self/cgroup").read_text().splitlines()
        mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    except OSError:
        return None
    for line in groups:
        number, controllers, path = line.split(":", 2)
        unified = number == "0" and not controllers
        if not unified and kind not in controllers.split(","):
            continue
        for mount in mounts:
            folder = _folder_in_mount(mount, path, kind="" if unified else kind)
            if folder is not None:
                return folder
    return None


def _folder_in_mount(mount: str, path: str, *, kind: str) -> Path | None:
    before, _, after = mount.partition(" - ")
    root, point = before.split()[3:5]
    system, _, options = after.split(maxsplit=2)
    wanted = system == "cgroup" and kind in options.split(",") if kind else system == "cgroup2"
    if not wanted:
        return None
    inner = os.path.relpath(path, root) if path.startswith(root) else "."
    folder = Path(os.path.normpath(Path(point, inner)))
    return folder if folder.is_dir() else None


def _sweep(parent: Path) -> None:
    """Remove the empty groups of graders that were killed."""
    for folder in parent.glob("grade-*-*"):
        process = folder.name.split("-")[1]
        if process.isdigit() and not Path("/proc", process).exists():
            _remove(folder)


def _counter(file: Path, name: str) -> int:
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0
    counts = (line.split() for line in lines)
    return sum(int(words[1]) for words in counts if words[:1] == [name] and words[1].isdigit())


def _remove(folder: Path) -> bool:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
