"""`loss.data[0]`, which once gave the number in a tensor without dimensions.

Indexing tensors is too frequent to be watched in every run: only code that is written so is.
"""

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torch import Tensor

from .patching import note

_OLD = re.compile(r"\.data\s*\[\s*0\s*\]")
_MOST_FILES = 200
_LARGEST = 1_000_000


def attach(shell: Any, notes: Any) -> None:
    """Watch for code that is written so: in modules beside it, and in each cell."""
    watching = _Watching(notes)
    if any(_OLD.search(text) for text in modules(Path.cwd())):
        watching.start()
    shell.events.register("pre_run_cell", watching.before_cell)


class _Watching:
    def __init__(self, notes: Any) -> None:
        self._notes = notes
        self._is_on = False

    def before_cell(self, info: Any) -> None:
        if not self._is_on and _OLD.search(str(info.raw_cell)):
            self.start()

    def start(self) -> None:
        self._is_on = True
        original, notes = Tensor.__getitem__, self._notes

        @functools.wraps(original)
        def getitem(tensor: Any, index: Any) -> Any:
            if type(index) is int and index == 0 and not tensor.dim():
                what = "`.data[0]` of a tensor without dimensions gave its number."
                note(notes, what, "`.item()` has taken its place.")
                return tensor.item()
            return original(tensor, index)

        Tensor.__getitem__ = getitem  # type: ignore[method-assign]


def modules(folder: Path) -> Iterator[str]:
    """The texts of the modules in a folder."""
    for _, path in zip(range(_MOST_FILES), folder.glob("**/*.py"), strict=False):
        try:
            if path.stat().st_size <= _LARGEST:
                yield path.read_text("utf-8", errors="replace")
        except OSError:
            continue
