"""Folders of another machine that code wants to work in."""

import functools
import os
import re
from pathlib import Path
from typing import Any

from .frames import is_guarded, students_frame
from .patching import note

_ELSEWHERE = re.compile(r"^(?:/|[A-Za-z]:[\\/]|\\\\|~|(?:\./)?(?:g?drive|MyDrive|My Drive)/)")


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Stay in the folder of the submission when code changes to one of another machine."""
    original = os.chdir

    @functools.wraps(original)
    def chdir(path: Any) -> None:
        if not _is_of_another_machine(path):
            return original(path)
        note(
            notes,
            f"`{_shortened(path)}` was not changed to; files are looked for where they were.",
            "There is no such folder on this machine.",
        )
        return None

    os.chdir = chdir


def _is_of_another_machine(path: Any) -> bool:
    if not isinstance(path, str) or not _ELSEWHERE.match(path) or Path(path).exists():
        return False
    frame = students_frame()
    # Code that is prepared for an error goes its own way.
    return frame is None or not is_guarded(frame, ("OSError", "FileNotFoundError"))


def _shortened(path: str) -> str:
    return path if len(path) <= 120 else f"{path[:117]}..."
