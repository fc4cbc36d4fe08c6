"""Networks as code text builds them, in notation and counted."""

from collections.abc import Iterator

from grader import notation
from grader.collect.written.attributes import is_network
from grader.collect.written.frames import GaveUpError
from grader.collect.written.layers import NotCertainError, count_of
from grader.collect.written.limits import STEPS_OF_A_NETWORK
from grader.collect.written.machine import Machine
from grader.collect.written.names import CONTAINERS
from grader.collect.written.tracing import trace
from grader.collect.written.transforms import image_shapes
from grader.collect.written.values import UNKNOWN, Built, Instance, Value
from grader.records import (
    AdaptivePooling,
    Architecture,
    Convolution,
    Layer,
    Linear,
    Normalisation,
    Pooling,
)

MOST_DEEP = 12
"""Modules inside modules."""


def layers_in_words(machine: Machine, network: Instance | Built) -> str:
    """The layers in notation; empty if they are not certain, or too much work to find out."""
    before, room = machine.most_steps, machine.steps_of_networks
    start = machine.steps
    machine.most_steps = start + min(room, STEPS_OF_A_NETWORK)
    try:
        layers = trace(machine, network, list(parts_of(machine, network)), machine.place)
    except GaveUpError:
        layers = None
        del machine.regions[1:]
    machine.most_steps = before
    machine.steps_of_networks -= machine.steps - start
    if layers is None:
        return ""
    found = [
        Architecture(input=shape, layers=layers)
        for shape in sorted(_inputs(machine, layers))
        if not notation.problems(Architecture(input=shape, layers=layers))
    ]
    if len(found) != 1:
        return ""
    return notation.write_architecture(notation.canonical(found[0]))


def _inputs(machine: Machine, layers: tuple[Layer, ...]) -> set[tuple[int, ...]]:
    """What one input may be: the first layer with a size tells, for images the data do."""
    for layer in layers:
        if isinstance(layer, Linear):
            return {(layer.inputs,)}
        if isinstance(layer, Normalisation) and layer.kind == "layer":
            return {(layer.features,)}
        if isinstance(layer, Convolution | Pooling | AdaptivePooling | Normalisation):
            break
    else:
        return set()
    flat: set[tuple[int, ...]] = set()
    if isinstance(layer, Normalisation) and _is_flat(layers):
        return flat | {(layer.features,)}
    return flat | image_shapes(machine)


def _is_flat(layers: tuple[Layer, ...]) -> bool:
    return not any(isinstance(each, Convolution | Pooling | AdaptivePooling) for each in layers)


def parameters_of(machine: Machine, network: Value) -> int | None:
    """How many learnt values a network has; None if that is not certain."""
    try:
        return _count(machine, network, set(), 0)
    except NotCertainError:
        return None


def _count(machine: Machine, value: Value, seen: set[int], depth: int) -> int:
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if depth > MOST_DEEP:
        raise NotCertainError
    if isinstance(value, Built) and value.path not in CONTAINERS:
        if machine.content(value) is None:
            raise NotCertainError
        return count_of(value.path.removeprefix("torch.nn."), value.args)
    return sum(_count(machine, child, seen, depth + 1) for child in _children(machine, value))


def _children(machine: Machine, value: Value) -> Iterator[Value]:
    """The modules that a network or a container holds; raises when they are not all known."""
    content = machine.content(value)
    if content is None:
        raise NotCertainError
    if isinstance(value, Built):
        children = [child for _, child in content]
    else:
        children = list(content.values())
        children += content.get("__children__", ())
    for child in children:
        if child is UNKNOWN or isinstance(child, list):
            raise NotCertainError
        if is_module(child):
            yield child


def is_module(value: Value) -> bool:
    """Whether a value is a network or a part of one."""
    if isinstance(value, Built):
        return value.path.startswith("torch.nn.") or value.path.startswith("torchvision.models")
    return isinstance(value, Instance) and value.cls is not None and is_network(value.cls)


def parts_of(machine: Machine, network: Value, depth: int = 0) -> Iterator[Value]:
    """All modules inside a network, as far as they are known."""
    try:
        children = list(_known_children(machine, network))
    except NotCertainError:
        return
    for child in children:
        yield child
        if depth < MOST_DEEP:
            yield from parts_of(machine, child, depth + 1)


def _known_children(machine: Machine, network: Value) -> Iterator[Value]:
    content = machine.content(network)
    if isinstance(network, Built) and network.path in CONTAINERS and content is not None:
        yield from (child for _, child in content if is_module(child))
    elif isinstance(network, Instance) and content is not None:
        held = [*content.values(), *content.get("__children__", ())]
        yield from (child for child in held if is_module(child))


def class_name(network: Instance | Built) -> str:
    """The name of a network's class."""
    if isinstance(network, Instance):
        return network.cls.name if network.cls else ""
    return network.path.rpartition(".")[2]
