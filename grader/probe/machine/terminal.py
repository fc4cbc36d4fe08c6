"""The terminal that a script's progress bar measures, where there is none."""

import functools
import io
import os
import sys
from typing import Any

from .frames import expects_error, is_students
from .patching import note

_COLUMNS, _LINES = 80, 24
_ASKING = ("stty size", "tput cols", "tput lines")


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Answer code that asks how large the terminal is, and is not prepared for a no."""
    _popen(notes)
    _size(notes)


def _tell(notes: Any) -> None:
    what = f"The terminal was said to have {_COLUMNS} columns."
    note(notes, what, "No terminal is attached here, and the code cannot do without one.")


def _popen(notes: Any) -> None:
    original = os.popen
    answers = dict(zip(_ASKING, (f"{_LINES} {_COLUMNS}", _COLUMNS, _LINES), strict=True))

    @functools.wraps(original)
    def popen(cmd: Any, mode: str = "r", buffering: int = -1) -> Any:
        words = " ".join(cmd.split()) if isinstance(cmd, str) else ""
        answer = answers.get(words.partition(" 2>")[0])
        if answer is None or expects_error(("ValueError", "IndexError")):
            return original(cmd, mode, buffering)
        _tell(notes)
        return io.StringIO(f"{answer}\n")

    os.popen = popen


def _size(notes: Any) -> None:
    original = os.get_terminal_size

    @functools.wraps(original)
    def get_terminal_size(*args: Any) -> Any:
        try:
            return original(*args)
        except OSError:
            asks = is_students(sys._getframe(1))
            if not asks or expects_error(("OSError", "IOError")):
                raise
        _tell(notes)
        return os.terminal_size((_COLUMNS, _LINES))

    os.get_terminal_size = get_terminal_size
