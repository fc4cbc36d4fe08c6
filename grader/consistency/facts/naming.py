"""Words that networks go by, in code and in prose."""

import re

from grader import notation
from grader.records import Activation, Architecture, Convolution, Linear, Recurrent

_CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_WORD = re.compile(r"[^\W_]+")

_ALIKE = {
    "auto": "autoencoder", "encoder": "autoencoder", "ae": "autoencoder", "aes": "autoencoder",
    "autoencoders": "autoencoder", "dae": "autoencoder", "cnns": "cnn", "conv": "cnn",
    "convolutional": "cnn", "convolution": "cnn", "convolutions": "cnn", "convnet": "cnn",
    "cnn": "cnn", "vgg": "vgg", "vggs": "vgg", "rnns": "rnn", "recurrent": "rnn",
    "elman": "rnn", "mlps": "mlp", "perceptron": "mlp", "dense": "mlp", "fc": "mlp",
    "fcnn": "mlp", "feedforward": "mlp", "dnn": "mlp", "deeper": "deep", "deepest": "deep",
    "wider": "wide", "widest": "wide", "shallower": "shallow", "narrower": "narrow",
    "leaky": "leaky", "tanh": "tanh", "noisy": "noisy", "denoise": "denoising",
    "denoiser": "denoising", "lenet5": "lenet", "one": "1", "two": "2", "three": "3",
    "first": "1", "second": "2", "third": "3", "small": "small", "smaller": "small",
    "big": "large", "bigger": "large", "larger": "large", "mini": "small",
}  # fmt: skip
_OF_A_LAYER = re.compile(
    r"\b(?:first|second|third|[123])(?:st|nd|rd)?"
    r"(?= (?:(?!network|net|model)[\w-]{1,14} ){0,2}layers?\b)"
)
"""What counts layers, and tells no network from another."""
_PLAIN = frozenset(
    "the a an our my this that these its their of in on for with and or to by from at as is was"
    " network networks net nets model models nn neural module modules classifier layer layers"
    " architecture version question part task problem section exercise same used using use which"
    " trained training simple basic final both each every all case cases new units unit hidden"
    " py ipynb main train test self torch pytorch multilayer multi fully connected linear learning"
    " function class own proposed baseline experiment experiments result results best"
    " fitted one's it we i deep-learning".split()
)
"""Words that tell no network from another."""
KINDS = {
    "mlp": "mlp", "cnn": "cnn", "lenet": "cnn", "vgg": "cnn", "resnet": "cnn", "alexnet": "cnn",
    "rnn": "rnn", "lstm": "rnn", "gru": "rnn", "autoencoder": "autoencoder",
    "denoising": "autoencoder",
}  # fmt: skip
"""Words that say what kind of network it is."""
CONTRASTS = frozenset(
    "deep wide shallow narrow small large autoencoder cnn rnn mlp lenet vgg denoising noisy".split()
)
"""Words by which students tell their networks apart."""
OPPOSITES = {
    "deep": "shallow", "shallow": "deep", "wide": "narrow", "narrow": "wide", "small": "large",
    "large": "small",
}  # fmt: skip
"""Words of which one network has only one, as a rule."""
FAMILIES = frozenset(["lenet", "vgg", "resnet", "alexnet", "lstm", "gru", "transformer", "svm"])
"""Words that name one architecture: one that no code builds is not handed in."""


def words_of_name(*names: str) -> frozenset[str]:
    """The words of names in code: `DeepWideMLP` and `deep_wide_mlp` are deep, wide, mlp."""
    found: set[str] = set()
    for name in names:
        for part in _WORD.findall(name[:200]):
            pieces = [piece.lower() for piece in _CAMEL.findall(part)]
            found.update(_alike(piece) for piece in pieces)
            found.add(_alike(part.lower()))
    return frozenset(found - _PLAIN - {""})


def words_of_text(text: str) -> frozenset[str]:
    """The words of prose that tell one network from another."""
    text = _OF_A_LAYER.sub(" ", text[:400].lower())
    found = [_alike(word) for word in _WORD.findall(text)]
    return frozenset(word for word in found if word not in _PLAIN)


def _alike(word: str) -> str:
    return _ALIKE.get(word, word)


def kinds_in(words: frozenset[str]) -> frozenset[str]:
    """The kinds of network that words speak of."""
    return frozenset(KINDS[word] for word in words if word in KINDS)


def kinds_of(architecture: Architecture | None, names: frozenset[str]) -> frozenset[str]:
    """The kinds of network that an architecture is of; by its names if it is not known."""
    if architecture is None:
        return kinds_in(names)
    layers = architecture.layers
    if any(isinstance(layer, Recurrent) for layer in layers):
        return frozenset(["rnn"])
    is_image = any(isinstance(layer, Convolution) for layer in layers)
    linear = [layer for layer in layers if isinstance(layer, Linear)]
    kinds = {"cnn"} if is_image else {"mlp"}
    mirrored = bool(linear) and linear[0].inputs == linear[-1].outputs and len(linear) > 1
    if mirrored or (is_image and any(getattr(each, "transposed", False) for each in layers)):
        kinds.add("autoencoder")
    return frozenset(kinds | (kinds_in(names) - {"cnn", "mlp"}))


def architecture_of(layers: str) -> Architecture | None:
    """Layers in notation, read; None if there are none."""
    try:
        return notation.parse_architecture(layers) if layers else None
    except (notation.NotationError, ValueError):
        return None


def activations_of(architecture: Architecture) -> tuple[str, ...]:
    """The functions between its layers, in order."""
    return tuple(each.name for each in architecture.layers if isinstance(each, Activation))
