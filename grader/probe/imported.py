"""Tells when the student's code has imported a module, so that nothing is imported for it."""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

Told = Callable[[ModuleType], None]


def after_import(name: str, tell: Told) -> None:
    """Call `tell` with the module `name` once it is imported; at once if it is already."""
    module = sys.modules.get(name)
    if module is not None:
        tell(module)
        return
    for finder in sys.meta_path:
        # Two that wait for one module would look for it by each other without an end.
        if isinstance(finder, _Waiting) and finder.name == name:
            finder.tells.append(tell)
            return
    sys.meta_path.insert(0, _Waiting(name, tell))


class _Waiting(importlib.abc.MetaPathFinder):
    """Finds what the other finders find, and tells when it was loaded."""

    def __init__(self, name: str, tell: Told) -> None:
        self.name, self.tells = name, [tell]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        others = (finder for finder in list(sys.meta_path) if finder is not self)
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            self._listen(spec.loader)
        return spec

    def _listen(self, loader: Any) -> None:
        load = loader.exec_module

        def load_and_tell(module: ModuleType) -> None:
            loader.__dict__.pop("exec_module", None)
            load(module)
            if self in sys.meta_path:
                sys.meta_path.remove(self)
                for tell in self.tells:
                    tell(module)

        loader.exec_module = load_and_tell
