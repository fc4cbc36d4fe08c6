"""One form for layers that compute the same, so that a way of writing is not a difference."""

import math
from collections.abc import Iterable

from grader.notation import canonical
from grader.notation.shapes import Shape, shape_after
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
    Pooling,
    Recurrent,
    Softmax,
)

RISING = frozenset(
    (
        "relu",
        "relu6",
        "leaky_relu",
        "sigmoid",
        "tanh",
        "elu",
        "selu",
        "celu",
        "softplus",
        "softsign",
        "logsigmoid",
        "hardsigmoid",
        "hardtanh",
    )
)
"""Activations that never fall, so the largest value of a window is the same before and after."""


def normal(architecture: Architecture) -> Architecture:
    """The architecture in the one form in which two of them are compared."""
    told = canonical(architecture)
    layers = _explicit(told.layers, told.input)
    layers = [layer for layer in layers if not _does_nothing(layer)]
    layers = _without_repeats(_activations_first(layers))
    return Architecture(input=_input(told.input, layers), layers=tuple(layers))


def without_last_softmax(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers without a softmax at their very end."""
    return layers[:-1] if layers and isinstance(layers[-1], Softmax) else layers


def without_slight(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers without dropout and without what follows the last learnt one.

    A graph taken in evaluation mode may hide dropout, and whether a function at the end belongs
    to the network or to its loss is a matter of writing.
    """
    kept = [layer for layer in layers if not isinstance(layer, Dropout)]
    while kept and isinstance(kept[-1], Activation | Softmax):
        kept.pop()
    return tuple(kept)


def _does_nothing(layer: Layer) -> bool:
    # A flatten is implied by the linear layer after it; students write it, a view, or nothing.
    if isinstance(layer, Pooling):
        return layer.kernel == (1, 1) and layer.stride == (1, 1)
    return isinstance(layer, Flatten) or (isinstance(layer, Dropout) and layer.probability <= 0)


def _explicit(layers: Iterable[Layer], shape: Shape | Missing) -> list[Layer]:
    """Layers whose meaning depends on the image's size, told without it where that is known."""
    told: list[Layer] = []
    for layer in layers:
        told.append(_at_size(layer, shape))
        shape = shape_after(layer, shape)
    return told


def _at_size(layer: Layer, shape: Shape | Missing) -> Layer:
    if isinstance(shape, Missing) or len(shape) != 3:
        return layer
    _, height, width = shape
    if isinstance(layer, AdaptivePooling) and _divides(layer.size, (height, width)):
        window = (height // layer.size[0], width // layer.size[1])
        return Pooling(kind=layer.kind, kernel=window, stride=window)
    if isinstance(layer, Convolution) and _covers(layer, (height, width)):
        # The last convolution of some LeNets sees its whole image: a linear layer by another name.
        return Linear(inputs=math.prod(shape), outputs=layer.outputs, bias=layer.bias)
    return layer


def _divides(size: tuple[int, int], whole: tuple[int, int]) -> bool:
    return all(small > 0 and large % small == 0 for small, large in zip(size, whole, strict=True))


def _covers(layer: Convolution, size: tuple[int, int]) -> bool:
    plain = layer.padding == (0, 0) and layer.dilation == (1, 1) and layer.groups == 1
    return plain and not layer.transposed and layer.kernel == size


def _activations_first(layers: Iterable[Layer]) -> list[Layer]:
    """Rising activations before the max pooling that they follow: both orders compute the same."""
    told: list[Layer] = []
    for layer in layers:
        at = len(told)
        if isinstance(layer, Activation) and layer.name in RISING:
            while at and isinstance(told[at - 1], Pooling | AdaptivePooling):
                if getattr(told[at - 1], "kind", "") != "max":
                    break
                at -= 1
        told.insert(at, layer)
    return told


def _without_repeats(layers: Iterable[Layer]) -> list[Layer]:
    told: list[Layer] = []
    for layer in layers:
        if layer != Activation(name="relu") or not told or told[-1] != layer:
            told.append(layer)
    return told


def _input(shape: tuple[int, ...], layers: list[Layer]) -> tuple[int, ...]:
    weighty = (layer for layer in layers if isinstance(layer, Linear | Convolution | Recurrent))
    first = next(weighty, None)
    if isinstance(first, Linear) and math.prod(shape) == first.inputs:
        return (first.inputs,)
    return shape
