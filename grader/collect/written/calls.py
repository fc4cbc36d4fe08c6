"""Calls: the student's functions and classes are followed, those of libraries known or not."""

import ast

from grader.collect.written import options, tracing
from grader.collect.written import torch_calls as torch_
from grader.collect.written.attributes import find, is_network
from grader.collect.written.construction import construct
from grader.collect.written.containers import dict_method, list_method, text_method
from grader.collect.written.functions import combined, escape, invoke, with_first
from grader.collect.written.library_calls import call_library
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Batches,
    Bound,
    Built,
    ClassThing,
    DictThing,
    Dotted,
    Function,
    Instance,
    ListThing,
    LossValue,
    Method,
    Parameters,
    ParserThing,
    Partial,
    Super,
    Traced,
    Value,
    Wrapped,
)


def call(machine: Machine, callee: Value, args: Args, node: ast.AST) -> Value:
    """What a call gives back, with what it does."""
    machine.tick()
    machine.place = node
    match callee:
        case Function():
            return invoke(machine, callee, args)
        case Bound():
            return invoke(machine, callee.function, with_first(callee.instance, args))
        case Wrapped():
            return invoke(machine, callee.function, args)
        case Partial():
            return machine.call(machine, callee.callee, combined(callee.args, args), node)
        case ClassThing():
            return construct(machine, callee, args, node)
        case Instance():
            return _call_instance(machine, callee, args, node)
        case Built():
            first = args.get(0, "input")
            if isinstance(first, Traced):
                return tracing.through_module(machine, callee, first)
            return torch_.built_call(machine, callee, args)
        case Dotted():
            return call_library(machine, callee.path, args, node)
        case Method():
            return _method(machine, callee, args, node)
        case _:
            escape(machine, args, changes=True)
            return UNKNOWN


def _call_instance(machine: Machine, instance: Instance, args: Args, node: ast.AST) -> Value:
    cls = instance.cls
    if cls is None:
        return UNKNOWN
    if not is_network(cls):
        own = find(machine, cls, "__call__")
        if isinstance(own, Function):
            return invoke(machine, own, with_first(instance, args))
        escape(machine, args, changes=True)
        return UNKNOWN
    traced = any(isinstance(value, Traced) for value in args.positional)
    # What a network gives for data says nothing; a loss written as a module does.
    if not traced and (machine.tracing or torch_.holds_layers(machine, instance)):
        return UNKNOWN
    forward = find(machine, cls, "forward")
    if isinstance(forward, Function):
        return invoke(machine, forward, with_first(instance, args))
    content = machine.content(instance)
    children = content.get("__children__") if content else None
    value = args.get(0, "input")
    for child in children or ():
        value = machine.call(machine, child, Args((value,)), node)
    return value if children else UNKNOWN


def _method(machine: Machine, method: Method, args: Args, node: ast.AST) -> Value:
    receiver, name = method.receiver, method.name
    match receiver:
        case ListThing():
            return list_method(machine, receiver, name, args)
        case DictThing():
            return dict_method(machine, receiver, name, args)
        case str():
            return text_method(machine, receiver, name, args)
        case ParserThing():
            return options.parser_method(machine, receiver, name, args)
        case LossValue():
            return torch_.loss_method(machine, receiver, name)
        case Traced():
            return tracing.through_function(machine, name, receiver, with_first(receiver, args))
        case Super():
            return _super_method(machine, receiver, name, args)
        case Parameters():
            return UNKNOWN
        case Built() if torch_.is_optimizer(receiver):
            return torch_.optimizer_method(machine, receiver, name, args)
        case Built() if receiver.path.startswith("torch.optim.lr_scheduler."):
            return torch_.scheduler_method(machine, receiver, name)
        case Built() if receiver.path in torch_.SCALERS:
            return torch_.scaler_method(machine, name, args)
        case Built() | Instance():
            return _module_method(machine, receiver, name, args, node)
        case _:
            return _of_unknown(machine, name, args)


def _of_unknown(machine: Machine, name: str, args: Args) -> Value:
    """A method of something unknown, which may tell something all the same."""
    escape(machine, args, changes=False)
    if name == "backward":
        machine.last_loss = ""
    if name in ("reshape", "view"):
        sizes = args.positional
        sizes = elements(machine, sizes[0]) or () if len(sizes) == 1 else sizes
        known = tuple(size for size in sizes[1:] if isinstance(size, int) and size > 0)
        if len(sizes) == 4 and len(known) == 3:
            machine.shapes.append(known)
    size = args.get(0, "split_size")
    return Batches(size) if name == "split" and isinstance(size, int) else UNKNOWN


def _module_method(
    machine: Machine, receiver: Built | Instance, name: str, args: Args, node: ast.AST
) -> Value:
    if name in ("forward", "__call__"):
        return machine.call(machine, receiver, args, node)
    if name == "apply":
        escape(machine, args, changes=False)
    return torch_.module_method(machine, receiver, name, args)


def _super_method(machine: Machine, receiver: Super, name: str, args: Args) -> Value:
    instance = receiver.instance
    if name == "__init__" and args.positional and isinstance(instance, Instance):
        content = machine.content(instance)
        if content is not None:
            machine.change(instance, {**content, "__children__": args.positional})
    elif name == "forward" and isinstance(instance, Instance):
        content = machine.content(instance)
        value = args.get(0, "input")
        for child in (content or {}).get("__children__", ()):
            value = machine.call(machine, child, Args((value,)), machine.place)
        return value if content and "__children__" in content else UNKNOWN
    return UNKNOWN
