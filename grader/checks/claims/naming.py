"""Which network of the rubric the words of a statement mean: by their sense, never by a name."""

import re
from dataclasses import dataclass

from grader.records import (
    Activation,
    Architecture,
    Case,
    Claim,
    Convolution,
    Linear,
    Recurrent,
    RequiredNetwork,
)

_WORD = re.compile(r"[^\W\d_]+|[0-9]+")
_LOOKS = {
    "deep": "deep",
    "deeper": "deep",
    "shallow": "shallow",
    "shallower": "shallow",
    "wide": "wide",
    "wider": "wide",
    "narrow": "narrow",
    "narrower": "narrow",
    "large": "large",
    "larger": "large",
    "big": "large",
    "bigger": "large",
    "small": "small",
    "smaller": "small",
}
_KINDS = {
    "cnn": "conv",
    "convnet": "conv",
    "convolutional": "conv",
    "lenet": "conv",
    "vgg": "conv",
    "rnn": "recurrent",
    "recurrent": "recurrent",
    "lstm": "recurrent",
    "gru": "recurrent",
    "autoencoder": "autoencoder",
    "autoencoders": "autoencoder",
    "ae": "autoencoder",
    "mlp": "dense",
    "mlps": "dense",
    "perceptron": "dense",
    "dense": "dense",
}
_ACTIVATIONS = ("relu", "sigmoid", "tanh")
_WITHOUT = ("no", "without", "non", "wo")
_LOUD = ("deep", "wide")
"""Looks that are said where a network has them: the others go without saying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What may truly be said of a network that a rubric asks for."""

    kind: str
    """`dense`, `conv`, `recurrent` or `autoencoder`."""
    looks: frozenset[str]
    """`deep`, `wide`, ..., beside the others of the rubric."""
    sizes: tuple[int, ...]
    """Units or channels of its hidden layers."""
    activations: frozenset[str]
    """`relu`, `sigmoid`, ..."""


def meant(case: Case, claim: Claim) -> frozenset[str]:
    """Names of the required networks that a statement speaks of; empty if it leaves that open."""
    if claim.sizes:
        return _of_sizes(case, claim.sizes)
    traits = {each.name: _traits(each, case.networks) for each in case.networks}
    words = [each.lower() for each in _WORD.findall(_words(claim)[:400])]
    settings = [value for name, value in claim.subject.settings if name in ("units", "sizes")]
    numbers = {int(each) for each in (*words, *settings) if each.isdigit() and len(each) < 7}
    looks = {_LOOKS[word] for word in words if word in _LOOKS}
    kinds = {_KINDS[word] for word in words if word in _KINDS}
    activations = {**_activations(words), **_settled(claim)}
    scores: dict[str, tuple[int, int]] = {}
    for name, one in traits.items():
        if looks - one.looks or (kinds and not _is_of(one, kinds)):
            continue
        fitting = numbers & set(one.sizes)
        if settings and not fitting:
            continue
        if any((word in one.activations) is not used for word, used in activations.items()):
            continue
        matched = 2 * len(looks) + len(kinds) + 2 * len(fitting) + len(activations)
        # `the deep one` is not the wide one; `the MLP` may be any of them.
        unsaid = len((one.looks & set(_LOUD)) - looks) if looks else 0
        if matched:
            scores[name] = (matched, -unsaid)
    best = max(scores.values(), default=None)
    return frozenset(name for name, score in scores.items() if score == best)


def _words(claim: Claim) -> str:
    return " ".join((claim.subject.network, *claim.subject.labels))


def _activations(words: list[str]) -> dict[str, bool]:
    """For each activation that is named, whether the network is said to have it."""
    return {
        word: not (index and words[index - 1] in _WITHOUT)
        for index, word in enumerate(words)
        if word in _ACTIVATIONS
    }


def _settled(claim: Claim) -> dict[str, bool]:
    """The same of the activation that a result was got with: `without ReLU` leaves none."""
    told = [value for name, value in claim.subject.settings if name == "activation"]
    if "no" in told:
        return dict.fromkeys(_ACTIVATIONS, False)
    return {value: True for value in told if value in _ACTIVATIONS}


def _is_of(one: Traits, kinds: set[str]) -> bool:
    """Whether all these words may be said of a network: an autoencoder is a dense one too."""
    own = {one.kind, "dense"} if one.kind == "autoencoder" and one.sizes else {one.kind}
    return kinds <= own


def _of_sizes(case: Case, sizes: tuple[int, ...]) -> frozenset[str]:
    found = set()
    for network in case.networks:
        hidden = _hidden(network.architecture)
        whole = (*network.architecture.input[-1:], *hidden, *_outputs(network.architecture))
        if sizes in (hidden, whole, whole[1:], whole[:-1]):
            found.add(network.name)
    return frozenset(found)


def _traits(required: RequiredNetwork, all_of_them: tuple[RequiredNetwork, ...]) -> Traits:
    kind, hidden = _kind(required.architecture), _hidden(required.architecture)
    looks = {"deep" if len(hidden) > 1 else "shallow"}
    alike = [each for each in all_of_them if _kind(each.architecture) == kind]
    beside = [_hidden(each.architecture) for each in alike]
    beside = [other for other in beside if len(other) == len(hidden) and other != hidden]
    if any(sum(other) < sum(hidden) for other in beside):
        looks.add("wide")
    if any(sum(other) > sum(hidden) for other in beside):
        looks.add("narrow")
    counts = [each.parameters for each in alike]
    if required.parameters > min(counts):
        looks.add("large")
    if required.parameters < max(counts):
        looks.add("small")
    used = (layer.name for layer in required.architecture.layers if isinstance(layer, Activation))
    return Traits(kind=kind, looks=frozenset(looks), sizes=hidden, activations=frozenset(used))


def _kind(architecture: Architecture) -> str:
    layers = architecture.layers
    if any(isinstance(layer, Convolution) for layer in layers):
        return "conv"
    if any(isinstance(layer, Recurrent) for layer in layers):
        return "recurrent"
    width = architecture.input[-1] if architecture.input else 0
    return "autoencoder" if (width,) == _outputs(architecture) else "dense"


def _hidden(architecture: Architecture) -> tuple[int, ...]:
    return _sizes(architecture)[:-1]


def _outputs(architecture: Architecture) -> tuple[int, ...]:
    return _sizes(architecture)[-1:]


def _sizes(architecture: Architecture) -> tuple[int, ...]:
    layers = architecture.layers
    return tuple(layer.outputs for layer in layers if isinstance(layer, Linear | Convolution))
