"""Which file the weights of a network were loaded from, by the student's own code."""

import contextlib
import os
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from ..events import Events

TENSORS_KEPT = 50_000
"""Tensors whose file is remembered."""
TENSORS_OF_ONE = 5_000
DEEPEST = 4


class Loads:
    """Follows tensors from `torch.load` to `load_state_dict`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._files: dict[int, tuple[weakref.ref[Tensor], str]] = {}
        self._modules: dict[int, tuple[weakref.ref[nn.Module], str]] = {}

    def start(self, events: Events) -> None:
        """Listen to files that are loaded and to modules that take over what was in them."""
        events.load.append(self._on_load)
        events.load_state_dict.append(self._on_state)

    def file_of(self, module: nn.Module) -> str:
        """The file that a module's weights were loaded from; empty if from none."""
        known = self._modules.get(id(module))
        return known[1] if known is not None and known[0]() is module else ""

    def modules_of(self, path: str) -> list[nn.Module]:
        """The modules that are alive and took over the weights in this file of the submission.

        Student code may have found the file under another path, so its name must do.
        """
        alive = [(reference(), file) for reference, file in self._modules.values()]
        exact = [module for module, file in alive if module is not None and file == path]
        name = Path(path).name
        return exact or [
            module for module, file in alive if module is not None and Path(file).name == name
        ]

    def _on_load(self, file: Any, found: Any) -> None:
        with contextlib.suppress(Exception):
            path = self._path(file)
            for part in _parts(found) if path else ():
                if isinstance(part, nn.Module):
                    self._modules[id(part)] = weakref.ref(part), path
                elif len(self._files) < TENSORS_KEPT:
                    self._files[id(part)] = weakref.ref(part), path

    def _on_state(self, module: Any, state: Any) -> None:
        with contextlib.suppress(Exception):
            self._modules.pop(id(module), None)
            for value in list(state.values())[:TENSORS_OF_ONE]:
                known = self._files.get(id(value))
                if known is not None and known[0]() is value:
                    self._modules[id(module)] = weakref.ref(module), known[1]
                    return

    def _path(self, file: Any) -> str:
        """The file's path in the submission, or its whole path if it lies elsewhere."""
        name = getattr(file, "name", file)
        if not isinstance(name, str | os.PathLike):
            return ""
        path = os.path.realpath(os.fspath(name))
        inside = os.path.relpath(path, os.path.realpath(self._folder))
        return (path if inside.startswith("..") else inside)[:1_000]


def _parts(found: Any, depth: int = 0) -> Iterator[Any]:
    """Tensors and modules in what a file held."""
    if isinstance(found, Tensor | nn.Module):
        yield found
    elif depth < DEEPEST and isinstance(found, dict | list | tuple):
        values = found.values() if isinstance(found, dict) else found
        for value in list(values)[:TENSORS_OF_ONE]:
            yield from _parts(value, depth + 1)
