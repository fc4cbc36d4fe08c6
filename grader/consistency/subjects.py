"""Whether two statements speak of the same thing: certainly, certainly not, or not known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from grader.consistency.network_words import is_any, is_same_network, named
from grader.records import Statements, Subject, Whose

__all__ = ["Known", "doubts_between", "is_same", "known_of"]

_MOST_NAMES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a whole document tells apart, as far as that helps to fill in what words leave open."""

    networks: tuple[str, ...] = ()
    """Names of networks in it, those that could be any network left out."""
    has_one_network: bool = False
    """Whether it certainly speaks of one network only."""


def known_of(statements: Statements) -> Known:
    """What the statements of a document tell apart."""
    names = dict.fromkeys(name for name in _names(statements) if not named(name).is_open)
    sizes = {claim.sizes for claim in statements.claims if claim.sizes}
    few = tuple(names)[:_MOST_NAMES]
    one = len(names) <= _MOST_NAMES and len(sizes) <= 1 and _are_one(few)
    return Known(networks=few, has_one_network=one)


def _names(statements: Statements) -> Iterator[str]:
    for claim in statements.claims:
        if claim.whose is not Whose.OTHERS:
            yield claim.subject.network
    for comparison in statements.comparisons:
        yield comparison.left.network
        yield comparison.right.network if comparison.right else ""


def _are_one(names: Iterable[str]) -> bool:
    """Whether every name can be meant by every other."""
    few = tuple(names)
    return all(
        is_same_network(a, b) is not False and not _says_more(a, b)
        for index, a in enumerate(few)
        for b in few[index + 1 :]
    )


def _says_more(a: str, b: str) -> bool:
    """Whether one name has marks that the other lacks: `MLP` and `deep MLP` may be two."""
    left, right = named(a), named(b)
    return (left.looks, left.letter, left.ordinal, left.numbers, left.activations, left.makes) != (
        right.looks,
        right.letter,
        right.ordinal,
        right.numbers,
        right.activations,
        right.makes,
    )


def is_same(a: Subject, b: Subject, known: Known | None = None) -> bool | None:
    """Whether two statements certainly speak of the same thing (True), certainly not (False).

    `known` is what the document tells apart: with it, `our model` is the one that there is.
    """
    doubts = doubts_between(a, b, known)
    if doubts is None:
        return False
    return None if doubts else True


def doubts_between(a: Subject, b: Subject, known: Known | None = None) -> frozenset[str] | None:
    """What two statements leave open of whether they speak of the same thing; None if they do not.

    Out of `network`, `split`, `when`, `settings`, `labels` and `question`.
    """
    # What is cheap and often tells two apart goes first: a long report has many pairs.
    found = []
    for name, answer in _answers(a, b, known):
        if answer is False:
            return None
        if answer is None:
            found.append(name)
    return frozenset(found) if found else _NO_DOUBTS


_NO_DOUBTS: frozenset[str] = frozenset()


def _answers(a: Subject, b: Subject, known: Known | None) -> Iterator[tuple[str, bool | None]]:
    yield "split", _word(a.split, b.split)
    yield "when", _when(a, b)
    yield "settings", _settings(a, b)
    yield "network", _network(a, b, known)
    yield "labels", _labels(a, b)
    yield "question", _question(a, b)


def _network(a: Subject, b: Subject, known: Known | None) -> bool | None:
    answer = is_same_network(a.network, b.network)
    if answer is not None:
        return answer
    open_sides = is_any(a.network) + is_any(b.network)
    if open_sides and known is not None and known.has_one_network:
        return True
    # Two that name none, under one question: whatever it is about.
    same = open_sides == 2 and a.network == b.network and a.question == b.question
    return True if same and a.question else None


def _word(a: str, b: str) -> bool | None:
    if a == b:
        return True
    return False if a and b else None


def _when(a: Subject, b: Subject) -> bool | None:
    if a.epoch is not None and b.epoch is not None:
        return a.epoch == b.epoch
    answers = [_word(a.moment, b.moment), _word(a.selection, b.selection)]
    if False in answers:
        return False
    return None if None in answers or a.epoch != b.epoch else True


def _settings(a: Subject, b: Subject) -> bool | None:
    if a.settings == b.settings:
        return True
    if not a.settings or not b.settings:
        return None
    right = dict(b.settings)
    for name, value in a.settings:
        other = right.get(name, value)
        if other != value and are_other_values(value, other):
            return False
    return None


def are_other_values(a: str, b: str) -> bool:
    """Whether two values of a setting exclude each other; `yes` is any but `no`."""
    return a != b and ("no" in (a, b) or "yes" not in (a, b))


def _labels(a: Subject, b: Subject) -> bool | None:
    if a.labels == b.labels:
        return True
    return True if _folded(a.labels) == _folded(b.labels) else None


@lru_cache(maxsize=4096)
def _folded(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(label.lower().split()) for label in labels)


def _question(a: Subject, b: Subject) -> bool | None:
    if a.question == b.question or _is_within(a.question, b.question):
        return True
    return True if _is_within(b.question, a.question) else None


def _is_within(inner: str, outer: str) -> bool:
    """Whether one question is a part of another: 2.1 of 2, 3(a) of 3."""
    return bool(outer) and inner.startswith((f"{outer}.", f"{outer}("))
