"""Names that NumPy has given up, under which the same is still meant."""

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy

from .patching import OLDER, note, removed_names

_SAME = {
    "int": int, "float": float, "bool": bool, "object": object, "str": str, "complex": complex,
    "unicode": str, "float_": numpy.float64, "complex_": numpy.complex128, "unicode_": numpy.str_,
    "string_": numpy.bytes_, "bool8": numpy.bool_, "int0": numpy.intp, "Inf": math.inf,
    "Infinity": math.inf, "infty": math.inf, "PINF": math.inf, "NINF": -math.inf, "NaN": math.nan,
    "NAN": math.nan, "PZERO": 0.0, "NZERO": -0.0, "product": numpy.prod,
    "cumproduct": numpy.cumprod, "sometrue": numpy.any, "alltrue": numpy.all,
    "round_": numpy.round, "rank": numpy.ndim, "math": math, "mat": numpy.asmatrix,
    "trapz": getattr(numpy, "trapezoid", None), "row_stack": numpy.vstack,
}  # fmt: skip


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Let the student's code find what it knew; the arrays' own methods cannot be given back."""
    named: dict[str, Callable[[], Any]] = {
        name: functools.partial(_given, value) for name, value in _SAME.items()
    }
    written = (("asscalar", _asscalar), ("in1d", _in1d), ("msort", _msort), ("asfarray", _asfarray))
    named |= {name: functools.partial(_given, function) for name, function in written}
    removed_names(numpy, named, notes)
    removed_names(numpy.lib, {"pad": lambda: numpy.pad}, notes)
    _read_bytes(notes)


def _given(value: Any) -> Any:
    return value


def _asscalar(array: Any) -> Any:
    return array.item()


def _in1d(values: Any, wanted: Any, assume_unique: bool = False, invert: bool = False) -> Any:
    flat = numpy.asarray(values).ravel()
    return numpy.isin(flat, wanted, assume_unique=assume_unique, invert=invert)


def _msort(array: Any) -> Any:
    return numpy.sort(array, axis=0)


def _asfarray(array: Any, dtype: Any = numpy.float64) -> Any:
    kind = dtype if numpy.issubdtype(dtype, numpy.inexact) else numpy.float64
    return numpy.asarray(array, dtype=kind)


def _read_bytes(notes: Any) -> None:
    """`fromstring` once read bytes as well as text."""
    original = numpy.fromstring

    @functools.wraps(original)
    def fromstring(*args: Any, **kwargs: Any) -> Any:
        try:
            return original(*args, **kwargs)
        except ValueError as error:
            if "frombuffer" not in str(error):
                raise
        note(notes, "`numpy.fromstring` read bytes, as `numpy.frombuffer` does.", OLDER)
        return numpy.frombuffer(*args, **kwargs).copy()

    numpy.fromstring = fromstring
