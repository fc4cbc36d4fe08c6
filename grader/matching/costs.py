"""How much each layer counts, and how far apart two layers are."""

import math
from functools import lru_cache

from grader.records import (
    Activation,
    AdaptivePooling,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    Linear,
    Normalisation,
    Other,
    Pooling,
    Recurrent,
    Softmax,
)

LEARNT_WEIGHT = 1.0
WEIGHTS: dict[type[Layer], float] = {
    Linear: LEARNT_WEIGHT,
    Convolution: LEARNT_WEIGHT,
    Recurrent: LEARNT_WEIGHT,
    Pooling: 0.4,
    AdaptivePooling: 0.4,
    Normalisation: 0.3,
    Activation: 0.25,
    Softmax: 0.1,
    Dropout: 0.1,
    Flatten: 0.0,
    Other: 0.4,
}
"""What leaving a layer out costs, in learnt layers."""

END_WEIGHT = 1.0
"""What other input or output sizes cost: they say that the network is for another purpose."""

FARTHEST = 0.9
"""Two layers of one kind are never so different that they are better told as one less, one more."""

DOUBLINGS = 4.0
"""After so many doublings a width is as wrong as it gets: 16 for 256 is another network."""


def weight(layer: Layer) -> float:
    """What leaving the layer out costs."""
    if isinstance(layer, Other) and layer.parameters:
        return LEARNT_WEIGHT
    return WEIGHTS[type(layer)]


def size_distance(asked: int, found: int) -> float:
    """From 0 for the same size to 1 for one that is sixteen times as large or small."""
    if asked == found:
        return 0.0
    if asked <= 0 or found <= 0:
        return 1.0
    return min(1.0, abs(math.log2(asked) - math.log2(found)) / DOUBLINGS)


def end_distance(asked: int, found: int) -> float:
    """How far apart two input or output sizes are: never near unless they are the same."""
    return 0.0 if asked == found else 0.5 + 0.5 * size_distance(asked, found)


@lru_cache(maxsize=65_536)
def distance(asked: Layer, found: Layer) -> float | None:
    """From 0 (the same) to 1; None when one cannot stand for the other."""
    if asked == found:
        return 0.0
    match asked, found:
        case (Linear(), Linear()):
            unlike = size_distance(asked.outputs, found.outputs)
            return _bounded(unlike + 0.1 * (asked.bias != found.bias))
        case (Convolution(), Convolution()):
            return _convolutions(asked, found)
        case (Pooling(), Pooling()):
            same = (asked.kind == found.kind, asked.kernel == found.kernel)
            return _bounded(0.4 * (not same[0]) + 0.3 * (not same[1]) + 0.2)
        case (Pooling() | AdaptivePooling(), Pooling() | AdaptivePooling()):
            return 0.6
        case (Activation() | Softmax(), Activation() | Softmax()):
            return 0.6 if type(asked) is type(found) else 0.8
        case (Dropout(), Dropout()) | (Normalisation(), Normalisation()):
            return 0.5
        case (Recurrent(), Recurrent()):
            unlike = size_distance(asked.hidden, found.hidden)
            return _bounded(unlike + 0.5 * (asked.kind != found.kind))
    return None


def _convolutions(asked: Convolution, found: Convolution) -> float:
    unlike = (
        (0.4, asked.transposed != found.transposed),
        (0.2, asked.kernel != found.kernel),
        (0.1, asked.stride != found.stride),
        (0.1, asked.padding != found.padding),
        (0.1, asked.dilation != found.dilation),
        (0.1, asked.groups != found.groups),
        (0.1, asked.bias != found.bias),
    )
    widths = 0.6 * size_distance(asked.outputs, found.outputs)
    return _bounded(widths + sum(share for share, differs in unlike if differs))


def _bounded(unlike: float) -> float:
    # Never 0 for what is not the same, so that the alignment prefers the very same layer.
    return min(FARTHEST, max(0.02, unlike))
