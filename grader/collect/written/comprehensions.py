"""Comprehensions: over a literal they give what they make, over anything else nothing is known."""

import ast
from typing import Any

from grader.collect.written.frames import Frame
from grader.collect.written.limits import MOST_ITEMS, MOST_UNROLLED
from grader.collect.written.loops import elements, loop_of
from grader.collect.written.machine import Machine
from grader.collect.written.operators import certainty, is_key
from grader.collect.written.targets import assign
from grader.collect.written.values import (
    UNKNOWN,
    Value,
)


def comprehension(machine: Machine, node: Any) -> Value:
    """A comprehension over a literal gives a list; over anything else it is followed once."""
    before = machine.frame
    machine.frame = Frame(outer=before, region=machine.regions[-1], dormant=machine.dormant)
    # A class body's names are not seen from inside a comprehension, but then it would not run.
    machine.frame.function, machine.frame.instance = before.function, before.instance
    machine.frame.elsewhere = dict(before.elsewhere)
    try:
        found: list[Value] | None = []
        found = _rounds(machine, node, node.generators, found)
    finally:
        machine.frame = before
    if isinstance(node, ast.SetComp):
        return UNKNOWN
    if isinstance(node, ast.DictComp):
        return machine.dictionary(None if found is None else dict(found))
    return machine.listing(None if found is None else tuple(found))


def _rounds(
    machine: Machine, node: Any, generators: list[ast.comprehension], found: list[Value] | None
) -> list[Value] | None:
    if not generators:
        return _gathered(machine, node, found)
    generator, *rest = generators
    over = machine.evaluate(machine, generator.iter)
    items = elements(machine, over)
    if items is None or len(items) > MOST_ITEMS:
        with machine.uncertain(), loop_of(machine, over, None):
            assign(machine, generator.target, UNKNOWN)
            for test in generator.ifs:
                machine.evaluate(machine, test)
            _rounds(machine, node, rest, None)
        return None
    with loop_of(machine, over, None):
        for item in items[: MOST_UNROLLED if found is None else MOST_ITEMS]:
            assign(machine, generator.target, item)
            tests = [certainty(machine, machine.evaluate(machine, each)) for each in generator.ifs]
            if None in tests:
                found = None
            if False not in tests:
                found = _rounds(machine, node, rest, found)
    return found


def _gathered(machine: Machine, node: Any, found: list[Value] | None) -> list[Value] | None:
    if isinstance(node, ast.DictComp):
        key = machine.evaluate(machine, node.key)
        value: Value = (key, machine.evaluate(machine, node.value))
        found = found if is_key(key) else None
    else:
        value = machine.evaluate(machine, node.elt)
    return None if found is None or len(found) >= MOST_ITEMS else [*found, value]
