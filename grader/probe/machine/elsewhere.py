"""Folders of another machine that code writes to: what it puts there lies in its own folder.

Nothing changes for a path that can be written to, nor for code that is prepared for an error.
"""

import builtins
import errno
import functools
import os
import re
from pathlib import Path, PurePosixPath
from typing import Any

import torch

from .frames import expects_error
from .patching import note
from .paths import CAUGHT, replace, replace_open, text_of

_PARTS = re.compile(r"[\\/]+")
_DRIVE_LETTER = re.compile(r"^[A-Za-z]:[\\/]|^\\\\")
_NO_WRITING = (errno.ENOENT, errno.ENOTDIR, errno.EROFS, errno.EACCES, errno.EPERM)
_FOLDER = ".elsewhere"
_MOST_PARTS = 40
_ROOTS = ("/", "/home", "/mnt", "/media", ".")
"""Folders of every machine, in which those of another may lie."""


def prepare(task: dict[str, Any], notes: Any) -> None:
    """Wrap what opens files to write, what makes folders and what asks for either."""
    elsewhere = Elsewhere(task, notes)
    replace_open(_opening(builtins.open, elsewhere))
    replace("mkdir", _making(os.mkdir, elsewhere))
    for name in ("stat", "listdir", "scandir", "remove", "unlink"):
        replace(name, _looking(getattr(os, name), elsewhere))
    torch.save = _saving(torch.save, elsewhere)


class Elsewhere:
    """Where files go that were to be written to folders which are not here."""

    def __init__(self, task: dict[str, Any], notes: Any) -> None:
        self._home = Path(task.get("folder", ".")).absolute()
        self._notes = notes
        self._told: set[str] = set()
        self.is_used = False
        """Whether anything was put there, so that it is worth looking."""

    def found(self, asked: Any) -> str | None:
        """Where a path leads to that something was put under, if it does not exist itself."""
        if not self.is_used or isinstance(asked, int):
            return None
        place = self._place(text_of(asked))
        there = place is not None and os.path.lexists(place)
        return str(place) if there and not os.path.lexists(text_of(asked)) else None

    def to_write(self, asked: Any) -> str | None:
        """Where a file can be written that was to be written here; its folder is made."""
        if isinstance(asked, int) or expects_error(CAUGHT):
            return None
        text = text_of(asked)
        place = self._place(text)
        if place is not None and text.startswith("/") and os.path.lexists(Path(text).parent):
            # A folder that is here, and not for it to write to.
            return None
        try:
            Path(place or text).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        self._tell(text, place)
        return str(place or text)

    def to_make(self, asked: Any) -> str | None:
        """Where a folder can be made that was to be made on another machine."""
        place = None if isinstance(asked, int) or expects_error(CAUGHT) else self._place(asked)
        if place is None:
            return None
        above = str(Path(text_of(asked)).parent)
        if above not in _ROOTS and os.path.lexists(above):
            return None
        place.parent.mkdir(parents=True, exist_ok=True)
        self._tell(str(place), place, asked=text_of(asked))
        return str(place)

    def _place(self, asked: Any) -> Path | None:
        """The path's counterpart in the code's own folder; None if it lies there anyway."""
        text = text_of(asked)
        if not _DRIVE_LETTER.match(text) and not text.startswith("/"):
            return None
        # Libraries are prepared for a home in which they cannot write.
        own = (self._home, Path.home())
        if text.startswith("/") and any(map(Path(os.path.normpath(text)).is_relative_to, own)):
            return None
        parts = [part.replace(":", "") for part in _PARTS.split(text) if part not in ("", ".")]
        if ".." in parts or len(parts) > _MOST_PARTS:
            return None
        return self._home.joinpath(_FOLDER, *parts)

    def _tell(self, text: str, place: Path | None, *, asked: str = "") -> None:
        self.is_used = self.is_used or place is not None
        folder = asked or str(PurePosixPath(text.replace("\\", "/")).parent)
        if any(known == folder or folder.startswith(f"{known}/") for known in self._told):
            return
        self._told.add(folder)
        what = (
            f"The folder `{folder[:200]}` was made for what is written to it."
            if place is None
            else f"What is written to `{folder[:200]}` was put into the code's own folder."
        )
        note(self._notes, what, "There is no such folder here, and it was not handed in.")


def _opening(original: Any, elsewhere: Elsewhere) -> Any:
    @functools.wraps(original)
    def open(file: Any, mode: Any = "r", *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        # Before anything else, so that no other file of that name takes its place.
        there = elsewhere.found(file)
        try:
            return original(there or file, mode, *args, **kwargs)
        except OSError as error:
            writes = isinstance(mode, str) and set(mode) & set("wax")
            may = writes and error.errno in _NO_WRITING and not kwargs.get("opener")
            path = elsewhere.to_write(file) if may else None
            if path is None:
                raise
        return original(path, mode, *args, **kwargs)

    return open


def _making(original: Any, elsewhere: Elsewhere) -> Any:
    @functools.wraps(original)
    def mkdir(path: Any, *args: Any, **kwargs: Any) -> None:
        __tracebackhide__ = True
        try:
            original(path, *args, **kwargs)
            return
        except OSError as error:
            may = error.errno in _NO_WRITING and kwargs.get("dir_fd") is None
            other = elsewhere.to_make(path) if may else None
            if other is None:
                raise
        original(other, *args, **kwargs)

    return mkdir


def _looking(original: Any, elsewhere: Elsewhere) -> Any:
    @functools.wraps(original)
    def looked(path: Any = ".", *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        try:
            return original(path, *args, **kwargs)
        except OSError:
            other = elsewhere.found(path) if kwargs.get("dir_fd") is None else None
            if other is None:
                raise
        return original(other, *args, **kwargs)

    return looked


def _saving(original: Any, elsewhere: Elsewhere) -> Any:
    """torch writes its files by itself, past Python's `open`."""

    @functools.wraps(original)
    def save(obj: Any, f: Any, *args: Any, **kwargs: Any) -> None:
        __tracebackhide__ = True
        if isinstance(f, str | os.PathLike):
            is_strange = _DRIVE_LETTER.match(text_of(f)) is not None
            if is_strange or not os.path.lexists(Path(text_of(f)).parent):
                f = elsewhere.to_write(f) or f
        original(obj, f, *args, **kwargs)

    return save
