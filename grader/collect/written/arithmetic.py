"""Operators on what is certain; anything too large, or that would raise, is unknown."""

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

from grader.collect.written.layers import LARGEST
from grader.collect.written.limits import MOST_ITEMS, MOST_TEXT
from grader.collect.written.merging import light
from grader.collect.written.values import UNKNOWN, Counter, Value

_NUMBER = (int, float)
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def binary(operation: ast.operator, left: Value, right: Value) -> Value:
    """`left` and `right` joined by an operator of plain values."""
    if isinstance(left, Counter) or isinstance(right, Counter):
        return _counted(operation, left, right)
    apply = _BINARY.get(type(operation))
    if apply is None or not _may(operation, left, right):
        return UNKNOWN
    try:
        return kept(apply(left, right))
    except (ArithmeticError, ValueError, TypeError, MemoryError):
        return UNKNOWN


def kept(value: Value) -> Value:
    """A computed value if it is of a sane size."""
    if isinstance(value, complex) or (isinstance(value, float) and not math.isfinite(value)):
        return UNKNOWN
    if isinstance(value, int) and abs(value) > LARGEST:
        return UNKNOWN
    if isinstance(value, str) and len(value) > MOST_TEXT:
        return UNKNOWN
    return light(value)


def unary(operation: ast.unaryop, value: Value) -> Value:
    """`value` behind an operator."""
    if isinstance(operation, ast.Not):
        truth = truth_of(value)
        return UNKNOWN if truth is None else not truth
    if not isinstance(value, _NUMBER):
        return UNKNOWN
    if isinstance(operation, ast.USub):
        return -value
    return +value if isinstance(operation, ast.UAdd) else UNKNOWN


def compared(operation: ast.cmpop, left: Value, right: Value) -> Value:
    """Whether a comparison of plain values holds."""
    if isinstance(operation, ast.Is | ast.IsNot):
        if left is None or right is None:
            other = right if left is None else left
            if other is UNKNOWN:
                return UNKNOWN
            return (other is None) == isinstance(operation, ast.Is)
        plain = isinstance(left, bool) and isinstance(right, bool)
        return (left is right) == isinstance(operation, ast.Is) if plain else UNKNOWN
    if isinstance(operation, ast.In | ast.NotIn):
        return _contained(operation, left, right)
    if not _plain(left) or not _plain(right):
        return UNKNOWN
    try:
        return bool(_COMPARED[type(operation)](left, right))
    except TypeError:
        return UNKNOWN


def truth_of(value: Value) -> bool | None:
    """Whether a plain value counts as true; None if that is not certain."""
    if value is None or isinstance(value, int | float | str):
        return bool(value)
    return bool(value) if isinstance(value, tuple) else None


def _plain(value: Value) -> bool:
    if isinstance(value, tuple):
        return all(map(_plain, value))
    return value is None or isinstance(value, int | float | str)


def _contained(operation: ast.cmpop, left: Value, right: Value) -> Value:
    if isinstance(right, str) and not isinstance(left, str):
        return UNKNOWN
    if not _plain(left) or not _plain(right) or not isinstance(right, str | tuple):
        return UNKNOWN
    return (left in right) == isinstance(operation, ast.In)


def _may(operation: ast.operator, left: Value, right: Value) -> bool:
    """Whether an operation stays small and is between things of which we know what it does."""
    if isinstance(left, _NUMBER) and isinstance(right, _NUMBER):
        if isinstance(operation, ast.Pow):
            # 10 ** 10 ** 10 takes longer than anybody's patience.
            return abs(right) <= 64 and abs(left) <= LARGEST
        return True
    if isinstance(left, str) and isinstance(right, str):
        return isinstance(operation, ast.Add)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return isinstance(operation, ast.Add)
    sequence, times = (right, left) if isinstance(left, int) else (left, right)
    if isinstance(sequence, str | tuple) and isinstance(times, int):
        return isinstance(operation, ast.Mult) and len(sequence) * times <= MOST_ITEMS
    return False


def _counted(operation: ast.operator, left: Value, right: Value) -> Value:
    """Arithmetic with a loop's counting variable."""
    if isinstance(left, Counter) and isinstance(right, Counter):
        straight = isinstance(operation, ast.Sub) and left.loop == right.loop
        fixed = straight and left.scale == right.scale
        if fixed:
            return left.offset - right.offset
        if isinstance(operation, ast.Add) and left.loop == right.loop:
            return Counter(left.loop, left.scale + right.scale, left.offset + right.offset)
        return UNKNOWN
    counter, number = (left, right) if isinstance(left, Counter) else (right, left)
    if not isinstance(number, int) or isinstance(number, bool) or abs(number) > LARGEST:
        return UNKNOWN
    if isinstance(operation, ast.Add):
        return Counter(counter.loop, counter.scale, counter.offset + number)
    if isinstance(operation, ast.Sub) and counter is left:
        return Counter(counter.loop, counter.scale, counter.offset - number)
    if isinstance(operation, ast.Mult):
        return Counter(counter.loop, counter.scale * number, counter.offset * number)
    return UNKNOWN
