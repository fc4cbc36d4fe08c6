"""An Architecture becomes its one canonical text."""

from dataclasses import replace
from math import prod
from urllib.parse import quote

from grader.notation.shapes import (
    Layered,
    Shape,
    inputs_for,
    shape_after,
    shape_words,
)
from grader.notation.words import ACTIVATION, ACTIVATIONS, OPERATION
from grader.records import (
    Activation,
    AdaptivePooling,
    Architecture,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    Linear,
    Missing,
    Normalisation,
    Other,
    Pooling,
    Recurrent,
    Softmax,
)

ARROW = " -> "


def write_architecture(architecture: Architecture) -> str:
    """The canonical text: `parse_architecture` makes the same Architecture of it again."""
    shape: Shape | Missing = architecture.input
    words = [shape_words(architecture.input)]
    for layer in architecture.layers:
        words.append(write_layer(layer, shape))
        shape = shape_after(layer, shape)
    return ARROW.join(words)


def write_layer(layer: Layer, shape: Shape | Missing) -> str:
    """One layer's text when `shape` comes before it."""
    match layer:
        case Linear():
            bias = "" if layer.bias else " nobias"
            return f"{layer.outputs}{bias}{_inputs(Linear, layer.inputs, shape)}"
        case Convolution():
            return _convolution(layer) + _inputs(Convolution, layer.inputs, shape)
        case Pooling():
            stride = "" if layer.stride == layer.kernel else f" s{_pair(layer.stride)}"
            padding = "" if layer.padding == (0, 0) else f" p{_pair(layer.padding)}"
            return f"{layer.kind}pool {_pair(layer.kernel)}{stride}{padding}"
        case AdaptivePooling():
            return f"adaptive{layer.kind}pool {_pair(layer.size)}"
        case Normalisation():
            affine = "" if layer.affine else " noaffine"
            inputs = _inputs(Normalisation, layer.features, shape, layer.kind)
            return f"{layer.kind}norm{affine}{inputs}"
        case Recurrent():
            return f"{layer.kind} {layer.hidden}{_inputs(Recurrent, layer.inputs, shape)}"
        case _:
            return _plain(layer)


def canonical(architecture: Architecture) -> Architecture:
    """The same network without a leading flatten: 1x28x28 flattened at once is 784 inputs."""
    if not architecture.layers or not isinstance(architecture.layers[0], Flatten):
        return architecture
    flat = (prod(architecture.input),)
    return canonical(replace(architecture, input=flat, layers=architecture.layers[1:]))


def problems(architecture: Architecture) -> tuple[str, ...]:
    """What keeps these layers from running one after the other, in sentences."""
    shape: Shape | Missing = architecture.input
    found = []
    for number, layer in enumerate(architecture.layers, start=2):
        where = f"token {number} '{write_layer(layer, shape)}'"
        if sentence := _misfit(layer, shape) or _lost(layer, shape):
            found.append(f"{where}: {sentence}")
        shape = shape_after(layer, shape)
    return tuple(found)


def _misfit(layer: Layer, shape: Shape | Missing) -> str:
    if not isinstance(layer, Linear | Convolution | Normalisation | Recurrent):
        return ""
    stated = layer.features if isinstance(layer, Normalisation) else layer.inputs
    kind = layer.kind if isinstance(layer, Normalisation) else ""
    there = inputs_for(type(layer), shape, kind)
    if not isinstance(there, Missing) and stated != there:
        return f"it takes {stated} inputs, but {there} come before it"
    groups = layer.groups if isinstance(layer, Convolution) else 1
    if isinstance(layer, Convolution) and any(n % groups for n in (layer.inputs, layer.outputs)):
        return f"its channels cannot be divided into {groups} groups"
    return ""


def _lost(layer: Layer, shape: Shape | Missing) -> str:
    """Why the shape, known before `layer`, is not known behind it though it should be."""
    after = shape_after(layer, shape)
    if isinstance(layer, Other) or isinstance(shape, Missing) or not isinstance(after, Missing):
        return ""
    return after.reason


def _inputs(layer: type[Layered], stated: int, shape: Shape | Missing, kind: str = "") -> str:
    return "" if inputs_for(layer, shape, kind) == stated else f" in={stated}"


def _convolution(layer: Convolution) -> str:
    words = ["convtranspose" if layer.transposed else "conv", str(layer.outputs)]
    words.append(f"k{_pair(layer.kernel)}")
    words += [f"s{_pair(layer.stride)}"] if layer.stride != (1, 1) else []
    words += [f"p{_pair(layer.padding)}"] if layer.padding != (0, 0) else []
    words += [f"d{_pair(layer.dilation)}"] if layer.dilation != (1, 1) else []
    words += [f"g{layer.groups}"] if layer.groups != 1 else []
    words += [] if layer.bias else ["nobias"]
    return " ".join(words)


def _plain(layer: Layer) -> str:
    match layer:
        case Activation():
            known = layer.name in ACTIVATIONS
            return layer.name if known else ACTIVATION + _quoted(layer.name)
        case Softmax():
            return "logsoftmax" if layer.logarithm else "softmax"
        case Dropout():
            return f"dropout {layer.probability!r}"
        case Other():
            count = f":{layer.parameters}" if layer.parameters else ""
            return f"{OPERATION}{_quoted(layer.operation)}{count}"
        case _:
            return "flatten"


def _quoted(name: str) -> str:
    """A name that cannot be taken for an arrow, a space or a colon."""
    return quote(name, safe="", errors="surrogatepass")


def _pair(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}x{pair[1]}"
