"""Words that name a network, told apart by meaning: `the deep wide MLP`, `our CNN`, `model B`."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
_CAMEL = re.compile(r"(?<=[a-zäöü])(?=[A-Z])")
_MOST = 300
_MOST_NAMES = 20

_KINDS = {
    "mlp": "dense",
    "mlps": "dense",
    "dense": "dense",
    "perceptron": "dense",
    "feedforward": "dense",
    "ffn": "dense",
    "ffnn": "dense",
    "fcn": "dense",
    "fcnn": "dense",
    "dnn": "dense",
    "connected": "dense",
    "cnn": "conv",
    "convnet": "conv",
    "convolutional": "conv",
    "convolution": "conv",
    "conv": "conv",
    "convnets": "conv",
    "lenet": "lenet",
    "vgg": "vgg",
    "resnet": "resnet",
    "rnn": "rnn",
    "recurrent": "rnn",
    "lstm": "lstm",
    "gru": "gru",
    "autoencoder": "ae",
    "autoencoders": "ae",
    "ae": "ae",
    "encoder": "ae",
    "linear": "linear",
    "softmax": "linear",
    "logistic": "linear",
    "eigenfaces": "svd",
    "svd": "svd",
    "pca": "svd",
}
_WITHIN = frozenset(
    {("lenet", "conv"), ("vgg", "conv"), ("resnet", "conv"), ("lstm", "rnn"), ("gru", "rnn")}
    | {("linear", "dense"), ("ae", "dense"), ("ae", "conv")}
)
"""Kinds of which the first may be called by the second's name."""

_LOOKS = {
    "deep": "deep",
    "deeper": "deep",
    "deepest": "deep",
    "shallow": "shallow",
    "shallower": "shallow",
    "wide": "wide",
    "wider": "wide",
    "widest": "wide",
    "narrow": "narrow",
    "narrower": "narrow",
    "large": "large",
    "larger": "large",
    "largest": "large",
    "big": "large",
    "bigger": "large",
    "small": "small",
    "smaller": "small",
    "smallest": "small",
    "medium": "medium",
    "reduced": "reduced",
    "denoising": "denoising",
}
_MAKES = {
    "numpy": "numpy",
    "np": "numpy",
    "pytorch": "pytorch",
    "torch": "pytorch",
    "keras": "keras",
    "tensorflow": "tensorflow",
}
_ACTIVATIONS = {
    "relu": "relu",
    "relus": "relu",
    "sigmoid": "sigmoid",
    "sigmoids": "sigmoid",
    "tanh": "tanh",
}
_ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "i": "1",
    "ii": "2",
    "iii": "3",
    "one": "1",
    "two": "2",
    "three": "3",
}
_EMPTY = frozenset(
    """the our my your this that these those its their model models network networks net nets nn
    neural classifier architecture architectures version variant design one-layer ann system of
    with for and as to it we i fully feed forward multi multilayer layer layers layered based type
    vanilla simple basic standard own proposed presented used same whole entire final best trained
    single hidden units unit neurons neuron nodes n size using has having is was structure des der
    die das netz netzwerk modell unser unsere mein implementation im in question part task no
    without non ohne hl""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the words that name a network say of it; what they leave open is empty."""

    kinds: frozenset[str] = frozenset()
    """`dense`, `conv`, `lenet`, `rnn`, ..."""
    looks: frozenset[str] = frozenset()
    """`deep`, `wide`, `shallow`, ..."""
    makes: frozenset[str] = frozenset()
    """In what it was written."""
    activations: frozenset[str] = frozenset()
    """`relu`, `sigmoid`, or `no relu`."""
    letter: str = ""
    """Of `model A`."""
    ordinal: str = ""
    """Of `the second network`, `Net2`."""
    numbers: frozenset[str] = frozenset()
    """Of `n = 16`, `with 32 hidden units`."""
    others: frozenset[str] = frozenset()
    """Words that were not understood."""

    @property
    def is_open(self) -> bool:
        """Whether the words could name any network: `our model`."""
        return self == Named()


@lru_cache(maxsize=4096)
def named(words: str) -> Named:
    """What these words say of the network that they name."""
    low = [part.lower() for part in _WORD.findall(_CAMEL.sub(" ", words[:_MOST]))]
    if low[:1] == ["a"] and len(low) > 1:
        low = low[1:]
    activations: set[str] = set()
    others: set[str] = set()
    numbers: set[str] = set()
    letter = ordinal = ""
    for index, word in enumerate(low):
        before = low[index - 1] if index else ""
        if word in _ACTIVATIONS:
            off = before in ("no", "without", "w", "o", "non", "ohne")
            activations.add(f"no {_ACTIVATIONS[word]}" if off else _ACTIVATIONS[word])
        elif word in _ORDINALS and not (word == "i" and index == 0):
            ordinal = _ORDINALS[word]
        elif word[0].isdigit():
            small = "." not in word and int(word) < 10 and not _counts(low, index)
            if small:
                ordinal = word
            else:
                numbers.add(word)
        elif len(word) == 1 and word not in "n":
            letter = word
        elif not any(word in known for known in (_KINDS, _LOOKS, _MAKES, _EMPTY)):
            others.add(word)
    return Named(
        kinds=frozenset(_KINDS[word] for word in low if word in _KINDS),
        looks=frozenset(_LOOKS[word] for word in low if word in _LOOKS),
        makes=frozenset(_MAKES[word] for word in low if word in _MAKES),
        activations=frozenset(activations),
        letter=letter,
        ordinal=ordinal,
        numbers=frozenset(numbers),
        others=frozenset(others),
    )


def _counts(words: list[str], index: int) -> bool:
    """Whether a small number counts units or layers, and is not one in a row of networks."""
    after = words[index + 1 : index + 3]
    before = words[index - 1] if index else ""
    return before in ("n", "units", "size", "with") or bool(
        {"hidden", "units", "neurons", "nodes", "layer", "layers", "layered"} & set(after)
    )


@lru_cache(maxsize=4096)
def is_any(words: str) -> bool:
    """Whether the words could name any network: `our model`, or nothing."""
    return named(words).is_open


@lru_cache(maxsize=1024)
def are_one(names: frozenset[str]) -> bool:
    """Whether all of these names are certainly of one network."""
    few = sorted(names)
    if len(few) > _MOST_NAMES:
        return False
    return all(is_same_network(a, b) for index, a in enumerate(few) for b in few[index + 1 :])


class _Answer(Enum):
    """How two names stand to each other in one respect."""

    AGREE = 1
    DIFFER = 2
    PERHAPS = 3
    """One of them leaves it open."""
    SILENT = 4
    """Both do."""


@lru_cache(maxsize=16384)
def is_same_network(a: str, b: str) -> bool | None:
    """Whether two names are certainly of one network, certainly not, or perhaps."""
    left, right = named(a), named(b)
    if left == right:
        return None if left.is_open else True
    if left.is_open or right.is_open:
        return None
    kinds, marks = _kinds(left.kinds, right.kinds), _marks(left, right)
    if kinds is _Answer.DIFFER or _Answer.DIFFER in marks:
        return False
    if left.others or right.others or _Answer.PERHAPS in marks:
        return None
    # `the deep wide network` and `the deep wide MLP`: what one leaves open does not matter then.
    return True if _Answer.AGREE in marks else None


def _kinds(a: frozenset[str], b: frozenset[str]) -> _Answer:
    if a == b:
        return _Answer.AGREE if a else _Answer.SILENT
    if not a or not b or a & b:
        return _Answer.PERHAPS
    related = any((x, y) in _WITHIN or (y, x) in _WITHIN for x in a for y in b)
    return _Answer.PERHAPS if related else _Answer.DIFFER


def _marks(left: Named, right: Named) -> tuple[_Answer, ...]:
    pairs = (
        (left.makes, right.makes),
        (left.activations, right.activations),
        (left.letter, right.letter),
        (left.ordinal, right.ordinal),
        (left.numbers, right.numbers),
    )
    return (_looks(left.looks, right.looks), *(_mark(a, b) for a, b in pairs))


def _looks(a: frozenset[str], b: frozenset[str]) -> _Answer:
    # `the wide one` may be the deep wide one; the deep one is not.
    return _Answer.PERHAPS if a != b and {"wide"} in (a, b) and "wide" in a & b else _mark(a, b)


def _mark(a: frozenset[str] | str, b: frozenset[str] | str) -> _Answer:
    if a == b:
        return _Answer.AGREE if a else _Answer.SILENT
    return _Answer.DIFFER if a and b else _Answer.PERHAPS
