"""Files that code may ask for by a path of another machine: found by the last part of the path."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PARTS = re.compile(r"[\\/]+")
_OTHER_DIGITS = re.compile(r"(?<![a-z])(?:k|e|q|not[-_ ]?)mnist|kuzushiji")
"""Data sets whose files have the names of MNIST's."""
_SHOWN_LENGTH = 200


@dataclass(frozen=True)
class Found:
    """A file or folder that takes the place of a missing one."""

    path: str
    """Where it lies."""
    what: str
    """What was done, in a sentence; has the path that was asked for."""
    why: str
    """Why."""


@dataclass(frozen=True)
class _OfDataSet:
    data_set: str
    path: str
    words: str


class KnownFiles:
    """What the course gives and what was handed in, by the names that code may ask for."""

    def __init__(self, task: dict[str, Any]) -> None:
        given = task.get("given") or {}
        self.data_sets: dict[str, dict[str, Any]] = {
            each["name"]: each for each in given.get("data_sets", ())
        }
        self._course = {
            name.casefold(): (name, path) for name, path in given.get("files", {}).items()
        }
        folder = task.get("folder", ".")
        self._own = {
            name.casefold(): (path, str(Path(folder, path)))
            for name, path in given.get("own", {}).items()
        }
        self._shared: dict[str, list[_OfDataSet]] = {}
        self._folders: dict[str, _OfDataSet] = {}
        for each in self.data_sets.values():
            for name, path in each["paths"].items():
                file = _OfDataSet(each["name"], path, each["words"])
                self._shared.setdefault(_as_now(_last(name)), []).append(file)
                if "/" in name:
                    above = _OfDataSet(each["name"], str(Path(path).parent), each["words"])
                    self._folders[name.rpartition("/")[0].casefold()] = above

    def given(self, asked: str) -> Found | None:
        """What the course gives under the last part of this path."""
        name = _last(asked)
        if course := self._course.get(name.casefold()):
            what = f"`{_short(asked)}` was found as the course's file `{course[0]}`."
            return Found(course[1], what, "There is no such path on this machine.")
        candidates = self._shared.get(_as_now(name), [])
        file = _only(candidates, asked) or self._folder(asked)
        if file is None:
            return None
        what = f"`{_short(asked)}` was found as {file.data_set}'s `{Path(file.path).name}`."
        return Found(file.path, what, f"There is no such path on this machine. {file.words}")

    def own(self, asked: str) -> Found | None:
        """What was handed in under the last part of this path, if only one file has that name."""
        name, path = self._own.get(_last(asked).casefold(), ("", ""))
        if not path or os.path.realpath(path) == os.path.realpath(asked):
            return None
        what = f"`{_short(asked)}` was found as `{name}` of what was handed in."
        return Found(path, what, "There is no such path here, and no other file has that name.")

    def _folder(self, asked: str) -> _OfDataSet | None:
        parts = [part.casefold() for part in _PARTS.split(asked) if part]
        for count in (1, 2):
            if found := self._folders.get("/".join(parts[-count:])):
                return found
        return None


def _only(candidates: list[_OfDataSet], asked: str) -> _OfDataSet | None:
    """The one of several data sets with files of this name that is meant."""
    lower = asked.casefold()
    if not candidates or _OTHER_DIGITS.search(lower):
        return None
    if len(candidates) == 1:
        return candidates[0]
    told = lower if "mnist" in lower else _code_so_far()
    meant = "FashionMNIST" if "fashion" in told else "MNIST"
    return next((each for each in candidates if each.data_set == meant), None)


def _code_so_far() -> str:
    """The source of the cells up to the running one; of a script, all of it."""
    cells = vars(sys.modules["__main__"]).get("In", [])
    return "\n".join(map(str, cells)).casefold() if isinstance(cells, list) else ""


def _last(path: str) -> str:
    return _PARTS.split(path.rstrip("\\/"))[-1]


def _as_now(name: str) -> str:
    """The name without what copies of MNIST's files differ in."""
    return name.casefold().replace(".idx", "-idx")


def _short(path: str) -> str:
    return path if len(path) <= _SHOWN_LENGTH else f"…{path[-_SHOWN_LENGTH:]}"
