"""What a value's text means depends on the field that asks: text, number, percentage, list."""

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from grader.rubric_file.complaints import WrongError, shortened
from grader.rubric_file.tree import Listing, Mapping, Node, Scalar

T = TypeVar("T")

_NUMBER = re.compile(r"[-+]?([0-9]{1,12}(\.[0-9]{0,12})?|\.[0-9]{1,12})([eE][-+]?[0-9]{1,2})?")
_POINTS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_PERCENT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{0,12})?) ?%")


def as_text(node: Node, what: str) -> str:
    """The text of a scalar, with line breaks folded into spaces."""
    text = " ".join(_scalar(node, what, "a text").text.split())
    if not text:
        raise WrongError(node.position, f"{what} is empty, write a text")
    return text


def as_matching(node: Node, what: str, pattern: re.Pattern[str], right: str) -> str:
    """A text of a certain form."""
    text = as_text(node, what)
    if not pattern.fullmatch(text):
        raise WrongError(node.position, f"{what} is {right}, not '{shortened(text)}'")
    return text


def as_whole(node: Node, what: str) -> int:
    """A whole number."""
    text = _scalar(node, what, "a whole number").text
    if not _WHOLE.fullmatch(text):
        raise WrongError(node.position, f"{what} is a whole number, not '{shortened(text)}'")
    return int(text)


def as_number(node: Node, what: str) -> Decimal:
    """A number such as 0.5 or 1e-3; a percentage is the number in per cent, so `84%` is 84."""
    right = "a number or a percentage such as 84%"
    text = _scalar(node, what, right).text
    bare = text.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(bare):
        raise WrongError(node.position, f"{what} is {right}, not '{shortened(text)}'")
    return Decimal(bare)


def as_fraction(node: Node, what: str) -> Decimal:
    """A percentage from 0% to 100% as a fraction; the sign is asked for, 10 may mean either."""
    text = _scalar(node, what, "a percentage such as 10%").text
    match = _PERCENT.fullmatch(text)
    if not match or Decimal(match[1]) > 100:
        right = "a percentage from 0% to 100%, such as 10%"
        raise WrongError(node.position, f"{what} is {right}, not '{shortened(text)}'")
    return Decimal(match[1]) / 100


def as_points(node: Node, what: str) -> Decimal:
    """Points, zero or more, at most four digits after the point."""
    text = _scalar(node, what, "a number of points").text
    if not _POINTS.fullmatch(text):
        right = "a number of points such as 5 or 1.5, without a sign"
        raise WrongError(node.position, f"{what} is {right}, not '{shortened(text)}'")
    return Decimal(text)


def as_boolean(node: Node, what: str) -> bool:
    """`true` or `false`; nothing else, whatever YAML makes of `no`."""
    text = _scalar(node, what, "true or false").text
    if text.lower() not in ("true", "false"):
        raise WrongError(node.position, f"{what} is true or false, not '{shortened(text)}'")
    return text.lower() == "true"


def as_float(node: Node, what: str) -> float:
    """The same as a floating-point number, for what is compared and not added up."""
    return float(as_number(node, what))


def as_texts(node: Node, what: str) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    return as_several(node, what, as_text)


def as_several(node: Node, what: str, read: Callable[[Node, str], T]) -> tuple[T, ...]:
    """A list of values of one type; a single value is a list of one."""
    parts = node.items if isinstance(node, Listing) else (node,)
    values = tuple(read(part, f"each of {what}") for part in parts)
    if not values:
        raise WrongError(node.position, f"{what} is empty, write at least one or drop the key")
    return values


def as_exactly(
    node: Node, what: str, read: Callable[[Node, str], T], *, length: int
) -> tuple[T, ...]:
    """A list of so many values, such as the two ends of a range."""
    values = as_several(node, what, read)
    if len(values) != length:
        raise WrongError(node.position, f"{what} is a list of {length}, not of {len(values)}")
    return values


def as_named(node: Node, what: str, read: Callable[[Node, str], T]) -> tuple[tuple[str, T], ...]:
    """Values under names, in the order of the file."""
    entries = as_mapping(node, what).entries
    if not entries:
        raise WrongError(node.position, f"{what} is empty, write at least one or drop the key")
    return tuple((entry.key.text, read(entry.value, f"'{entry.key.text}'")) for entry in entries)


def as_levels(node: Node, what: str) -> tuple[Decimal, ...]:
    """One number of points, or a rising list of them."""
    if not isinstance(node, Listing):
        return (as_points(node, what),)
    levels = tuple(as_points(part, f"each of {what}") for part in node.items)
    if not levels or any(low >= high for low, high in pairwise(levels)):
        right = "one number or a list that rises, such as [1, 2]"
        raise WrongError(node.position, f"{what} is {right}")
    return levels


def as_mapping(node: Node, what: str) -> Mapping:
    """Keys with values."""
    if not isinstance(node, Mapping):
        raise WrongError(node.position, f"{what} is a mapping of keys to values, not {_form(node)}")
    return node


def as_listing(node: Node, what: str) -> Listing:
    """A list with at least one part."""
    if not isinstance(node, Listing) or not node.items:
        form = "an empty list" if isinstance(node, Listing) else _form(node)
        raise WrongError(node.position, f"{what} is a list, each part after a '-', not {form}")
    return node


def _scalar(node: Node, what: str, right: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise WrongError(node.position, f"{what} is {right}, not {_form(node)}")
    if node.is_nothing:
        raise WrongError(node.position, f"{what} has no value, write {right}")
    return node


def _form(node: Node) -> str:
    match node:
        case Listing():
            return "a list"
        case Mapping():
            return "a mapping"
        case _ if node.is_nothing:
            return "nothing"
        case _:
            return f"'{shortened(node.text)}'"
