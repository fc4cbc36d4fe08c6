"""The student's functions, followed with the arguments that they are given."""

import ast
from dataclasses import replace

from grader.collect.written import torch_calls as torch_
from grader.collect.written.attributes import is_network
from grader.collect.written.expressions import nested
from grader.collect.written.frames import Frame
from grader.collect.written.limits import MOST_CALLS
from grader.collect.written.machine import Machine
from grader.collect.written.merging import merged
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Batches,
    Bound,
    DictThing,
    Function,
    Instance,
    ListThing,
    Partial,
    Value,
)


def with_first(first: Value, args: Args) -> Args:
    return replace(args, positional=(first, *args.positional))


def combined(first: Args, later: Args) -> Args:
    given = dict(later.keywords)
    kept = tuple((key, value) for key, value in first.keywords if key not in given)
    return Args(
        first.positional + later.positional,
        kept + later.keywords,
        first.complete and later.complete,
    )


def escape(machine: Machine, args: Args, *, changes: bool) -> None:
    """What becomes of arguments that go where we cannot follow."""
    for value in args.values():
        if torch_.is_optimizer(value):
            machine.note("escaped", value)
        elif changes and isinstance(value, ListThing | DictThing):
            machine.forget(value)
        elif changes and isinstance(value, Instance):
            is_net = value.cls is not None and is_network(value.cls)
            if not is_net:
                machine.change(value, None)
        elif isinstance(value, Function | Bound | Partial):
            _call_blindly(machine, value)


def _call_blindly(machine: Machine, value: Value) -> None:
    """Follow a function that a library may call with whatever it likes."""
    function = value
    while isinstance(function, Partial | Bound):
        function = function.callee if isinstance(function, Partial) else function.function
    known = value.args.keywords if isinstance(value, Partial) else ()
    if isinstance(function, Function) and not function.followed:
        with machine.uncertain():
            machine.call(machine, function, Args((), known, complete=False), function.node)


def invoke(machine: Machine, function: Function, args: Args) -> Value:
    """Follow a function of the student's; unknown where it calls itself or too deep."""
    if function in machine.calls or len(machine.calls) >= MOST_CALLS:
        escape(machine, args, changes=True)
        return UNKNOWN
    frame = Frame(
        outer=function.frame,
        region=machine.regions[-1],
        dormant=machine.dormant,
        function=function,
    )
    _bind(machine, frame, function, args)
    before, origin = machine.frame, machine.origin
    machine.frame, machine.origin = frame, function.origin
    machine.calls.append(function)
    function.followed = True
    try:
        with nested(machine):
            if isinstance(function.node, ast.Lambda):
                return machine.evaluate(machine, function.node.body)
            ways = machine.execute(machine, function.node.body)
    finally:
        machine.calls.pop()
        machine.frame, machine.origin = before, origin
    if frame.yields is not None:
        return Batches(frame.yields)
    results = [*frame.returned, *([None] if "next" in ways else [])]
    if not results:
        return UNKNOWN
    value = results[0]
    for other in results[1:]:
        value = merged(value, other)
    return value


def _bind(machine: Machine, frame: Frame, function: Function, args: Args) -> None:
    """Give a function's parameters their values."""
    arguments = function.node.args
    names = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    only = [arg.arg for arg in arguments.kwonlyargs]
    frame.names |= dict.fromkeys([*names, *only], UNKNOWN)
    if args.complete and not function.opaque:
        known = {*names, *only}
        frame.names |= {name: value for name, value in function.defaults.items() if name in known}
    if not function.opaque:
        frame.names |= dict(zip(names, args.positional, strict=False))
        keywords = dict(args.keywords)
        frame.names |= {name: keywords[name] for name in (*names, *only) if name in keywords}
        frame.instance = args.positional[0] if args.positional else None
    if arguments.vararg:
        rest = args.positional[len(names) :]
        whole = args.complete and not function.opaque
        frame.names[arguments.vararg.arg] = rest if whole else UNKNOWN
    if arguments.kwarg:
        more = {key: value for key, value in args.keywords if key not in {*names, *only}}
        whole = args.complete and not function.opaque
        frame.names[arguments.kwarg.arg] = machine.dictionary(more if whole else None)
