"""Objects of the student's classes."""

import ast

from grader.collect.written.attributes import find, is_network
from grader.collect.written.functions import escape, invoke, with_first
from grader.collect.written.limits import MOST_CALLS, MOST_ITEMS
from grader.collect.written.machine import Machine
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Built,
    ClassThing,
    Function,
    Instance,
    Value,
)


def construct(machine: Machine, cls: ClassThing, args: Args, node: ast.AST) -> Value:
    """An object of a student's class."""
    cls.made = True
    instance = Instance(
        {}, region=machine.regions[-1], dormant=machine.dormant, cls=cls, spot=machine.spot(node)
    )
    if is_network(cls):
        machine.note("network", instance)
    start = find(machine, cls, "__init__")
    if isinstance(start, Function):
        invoke(machine, start, with_first(instance, args))
    elif cls.is_record or any(isinstance(b, ClassThing) and b.is_record for b in cls.bases):
        _fill(machine, instance, cls, args)
    elif start is not None:
        escape(machine, args, changes=True)
    elif args.positional and is_network(cls):
        machine.change(instance, {"__children__": args.positional})
    return instance


def _fill(machine: Machine, instance: Instance, cls: ClassThing, args: Args) -> None:
    """The fields of a record: what was given, else what the class says."""
    names = _fields(cls)
    values: dict[str, Value] = {}
    for position, name in enumerate(names):
        fallback = find(machine, cls, name)
        if isinstance(fallback, Built) and fallback.path == "dataclasses.field":
            fallback = _field_default(machine, fallback)
        values[name] = args.get(position, name, UNKNOWN if fallback is None else fallback)
    machine.change(instance, values)
    after = find(machine, cls, "__post_init__")
    if isinstance(after, Function):
        invoke(machine, after, Args((instance,)))


def _fields(cls: ClassThing, depth: int = 0) -> list[str]:
    names: list[str] = []
    for base in cls.bases:
        if isinstance(base, ClassThing) and depth < MOST_CALLS:
            names += [name for name in _fields(base, depth + 1) if name not in names]
    for statement in cls.node.body if cls.node else ():
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names += [statement.target.id] if statement.target.id not in names else []
    return names[:MOST_ITEMS]


def _field_default(machine: Machine, field: Built) -> Value:
    factory = field.args.get(None, "default_factory", None)
    if factory is not None:
        return machine.call(machine, factory, Args(), machine.place)
    return field.args.get(None, "default")
