"""Tuples, lists, sets and dictionaries that are written out."""

import ast
from typing import Any

from grader.collect.written.limits import MOST_ITEMS
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.merging import light
from grader.collect.written.operators import is_key
from grader.collect.written.values import (
    UNKNOWN,
    DictThing,
    Value,
)


def _items(machine: Machine, nodes: list[ast.expr]) -> tuple[Value, ...] | None:
    """The elements of a display; None if something unknown is unpacked in it."""
    found: list[Value] = []
    known = len(nodes) <= MOST_ITEMS
    for node in nodes:
        if isinstance(node, ast.Starred):
            inner = elements(machine, machine.evaluate(machine, node.value))
            known = known and inner is not None
            found += inner or ()
        else:
            found.append(machine.evaluate(machine, node))
    return tuple(found) if known and len(found) <= MOST_ITEMS else None


def tuple_display(machine: Machine, node: Any) -> Value:
    items = _items(machine, node.elts)
    return UNKNOWN if items is None else light(items)


def list_display(machine: Machine, node: Any) -> Value:
    return machine.listing(_items(machine, node.elts))


def dict_display(machine: Machine, node: Any) -> Value:
    entries: dict[Any, Value] | None = {}
    for key, value in zip(node.keys, node.values, strict=True):
        worth = machine.evaluate(machine, value)
        if key is None:
            more = machine.content(worth) if isinstance(worth, DictThing) else None
            entries = {**entries, **more} if entries is not None and more is not None else None
            continue
        name = machine.evaluate(machine, key)
        if entries is not None and is_key(name) and len(entries) < MOST_ITEMS:
            entries[name] = worth
        else:
            entries = None
    return machine.dictionary(entries)


def set_display(machine: Machine, node: Any) -> Value:
    _items(machine, node.elts)
    return UNKNOWN
