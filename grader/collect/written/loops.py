"""What a loop runs over: its elements where they are literal, else how often, in which groups."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager

from grader.collect.written.frames import Loop
from grader.collect.written.limits import MOST_ITEMS
from grader.collect.written.machine import Machine
from grader.collect.written.merging import light
from grader.collect.written.names import CONTAINERS
from grader.collect.written.values import (
    UNKNOWN,
    Around,
    Batches,
    Built,
    Counter,
    Counting,
    DictThing,
    ListThing,
    ParameterGroups,
    Value,
)

LOADER = "torch.utils.data.DataLoader"


def elements(machine: Machine, value: Value) -> tuple[Value, ...] | None:
    """The elements of a literal in order; None if they are not all known."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, range):
        return tuple(value) if len(value) <= MOST_ITEMS else None
    if isinstance(value, ListThing | DictThing):
        content = machine.content(value)
        return None if content is None else tuple(content)
    if isinstance(value, Built) and value.path in CONTAINERS:
        content = machine.content(value)
        return None if content is None else tuple(child for _, child in content)
    if isinstance(value, ParameterGroups):
        return (value,)
    return _around(machine, value) if isinstance(value, Around) else None


def _around(machine: Machine, value: Around) -> tuple[Value, ...] | None:
    parts = [elements(machine, each) for each in value.inner]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not known:
        return None
    if value.kind == "enumerate":
        return tuple(light(pair) for pair in enumerate(known[0]))
    if value.kind == "same":
        return known[0]
    if len(known) * min(map(len, known)) > MOST_ITEMS:
        return None
    return tuple(light(row) for row in zip(*known, strict=False))


@contextmanager
def loop_of(machine: Machine, over: Value, node: ast.stmt | None) -> Iterator[Loop]:
    """The loop over this value, as one of the loops around what is followed."""
    machine.serial += 1
    loop = _loop(machine, over, machine.serial)
    loop.node, loop.source, loop.conditions = node, over, machine.conditions
    machine.loops.append(loop)
    try:
        yield loop
    finally:
        machine.loops.pop()


def _loop(machine: Machine, over: Value, serial: int) -> Loop:
    if isinstance(over, range):
        batch = over.step if over.step > 1 else None
        return Loop(serial, "range", count=len(over), batch=batch)
    if isinstance(over, Counting):
        whole = isinstance(over.step, int) and over.step > 1
        return Loop(serial, "range", batch=over.step if whole else None)
    if isinstance(over, Batches):
        return Loop(serial, "batches", batch=_size(over.size))
    if isinstance(over, Built) and over.path == LOADER:
        return Loop(serial, "batches", batch=batch_size(over))
    if isinstance(over, Around) and over.inner:
        loops = [_loop(machine, each, serial) for each in over.inner]
        return next((loop for loop in loops if loop.kind == "batches"), loops[0])
    known = elements(machine, over) is not None
    return Loop(serial, "items" if known else "unknown")


def batch_size(loader: Built) -> int | None:
    """The batch size of a data loader; torch's own is 1."""
    if loader.args.get(None, "batch_sampler", None) is not None:
        return None
    return _size(loader.args.get(1, "batch_size", 1))


def _size(value: Value) -> int | None:
    sane = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return value if sane else None


def element_of(over: Value, loop: Loop) -> Value:
    """Any element of what a loop runs over."""
    if isinstance(over, range):
        return Counter(loop.serial, over.step, over.start)
    if isinstance(over, Counting):
        known = isinstance(over.start, int) and isinstance(over.step, int)
        return Counter(loop.serial, over.step, over.start) if known else UNKNOWN
    if isinstance(over, Around) and over.inner:
        inside = tuple(element_of(each, loop) for each in over.inner)
        if over.kind == "enumerate":
            return (Counter(loop.serial, 1, 0), inside[0])
        return inside if over.kind == "zip" else inside[0]
    return UNKNOWN
