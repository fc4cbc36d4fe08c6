"""Names for layers and their places, for people."""

from collections import Counter
from collections.abc import Sequence

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

ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
LONGEST_NAME = 40
"""Characters of an operation's name that are told."""


def ordinal(number: int) -> str:
    """`first` for 1; in digits after the twelfth."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else ENDINGS.get(number % 10, 'th')}"


def plain(name: str) -> str:
    """A name from a run, short and printable: custom operations may bear any name."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:LONGEST_NAME])


def noun(layer: Layer) -> str:
    """What the layer is called when several of its kind are counted."""
    match layer:
        case Linear():
            return "linear layer"
        case Convolution():
            return "convolution"
        case Recurrent():
            return "recurrent layer"
        case Pooling() | AdaptivePooling():
            return "pooling"
        case Normalisation():
            return "normalisation"
        case Activation():
            return plain(layer.name)
        case Softmax():
            return "log-softmax" if layer.logarithm else "softmax"
        case Dropout():
            return "dropout"
        case Flatten():
            return "flatten"
        case Other():
            return plain(layer.operation)


def names(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Each layer with its number among those of its kind: `first linear layer`, `first relu`."""
    seen: Counter[str] = Counter()
    told = []
    for layer in layers:
        seen[noun(layer)] += 1
        told.append(f"{ordinal(seen[noun(layer)])} {noun(layer)}")
    return tuple(told)


def size(layer: Layer) -> str:
    """The layer's numbers: `64 → 32`."""
    match layer:
        case Linear() | Convolution():
            return f"{layer.inputs:,} → {layer.outputs:,}"
        case Recurrent():
            return f"{layer.inputs:,} → {layer.hidden:,}"
        case Dropout():
            return f"{layer.probability:g}"
        case _:
            return ""


def described(layer: Layer) -> str:
    """The layer with what tells it from others of its kind."""
    match layer:
        case Pooling():
            return f"{layer.kind} pooling {by(layer.kernel)} with stride {by(layer.stride)}"
        case AdaptivePooling():
            return f"adaptive {layer.kind} pooling to {by(layer.size)}"
        case Normalisation():
            return f"{layer.kind} normalisation"
        case Dropout():
            return f"dropout {layer.probability:g}"
        case Recurrent():
            return f"{layer.kind} {size(layer)}"
        case _:
            return f"{noun(layer)} {size(layer)}".strip()


def by(extent: Sequence[int]) -> str:
    """`3×3`."""
    return "×".join(f"{number:,}" for number in extent)
