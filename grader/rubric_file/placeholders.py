"""`<n>` in a text stands for a value that is given elsewhere, by `for` or `with`."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Values
from typing import TypeVar

from grader.rubric_file.tree import Entry, Listing, Mapping, Node, Scalar

PLACEHOLDER = re.compile(r"<([a-z][a-z0-9_]{0,30})>")
"""A name in angle brackets: the braces of YAML would need quotes around every text."""

N = TypeVar("N", bound=Node)


def filled(node: N, values: Values[str, str]) -> N:
    """The same part of the file with every value in its place; positions stay."""
    found: Node
    match node:
        case Scalar():
            text = PLACEHOLDER.sub(lambda m: values.get(m[1], m[0]), node.text)
            found = Scalar(text=text, is_plain=node.is_plain, position=node.position)
        case Listing():
            items = tuple(filled(item, values) for item in node.items)
            found = Listing(items=items, position=node.position)
        case Mapping():
            entries = tuple(
                Entry(key=filled(entry.key, values), value=filled(entry.value, values))
                for entry in node.entries
            )
            found = Mapping(entries=entries, position=node.position)
    return found  # type: ignore[return-value]


def placeholders(node: Node) -> Iterator[tuple[str, Scalar]]:
    """Every name in angle brackets, with the text that it stands in."""
    match node:
        case Scalar():
            yield from ((found, node) for found in PLACEHOLDER.findall(node.text))
        case Listing():
            for item in node.items:
                yield from placeholders(item)
        case Mapping():
            for entry in node.entries:
                yield from placeholders(entry.key)
                yield from placeholders(entry.value)


def without(node: Mapping, *keys: str) -> Mapping:
    """The mapping without these keys."""
    kept = tuple(entry for entry in node.entries if entry.key.text not in keys)
    return Mapping(entries=kept, position=node.position)
