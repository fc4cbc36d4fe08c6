"""Modules that moved since the code was written."""

import collections.abc
import importlib
import math
from types import ModuleType
from typing import Any

ALIASES = {
    "sklearn.externals.joblib": "joblib",
    "sklearn.cross_validation": "sklearn.model_selection",
    "sklearn.grid_search": "sklearn.model_selection",
    "torch._six": "",
    "torchvision.models.utils": "torch.hub",
    "torchvision.transforms.functional_tensor": "torchvision.transforms._functional_tensor",
    "tqdm._tqdm_notebook": "tqdm.notebook",
    "tqdm._tqdm": "tqdm.std",
}
"""Where what a module held is found today; nothing where it is written here."""

_SIX = {
    "container_abcs": collections.abc,
    "string_classes": (str, bytes),
    "int_classes": int,
    "inf": math.inf,
    "nan": math.nan,
    "PY3": True,
    "PY37": True,
    "FileNotFoundError": FileNotFoundError,
}


class Elsewhere(ModuleType):
    """A module under its former name."""

    def __init__(self, name: str, target: str) -> None:
        super().__init__(name)
        if target:
            self._target = importlib.import_module(target)
        else:
            vars(self).update(_SIX)

    def __getattr__(self, name: str) -> Any:
        target = vars(self).get("_target")
        if target is None or name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(target, name)
