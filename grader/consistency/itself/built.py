"""How a network is built, told twice: numbers of parameters, sizes and numbers of hidden layers."""

import re
from collections.abc import Iterator, Sequence

from grader.consistency.itself.told import Tale, Told
from grader.consistency.itself.values import fits, is_exact
from grader.consistency.network_words import is_any, is_same_network, named
from grader.consistency.wording import capitalised
from grader.records import Checked, Consistency, Statistic

_BUILT = ("parameters", "sizes", "hidden_layers")
_MOST = 300
_PART = re.compile(
    r"\b(?:first|second|third|fourth|last|final|input|output|hidden|dense|linear|conv\w*|fc|each|"
    r"this|that|per|pooling|one)[\s-]*\d*\s*-?layer\b|\blayer\s*\d|\bfc\s*\d|\bconv\s*\d|"
    r"\b(?:en|de)coder|\bin layer\b|\bper\b|\beach\b"
)
_PIECES = re.compile(r"^[\s\w]{0,14}\b(?:weights?|bias(?:es)?|more|fewer|less|additional|extra)\b")
_PART_FIRST = re.compile(
    r"\W*(?:an?|the|this|that|each|one|every|its|our)\s(?:[\w-]+\s){0,3}?(?:layer|convolution|filter"
    r"|kernel|encoder|decoder|bottleneck)\b(?!s)", re.I
)  # fmt: skip
"""A sentence about a part: `it` is no network there."""
_OF_THE_BUILD = frozenset(
    {"units", "hidden_layers", "layers", "activation", "channels", "kernel_size", "components"}
    | {"sizes", "length", "dropout", "n", "width", "depth", "regularisation"}
)


def hold_built(tale: Tale) -> Iterator[Checked]:
    """Everything told more than once of how a network is built."""
    for quantity in _BUILT:
        tellings = [told for told in tale.of(quantity) if _is_whole(told)][:_MOST]
        for told in tellings:
            yield from _held(tale, told, tellings)


def is_of_a_part(told: Told) -> bool:
    """Whether a number of parameters is that of a layer, or only of weights."""
    if _PIECES.match(told.after(30)) or any(
        "layer" in label for label in told.claim.subject.labels
    ):
        return True
    return bool(_PART.search(told.around(50, 40)) or _PART_FIRST.match(told.sentence[:80]))


def _is_whole(told: Told) -> bool:
    claim = told.claim
    if claim.is_one_of_several or claim.denied or claim.statistic is Statistic.SPREAD:
        return False
    return claim.quantity != "parameters" or not is_of_a_part(told)


def _held(tale: Tale, told: Told, tellings: Sequence[Told]) -> Iterator[Checked]:
    others = [other for other in tellings if _is_other(tale, told, other)]
    agreeing = [other for other in others if fits(told.claim, other.claim)]
    if agreeing:
        best = max(agreeing, key=lambda other: other.weight)
        sentence = f"{capitalised(tale.both(told, best))}: both agree."
        yield tale.checked(told, Consistency.CONSISTENT, sentence, best)
        return
    against = [other for other in others if _contradicts(tale, told, other)]
    if against and len(against) == len(others):
        best = max(against, key=lambda other: other.weight)
        sentence = f"{capitalised(tale.both(told, best))} of the same network."
        yield tale.checked(told, Consistency.INCONSISTENT, sentence, best)


def _is_other(tale: Tale, told: Told, other: Told) -> bool:
    a, b = told.claim, other.claim
    if told.index == other.index or fits(a, b) is None:
        return False
    if a.span and b.span and a.sentence is not None and a.sentence == b.sentence:
        return False
    if a.is_listed and b.is_listed and a.span and b.span and a.span.block == b.span.block:
        return False
    return is_same_network(a.subject.network, b.subject.network) is not False and (
        tale.doubts(told, other) is not None or not _differ_in_build(told, other)
    )


def _differ_in_build(told: Told, other: Told) -> bool:
    a, b = dict(told.claim.subject.settings), dict(other.claim.subject.settings)
    return any(a.get(name) != b.get(name) for name in (a.keys() | b.keys()) & _OF_THE_BUILD)


def _contradicts(tale: Tale, told: Told, other: Told) -> bool:
    """Whether both surely tell of one network that cannot be built both ways."""
    a, b = told.claim, other.claim
    if told.weight < other.weight or (told.weight == other.weight and told.index > other.index):
        if _differ_in_build(told, other) or a.subject.labels != b.subject.labels:
            return False
        if any(each.amount is not None and not is_exact(each.amount) for each in (a, b)):
            return False
        return is_one_network(tale, told, other)
    return False


def is_one_network(tale: Tale, told: Told, other: Told) -> bool:
    """Whether both surely tell of one network: by name, or because there is only one."""
    a, b = told.claim.subject, other.claim.subject
    if is_same_network(a.network, b.network):
        # Two networks of one name under two questions may be two networks.
        return a.question == b.question or not _is_vague(a.network)
    if is_same_network(a.network, b.network) is False:
        return False
    both_open = is_any(a.network) and is_any(b.network)
    return tale.known.has_one_network and (both_open or a.question == b.question)


def _is_vague(network: str) -> bool:
    """Whether the name tells only the kind: `the MLP`."""
    known = named(network)
    return not (known.looks or known.letter or known.ordinal or known.numbers or known.others)
