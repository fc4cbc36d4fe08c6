"""Shell lines of a notebook: `!pip install`, `!wget` and their like."""

import functools
import sys
from collections.abc import Callable
from typing import Any

from . import commands
from .patching import note


def attach(shell: Any, notes: Any) -> None:
    """Look at every shell line before it is run."""
    for name in ("system", "system_piped", "system_raw"):
        setattr(shell, name, _looked_at(shell, getattr(shell, name), notes))
    shell.getoutput = _output(shell, shell.getoutput, notes)


def left(command: str, notes: Any) -> str:
    """What of the command is run; the rest is noted, and said where it would have been heard."""
    allowed = commands.allowed(command)
    for text, reason in allowed.left_out:
        note(notes, f"`{text}` was not run.", reason)
    if allowed.fetches:
        print("No network on this machine; nothing was fetched.", file=sys.stderr)
    if allowed.text and commands.unzip(allowed.text):
        note(notes, f"`{allowed.text}` was done in Python.", "The archive was found by its name.")
        return ""
    return allowed.text


def _looked_at(shell: Any, run: Callable[[str], Any], notes: Any) -> Any:
    @functools.wraps(run)
    def system(command: str) -> Any:
        expanded = shell.var_expand(command, depth=1)
        text = left(expanded, notes)
        if not text:
            shell.user_ns["_exit_code"] = 0
            return None
        return _expanded(shell, run, text)

    return system


def _output(shell: Any, run: Callable[..., Any], notes: Any) -> Any:
    @functools.wraps(run)
    def getoutput(command: str, split: bool = True, depth: int = 0) -> Any:
        expanded = shell.var_expand(command, depth=depth + 1)
        text = left(expanded, notes) or "true"
        return _expanded(shell, run, text, split=split, depth=depth)

    return getoutput


def _expanded(shell: Any, run: Callable[..., Any], text: str, **settings: Any) -> Any:
    """Run a command whose variables have been filled in already."""
    # IPython looks for variables in the frame of whoever calls it, and now that is us.
    shell.var_expand = lambda command, *_, **__: command
    try:
        return run(text, **settings)
    finally:
        del shell.var_expand
