"""Sentences, numbers and facts, as all checks tell them."""

from collections.abc import Iterable

from grader.records import Answer, Fact, Match, Network, Outcome, RequiredNetwork

MOST_LISTED = 6
"""Things listed in one fact; the rest is counted."""


def sentence(text: str) -> str:
    """The text with a capital at its start and a stop at its end."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def answer(outcome: Outcome, reason: str = "", facts: Iterable[Fact | None] = ()) -> Answer:
    """An answer whose reason is a sentence; facts that are None are left out."""
    kept = tuple(fact for fact in facts if fact is not None)
    return Answer(outcome=outcome, reason=sentence(reason), facts=kept)


def per_cent(value: float) -> str:
    """`84.39 %`: two digits, as many as an accuracy on 10,000 images has."""
    told = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{told} %"


def listed(words: Iterable[str], *, most: int = MOST_LISTED) -> str:
    """The words with semicolons between them, and how many more there are."""
    told = list(words)
    rest = len(told) - most
    return "; ".join(told[:most]) + (f"; and {rest:,} more" if rest > 0 else "")


def asked(required: RequiredNetwork) -> Fact:
    """What layers were asked for."""
    return Fact(label="Asked", text=f"{required.notation}, {required.parameters:,} parameters")


def found(network: Network) -> Fact:
    """A network as it was found."""
    layers = network.layers or "layers that could not be seen"
    name = f", {network.name}" if network.name else ""
    text = f"{layers}, {network.parameters:,} parameters{name}"
    return Fact(label="Found", text=text, kind=network.kind, place=network.place)


def differences(match: Match) -> Fact | None:
    """How the match differs from what was asked, if it does."""
    if not match.differences:
        return None
    return Fact(label="Difference", text=listed(match.differences, most=8))


def all_found(networks: Iterable[Network]) -> Fact | None:
    """Every network of the submission, shortly."""
    texts = dict.fromkeys(network.layers or "layers not seen" for network in networks)
    return Fact(label="Found", text=listed(texts)) if texts else None
