"""Modules that moved since the code was written, and those that bridged Python 2 and 3."""

import builtins
import collections.abc
import functools
import importlib
import io
import math
import operator
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .patching import OLDER, note

ALIASES = {
    "sklearn.externals.joblib": "joblib",
    "sklearn.cross_validation": "sklearn.model_selection",
    "sklearn.grid_search": "sklearn.model_selection",
    "torch._six": "",
    "torchvision.models.utils": "torch.hub",
    "torchvision.transforms.functional_tensor": "torchvision.transforms._functional_tensor",
    "tqdm._tqdm_notebook": "tqdm.notebook",
    "tqdm._tqdm": "tqdm.std",
    "cPickle": "pickle",
    "cStringIO": "io",
    "StringIO": "io",
    "Queue": "queue",
    "ConfigParser": "configparser",
    "Tkinter": "tkinter",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "__builtin__": "builtins",
    "past": "",
    "past.builtins": "",
    "past.utils": "",
    "six": "",
    "six.moves": "",
    "six.moves.cPickle": "pickle",
    "six.moves.urllib": "urllib",
    "six.moves.urllib.request": "urllib.request",
    "six.moves.urllib.parse": "urllib.parse",
    "six.moves.urllib.error": "urllib.error",
    "six.moves.queue": "queue",
    "six.moves.configparser": "configparser",
}
"""Where what a module held is found today; nothing where it is written here."""

_TORCH_SIX: dict[str, Any] = {
    "container_abcs": collections.abc,
    "string_classes": (str, bytes),
    "int_classes": int,
    "inf": math.inf,
    "nan": math.nan,
    "PY3": True,
    "PY37": True,
    "FileNotFoundError": FileNotFoundError,
}


def _with_metaclass(meta: Any, *bases: Any) -> Any:
    return meta("Base", bases, {})


def _add_metaclass(meta: Any) -> Callable[[type], Any]:
    def rebuilt(kind: type) -> Any:
        left_out = ("__dict__", "__weakref__")
        body = {name: value for name, value in vars(kind).items() if name not in left_out}
        return meta(kind.__name__, kind.__bases__, body)

    return rebuilt


_SIX: dict[str, Any] = {
    "PY2": False,
    "PY3": True,
    "PY34": True,
    "string_types": (str,),
    "integer_types": (int,),
    "class_types": (type,),
    "text_type": str,
    "binary_type": bytes,
    "StringIO": io.StringIO,
    "BytesIO": io.BytesIO,
    "iteritems": lambda mapping: iter(mapping.items()),
    "iterkeys": lambda mapping: iter(mapping.keys()),
    "itervalues": lambda mapping: iter(mapping.values()),
    "viewitems": lambda mapping: mapping.items(),
    "next": next,
    "print_": print,
    "u": str,
    "b": lambda text: text.encode("latin-1"),
    "with_metaclass": _with_metaclass,
    "add_metaclass": _add_metaclass,
}
_MOVES: dict[str, Any] = {
    **{name: getattr(builtins, name) for name in ("range", "zip", "map", "filter", "input")},
    "xrange": range,
    "reduce": functools.reduce,
    "StringIO": io.StringIO,
}
OF_PYTHON_2: dict[str, Any] = {
    "xrange": range,
    "raw_input": input,
    "unicode": str,
    "basestring": str,
    "long": int,
    "unichr": chr,
    "reduce": functools.reduce,
}
"""Names that Python 2 had built in, and what they are today."""
_WRITTEN: dict[str, dict[str, Any]] = {
    "torch._six": _TORCH_SIX,
    "six": _SIX,
    "six.moves": _MOVES,
    "past": {},
    "past.builtins": OF_PYTHON_2,
    "past.utils": {"old_div": operator.truediv},
}
_PYTHON_3 = ("six", "past")


def holds_modules(name: str) -> bool:
    """Whether a module that we make may have modules inside."""
    return name not in ALIASES or any(other.startswith(f"{name}.") for other in ALIASES)


def elsewhere(name: str, notes: Any) -> ModuleType:
    """What is here for a module that is not."""
    package = name.partition(".")[0]
    if package in _PYTHON_3:
        what = f"`{package}` was replaced by what Python 3 has under its names."
        note(notes, what, f"The package of {package} is not installed on this machine.")
    else:
        note(notes, f"`{name}` was found under its present name.", OLDER)
    return _Elsewhere(name, ALIASES[name])


class _Elsewhere(ModuleType):
    """A module under its former name."""

    def __init__(self, name: str, target: str) -> None:
        super().__init__(name)
        if holds_modules(name):
            self.__path__: list[str] = []
        if target:
            self._target = importlib.import_module(target)
        else:
            vars(self).update(_WRITTEN[name])

    def __getattr__(self, name: str) -> Any:
        target = vars(self).get("_target")
        inside = f"{self.__name__}.{name}"
        if inside in ALIASES:
            return importlib.import_module(inside)
        if target is None or name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(target, name)
