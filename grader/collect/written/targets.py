"""What can be assigned to."""

import ast

from grader.collect.written.limits import MOST_ITEMS
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.names import CONTAINERS
from grader.collect.written.operators import is_key
from grader.collect.written.values import (
    UNKNOWN,
    Built,
    ClassThing,
    DictThing,
    Instance,
    ListThing,
    ModuleValue,
    ParameterGroups,
    Thing,
    Value,
)


def assign(machine: Machine, target: ast.expr, value: Value) -> None:
    """`target = value`"""
    match target:
        case ast.Name():
            machine.bind(target.id, value)
        case ast.Starred():
            assign(machine, target.value, value)
        case ast.Tuple() | ast.List():
            _unpack(machine, target.elts, value)
        case ast.Attribute():
            write(machine, machine.evaluate(machine, target.value), target.attr, value)
        case ast.Subscript():
            holder = machine.evaluate(machine, target.value)
            key = UNKNOWN
            if not isinstance(target.slice, ast.Slice):
                key = machine.evaluate(machine, target.slice)
            put(machine, holder, key, value)


def _unpack(machine: Machine, targets: list[ast.expr], value: Value) -> None:
    items = elements(machine, value)
    stars = [index for index, each in enumerate(targets) if isinstance(each, ast.Starred)]
    fits = items is not None and (len(items) == len(targets) if not stars else True)
    if items is None or not fits or (stars and len(items) < len(targets) - 1):
        for each in targets:
            assign(machine, each, UNKNOWN)
        return
    if not stars:
        for each, one in zip(targets, items, strict=True):
            assign(machine, each, one)
        return
    before, after = stars[0], len(targets) - stars[0] - 1
    for each, one in zip(targets[:before], items, strict=False):
        assign(machine, each, one)
    rest = items[before : len(items) - after]
    assign(machine, targets[before], machine.listing(rest))
    for each, one in zip(targets[before + 1 :], items[len(items) - after :], strict=False):
        assign(machine, each, one)


def write(machine: Machine, holder: Value, name: str, value: Value) -> None:
    """`holder.name = value`"""
    if isinstance(holder, Instance | ClassThing) or (
        isinstance(holder, DictThing) and holder.dotted
    ):
        content = machine.content(holder)
        if content is None or len(content) >= MOST_ITEMS:
            machine.change(holder, None)
            return
        machine.change(holder, {**content, name: value})
        if isinstance(value, Built | Instance):
            value.name = value.name or name
    elif isinstance(holder, ModuleValue) and not machine.dormant:
        holder.frame.names[name] = UNKNOWN
    elif isinstance(holder, Built):
        # `layer.bias = None` and the like: it is no longer what its constructor says.
        machine.change(holder, None)


def put(machine: Machine, holder: Value, key: Value, value: Value) -> None:
    """`holder[key] = value`"""
    if isinstance(holder, ParameterGroups):
        machine.note("by_hand" if key == "lr" else "escaped", holder.optimizer)
        return
    if not isinstance(holder, Thing):
        return
    content = machine.content(holder)
    if isinstance(holder, DictThing) and content is not None and is_key(key):
        known = len(content) < MOST_ITEMS
        machine.change(holder, {**content, key: value} if known else None)
    elif isinstance(holder, ListThing) and content is not None and _fits(key, content):
        changed = list(content)
        changed[key] = value
        machine.change(holder, tuple(changed))
    elif isinstance(holder, Built) and holder.path in CONTAINERS and content is not None:
        known = _fits(key, content)
        changed = list(content)
        if known:
            changed[key] = (content[key][0], value)
        machine.change(holder, tuple(changed) if known else None)
    elif isinstance(holder, DictThing | ListThing | Built):
        machine.change(holder, None)


def _fits(key: Value, content: tuple[Value, ...]) -> bool:
    return isinstance(key, int) and -len(content) <= key < len(content)
