"""What a statement does to the names and things of a program that is followed, not run.

Each handler gives back the ways on: `next`, and `return`, `break`, `continue`, `raise`.
"""

import ast
from collections.abc import Callable
from typing import Any

from grader.collect.written import classes, imports
from grader.collect.written.attributes import item, read
from grader.collect.written.expressions import defaults_of, nested
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.operators import joined
from grader.collect.written.rounds import follow_for, follow_while
from grader.collect.written.targets import assign, put, write
from grader.collect.written.values import UNKNOWN, Function, ListThing, Value
from grader.collect.written.ways import NEXT, Ways, follow_if, merge_into


def execute(machine: Machine, body: list[ast.stmt]) -> Ways:
    """Follow statements one after the other."""
    ways: set[str] = set()
    for number, statement in enumerate(body):
        machine.tick()
        handler = _HANDLERS.get(type(statement), _nothing)
        with nested(machine):
            found = handler(machine, statement)
        ways |= found - NEXT
        if "next" not in found:
            return frozenset(ways)
        if found - {"next", "raise"}:
            # What follows a way out is reached only perhaps; after an error nothing follows.
            with machine.uncertain():
                return frozenset(ways) | machine.execute(machine, body[number + 1 :])
    return frozenset(ways) | NEXT


def _nothing(_machine: Machine, _node: Any) -> Ways:
    return NEXT


def _expression(machine: Machine, node: Any) -> Ways:
    machine.evaluate(machine, node.value)
    return NEXT


def _assign(machine: Machine, node: Any) -> Ways:
    value = machine.evaluate(machine, node.value)
    for target in node.targets:
        assign(machine, target, value)
    return NEXT


def _annotated(machine: Machine, node: Any) -> Ways:
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(machine, node.value))
    return NEXT


def _augmented(machine: Machine, node: Any) -> Ways:
    right = machine.evaluate(machine, node.value)
    match node.target:
        case ast.Name():
            left = machine.look_up(node.target.id)
            machine.bind(node.target.id, _added(machine, node.op, left, right))
        case ast.Attribute():
            holder = machine.evaluate(machine, node.target.value)
            left = read(machine, holder, node.target.attr)
            write(machine, holder, node.target.attr, _added(machine, node.op, left, right))
        case ast.Subscript():
            holder = machine.evaluate(machine, node.target.value)
            is_slice = isinstance(node.target.slice, ast.Slice)
            key = UNKNOWN if is_slice else machine.evaluate(machine, node.target.slice)
            left = item(machine, holder, key)
            put(machine, holder, key, _added(machine, node.op, left, right))
    return NEXT


def _added(machine: Machine, operation: ast.operator, left: Value, right: Value) -> Value:
    if not isinstance(left, ListThing):
        return joined(machine, operation, left, right)
    content, more = machine.content(left), elements(machine, right)
    known = isinstance(operation, ast.Add) and content is not None and more is not None
    machine.change(left, content + more if known else None)
    return left


def _with(machine: Machine, node: Any) -> Ways:
    for each in node.items:
        value = machine.evaluate(machine, each.context_expr)
        if each.optional_vars is not None:
            # A progress bar gives itself; of anything else it is not known what it gives.
            given = value if type(value).__name__ == "Around" else UNKNOWN
            assign(machine, each.optional_vars, given)
    return machine.execute(machine, node.body)


def _try(machine: Machine, node: Any) -> Ways:
    before = machine.snapshot()
    found = machine.execute(machine, [*node.body, *node.orelse])
    after = machine.snapshot()
    ways: set[str] = set(found)
    states = [after] if "next" in found else []
    for handler in node.handlers:
        machine.restore(before.merged(after))
        if handler.name:
            machine.bind(handler.name, UNKNOWN)
        with machine.uncertain():
            caught = machine.execute(machine, handler.body)
        ways |= caught
        states += [machine.snapshot()] if "next" in caught else []
    if states:
        merge_into(machine, states, with_current=False)
    if node.finalbody:
        last = machine.execute(machine, node.finalbody)
        ways = ways | (last - NEXT) if "next" in last else set(last)
    return frozenset(ways)


def _return(machine: Machine, node: Any) -> Ways:
    value = machine.evaluate(machine, node.value) if node.value is not None else None
    machine.frame.returned.append(value)
    return frozenset({"return"})


def _jump(machine: Machine, node: Any) -> Ways:
    way = "break" if isinstance(node, ast.Break) else "continue"
    if machine.frame.jumps:
        machine.frame.jumps[-1][way].append(machine.snapshot())
    return frozenset({way})


def _raise(machine: Machine, node: Any) -> Ways:
    if node.exc is not None:
        machine.evaluate(machine, node.exc)
    return frozenset({"raise"})


def _assert(machine: Machine, node: Any) -> Ways:
    # Some fail by design, and what stands behind them is written all the same.
    machine.evaluate(machine, node.test)
    return NEXT


def _delete(machine: Machine, node: Any) -> Ways:
    for target in node.targets:
        if isinstance(target, ast.Name):
            machine.bind(target.id, UNKNOWN)
        elif isinstance(target, ast.Subscript):
            machine.forget(machine.evaluate(machine, target.value))
    return NEXT


def _function(machine: Machine, node: Any) -> Ways:
    function = Function(node, machine.frame, machine.origin, defaults_of(machine, node.args))
    function.dormant = machine.dormant
    machine.functions.append(function)
    machine.bind(node.name, classes.decorated(machine, function, node.decorator_list))
    return NEXT


def _class(machine: Machine, node: Any) -> Ways:
    machine.bind(node.name, classes.define(machine, node))
    return NEXT


def _global(machine: Machine, node: Any) -> Ways:
    frame = machine.frame
    for name in node.names:
        if isinstance(node, ast.Global):
            home = frame.top
        else:
            outer = frame.outer
            while outer is not None and name not in outer.names and outer.outer is not None:
                outer = outer.outer
            home = outer or frame.top
        if home is not frame:
            frame.elsewhere[name] = home
    return NEXT


def _match(machine: Machine, node: Any) -> Ways:
    machine.evaluate(machine, node.subject)
    ways: set[str] = set(NEXT)
    before = machine.snapshot()
    ends = [before]
    for case in node.cases:
        machine.restore(before)
        for part in ast.walk(case.pattern):
            name = getattr(part, "name", None) or getattr(part, "rest", None)
            if isinstance(name, str):
                machine.bind(name, UNKNOWN)
        with machine.uncertain():
            found = machine.execute(machine, case.body)
        ways |= found
        ends += [machine.snapshot()] if "next" in found else []
    merge_into(machine, ends, with_current=False)
    return frozenset(ways)


_HANDLERS: dict[type[ast.AST], Callable[[Machine, Any], Ways]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: follow_if,
    ast.For: follow_for,
    ast.AsyncFor: follow_for,
    ast.While: follow_while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Return: _return,
    ast.Break: _jump,
    ast.Continue: _jump,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.Import: imports.plain,
    ast.ImportFrom: imports.names_of,
    ast.Match: _match,
}
