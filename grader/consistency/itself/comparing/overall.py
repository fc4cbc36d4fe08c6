"""Superlatives over a whole document: `the best of all networks considered here`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing.extremes import beats
from grader.consistency.itself.comparing.found import covers, dimensions, rest, table_of
from grader.consistency.network_words import is_same_network
from grader.consistency.subjects import Known
from grader.records import Claim, Comparison, Relation, Subject

_OVERALL = re.compile(
    r"\bof (?:all|every one of)(?: of)?(?: the| our| my| these)?"
    r"(?: networks| models| nets| experiments| classifiers| runs| configurations| variants| results"
    r"| architectures| settings|(?= is\b)|(?=\W*$))"
    r"|\b(?:considered|examined|tested|tried|trained|compared|shown|studied|presented) here\b"
    r"|\bunder (?:scrutiny|test|consideration|study)\b"
    r"|\b(?:of|in) (?:this|the|my|our) (?:whole |entire )(?:report|work|study|homework|assignment"
    r"|practical|practicum)\b"
    r"|\b(?:all|every) (?:networks|models|experiments|results|runs)? ?(?:that )?(?:we|i) "
    r"(?:tried|tested|trained|considered|have|ran)\b"
)
_ONE_TASK = frozenset(("length", "framework", "data_set"))
"""Settings of values that are of another task, or of another program for the same one."""


def beaten_overall(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[Claim, Claim] | None:
    """The best value of the one that is said to be best of all, and a better one of another."""
    if not is_overall(comparison) or _has_other_tasks(claims):
        return None
    split = comparison.left.split or "test"
    side = replace(comparison.left, split="", moment="", question="", labels=())
    fitting = [claim for claim in claims if covers(side, claim.subject, known)]
    own = [each for each in fitting if each.subject.split == split]
    own = own or [each for each in fitting if not each.subject.split]
    own = own or _unnamed(comparison, claims, split)
    if not own:
        return None
    wants_more = comparison.relation is Relation.GREATEST
    best = (max if wants_more else min)(own, key=lambda claim: claim.value or 0.0)
    rivals = [
        claim
        for claim in claims
        if claim.subject.split == split
        and claim.subject.moment in ("", best.subject.moment)
        and _is_another(best, claim, side)
        and beats(claim, best, wants_more)
    ]
    return (best, rivals[0]) if rivals else None


def _unnamed(comparison: Comparison, claims: Sequence[Claim], split: str) -> list[Claim]:
    """The values of the paragraph, where it names no other network than the one that is meant."""
    at, network = comparison.span, comparison.left.network
    if at is None or not network:
        return []
    here = [claim for claim in claims if claim.span and claim.span.block == at.block]
    own = [each for each in here if not each.subject.network and each.subject.split == split]
    is_plain = all(
        is_same_network(network, each.subject.network) for each in here if each.subject.network
    )
    return (
        own if is_plain and len(own) == 1 and own[0].span and own[0].span.start < at.start else []
    )


def is_overall(comparison: Comparison) -> bool:
    """Whether the words call one the best or worst of all that the document tells of."""
    is_plain = comparison.amount is None and comparison.right is None
    is_one = bool(comparison.left.network or comparison.left.settings)
    is_kind = comparison.relation in (Relation.GREATEST, Relation.SMALLEST)
    is_accuracy = comparison.quantity in ("", "accuracy")
    is_told = bool(_OVERALL.search(comparison.words.lower().strip()))
    return is_plain and is_one and is_kind and is_accuracy and is_told


def _has_other_tasks(claims: Sequence[Claim]) -> bool:
    return any(_ONE_TASK & {name for name, _ in claim.subject.settings} for claim in claims)


def _is_another(own: Claim, claim: Claim, side: Subject) -> bool:
    """Whether a value is certainly of another than the one that is named."""
    if side.network:
        return is_same_network(side.network, claim.subject.network) is False
    if table_of(own) is not None and table_of(own) == table_of(claim):
        return own.statistic is claim.statistic
    dims = dimensions(side, Subject())
    told = dict(claim.subject.settings)
    differs = any(name in told and told[name] != value for name, value in side.settings)
    return differs and rest(own, dims) == rest(claim, dims)
