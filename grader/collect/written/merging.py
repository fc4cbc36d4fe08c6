"""What is known when a value may be one of several."""

from __future__ import annotations

from typing import Any

from grader.collect.written.limits import MOST_ITEMS
from grader.collect.written.values import (
    UNKNOWN,
    Batches,
    Counter,
    Dotted,
    LossValue,
    Parameters,
    Value,
)

PLAIN = (int, float, str, bool, type(None), range, Dotted, Counter, LossValue, Batches)


def light(value: Value) -> Value:
    """A value if it is no tuple of more elements, with those inside, than are kept."""
    return value if not isinstance(value, tuple) or _weight(value) <= MOST_ITEMS else UNKNOWN


def _weight(value: tuple[Value, ...]) -> int:
    # What is inside was light when it was made, so this takes no longer than it may weigh.
    total = len(value)
    for each in value:
        if isinstance(each, tuple):
            total += _weight(each)
        if total > MOST_ITEMS:
            break
    return total


def same(left: Value, right: Value) -> bool:
    """Whether two values are certainly the same."""
    if left is right:
        return True
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, PLAIN) and type(left) is type(right):
        return bool(left == right)
    return False


def merged(left: Value, right: Value) -> Value:
    """What is known when it may be the one or the other."""
    if same(left, right):
        return left
    if isinstance(left, Parameters) and isinstance(right, Parameters):
        return left if left.network is right.network else UNKNOWN
    return UNKNOWN


def merged_names(left: dict[Any, Value], right: dict[Any, Value]) -> dict[Any, Value]:
    """Two states of the same names; a name that only one of them has is unknown."""
    return {
        name: merged(left.get(name, UNKNOWN), right.get(name, UNKNOWN))
        for name in (*left, *(name for name in right if name not in left))
    }
