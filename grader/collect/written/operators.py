"""Operators between things, and whether a value counts as true."""

import ast

from grader.collect.written.arithmetic import binary, truth_of
from grader.collect.written.machine import Machine
from grader.collect.written.values import (
    UNKNOWN,
    Bound,
    Built,
    ClassThing,
    DictThing,
    Function,
    ListThing,
    LossValue,
    Traced,
    Value,
)


def is_key(value: Value) -> bool:
    """Whether a value can be looked up in a dictionary of ours."""
    if isinstance(value, tuple):
        return all(map(is_key, value))
    return value is None or isinstance(value, int | float | str)


def joined(machine: Machine, operation: ast.operator, left: Value, right: Value) -> Value:
    """Two values joined by an operator."""
    if isinstance(left, Traced) or isinstance(right, Traced):
        return _scaled(operation, left, right)
    if isinstance(left, LossValue) or isinstance(right, LossValue):
        return _loss(operation, left, right)
    if isinstance(left, ListThing) and isinstance(right, ListThing):
        one, other = machine.content(left), machine.content(right)
        known = isinstance(operation, ast.Add) and one is not None and other is not None
        return machine.listing(one + other if known else None)
    if isinstance(left, ListThing) and isinstance(right, int):
        content = machine.content(left)
        several = UNKNOWN if content is None else binary(operation, content, right)
        return machine.listing(several if isinstance(several, tuple) else None)
    return binary(operation, left, right)


def _scaled(operation: ast.operator, left: Value, right: Value) -> Value:
    """A traced value with a plain number: what a graph passes over."""
    traced, other = (left, right) if isinstance(left, Traced) else (right, left)
    number = isinstance(other, int | float) and not isinstance(other, bool)
    plain = isinstance(operation, ast.Add | ast.Sub | ast.Mult | ast.Div)
    if not number or not plain or traced.spent:
        return UNKNOWN
    divided = isinstance(operation, ast.Div) and traced is right
    return UNKNOWN if divided else Traced(traced.layers, traced.image)


def _loss(operation: ast.operator, left: Value, right: Value) -> Value:
    """A loss that is scaled, or begun with zero, is still that loss."""
    loss, other = (left, right) if isinstance(left, LossValue) else (right, left)
    if isinstance(operation, ast.Add) and other == 0 and isinstance(other, int | float):
        return loss
    if isinstance(operation, ast.Div) and loss is left and not isinstance(other, LossValue):
        return loss
    number = isinstance(other, int | float)
    return loss if isinstance(operation, ast.Mult) and number else LossValue("")


def certainty(machine: Machine, value: Value) -> bool | None:
    """Whether a value counts as true; None if that is not certain."""
    if isinstance(value, ListThing | DictThing):
        content = machine.content(value)
        return None if content is None else bool(content)
    if isinstance(value, Built) and value.path.startswith("torch.optim."):
        return True
    return True if isinstance(value, Function | Bound | ClassThing) else truth_of(value)
