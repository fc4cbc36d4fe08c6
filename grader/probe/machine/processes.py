"""Commands that Python code hands to a shell: `os.system` and `subprocess`."""

import functools
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from .frames import is_students
from .shell_lines import left


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Look at the commands of the student's code before they are run."""
    os.system = _system(os.system, notes)
    for name in ("run", "call", "check_call", "check_output"):
        setattr(subprocess, name, _process(getattr(subprocess, name), name, notes))


def _system(original: Any, notes: Any) -> Any:
    @functools.wraps(original)
    def system(command: Any) -> Any:
        if not isinstance(command, str) or not is_students(sys._getframe(1)):
            return original(command)
        text = left(command, notes)
        return original(text) if text else 0

    return system


def _process(original: Any, name: str, notes: Any) -> Any:
    @functools.wraps(original)
    def process(*args: Any, **kwargs: Any) -> Any:
        text = _text(args[0] if args else kwargs.get("args"))
        if not text or not is_students(sys._getframe(1)) or left(text, notes):
            return original(*args, **kwargs)
        is_text = any(kwargs.get(key) for key in ("text", "universal_newlines", "encoding"))
        nothing = "" if is_text else b""
        if name == "run":
            return subprocess.CompletedProcess(args[0], 0, nothing, nothing)
        return nothing if name == "check_output" else 0

    return process


def _text(command: Any) -> str:
    if isinstance(command, str):
        return command
    if isinstance(command, Sequence) and all(isinstance(part, str) for part in command):
        return shlex.join(command)
    return ""
