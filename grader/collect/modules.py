"""Layers from the modules that a call went through, where no graph could be had.

What a `forward` does between its modules is not seen, so such a network is never called wrong.
"""

import re
from collections.abc import Callable

from grader.collect.operations import ACTIVATIONS
from grader.collect.probe_files import ModuleCall
from grader.records import (
    Activation,
    AdaptivePooling,
    Architecture,
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

NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ACTIVATIONS = {name.replace("_", ""): word for name, word in ACTIVATIONS.items()}
LARGEST = 10**9
"""A size beyond this is no size."""


def read_modules(
    calls: tuple[ModuleCall, ...], input_shape: tuple[int, ...]
) -> Architecture | None:
    """The layers of the called modules in the order of their calls; None if there were none."""
    layers = tuple(_layer(call) for call in calls)
    return Architecture(input=input_shape, layers=layers) if layers else None


def _layer(call: ModuleCall) -> Layer:
    name = call.type.lower()
    if name in _ACTIVATIONS:
        return Activation(name=_ACTIVATIONS[name])
    make = _MADE.get(call.type.removesuffix("2d").removesuffix("1d"))
    try:
        return make(call.text, call.type) if make else Other(operation=_word(name))
    except (ValueError, IndexError):
        return Other(operation=_word(name))


def _word(name: str) -> str:
    return re.sub(r"\W", "_", name)[:40] or "module"


def _linear(text: str, _type: str) -> Layer:
    inputs, outputs = _numbers(text, "in_features"), _numbers(text, "out_features")
    return Linear(inputs=inputs[0], outputs=outputs[0], bias="bias=False" not in text)


def _convolution(text: str, type_: str) -> Layer:
    channels = [int(part) for part in text.split(",")[:2]]
    return Convolution(
        inputs=channels[0],
        outputs=channels[1],
        kernel=_pair(text, "kernel_size"),
        stride=_pair(text, "stride"),
        padding=_pair(text, "padding", otherwise=0),
        dilation=_pair(text, "dilation", otherwise=1),
        groups=(_numbers(text, "groups") or [1])[0],
        bias="bias=False" not in text,
        transposed="Transpose" in type_,
    )


def _pooling(text: str, type_: str) -> Layer:
    kernel = _pair(text, "kernel_size")
    return Pooling(
        kind="max" if type_.startswith("Max") else "avg",
        kernel=kernel,
        stride=_pair(text, "stride"),
        padding=_pair(text, "padding", otherwise=0),
    )


def _adaptive(text: str, type_: str) -> Layer:
    kind = "max" if "Max" in type_ else "avg"
    return AdaptivePooling(kind=kind, size=_pair(text, "output_size"))


def _normalisation(text: str, type_: str) -> Layer:
    kind = re.sub(r"Norm.*", "", type_).lower()
    features = int(NUMBER.findall(text)[0])
    return Normalisation(kind=kind, features=features, affine="affine=False" not in text)


def _recurrent(text: str, type_: str) -> Layer:
    inputs, hidden = (int(part) for part in text.split(",")[:2])
    return Recurrent(kind=type_.lower(), inputs=inputs, hidden=hidden)


def _numbers(text: str, name: str) -> list[int]:
    """The whole numbers of one setting in a module's own words, e.g. `stride=(2, 2)`."""
    found = re.search(rf"\b{name}=(\([^)]*\)|[^,]*)", text)
    numbers = [int(part) for part in re.findall(r"\d+", found[1])] if found else []
    if any(number > LARGEST for number in numbers):
        raise ValueError(f"{name} is no size")
    return numbers


def _pair(text: str, name: str, *, otherwise: int | None = None) -> tuple[int, int]:
    numbers = _numbers(text, name) or ([otherwise] if otherwise is not None else [])
    return (numbers[0], numbers[-1])


_MADE: dict[str, Callable[[str, str], Layer]] = {
    "Linear": _linear,
    "Conv": _convolution,
    "ConvTranspose": _convolution,
    "MaxPool": _pooling,
    "AvgPool": _pooling,
    "AdaptiveMaxPool": _adaptive,
    "AdaptiveAvgPool": _adaptive,
    "BatchNorm": _normalisation,
    "LayerNorm": _normalisation,
    "InstanceNorm": _normalisation,
    "RNN": _recurrent,
    "LSTM": _recurrent,
    "GRU": _recurrent,
    "Flatten": lambda _text, _type: Flatten(),
    "Softmax": lambda _text, _type: Softmax(),
    "LogSoftmax": lambda _text, _type: Softmax(logarithm=True),
    "Dropout": lambda text, _type: Dropout(probability=float(NUMBER.findall(text)[0])),
}
