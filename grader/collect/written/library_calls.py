"""Calls of libraries: of those that are known what they give, of others nothing."""

import ast
from dataclasses import replace

from grader.collect.written import options
from grader.collect.written import torch_calls as torch_
from grader.collect.written.frames import Frame
from grader.collect.written.functions import escape, invoke
from grader.collect.written.imports import KNOWN_LIBRARIES
from grader.collect.written.machine import Machine
from grader.collect.written.names import PROGRESS
from grader.collect.written.natives import NATIVES
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Around,
    ClassThing,
    Dotted,
    Function,
    ParserThing,
    Partial,
    Super,
    Value,
)

NAMESPACES = (
    "types.SimpleNamespace", "argparse.Namespace", "easydict.EasyDict", "munch.Munch",
    "ml_collections.ConfigDict", "addict.Dict", "box.Box", "dotmap.DotMap",
    "omegaconf.OmegaConf.create",
)  # fmt: skip


STARTERS = ("absl.app.run", "fire.Fire", "typer.run", "tensorflow.app.run")
"""Functions of libraries that call the one that they are given."""


PARSERS = ("argparse.ArgumentParser", "configargparse.ArgumentParser", "tap.Tap")


NO_CHANGE = frozenset(
    "print len isinstance id type repr hasattr callable next str save any all".split()
)
"""Functions that leave an optimizer alone."""


def call_library(machine: Machine, path: str, args: Args, node: ast.AST) -> Value:
    name = path.rpartition(".")[2]
    found = torch_.library_call(machine, path, args, node)
    if found is not None:
        return found
    if path in NATIVES:
        return NATIVES[path](machine, args)
    if name in PROGRESS and not path.startswith("builtins."):
        if name in ("trange", "tnrange"):
            return Around("same", (NATIVES["builtins.range"](machine, Args(args.positional[:3])),))
        return Around("same", (args.get(0, "iterable"),)) if args.complete else UNKNOWN
    if path in PARSERS or path == "dataclasses.field":
        if path == "dataclasses.field":
            return machine.built(path, args, node)
        return ParserThing({}, region=machine.regions[-1], dormant=machine.dormant)
    return _other_library(machine, path, name, args, node)


def _other_library(machine: Machine, path: str, name: str, args: Args, node: ast.AST) -> Value:
    if path == "builtins.super":
        return _super(machine, args)
    if path == "functools.partial" and args.positional:
        return Partial(args.positional[0], replace(args, positional=args.positional[1:]))
    if path in NAMESPACES:
        return options.simple_namespace(machine, args)
    if name.startswith("DEFINE_") and "flags" in path:
        options.define_flag(machine, args)
        return UNKNOWN
    if path in STARTERS and isinstance(args.get(0, "main"), Function):
        main: Function = args.get(0, "main")
        few = path in ("absl.app.run", "tensorflow.app.run")
        return invoke(machine, main, Args((UNKNOWN,) if few else ()))
    if name not in NO_CHANGE:
        escape(machine, args, changes=_may_change(path))
    if name in ("exec", "eval", "globals", "locals") and path.startswith("builtins."):
        _anything(machine)
    return UNKNOWN


def _may_change(path: str) -> bool:
    """Whether a library's function may change what it is given: `dict.update(settings, ...)`."""
    parts = path.split(".")
    of_a_type = parts[0] == "builtins" and len(parts) > 2
    return of_a_type or parts[0] not in {*KNOWN_LIBRARIES, "builtins"}


def _anything(machine: Machine) -> None:
    """`exec` and `globals()` may give any name another value."""
    for name, value in list(machine.frame.top.names.items()):
        if not isinstance(value, Dotted | Function | ClassThing):
            machine.frame.top.names[name] = UNKNOWN


def _super(machine: Machine, args: Args) -> Value:
    frame: Frame | None = machine.frame
    while frame is not None and (frame.function is None or frame.function.owner is None):
        frame = frame.outer
    if frame is None or frame.function is None or frame.function.owner is None:
        return UNKNOWN
    instance = args.positional[1] if len(args.positional) > 1 else frame.instance
    return Super(instance, frame.function.owner)
