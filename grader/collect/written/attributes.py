"""Attributes, elements and what can be assigned to."""

from grader.collect.written.loops import LOADER, batch_size, elements
from grader.collect.written.machine import Machine
from grader.collect.written.names import plain_path
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    Bound,
    Built,
    ClassThing,
    Counter,
    DictThing,
    Dotted,
    Function,
    Instance,
    ListThing,
    Method,
    ModuleValue,
    ParameterGroups,
    Super,
    Traced,
    Unknown,
    Value,
    Wrapped,
)

OPEN_BASES = frozenset(
    "torch.nn.Module builtins.object torch.utils.data.Dataset abc.ABC torch.nn.Sequential"
    " torch.autograd.Function typing.NamedTuple".split()
)
"""Bases of a library that bring no attributes that a training depends on."""

TELLING = ("split", "backward", "reshape", "view")
"""Methods that tell something even of a value that is not known."""


def read(machine: Machine, value: Value, name: str) -> Value:
    """`value.name`"""
    match value:
        case Unknown() if name in TELLING:
            return Method(value, name)
        case Unknown() | Counter():
            return UNKNOWN
        case Dotted():
            return library(machine, f"{value.path}.{name}")
        case ModuleValue() if name == "__dict__":
            return machine.dictionary(dict(value.frame.names))
        case ModuleValue():
            return value.frame.names.get(name, UNKNOWN)
        case DictThing() if value.dotted:
            return _of_namespace(machine, value, name)
        case Instance():
            return _of_instance(machine, value, name)
        case ClassThing():
            return _unwrapped(machine, find(machine, value, name), value)
        case Super():
            return _of_super(machine, value, name)
        case Built():
            return _of_built(value, name)
        case Traced() if name in ("shape", "T", "dtype", "device", "ndim", "grad", "mT"):
            return UNKNOWN
        case _:
            return Method(value, name)


def library(machine: Machine, path: str) -> Value:
    """Something of a library by its full name."""
    if path in ("absl.flags.FLAGS", "tensorflow.app.flags.FLAGS"):
        return machine.flags
    return Dotted(plain_path(path)) if len(path) < 200 else UNKNOWN


def _of_namespace(machine: Machine, value: DictThing, name: str) -> Value:
    content = machine.content(value)
    if content is None:
        return UNKNOWN
    if name == "_get_kwargs":
        # Of what `argparse` parsed: it is looked at, and stays as it is.
        return UNKNOWN
    return content[name] if name in content else Method(value, name)


def _of_instance(machine: Machine, value: Instance, name: str) -> Value:
    content = machine.content(value)
    if content is None:
        return UNKNOWN
    if name in content:
        return content[name]
    if name == "__dict__":
        return machine.dictionary(dict(content))
    if name == "__class__":
        return value.cls
    if value.cls is None:
        return UNKNOWN
    found = find(machine, value.cls, name)
    if found is None:
        return Method(value, name) if is_network(value.cls) else UNKNOWN
    if isinstance(found, Function):
        return Bound(value, found)
    if isinstance(found, Wrapped) and found.kind == "property":
        return machine.call(machine, Bound(value, found.function), Args(), found.function.node)
    return _unwrapped(machine, found, value.cls)


def _unwrapped(machine: Machine, found: Value, cls: ClassThing) -> Value:
    if found is None:
        return UNKNOWN
    if isinstance(found, Wrapped):
        return Bound(cls, found.function) if found.kind == "class" else found.function
    return found


def _of_super(machine: Machine, value: Super, name: str) -> Value:
    for base in value.owner.bases:
        if isinstance(base, ClassThing):
            found = find(machine, base, name)
            if isinstance(found, Function):
                return Bound(value.instance, found)
            if found is not None:
                return UNKNOWN
    return Method(value, name)


def _of_built(value: Built, name: str) -> Value:
    if value.path.startswith("torch.optim.") and name == "param_groups":
        return ParameterGroups(value)
    if value.path == LOADER and name == "batch_size":
        size = batch_size(value)
        return UNKNOWN if size is None else size
    if value.path == LOADER and name == "dataset":
        return value.args.get(0, "dataset")
    if value.path == "torch.nn.Linear" and name in ("in_features", "out_features"):
        return value.args.get(0 if name == "in_features" else 1, name)
    return Method(value, name)


def find(machine: Machine, cls: ClassThing, name: str, depth: int = 0) -> Value:
    """What a class or its bases have under this name; None if nothing."""
    content = machine.content(cls)
    if content is None:
        return UNKNOWN
    if name in content:
        value = content[name]
        # A class attribute that is None must not be taken for one that is absent.
        return value if value is not None else UNKNOWN
    for base in cls.bases:
        if isinstance(base, ClassThing) and depth < 10:
            found = find(machine, base, name, depth + 1)
            if found is not None:
                return found
        elif not isinstance(base, Dotted) or base.path not in OPEN_BASES:
            return UNKNOWN
    return None


def is_network(cls: ClassThing, depth: int = 0) -> bool:
    """Whether a class is one of networks."""
    for base in cls.bases:
        if isinstance(base, Dotted) and base.path in ("torch.nn.Module", "torch.nn.Sequential"):
            return True
        if isinstance(base, Dotted) and base.path.endswith(".LightningModule"):
            return True
        if isinstance(base, ClassThing) and depth < 10 and is_network(base, depth + 1):
            return True
    return False


def item(machine: Machine, holder: Value, key: Value) -> Value:
    """`holder[key]`"""
    if isinstance(holder, ParameterGroups):
        return holder if isinstance(key, int) else UNKNOWN
    if isinstance(holder, DictThing):
        content = machine.content(holder)
        if content is None or not is_key(key):
            return UNKNOWN
        return content.get(key, UNKNOWN)
    items = elements(machine, holder)
    if items is None or not isinstance(key, int) or not -len(items) <= key < len(items):
        return UNKNOWN
    return items[key]


def part(machine: Machine, holder: Value, bounds: list[Value]) -> Value:
    """`holder[a:b:c]`"""
    whole = all(bound is None or isinstance(bound, int) for bound in bounds)
    if isinstance(holder, Built) and holder.path == "torch.nn.Sequential" and whole:
        content = machine.content(holder)
        if content is not None and bounds[2] != 0:
            return Built(content[slice(*bounds)], path=holder.path, spot=holder.spot)
    if not isinstance(holder, tuple | ListThing | range | Built) or not whole or bounds[2] == 0:
        return UNKNOWN
    items = elements(machine, holder)
    if items is None:
        return UNKNOWN
    taken = items[slice(*bounds)]
    return taken if isinstance(holder, tuple) else machine.listing(taken)


def is_key(value: Value) -> bool:
    if isinstance(value, tuple):
        return all(map(is_key, value))
    return value is None or isinstance(value, int | float | str)
