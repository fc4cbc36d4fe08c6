"""The types that settings of checks may have, and how a value of each is read.

A check says what it takes by the annotations of its signature alone: single values, several of
them, values under names, and either of two. What is written in a rubric is held against that.
"""

from collections.abc import Callable
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from grader.records import Value
from grader.rubric_file.complaints import WrongError
from grader.rubric_file.tree import Node
from grader.rubric_file.values import (
    as_boolean,
    as_exactly,
    as_float,
    as_named,
    as_number,
    as_several,
    as_text,
    as_whole,
)

Reader = Callable[[Node, str], Any]

SINGLE: dict[Any, Reader] = {
    bool: as_boolean,
    int: as_whole,
    float: as_float,
    Decimal: as_number,
    str: as_text,
}
"""Types of one value; where a setting takes either of two, the first of this order that fits."""


def reader_of(annotation: Any) -> Callable[[Node, str], Value]:
    """What reads a value for a setting of this type."""
    return _reader(annotation)


def without_none(annotation: Any) -> tuple[Any, ...]:
    """The types that a setting takes, one or several, without `None`."""
    if get_origin(annotation) not in (UnionType, Union):
        return (annotation,)
    parts = [part for part in get_args(annotation) if part is not NoneType]
    order = list(SINGLE)
    return tuple(sorted(parts, key=lambda p: order.index(p) if p in order else len(order)))


def elements(annotation: Any) -> Any:
    """The type of each value of `tuple[T, ...]`; None if it is no such type."""
    parts = get_args(annotation)
    is_several = get_origin(annotation) is tuple and len(parts) == 2 and parts[1] is Ellipsis
    return parts[0] if is_several else None


def named_values(annotation: Any) -> Any:
    """The type under each name of `tuple[tuple[str, T], ...]`; None if it is no such type."""
    parts = get_args(elements(annotation))
    return parts[1] if len(parts) == 2 and parts[0] is str and parts[1] is not Ellipsis else None


def fixed_length(annotation: Any) -> int:
    """How many values of one type `tuple[T, T]` takes; 0 if it is no such type."""
    parts = get_args(annotation)
    alike = get_origin(annotation) is tuple and len(set(parts)) == 1 and parts[0] is not Ellipsis
    return len(parts) if alike else 0


def _reader(annotation: Any) -> Reader:
    choices = without_none(annotation)
    if len(choices) > 1:
        readers = [_reader(choice) for choice in choices]
        return lambda node, what: _first_that_fits(readers, node, what)
    (only,) = choices
    if only in SINGLE:
        return SINGLE[only]
    if (under := named_values(only)) is not None:
        read = _reader(under)
        return lambda node, what: as_named(node, what, read)
    if (each := elements(only)) is not None:
        read_each = _reader(each)
        return lambda node, what: as_several(node, what, read_each)
    if length := fixed_length(only):
        read_one = _reader(get_args(only)[0])
        return lambda node, what: as_exactly(node, what, read_one, length=length)
    raise TypeError(f"no setting of a check can have the type {annotation}")


def _first_that_fits(readers: list[Reader], node: Node, what: str) -> Any:
    wrong: WrongError | None = None
    for read in readers:
        try:
            return read(node, what)
        except WrongError as found:
            # The first says best what would be right: texts, which come last, take nearly all.
            wrong = wrong or found
    assert wrong is not None
    raise wrong
