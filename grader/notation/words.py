"""The words of the notation, and how else people write them."""

import difflib
from collections.abc import Iterable


class NotationError(ValueError):
    """A text is not network notation; the message names the token and what would be right."""


ACTIVATIONS = (
    "relu",
    "relu6",
    "sigmoid",
    "tanh",
    "gelu",
    "leaky_relu",
    "elu",
    "silu",
    "selu",
    "celu",
    "mish",
    "softplus",
    "softsign",
    "softmin",
    "hardtanh",
    "hardsigmoid",
    "hardswish",
    "hardshrink",
    "softshrink",
    "tanhshrink",
    "logsigmoid",
    "threshold",
    "glu",
    "rrelu",
)
"""Activations that need no prefix, spelled as `torch.nn.functional` does."""

LAYERS = (
    "linear",
    "conv",
    "convtranspose",
    "maxpool",
    "avgpool",
    "adaptivemaxpool",
    "adaptiveavgpool",
    "flatten",
    "dropout",
    "batchnorm",
    "layernorm",
    "groupnorm",
    "instancenorm",
    "softmax",
    "logsoftmax",
    "rnn",
    "lstm",
    "gru",
)
"""The other layers; a fully connected one is written as its number of outputs alone."""

ALIASES = {
    "fc": "linear",
    "dense": "linear",
    "convolution": "conv",
    "deconv": "convtranspose",
    "averagepool": "avgpool",
    "adaptiveaveragepool": "adaptiveavgpool",
    "batchnormalisation": "batchnorm",
    "batchnormalization": "batchnorm",
    "layernormalisation": "layernorm",
    "layernormalization": "layernorm",
    "swish": "silu",
}
"""What people also write, in lower case and without underscores."""

OPTIONS = {
    "k": "kernel",
    "kernel": "kernel",
    "kernel_size": "kernel",
    "s": "stride",
    "stride": "stride",
    "p": "padding",
    "pad": "padding",
    "padding": "padding",
    "d": "dilation",
    "dilation": "dilation",
    "g": "groups",
    "groups": "groups",
    "in": "in",
}
"""Options that carry a number, from what people write to what we call them."""

FLAGS = ("nobias", "noaffine")
"""Options that stand alone."""

OPERATION = "op:"
ACTIVATION = "activation:"
"""Prefixes of what the notation has no word for."""

SHAPE_KEEPERS = frozenset({"add", "sub", "mul", "div"})
"""Operations, as in a residual connection, whose result has the shape of what came before."""


def _squeezed(word: str) -> str:
    return word.lower().replace("_", "")


_KNOWN = {_squeezed(word): word for word in (*LAYERS, *ACTIVATIONS)} | ALIASES


def layer_word(word: str) -> str | None:
    """The notation's own word for `word`, None if there is none: `MaxPool2d` is `maxpool`."""
    squeezed = _squeezed(word)
    return _KNOWN.get(squeezed) or _KNOWN.get(squeezed.removesuffix("1d").removesuffix("2d"))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean 'relu'?` when something known is close to `word`, else nothing."""
    close = difflib.get_close_matches(word[:100], list(known), n=1, cutoff=0.6)
    return f", did you mean '{close[0]}'?" if close else ""
