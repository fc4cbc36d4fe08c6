"""Names that Python itself and small libraries have given up."""

import collections
import collections.abc
import fractions
import functools
import importlib
import inspect
import math
import string
import time
from typing import Any

from .patching import after_import, removed_names

_ABSTRACT = (
    "Callable", "Container", "Hashable", "ItemsView", "Iterable", "Iterator", "KeysView", "Mapping",
    "MutableMapping", "MutableSequence", "MutableSet", "Sequence", "Set", "Sized", "ValuesView",
)  # fmt: skip
_ELSEWHERE = {
    "urllib": {
        **{name: f"urllib.request.{name}" for name in ("urlopen", "urlretrieve")},
        **{name: f"urllib.parse.{name}" for name in ("quote", "unquote", "urlencode")},
    },
    "PIL.Image": {
        "ANTIALIAS": "PIL.Image.LANCZOS", "LINEAR": "PIL.Image.BILINEAR",
        "CUBIC": "PIL.Image.BICUBIC",
    },
    "scipy.integrate": {
        "trapz": "scipy.integrate.trapezoid", "simps": "scipy.integrate.simpson",
        "cumtrapz": "scipy.integrate.cumulative_trapezoid",
    },
    "scipy.signal": {"gaussian": "scipy.signal.windows.gaussian"},
    "scipy.linalg": {"pinv2": "scipy.linalg.pinv"},
    "matplotlib.cm": {
        "get_cmap": "matplotlib.pyplot.get_cmap", "spectral": "matplotlib.cm.nipy_spectral",
    },
    "IPython.core.display": {
        "display": "IPython.display.display", "clear_output": "IPython.display.clear_output",
    },
    "IPython.display": {
        "set_matplotlib_formats": "matplotlib_inline.backend_inline.set_matplotlib_formats",
        "set_matplotlib_close": "matplotlib_inline.backend_inline.set_matplotlib_close",
    },
    "pandas": {"np": "numpy", "datetime": "datetime.datetime"},
    "pandas.io.json": {"json_normalize": "pandas.json_normalize"},
}  # fmt: skip
"""For each module: what it held, and where the same is today."""


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Let the student's code find them."""
    removed_names(time, {"clock": lambda: time.process_time}, notes)
    removed_names(fractions, {"gcd": lambda: math.gcd}, notes)
    removed_names(string, {"letters": lambda: string.ascii_letters}, notes)
    removed_names(inspect, {"getargspec": lambda: inspect.getfullargspec}, notes)
    abstract = {name: functools.partial(getattr, collections.abc, name) for name in _ABSTRACT}
    removed_names(collections, abstract, notes)
    for name, moved in _ELSEWHERE.items():
        after_import(name, functools.partial(_moved, moved=moved, notes=notes))


def _moved(module: Any, *, moved: dict[str, str], notes: Any) -> None:
    removed_names(
        module, {old: functools.partial(_found, new) for old, new in moved.items()}, notes
    )


def _found(path: str) -> Any:
    """What lies at a dotted path; its modules are imported if need be."""
    module, _, name = path.rpartition(".")
    found = importlib.import_module(module or name)
    return getattr(found, name) if module else found
