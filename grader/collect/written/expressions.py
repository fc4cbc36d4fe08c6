"""The worth of an expression."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from grader.collect.written import attributes
from grader.collect.written.arithmetic import compared, kept, unary
from grader.collect.written.comprehensions import comprehension
from grader.collect.written.displays import dict_display, list_display, set_display, tuple_display
from grader.collect.written.frames import GaveUpError
from grader.collect.written.layers import LARGEST
from grader.collect.written.limits import MOST_ITEMS, MOST_NESTING, MOST_TEXT
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.merging import merged
from grader.collect.written.operators import certainty, joined
from grader.collect.written.sides import differ_in_device
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Counter,
    DictThing,
    Function,
    ListThing,
    Value,
)


def evaluate(machine: Machine, node: ast.expr) -> Value:
    """What an expression is worth, with what it does to the world on the way."""
    machine.tick()
    handler = _HANDLERS.get(type(node))
    if handler is None:
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                machine.evaluate(machine, part)
        return UNKNOWN
    with nested(machine):
        return handler(machine, node)


@contextmanager
def nested(machine: Machine) -> Iterator[None]:
    """One level deeper; raises `GaveUpError` where it is too deep."""
    machine.nesting += 1
    try:
        if machine.nesting > MOST_NESTING:
            raise GaveUpError
        yield
    finally:
        machine.nesting -= 1


def _constant(_machine: Machine, node: Any) -> Value:
    value = node.value
    if isinstance(value, int):
        return kept(value) if abs(value) <= LARGEST else UNKNOWN
    if isinstance(value, str):
        return value if len(value) <= MOST_TEXT else UNKNOWN
    return value if value is None or isinstance(value, float) else UNKNOWN


def _name(machine: Machine, node: Any) -> Value:
    return machine.look_up(node.id)


def _binary(machine: Machine, node: Any) -> Value:
    left = machine.evaluate(machine, node.left)
    right = machine.evaluate(machine, node.right)
    return joined(machine, node.op, left, right)


def _unary(machine: Machine, node: Any) -> Value:
    return unary(node.op, machine.evaluate(machine, node.operand))


def _compare(machine: Machine, node: Any) -> Value:
    left = machine.evaluate(machine, node.left)
    result: Value = True
    for operation, comparator in zip(node.ops, node.comparators, strict=True):
        right = machine.evaluate(machine, comparator)
        if result is True:
            result = compared(operation, _plain(machine, left), _plain(machine, right))
        left = right
    return result


def _plain(machine: Machine, value: Value) -> Value:
    """Lists and dictionaries as what they hold, for comparisons."""
    if isinstance(value, ListThing | DictThing):
        content = machine.content(value)
        return UNKNOWN if content is None else tuple(content)
    return value


def _boolean(machine: Machine, node: Any) -> Value:
    stops = isinstance(node.op, ast.Or)
    for number, part in enumerate(node.values[:-1], start=1):
        value = machine.evaluate(machine, part)
        truth = certainty(machine, value)
        if truth is None:
            with machine.uncertain():
                for other in node.values[number:]:
                    machine.evaluate(machine, other)
            return UNKNOWN
        if truth == stops:
            return value
    return machine.evaluate(machine, node.values[-1])


def _either(machine: Machine, node: Any) -> Value:
    truth = certainty(machine, machine.evaluate(machine, node.test))
    if truth is not None:
        return machine.evaluate(machine, node.body if truth else node.orelse)
    if differ_in_device(node):
        # `Net().cuda() if ... else Net()` is the same network, wherever it lies.
        return machine.evaluate(machine, node.orelse)
    with machine.uncertain():
        first = machine.evaluate(machine, node.body)
        return merged(first, machine.evaluate(machine, node.orelse))


def _attribute(machine: Machine, node: Any) -> Value:
    return attributes.read(machine, machine.evaluate(machine, node.value), node.attr)


def _subscript(machine: Machine, node: Any) -> Value:
    holder = machine.evaluate(machine, node.value)
    if isinstance(node.slice, ast.Slice):
        bounds = [
            machine.evaluate(machine, part) if part is not None else None
            for part in (node.slice.lower, node.slice.upper, node.slice.step)
        ]
        _note_window(machine, bounds)
        return attributes.part(machine, holder, bounds)
    if isinstance(node.slice, ast.Tuple):
        for part in node.slice.elts:
            if isinstance(part, ast.Slice) and part.lower is not None and part.upper is not None:
                lower = machine.evaluate(machine, part.lower)
                _note_window(machine, [lower, machine.evaluate(machine, part.upper), None])
    return attributes.item(machine, holder, machine.evaluate(machine, node.slice))


def _note_window(machine: Machine, bounds: list[Value]) -> None:
    """A slice that moves on by its own length in each round of a loop takes batches."""
    lower, upper, step = bounds
    if not isinstance(lower, Counter) or not isinstance(upper, Counter) or step is not None:
        return
    size = upper.offset - lower.offset
    if lower.loop != upper.loop or lower.scale != upper.scale or lower.scale != size:
        return
    for loop in machine.loops:
        if loop.serial == lower.loop:
            loop.windows.add(size)
            loop.batch = size if len(loop.windows) == 1 else None


def _call(machine: Machine, node: Any) -> Value:
    callee = machine.evaluate(machine, node.func)
    positional: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    complete = True
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            inner = elements(machine, machine.evaluate(machine, argument.value))
            complete = complete and inner is not None
            positional += inner or ()
        elif complete:
            positional.append(machine.evaluate(machine, argument))
        else:
            machine.evaluate(machine, argument)
    for keyword in node.keywords:
        value = machine.evaluate(machine, keyword.value)
        if keyword.arg is not None:
            keywords.append((keyword.arg, value))
            continue
        content = machine.content(value) if isinstance(value, DictThing) else None
        complete = complete and content is not None
        keywords += [(key, each) for key, each in (content or {}).items() if isinstance(key, str)]
    args = Args(tuple(positional[:MOST_ITEMS]), tuple(keywords), complete)
    return machine.call(machine, callee, args, node)


def _lambda(machine: Machine, node: Any) -> Value:
    return Function(node, machine.frame, machine.origin, defaults_of(machine, node.args))


def defaults_of(machine: Machine, arguments: ast.arguments) -> dict[str, Value]:
    """The defaults of a function's parameters by name, evaluated where it is defined."""
    named = [*arguments.posonlyargs, *arguments.args]
    late = named[len(named) - len(arguments.defaults) :]
    pairs: list[tuple[ast.arg, ast.expr | None]] = [
        *zip(late, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return {arg.arg: machine.evaluate(machine, value) for arg, value in pairs if value is not None}


def _text(machine: Machine, node: Any) -> Value:
    words: list[str | None] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            words.append(str(part.value))
            continue
        value = machine.evaluate(machine, part.value)
        plain = isinstance(value, int | str) and part.format_spec is None and part.conversion < 0
        words.append(str(value) if plain else None)
    return UNKNOWN if None in words else kept("".join(word for word in words if word is not None))


def _walrus(machine: Machine, node: Any) -> Value:
    value = machine.evaluate(machine, node.value)
    machine.bind(node.target.id, value)
    return value


def _yield(machine: Machine, node: Any) -> Value:
    if getattr(node, "value", None) is not None:
        machine.evaluate(machine, node.value)
    sizes = [loop.batch for loop in machine.loops if loop.batch is not None]
    size = sizes[-1] if sizes else UNKNOWN
    frame = machine.frame
    frame.yields = size if frame.yields is None else merged(frame.yields, size)
    return UNKNOWN


_HANDLERS: dict[type[ast.AST], Callable[[Machine, Any], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Tuple: tuple_display,
    ast.List: list_display,
    ast.Set: set_display,
    ast.Dict: dict_display,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _either,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.JoinedStr: _text,
    ast.NamedExpr: _walrus,
    ast.ListComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.DictComp: comprehension,
    ast.SetComp: comprehension,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
