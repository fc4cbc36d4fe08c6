"""Sizes that stand in code text where layers are made: `nn.Linear(784, 32)`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

MOST_CHARACTERS = 2_000_000

_LAYER = re.compile(
    r"\b(Linear|Conv2d|ConvTranspose2d|MaxPool2d|AvgPool2d|max_pool2d|avg_pool2d)\("
    r"((?:[^()\n]|\([^()\n]{0,40}\)|\n){0,160}?)\)"
)
_PRODUCT = re.compile(r"\d{1,7}(?:\s*\*\s*\d{1,7}){0,4}")
_SQUARE = re.compile(r"\(\s*(\d{1,3})\s*,\s*\1\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A number with a name, in code text."""

    quantity: str
    """Of `NUMBERS`."""
    value: float | None
    """The number; None if the name is given something that is not known."""
    offset: int
    """Where in the text it stands."""
    words: str
    """The name that it has."""
    part: str = ""
    """Of sizes of windows, what they belong to: `convolution` or `pooling`."""


def layers_in(text: str) -> Iterator[Constant]:
    """Sizes that stand where layers are made: `nn.Linear(784, 32)`, `Conv2d(3, 6, 5)`."""
    for match in _LAYER.finditer(text[:MOST_CHARACTERS]):
        given = [part.strip() for part in _SQUARE.sub(r"\1", match[2]).split(",")]
        named = {
            name.strip(): value.strip()
            for name, sign, value in (part.partition("=") for part in given)
            if sign
        }
        plain = [part for part in given if part and "=" not in part]
        sizes: dict[str, float | None] = {}
        for index, (name, quantity) in enumerate(_ARGUMENTS[match[1]]):
            words = plain[index] if index < len(plain) else named.get(name)
            size = _product(words) if words is not None else None
            if quantity == "stride" and words is None:
                # One step for convolutions; windows of poolings lie side by side.
                size = sizes.get("kernel_size") if "pool" in match[1].lower() else 1.0
            sizes[name] = size
            if size is not None and quantity:
                yield Constant(
                    quantity=quantity,
                    value=size,
                    offset=match.start(),
                    words=match[0][:80],
                    part="pooling" if "pool" in match[1].lower() else "convolution",
                )


def layer_counts_in(text: str) -> Iterator[int]:
    """Learnt values of each layer whose sizes stand where it is made, biases included."""
    sizes: list[int] = []
    start = -1
    for constant in layers_in(text):
        if constant.quantity == "stride":
            continue
        if constant.offset != start:
            yield from _count(sizes)
            sizes, start = [], constant.offset
        sizes.append(int(constant.value or 0))
    yield from _count(sizes)


def _count(sizes: list[int]) -> Iterator[int]:
    """Of a linear layer's two sizes, or a convolution's two and its kernel."""
    if len(sizes) in (2, 3):
        window = sizes[2] ** 2 if len(sizes) == 3 else 1
        yield sizes[0] * sizes[1] * window + sizes[1]


_CHANNELS = (("in_channels", "channels"), ("out_channels", "channels"))
_WINDOW = (("kernel_size", "kernel_size"), ("stride", "stride"))
_ARGUMENTS = {
    "Linear": (("in_features", "units"), ("out_features", "units")),
    "Conv2d": (*_CHANNELS, *_WINDOW),
    "ConvTranspose2d": (*_CHANNELS, *_WINDOW),
    "MaxPool2d": _WINDOW,
    "AvgPool2d": _WINDOW,
    "max_pool2d": (("input", ""), *_WINDOW),
    "avg_pool2d": (("input", ""), *_WINDOW),
}


def _product(words: str) -> float | None:
    """`16 * 5 * 5`, worked out; None if it is no product of numbers."""
    if not _PRODUCT.fullmatch(words):
        return None
    return float(prod(int(factor) for factor in words.split("*")))
