"""Imports: of libraries by name, of the submission's own modules by following them."""

from typing import Any

from grader.collect.written.attributes import library, read
from grader.collect.written.machine import Machine
from grader.collect.written.values import (
    UNKNOWN,
    ClassThing,
    Dotted,
    Function,
    ModuleValue,
    Value,
)

NEXT = frozenset({"next"})
KNOWN_LIBRARIES = frozenset(
    "torch torchvision numpy math pylab matplotlib typing os sys time random tqdm sklearn".split()
)
"""Libraries whose star imports bring no settings."""


def plain(machine: Machine, node: Any) -> frozenset[str]:
    """`import a.b as c`"""
    for alias in node.names:
        found = machine.load(machine, alias.name, 0)
        if found is not None:
            name = alias.asname or alias.name.partition(".")[0]
            inner = "." in alias.name and alias.asname is None
            machine.bind(name, UNKNOWN if inner else found)
        elif alias.asname:
            machine.bind(alias.asname, library(machine, alias.name))
        else:
            head = alias.name.partition(".")[0]
            machine.bind(head, Dotted(head))
    return NEXT


def names_of(machine: Machine, node: Any) -> frozenset[str]:
    """`from a import b as c`"""
    module = machine.load(machine, node.module or "", node.level)
    for alias in node.names:
        if alias.name == "*":
            _everything(machine, module, node)
        else:
            machine.bind(alias.asname or alias.name, _one(machine, module, node, alias.name))
    return NEXT


def _one(machine: Machine, module: Value, node: Any, name: str) -> Value:
    if isinstance(module, ModuleValue) and name in module.frame.names:
        return module.frame.names[name]
    inner = f"{node.module}.{name}" if node.module else name
    found = machine.load(machine, inner, node.level)
    if found is not None:
        return found
    if module is not None or node.level:
        return UNKNOWN
    return read(machine, Dotted(node.module), name)


def _everything(machine: Machine, module: Value, node: Any) -> None:
    if isinstance(module, ModuleValue):
        for name, value in module.frame.names.items():
            if not name.startswith("_"):
                machine.bind(name, value)
        machine.frame.top.stars += module.frame.stars
        return
    path = node.module or ""
    if not node.level and path.partition(".")[0] in KNOWN_LIBRARIES:
        machine.frame.top.stars.append(path)
        return
    # A module that we do not have may bring any name, and other values for those that are there.
    machine.frame.top.stars.append("")
    for name, value in list(machine.frame.names.items()):
        if not isinstance(value, Dotted | Function | ClassThing | ModuleValue):
            machine.bind(name, UNKNOWN)
