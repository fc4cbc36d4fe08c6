"""One function for each kind of layer: a token becomes the layer's record."""

from collections.abc import Callable

from grader.notation.shapes import Layered, Shape, inputs_for
from grader.notation.tokens import Token, as_pair, at_least, fraction, one_number, only, pair
from grader.notation.words import ACTIVATIONS, NotationError
from grader.records import (
    Activation,
    AdaptivePooling,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    Linear,
    Missing,
    Normalisation,
    Pooling,
    Recurrent,
    Softmax,
)


def build_layer(token: Token, shape: Shape | Missing) -> Layer:
    """The layer that `token` describes when `shape` comes before it."""
    if token.word in ACTIVATIONS:
        only(token, numbers=0)
        return Activation(name=token.word)
    return _BUILDERS[token.word](token, shape)


def _linear(token: Token, shape: Shape | Missing) -> Layer:
    only(token, "in", "nobias", numbers=1)
    return Linear(
        inputs=_inputs(token, Linear, shape),
        outputs=at_least(1, one_number(token, "32"), "the number of outputs"),
        bias="nobias" not in token.options,
    )


def _convolution(token: Token, shape: Shape | Missing) -> Layer:
    options = ("kernel", "stride", "padding", "dilation", "groups", "nobias", "in")
    only(token, *options, numbers=1)
    outputs = one_number(token, f"{token.word} 6 k5")
    if "kernel" not in token.options:
        raise NotationError(
            f"the kernel is missing, write for example '{token.word} {outputs} k5' "
            "(output channels only, no arrow inside)"
        )
    return Convolution(
        inputs=_inputs(token, Convolution, shape),
        outputs=at_least(1, outputs, "the number of output channels"),
        kernel=pair(token, "kernel", least=1),
        stride=pair(token, "stride", least=1, default=(1, 1)),
        padding=pair(token, "padding", least=0, default=(0, 0)),
        dilation=pair(token, "dilation", least=1, default=(1, 1)),
        groups=at_least(1, token.options.get("groups", "1"), "the number of groups"),
        bias="nobias" not in token.options,
        transposed=token.word == "convtranspose",
    )


def _pooling(token: Token, shape: Shape | Missing) -> Layer:
    only(token, "kernel", "stride", "padding", numbers=1)
    text = token.options.get("kernel") or one_number(token, f"{token.word} 2")
    kernel = as_pair(text, "the window", least=1)
    return Pooling(
        kind=token.word.removesuffix("pool"),
        kernel=kernel,
        stride=pair(token, "stride", least=1, default=kernel),
        padding=pair(token, "padding", least=0, default=(0, 0)),
    )


def _adaptive(token: Token, shape: Shape | Missing) -> Layer:
    only(token, numbers=1)
    size = as_pair(one_number(token, f"{token.word} 7"), "the size", least=1)
    return AdaptivePooling(kind=token.word[len("adaptive") : -len("pool")], size=size)


def _flatten(token: Token, shape: Shape | Missing) -> Layer:
    only(token, numbers=1)
    return Flatten()


def _dropout(token: Token, shape: Shape | Missing) -> Layer:
    # `p0.5` is not understood on purpose: p is padding everywhere else.
    only(token, numbers=1)
    text = one_number(token, "dropout 0.5")
    return Dropout(probability=fraction(text, "the probability"))


def _normalisation(token: Token, shape: Shape | Missing) -> Layer:
    only(token, "in", "noaffine", numbers=1)
    kind = token.word.removesuffix("norm")
    there = inputs_for(Normalisation, shape, kind)
    if token.numbers and "in" not in token.options:
        features = at_least(1, token.numbers[0], "the number of features")
        if not isinstance(there, Missing) and there != features:
            raise NotationError(f"{there} features come before it, write '{token.word}' alone")
    else:
        features = _inputs(token, Normalisation, shape, kind)
    return Normalisation(kind=kind, features=features, affine="noaffine" not in token.options)


def _softmax(token: Token, shape: Shape | Missing) -> Layer:
    only(token, numbers=0)
    return Softmax(logarithm=token.word == "logsoftmax")


def _recurrent(token: Token, shape: Shape | Missing) -> Layer:
    only(token, "in", numbers=1)
    hidden = one_number(token, f"{token.word} 64")
    return Recurrent(
        kind=token.word,
        inputs=_inputs(token, Recurrent, shape),
        hidden=at_least(1, hidden, "the number of hidden units"),
    )


_BUILDERS: dict[str, Callable[[Token, Shape | Missing], Layer]] = {
    "linear": _linear,
    "conv": _convolution,
    "convtranspose": _convolution,
    "maxpool": _pooling,
    "avgpool": _pooling,
    "adaptivemaxpool": _adaptive,
    "adaptiveavgpool": _adaptive,
    "flatten": _flatten,
    "dropout": _dropout,
    "batchnorm": _normalisation,
    "layernorm": _normalisation,
    "groupnorm": _normalisation,
    "instancenorm": _normalisation,
    "softmax": _softmax,
    "logsoftmax": _softmax,
    "rnn": _recurrent,
    "lstm": _recurrent,
    "gru": _recurrent,
}


def _inputs(token: Token, layer: type[Layered], shape: Shape | Missing, kind: str = "") -> int:
    if "in" in token.options:
        return at_least(1, token.options["in"], "the number of inputs")
    there = inputs_for(layer, shape, kind)
    if isinstance(there, Missing):
        right = f"say it: '{token.text[:40]} in=400'"
        if not isinstance(shape, Missing) and layer is not Convolution:
            right = f"write 'flatten' before it or {right}"
        raise NotationError(f"its number of inputs is not known ({there.reason}), {right}")
    return there
