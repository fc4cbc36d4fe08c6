"""Layers as records, from the arguments that code gives to torch's modules and functions."""

from collections.abc import Callable
from typing import Any

from grader import notation
from grader.collect.written.names import ACTIVATION_MODULES
from grader.collect.written.values import Args, Value
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
    Pooling,
    Recurrent,
    Softmax,
)

LARGEST = 10**9
"""A size beyond this is no size."""

NO_PARAMETERS = frozenset(
    "MaxPool1d AvgPool1d AdaptiveAvgPool1d AdaptiveMaxPool1d Upsample ZeroPad2d ReflectionPad2d"
    " Unflatten Dropout1d Dropout3d AlphaDropout Threshold Softmin Softshrink Hardshrink"
    " Tanhshrink GLU RReLU PixelShuffle".split()
)


class NotCertainError(Exception):
    """A layer's settings are not all known, or the notation cannot say them."""


def layer_of(name: str, args: Args) -> Layer | None:
    """The layer that `torch.nn.<name>(...)` makes; None if it changes nothing.

    Raises `NotCertainError`.
    """
    if name in ACTIVATION_MODULES:
        return Activation(name=ACTIVATION_MODULES[name])
    make = _MADE.get(name)
    if make is None or not args.complete:
        raise NotCertainError
    return make(args)


def count_of(name: str, args: Args) -> int:
    """The learnt values of `torch.nn.<name>(...)`; raises `NotCertainError`."""
    if name in NO_PARAMETERS or name.endswith("Loss"):
        return 0
    if name == "Embedding":
        return _size(args.get(0, "num_embeddings")) * _size(args.get(1, "embedding_dim"))
    if name == "PReLU":
        return _size(args.get(0, "num_parameters", 1))
    layer = _recurrent(name, args) if name in _RECURRENT else layer_of(name, args)
    one = Architecture(input=(), layers=(layer,) if layer else ())
    return notation.parameter_count(one)


_RECURRENT = {"RNN": "rnn", "LSTM": "lstm", "GRU": "gru"}
_RECURRENT |= {f"{name}Cell": kind for name, kind in _RECURRENT.items()}


def _recurrent(name: str, args: Args) -> Layer:
    plain = args.get(2 if "Cell" not in name else None, "num_layers", 1) == 1
    usual = args.get(None, "bias", True) is True and args.get(None, "proj_size", 0) == 0
    both = args.get(None, "bidirectional", False) is not False
    if not plain or not usual or both or len(args.positional) > 3:
        raise NotCertainError
    return Recurrent(
        kind=_RECURRENT[name],
        inputs=_size(args.get(0, "input_size")),
        hidden=_size(args.get(1, "hidden_size")),
    )


def _size(value: Value, *, least: int = 1) -> int:
    # 784 / 2 is 392.0, which torch refuses.
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not least <= value <= LARGEST:
        raise NotCertainError
    return int(value)


def _pair(value: Value, *, least: int = 1) -> tuple[int, int]:
    if isinstance(value, tuple):
        if len(value) != 2:
            raise NotCertainError
        return (_size(value[0], least=least), _size(value[1], least=least))
    return (_size(value, least=least), _size(value, least=least))


def _truth(value: Value) -> bool:
    if not isinstance(value, bool):
        raise NotCertainError
    return value


def _linear(args: Args) -> Layer:
    return Linear(
        inputs=_size(args.get(0, "in_features")),
        outputs=_size(args.get(1, "out_features")),
        bias=_truth(args.get(2, "bias", True)),
    )


def _convolution(args: Args) -> Layer:
    kernel = _pair(args.get(2, "kernel_size"))
    if args.get(8, "padding_mode", "zeros") != "zeros":
        raise NotCertainError
    return Convolution(
        inputs=_size(args.get(0, "in_channels")),
        outputs=_size(args.get(1, "out_channels")),
        kernel=kernel,
        stride=_pair(args.get(3, "stride", 1)),
        padding=_padding(args.get(4, "padding", 0), kernel),
        dilation=_pair(args.get(5, "dilation", 1)),
        groups=_size(args.get(6, "groups", 1)),
        bias=_truth(args.get(7, "bias", True)),
    )


def _padding(value: Value, kernel: tuple[int, int]) -> tuple[int, int]:
    if value == "valid":
        return (0, 0)
    if value == "same":
        return ((kernel[0] - 1) // 2, (kernel[1] - 1) // 2)
    return _pair(value, least=0)


def _transposed(args: Args) -> Layer:
    if args.get(5, "output_padding", 0) not in (0, (0, 0)):
        raise NotCertainError
    return Convolution(
        inputs=_size(args.get(0, "in_channels")),
        outputs=_size(args.get(1, "out_channels")),
        kernel=_pair(args.get(2, "kernel_size")),
        stride=_pair(args.get(3, "stride", 1)),
        padding=_pair(args.get(4, "padding", 0), least=0),
        groups=_size(args.get(6, "groups", 1)),
        bias=_truth(args.get(7, "bias", True)),
        dilation=_pair(args.get(8, "dilation", 1)),
        transposed=True,
    )


def pooling(kind: str, args: Args, first: int = 0) -> Layer:
    """A pooling whose window is the argument at position `first`; raises `NotCertainError`."""
    kernel = _pair(args.get(first, "kernel_size"))
    stride = args.get(first + 1, "stride", None)
    if args.get(None, "ceil_mode", False) is not False or len(args.positional) > first + 3:
        raise NotCertainError
    if args.get(None, "dilation", 1) not in (1, (1, 1)):
        raise NotCertainError
    return Pooling(
        kind=kind,
        kernel=kernel,
        stride=kernel if stride is None else _pair(stride),
        padding=_pair(args.get(first + 2, "padding", 0), least=0),
    )


def adaptive(kind: str, args: Args, first: int = 0) -> Layer:
    """A pooling to a given size; raises `NotCertainError`."""
    return AdaptivePooling(kind=kind, size=_pair(args.get(first, "output_size")))


def dropout(value: Value) -> Layer | None:
    """A dropout of this probability; None if it drops nothing; raises `NotCertainError`."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not 0 <= value <= 1:
        raise NotCertainError
    return Dropout(probability=float(value)) if value else None


def _normalisation(kind: str, position: int, affine: int) -> Callable[[Args], Layer]:
    def make(args: Args) -> Layer:
        word = {"group": "num_channels", "layer": "normalized_shape"}.get(kind, "num_features")
        size: Any = args.get(position, word)
        if isinstance(size, tuple) and kind == "layer" and len(size) == 1:
            size = size[0]
        name = "elementwise_affine" if kind == "layer" else "affine"
        scaled = _truth(args.get(affine, name, kind != "instance"))
        if kind == "layer" and args.get(None, "bias", True) is not True:
            raise NotCertainError
        return Normalisation(kind=kind, features=_size(size), affine=scaled)

    return make


def _flatten(args: Args) -> Layer:
    if args.get(0, "start_dim", 1) != 1 or args.get(1, "end_dim", -1) != -1:
        raise NotCertainError
    return Flatten()


_MADE: dict[str, Callable[[Args], Layer | None]] = {
    "Linear": _linear,
    "Conv2d": _convolution,
    "ConvTranspose2d": _transposed,
    "MaxPool2d": lambda args: pooling("max", args),
    "AvgPool2d": lambda args: pooling("avg", args),
    "AdaptiveMaxPool2d": lambda args: adaptive("max", args),
    "AdaptiveAvgPool2d": lambda args: adaptive("avg", args),
    "BatchNorm1d": _normalisation("batch", 0, 3),
    "BatchNorm2d": _normalisation("batch", 0, 3),
    "InstanceNorm2d": _normalisation("instance", 0, 3),
    "LayerNorm": _normalisation("layer", 0, 2),
    "GroupNorm": _normalisation("group", 1, 3),
    "Flatten": _flatten,
    "Softmax": lambda _args: Softmax(),
    "Softmax2d": lambda _args: Softmax(),
    "LogSoftmax": lambda _args: Softmax(logarithm=True),
    "Dropout": lambda args: dropout(args.get(0, "p", 0.5)),
    "Dropout2d": lambda args: dropout(args.get(0, "p", 0.5)),
    "Identity": lambda _args: None,
}
