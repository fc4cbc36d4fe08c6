"""Calls of tensors that fail today, in code that is written as they once were.

`loss.data[0]` gave the number in a tensor without dimensions, and `correct[:k].view(-1)` went
through while comparisons gave tensors that lay in one piece. Indexing and viewing are too frequent
to be watched in every run: only code that is written so is.
"""

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from torch import Tensor

from .frames import expects_error
from .patching import note

_NUMBER = re.compile(r"\.data\s*\[\s*0\s*\]")
_VIEW = re.compile(r"\[\s*:\s*\w+\s*\]\s*\.view\(")
_MOST_FILES = 200
_LARGEST = 1_000_000


def attach(shell: Any, notes: Any) -> None:
    """Watch for code that is written so: in modules beside it, and in each cell."""
    watching = _Watching(notes)
    for text in modules(Path.cwd()):
        watching.look_at(text)
    shell.events.register("pre_run_cell", lambda info: watching.look_at(str(info.raw_cell)))


class _Watching:
    def __init__(self, notes: Any) -> None:
        self._notes = notes
        self._waiting: dict[re.Pattern[str], Callable[[Any], None]] = {
            _NUMBER: _give_number,
            _VIEW: _view_in_pieces,
        }

    def look_at(self, text: str) -> None:
        for pattern in [each for each in self._waiting if each.search(text)]:
            self._waiting.pop(pattern)(self._notes)


def _give_number(notes: Any) -> None:
    original = Tensor.__getitem__

    @functools.wraps(original)
    def getitem(tensor: Any, index: Any) -> Any:
        if type(index) is int and index == 0 and not tensor.dim():
            what = "`.data[0]` of a tensor without dimensions gave its number."
            note(notes, what, "`.item()` has taken its place.")
            return tensor.item()
        return original(tensor, index)

    Tensor.__getitem__ = getitem  # type: ignore[method-assign]


def _view_in_pieces(notes: Any) -> None:
    original = Tensor.view

    @functools.wraps(original)
    def view(tensor: Any, *shape: Any, **kwargs: Any) -> Any:
        try:
            return original(tensor, *shape, **kwargs)
        except RuntimeError as error:
            if "view size is not compatible" not in str(error) or expects_error(("RuntimeError",)):
                raise
        what = "`.view()` of a tensor that does not lie in one piece was done as `.reshape()`."
        note(notes, what, "In older versions of torch it lay in one piece.")
        return tensor.reshape(*shape, **kwargs)

    Tensor.view = view  # type: ignore[method-assign, assignment]


def modules(folder: Path) -> Iterator[str]:
    """The texts of the modules in a folder."""
    for _, path in zip(range(_MOST_FILES), folder.glob("**/*.py"), strict=False):
        try:
            if path.stat().st_size <= _LARGEST:
                yield path.read_text("utf-8", errors="replace")
        except OSError:
            continue
