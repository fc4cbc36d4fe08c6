"""Classes and functions of the student's: how they are defined, and what their decorators do."""

import ast

from grader.collect.written import options
from grader.collect.written.frames import Frame
from grader.collect.written.machine import Machine
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    ClassThing,
    Dotted,
    Function,
    Method,
    Value,
    Wrapped,
)

HARMLESS = frozenset(
    "torch.no_grad torch.inference_mode torch.enable_grad torch.set_grad_enabled torch.jit.script"
    " torch.compile functools.wraps functools.lru_cache functools.cache abc.abstractmethod"
    " typing.override typing.no_type_check functools.total_ordering typing.final"
    " torch.jit.ignore torch.jit.export torch.jit.unused".split()
)
"""Decorators that leave a function what it is."""
RECORDS = ("dataclasses.dataclass", "typing.NamedTuple", "attr.s", "attrs.define", "attr.dataclass")
_KINDS = {
    "builtins.property": "property", "functools.cached_property": "property",
    "builtins.staticmethod": "static", "builtins.classmethod": "class",
}  # fmt: skip


def define(machine: Machine, node: ast.ClassDef) -> Value:
    """The class that a `class` statement defines."""
    bases = tuple(machine.evaluate(machine, base) for base in node.bases)
    for base in bases:
        if isinstance(base, ClassThing):
            # What others are made of is used.
            base.made = True
    outer = machine.frame
    machine.frame = Frame(
        outer=outer,
        region=machine.regions[-1],
        dormant=machine.dormant,
        is_class=True,
        elsewhere={},
    )
    try:
        machine.execute(machine, node.body)
        content = dict(machine.frame.names)
    finally:
        machine.frame = outer
    cls = ClassThing(
        content,
        region=machine.regions[-1],
        dormant=machine.dormant,
        name=node.name,
        bases=bases,
        node=node,
        is_record=any(isinstance(base, Dotted) and base.path in RECORDS for base in bases),
        origin=machine.origin,
    )
    for value in content.values():
        function = value.function if isinstance(value, Wrapped) else value
        if isinstance(function, Function) and function.owner is None:
            function.owner = cls
    machine.classes.append(cls)
    return _dressed(machine, cls, node.decorator_list)


def _dressed(machine: Machine, cls: ClassThing, decorators: list[ast.expr]) -> Value:
    result: Value = cls
    for decorator in reversed(decorators):
        path = _path(machine, decorator)
        if path in RECORDS:
            cls.is_record = True
        elif path not in HARMLESS:
            result = UNKNOWN
    return result


def decorated(machine: Machine, function: Function, decorators: list[ast.expr]) -> Value:
    """What a function is behind its decorators."""
    result: Value = function
    for decorator in reversed(decorators):
        path = _path(machine, decorator)
        if path in HARMLESS:
            continue
        if path in _KINDS and isinstance(result, Function):
            result = Wrapped(_KINDS[path], result)
        elif path.startswith("click."):
            options.click_decorator(machine, function, decorator, path)
        else:
            result = _by_other(machine, result, function, machine.evaluate(machine, decorator))
    return result


def _by_other(machine: Machine, result: Value, function: Function, decorator: Value) -> Value:
    if isinstance(decorator, Method) and isinstance(decorator.receiver, Wrapped):
        return decorator.receiver
    if isinstance(decorator, Function):
        return machine.call(machine, decorator, Args((result,)), function.node)
    # It may be called with anything, and be another function altogether.
    function.opaque = True
    return function


def _path(machine: Machine, decorator: ast.expr) -> str:
    """The full name of a library's decorator; empty if it is none."""
    node = decorator.func if isinstance(decorator, ast.Call) else decorator
    value = machine.evaluate(machine, node) if isinstance(node, ast.Name | ast.Attribute) else None
    return value.path if isinstance(value, Dotted) else ""
