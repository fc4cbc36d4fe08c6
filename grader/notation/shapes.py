"""What shape an input has after each layer, as far as it can be told."""

from math import prod

from grader.notation.words import SHAPE_KEEPERS
from grader.records import (
    AdaptivePooling,
    Architecture,
    Convolution,
    Flatten,
    Layer,
    Linear,
    Missing,
    Normalisation,
    Other,
    Pooling,
    Recurrent,
)

Shape = tuple[int, ...]

Layered = Linear | Convolution | Normalisation | Recurrent
"""The layers that must know how many features or channels come in."""


def shape_words(shape: Shape) -> str:
    """A shape as the notation writes it: `784`, `3x32x32`."""
    return "x".join(map(str, shape)) or "scalar"


def output_shape(architecture: Architecture) -> Shape | Missing:
    """The shape of one output without the batch, or why it cannot be told."""
    shape: Shape | Missing = architecture.input
    for layer in architecture.layers:
        shape = shape_after(layer, shape)
    return shape


def inputs_for(layer: type[Layered], shape: Shape | Missing, kind: str = "") -> int | Missing:
    """How many features a layer of this type finds in `shape`; `kind` is a normalisation's."""
    if isinstance(shape, Missing):
        return shape
    if not shape:
        return Missing(reason="a single number comes before it")
    if layer is Convolution:
        return shape[0] if len(shape) == 3 else Missing(reason=_no_image(shape))
    if layer is Normalisation:
        return _normalised(shape, kind)
    # A fully connected layer on an image is nearly always a flatten that was forgotten.
    if len(shape) > 2:
        return Missing(reason=f"an image of {shape_words(shape)} comes before it, no flatten")
    return shape[-1]


def shape_after(layer: Layer, shape: Shape | Missing) -> Shape | Missing:
    """The shape behind `layer` when `shape` comes before it."""
    match layer:
        case Linear():
            return _after_linear(layer, shape)
        case Convolution() | Pooling() | AdaptivePooling():
            return _after_window(layer, shape)
        case Flatten():
            return shape if isinstance(shape, Missing) else (prod(shape),)
        case Recurrent():
            return shape if isinstance(shape, Missing) else (*shape[:-1], layer.hidden)
        case Other() if layer.operation not in SHAPE_KEEPERS:
            return Missing(reason=f"the shape after 'op:{layer.operation}' is not known")
        case _:
            return shape


def _normalised(shape: Shape, kind: str) -> int:
    if kind != "layer":
        return shape[0]
    return shape[-1] if len(shape) == 2 else prod(shape)


def _no_image(shape: Shape) -> str:
    return f"no image but {shape_words(shape)} comes before it"


def _after_linear(layer: Linear, shape: Shape | Missing) -> Shape | Missing:
    if isinstance(shape, Missing):
        return shape
    # 1x28x28 before 784 inputs: whoever saw these layers did not see the flatten.
    if len(shape) < 2 or layer.inputs == prod(shape) != shape[-1]:
        return (layer.outputs,)
    return (*shape[:-1], layer.outputs)


def _after_window(
    layer: Convolution | Pooling | AdaptivePooling, shape: Shape | Missing
) -> Shape | Missing:
    if isinstance(shape, Missing):
        return shape
    if len(shape) != 3:
        return Missing(reason=_no_image(shape))
    if isinstance(layer, AdaptivePooling):
        return (shape[0], *layer.size)
    channels = layer.outputs if isinstance(layer, Convolution) else shape[0]
    sizes = tuple(_size_after(layer, shape[1 + axis], axis) for axis in (0, 1))
    if min(sizes) < 1:
        reason = f"a {layer.kernel[0]}x{layer.kernel[1]} window does not fit {shape_words(shape)}"
        return Missing(reason=reason)
    return (channels, *sizes)


def _size_after(layer: Convolution | Pooling, size: int, axis: int) -> int:
    kernel, stride, padding = layer.kernel[axis], layer.stride[axis], layer.padding[axis]
    spread = layer.dilation[axis] if isinstance(layer, Convolution) else 1
    reach = spread * (kernel - 1) + 1
    if stride < 1:
        return 0
    if isinstance(layer, Convolution) and layer.transposed:
        return (size - 1) * stride - 2 * padding + reach
    return (size + 2 * padding - reach) // stride + 1
