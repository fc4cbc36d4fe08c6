"""Which kinds of networks words name, and whether two of them can be the same."""

import re
from dataclasses import dataclass

_KINDS = {
    "autoencoder": re.compile(
        r"\bauto[- ]?encoders?\b|(?-i:\bAEs?\b)|\bautocodificador|\bauto-?encodeur|自编码",
        re.IGNORECASE,
    ),
    "eigenfaces": re.compile(
        r"\beigen[- ]?faces?\b|\bSVD\b|\bPCA\b|\bprincipal components?\b", re.IGNORECASE
    ),
    "CNN": re.compile(
        r"\bCNNs?\b|\bconv(?:olutional|\.)?[- ](?:neural )?net(?:work)?s?\b|\bconvnets?\b|\blenet\b"
        r"|\bvgg\w{0,3}\b|\bresnet\w{0,3}\b|\bred(?:es)? (?:neuronal(?:es)? )?convolucional"
        r"|\bfaltungsnet|卷积",
        re.IGNORECASE,
    ),
    "RNN": re.compile(
        r"\bRNNs?\b|\brecurrent\b|\bLSTMs?\b|\bGRUs?\b|\brecurrente\b|\brekurrent|循环神经",
        re.IGNORECASE,
    ),
    "MLP": re.compile(
        r"\bMLPs?\b|\bperceptrons?\b|\bperceptrón|\bperzeptron|\b(?:fully[- ]connected|dense"
        r"|feed-?forward) (?:neural )?net(?:work)?s?\b|\bred densa\b|多层感知",
        re.IGNORECASE,
    ),
}
_ONE_LAYER = re.compile(
    r"\b(?:one|single|1)[- ]layer(?:ed)?\b(?! of)|\blinear (?:net(?:work)?|model|classifier)\b"
    r"|\b(?:softmax|logistic|multinomial) regression\b",
    re.IGNORECASE,
)
ONE_LAYER = "one-layer network"
_DEPTHS = {
    "shallow": re.compile(
        r"\bshallow(?:er)?\b|\b(?:one|single)[- ]hidden[- ]layer\b", re.IGNORECASE
    ),
    "deep": re.compile(r"\bdeep(?:er)?\b(?![- ]learning)", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What words name of networks."""

    kinds: frozenset[str] = frozenset()
    """`autoencoder`, `eigenfaces`, `CNN`, `RNN`, `MLP`; `one layer` only if none of them."""
    depths: frozenset[str] = frozenset()
    """`shallow`, `deep`."""

    def __bool__(self) -> bool:
        return bool(self.kinds or self.depths)

    def __str__(self) -> str:
        return " ".join([*sorted(self.depths), *sorted(self.kinds)])


def named_in(text: str) -> Named:
    """The networks that a text names."""
    cut = text[:20_000].replace("_", " ")
    kinds = frozenset(name for name, words in _KINDS.items() if words.search(cut))
    if not kinds and _ONE_LAYER.search(cut):
        kinds = frozenset({ONE_LAYER})
    return Named(
        kinds=kinds,
        depths=frozenset(name for name, words in _DEPTHS.items() if words.search(cut)),
    )


def are_others(a: Named, b: Named) -> bool:
    """Whether these are certainly different networks."""
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        # A network of one layer may be called a perceptron.
        return {ONE_LAYER, "MLP"} != a.kinds | b.kinds
    return bool(a.depths and b.depths and not a.depths & b.depths)


def agree(a: Named, b: Named) -> bool:
    """Whether the words name the same network, as far as both name one."""
    shared = (a.kinds & b.kinds) or (a.depths & b.depths)
    return bool(shared) and not are_others(a, b)


def names_any(text: str, named: Named) -> bool:
    """Whether a text names what sets this network apart."""
    found = named_in(text)
    if ONE_LAYER in named.kinds:
        return bool(_ONE_LAYER.search(text[:20_000]))
    return bool(found.kinds & named.kinds if named.kinds and not named.depths else
                found.depths & named.depths)  # fmt: skip
