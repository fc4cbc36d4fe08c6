"""What a network does to its input: the layers that a traced value goes through."""

import ast

from grader.collect.written import layers
from grader.collect.written.layers import NotCertainError, layer_of
from grader.collect.written.limits import MOST_LAYERS
from grader.collect.written.loops import elements
from grader.collect.written.machine import Machine
from grader.collect.written.names import ACTIVATION_FUNCTIONS, SAME_TENSOR
from grader.collect.written.values import UNKNOWN, Args, Built, Dotted, Instance, Traced, Value
from grader.records import (
    Activation,
    AdaptivePooling,
    Convolution,
    Flatten,
    Layer,
    Linear,
    Normalisation,
    Pooling,
    Softmax,
)

ZEROS = Dotted("torch.zeros_like()")
"""A tensor of zeros in the shape of another one."""


def through_module(machine: Machine, module: Built, value: Traced) -> Value:
    """The value behind a module of torch.nn."""
    content = machine.content(module)
    if content is None or value.spent:
        return UNKNOWN
    if module.path == "torch.nn.Sequential":
        result: Value = value
        for _, child in content:
            result = machine.call(machine, child, Args((result,)), machine.place)
        return result
    name = module.path.removeprefix("torch.nn.")
    try:
        layer = layer_of(name, module.args)
    except NotCertainError:
        return UNKNOWN
    after = through(value, layer, flat=name == "BatchNorm1d", image=name == "BatchNorm2d")
    if module.args.get(None, "inplace", False) is not False or (
        name in ("ReLU", "ReLU6", "SELU", "SiLU", "Mish") and module.args.positional
    ):
        value.spent = True
    return after


def through(
    value: Traced, layer: Layer | None, *, flat: bool = False, image: bool = False
) -> Value:
    """The value behind a layer; unknown where the layer does not fit what comes before it."""
    if value.spent or len(value.layers) >= MOST_LAYERS:
        return UNKNOWN
    match layer:
        case None:
            return Traced(value.layers, value.image)
        case Flatten():
            return _flattened(value)
        case Linear():
            # On an image it would work on the last dimension: not what anybody means.
            return UNKNOWN if value.image else Traced((*value.layers, layer), False)
        case Convolution() | Pooling() | AdaptivePooling():
            fits = value.image is not False
            return Traced((*value.layers, layer), True) if fits else UNKNOWN
        case Normalisation() if flat or image:
            fits = value.image is None or value.image == image
            return Traced((*value.layers, layer), image) if fits else UNKNOWN
        case _:
            return Traced((*value.layers, layer), value.image)


def _flattened(value: Traced) -> Value:
    if value.image:
        return Traced((*value.layers, Flatten()), False)
    # Without rows and columns it does nothing; a leading one only says that images come in.
    return Traced(value.layers, False) if value.image is False or not value.layers else UNKNOWN


def through_function(machine: Machine, name: str, value: Traced, args: Args) -> Value:
    """The value behind `torch.<name>(value, ...)`, `F.<name>(value, ...)`, `value.<name>(...)`.

    `args` are those of the function: the value is the first of them.
    """
    if value.spent:
        return UNKNOWN
    if name == "zeros_like":
        return ZEROS
    base = name.removesuffix("_") if not name.startswith("_") else name
    try:
        layer = _layer_of_function(base, args)
    except NotCertainError:
        return _reshaped(machine, base, value, args)
    after = through(value, layer)
    if (
        base != name
        or args.get(None, "inplace", False) is not False
        or (base == "relu" and len(args.positional) > 1)
    ):
        value.spent = True
    return after


def _layer_of_function(name: str, args: Args) -> Layer | None:
    if not args.complete:
        raise NotCertainError
    if name in ACTIVATION_FUNCTIONS:
        return Activation(name=ACTIVATION_FUNCTIONS[name])
    if name in ("softmax", "log_softmax"):
        return Softmax(logarithm=name == "log_softmax")
    if name in ("dropout", "dropout2d"):
        if args.get(2, "training", True) is False:
            return None
        return layers.dropout(args.get(1, "p", 0.5))
    if name in ("max_pool2d", "avg_pool2d"):
        return layers.pooling(name[:3], args, first=1)
    if name in ("adaptive_max_pool2d", "adaptive_avg_pool2d"):
        return layers.adaptive(name[9:12], args, first=1)
    if name in ("clamp", "clamp_min") and _is_relu(name, args):
        return Activation(name="relu")
    if name in ("max", "maximum") and args.get(1, "other", None) == ZEROS:
        return Activation(name="relu")
    raise NotCertainError


def _is_relu(name: str, args: Args) -> bool:
    low = args.get(1, "min", None)
    zero = isinstance(low, int | float) and low == 0
    return zero and (name == "clamp_min" or args.get(2, "max", None) is None)


def _reshaped(machine: Machine, name: str, value: Traced, args: Args) -> Value:
    if name in SAME_TENSOR:
        return Traced(value.layers, value.image)
    if name == "flatten":
        start, end = args.get(1, "start_dim", 0), args.get(2, "end_dim", -1)
        return _flattened(value) if (start, end) == (1, -1) else UNKNOWN
    if name in ("view", "reshape"):
        return _viewed(machine, value, args.positional[1:])
    if name in ("squeeze", "unsqueeze") and not value.layers:
        return Traced(value.layers, None)
    return UNKNOWN


def _viewed(machine: Machine, value: Traced, sizes: tuple[Value, ...]) -> Value:
    if len(sizes) == 1:
        sizes = elements(machine, sizes[0]) or ()
    if len(sizes) == 2:
        return _flattened(value)
    if len(sizes) != 4 or value.layers:
        return UNKNOWN
    known = tuple(size for size in sizes[1:] if isinstance(size, int) and size > 0)
    if len(known) == 3:
        machine.shapes.append(known)
    return Traced((), True)


def trace(
    machine: Machine, network: Value, parts: list[Value], node: ast.AST
) -> tuple[Layer, ...] | None:
    """The layers that a network's input goes through, in order; None if that is not certain.

    `parts` are the networks inside it.
    """
    before, machine.tracing = machine.tracing, True
    held = [(part, part.content) for part in (network, *parts) if isinstance(part, Instance)]
    try:
        result = machine.call(machine, network, Args((Traced((), None),)), node)
    finally:
        machine.tracing = before
        # What `forward` keeps in attributes is gone again.
        for part, content in held:
            part.content = content
    return _layers_of(result)


def _layers_of(result: Value) -> tuple[Layer, ...] | None:
    """Of several outputs in one row, such as code and reconstruction, the last."""
    parts = result if isinstance(result, tuple) else (result,)
    if not parts or not all(isinstance(part, Traced) and not part.spent for part in parts):
        return None
    longest = max(parts, key=lambda part: len(part.layers)).layers
    in_a_row = all(part.layers == longest[: len(part.layers)] for part in parts)
    return longest if in_a_row and longest else None
