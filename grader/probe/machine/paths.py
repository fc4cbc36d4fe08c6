"""Files that are asked for by a path of another machine are found by their names.

Nothing changes for a path that exists, or that is written to. What was handed in is only found
where the code would fail without it: a question whether it is there gets the true answer.
"""

import builtins
import functools
import io
import os
import sys
from collections.abc import Callable
from typing import Any

from .frames import expects_error
from .known_files import Found, KnownFiles
from .patching import note

_MISSING = (FileNotFoundError, NotADirectoryError, PermissionError)
CAUGHT = ("FileNotFoundError", "OSError", "IOError", "EnvironmentError")

Find = Callable[[Any], str | None]


def prepare(task: dict[str, Any], notes: Any) -> None:
    """Wrap what opens files and what asks for them."""
    if not task.get("given"):
        return
    known = KnownFiles(task)

    def to_read(asked: Any) -> str | None:
        return _noted(known.given(text_of(asked)) or _unguarded(known.own, text_of(asked)), notes)

    def to_look_at(asked: Any) -> str | None:
        return _noted(known.given(text_of(asked)), notes)

    replace_open(_opening(builtins.open, to_read))
    for name in ("stat", "listdir"):
        replace(name, _looking(getattr(os, name), to_look_at))


def text_of(asked: Any) -> str:
    """A path as text, whatever it was given as."""
    path = os.fspath(asked)
    return path.decode(errors="surrogateescape") if isinstance(path, bytes) else str(path)


def _unguarded(find: Callable[[str], Found | None], asked: str) -> Found | None:
    """What is found, unless the code is prepared for a missing file."""
    found = find(asked)
    return None if found is not None and expects_error(CAUGHT) else found


def _noted(found: Found | None, notes: Any) -> str | None:
    if found is None:
        return None
    note(notes, found.what, found.why)
    return found.path


def _found(find: Find, asked: Any) -> str | None:
    """What `find` gives; whatever the path is, or does when it is looked at, costs nothing."""
    try:
        return None if isinstance(asked, int) else find(asked)
    except Exception:
        return None


def _opening(original: Any, find: Find) -> Any:
    @functools.wraps(original)
    def open(file: Any, mode: Any = "r", *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        try:
            return original(file, mode, *args, **kwargs)
        except _MISSING:
            reads = isinstance(mode, str) and not set(mode) & set("wax+")
            path = _found(find, file) if reads and not kwargs.get("opener") else None
            if path is None:
                raise
        return original(path, mode, *args, **kwargs)

    return open


def _looking(original: Any, find: Find) -> Any:
    @functools.wraps(original)
    def looked(path: Any = ".", **kwargs: Any) -> Any:
        __tracebackhide__ = True
        try:
            return original(path, **kwargs)
        except _MISSING:
            other = None if kwargs.get("dir_fd") is not None else _found(find, path)
            if other is None:
                raise
        return original(other, **kwargs)

    return looked


def replace_open(opened: Any) -> None:
    """Put a function in the place of `open`, wherever code finds that."""
    shell = sys.modules.get("IPython.core.interactiveshell")
    if getattr(shell, "io_open", None) is builtins.open:
        shell.io_open = opened  # type: ignore[union-attr]
    builtins.open = io.open = opened


def replace(name: str, wrapped: Any) -> None:
    """Put a function into `os`, and into those of its lists that say what functions can do."""
    original = getattr(os, name)
    for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        if original in able:
            able.add(wrapped)
    setattr(os, name, wrapped)
