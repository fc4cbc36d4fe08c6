"""Which kinds of networks words name, and whether two of them can be the same."""

import re
from dataclasses import dataclass

_KINDS = {
    "autoencoder": re.compile(r"\bauto[- ]?encoders?\b|(?-i:\bAEs?\b)", re.IGNORECASE),
    "eigenfaces": re.compile(r"\beigen[- ]?faces?\b|\bSVD\b|\bPCA\b", re.IGNORECASE),
    "CNN": re.compile(
        r"\bCNNs?\b|\bconv(?:olutional|\.)?[- ](?:neural )?net(?:work)?s?\b|\bconvnets?\b|\blenet\b"
        r"|\bvgg\w{0,3}\b|\bresnet\w{0,3}\b",
        re.IGNORECASE,
    ),
    "RNN": re.compile(r"\bRNNs?\b|\brecurrent\b|\bLSTMs?\b|\bGRUs?\b", re.IGNORECASE),
    "MLP": re.compile(
        r"\bMLPs?\b|\bmulti-?layer perceptrons?\b|\b(?:fully[- ]connected|dense|feed-?forward)"
        r" (?:neural )?net(?:work)?s?\b",
        re.IGNORECASE,
    ),
}
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
    """`autoencoder`, `eigenfaces`, `CNN`, `RNN`, `MLP`."""
    depths: frozenset[str] = frozenset()
    """`shallow`, `deep`."""

    def __bool__(self) -> bool:
        return bool(self.kinds or self.depths)

    def __str__(self) -> str:
        return " ".join([*sorted(self.depths), *sorted(self.kinds)])


def named_in(text: str) -> Named:
    """The networks that a text names."""
    cut = text[:20_000].replace("_", " ")
    return Named(
        kinds=frozenset(name for name, words in _KINDS.items() if words.search(cut)),
        depths=frozenset(name for name, words in _DEPTHS.items() if words.search(cut)),
    )


def are_others(a: Named, b: Named) -> bool:
    """Whether these are certainly different networks."""
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        return True
    return bool(a.depths and b.depths and not a.depths & b.depths)


def agree(a: Named, b: Named) -> bool:
    """Whether the words name the same network, as far as both name one."""
    shared = (a.kinds & b.kinds) or (a.depths & b.depths)
    return bool(shared) and not are_others(a, b)


def names_any(text: str, named: Named) -> bool:
    """Whether a text names what sets this network apart."""
    found = named_in(text)
    return bool(found.kinds & named.kinds if named.kinds and not named.depths else
                found.depths & named.depths)  # fmt: skip
