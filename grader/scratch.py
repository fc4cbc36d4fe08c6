"""Temporary folders that are gone after a run, also after one that was killed."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

PREFIX = "grade-run-"


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for this process in which every temporary file of the run lies.

    What earlier runs left behind when they were killed is removed first.
    """
    place = Path(tempfile.gettempdir())
    _remove_leftovers(place)
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(
        prefix=f"{PREFIX}{os.getpid()}-", dir=place, ignore_cleanup_errors=True
    ) as folder:
        # Short on purpose: sockets lie in it, and their paths have little room.
        tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before


def _remove_leftovers(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        with contextlib.suppress(OSError, ValueError):
            if folder.stat().st_uid == os.getuid() and not psutil.pid_exists(int(number)):
                _end_survivors(folder)
                shutil.rmtree(folder, onerror=_make_writable)


def _end_survivors(folder: Path) -> None:
    """End what a killed run had just begun to start; it names the folder, whose name is unique."""
    for process in psutil.process_iter(["cmdline", "uids"]):
        words, users = process.info["cmdline"] or (), process.info["uids"]
        ours = users is not None and users.real == os.getuid()
        if ours and any(f"{folder}/" in f"{word}/" for word in words):
            with contextlib.suppress(psutil.Error):
                process.kill()


def _make_writable(function: object, path: str, _error: object) -> None:
    """Private copies are read-only, folders too; then their parent must be opened first."""
    with contextlib.suppress(OSError):
        for target in (Path(path).parent, Path(path)):
            target.chmod(0o700)
        if callable(function):
            function(path)
