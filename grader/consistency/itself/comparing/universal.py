"""What is said of all: `better for every length above 3`, `better than all models in Table 1`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing.extremes import beats
from grader.consistency.itself.comparing.found import (
    covers,
    dimensions,
    of_side,
    pairs,
    quantity_of,
    rest,
    table_of,
)
from grader.consistency.itself.comparing.relations import stands
from grader.consistency.subjects import Known
from grader.records import Amount, Claim, Comparison, Relation, Statistic, Subject

_EVERY = re.compile(
    r"\b(?:for|at|with|on|in|under) (?:every|each|all(?: of)?(?: the)?|any)"
    r" (?P<noun>lengths?|epochs?|batch sizes?|learning rates?|weight decays?|seeds?|runs?|splits?"
    r"|widths?|noise levels?|columns?|rows?|cases?)\b"
    r"(?: (?P<way>above|over|beyond|greater than|longer than|larger than|below|under|up to)"
    r" (?P<end>\d+(?:\.\d+)?))?"
)
_THAN_ALL = re.compile(
    r"\b(?:than|against|over|beats?|outperform(?:s|ed)?|surpass(?:es|ed)?|exceeds?|exceeded)"
    r" (?:all|every|any|each)\b"
)
_KEYS = {"length": "length", "epoch": "epoch", "batch size": "batch_size", "seed": "run",
         "learning rate": "learning_rate", "weight decay": "weight_decay", "run": "run",
         "width": "units", "noise level": "noise"}  # fmt: skip
_DOWN = ("below", "under", "up to")
Found = tuple[bool, tuple[Claim | Amount, Claim]]


def of_every(comparison: Comparison, claims: Sequence[Claim], known: Known) -> Found | None:
    """What comes of `better for every length`: one that is certainly not so is enough."""
    match = _EVERY.search(comparison.words.lower())
    right = comparison.right
    if match is None or right is None or comparison.relation not in (Relation.MORE, Relation.LESS):
        return None
    within = {match["way"]} if match["way"] else set()
    labels = tuple(label for label in right.labels if label not in within)
    comparison = replace(comparison, right=replace(right, labels=labels))
    inside = [claim for claim in claims if _is_inside(claim, match)]
    question = comparison.left.question
    own = of_side(inside, comparison.left, question, known)
    others = of_side(inside, replace(right, labels=labels), question, known)
    dims = dimensions(comparison.left, comparison.right)
    alike = [
        pair
        for pair in pairs(own, others, comparison)
        if rest(pair[0], dims) == rest(pair[1], dims)
    ]
    outcomes = [
        stands(comparison, quantity_of(comparison), a.amount, b.amount)
        for a, b in alike
        if a.amount and b.amount
    ]
    ties = [a.value == b.value for a, b in alike]
    against = [pair for pair, each, tie in zip(alike, outcomes, ties, strict=True)
               if each is False and not tie]  # fmt: skip
    if against:
        return False, against[0]
    return (True, alike[0]) if len(outcomes) > 1 and all(outcomes) else None


def _is_inside(claim: Claim, match: re.Match[str]) -> bool:
    if not match["end"]:
        return True
    key = _KEYS.get(match["noun"].removesuffix("s"), "")
    told = dict(claim.subject.settings).get(key, "")
    try:
        value = float(claim.subject.epoch if key == "epoch" else told)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    end = float(match["end"])
    return value <= end if match["way"] in _DOWN else value > end


def best_of_every(comparison: Comparison, claims: Sequence[Claim], known: Known) -> Found | None:
    """What comes of `run 3 is the best for every length`: one row where it is not is enough."""
    match = _EVERY.search(comparison.words.lower())
    wants_more = comparison.relation is Relation.GREATEST
    is_kind = wants_more or comparison.relation is Relation.SMALLEST
    if match is None or not is_kind or comparison.amount or comparison.right is not None:
        return None
    left = replace(comparison.left, split="", moment="", question="")
    if not left.settings and not left.network:
        return None
    dims = dimensions(left, Subject())
    near = [
        claim
        for claim in claims
        if claim.subject.question == comparison.left.question
        and claim.statistic is Statistic.VALUE
        and claim.subject.split in (comparison.left.split, "test", "validation", "")
        and _is_inside(claim, match)
    ]
    own = [claim for claim in near if covers(left, claim.subject, known)]
    pairs = [
        (mine, other)
        for mine in own
        for other in near
        if other not in own
        and rest(mine, dims) == rest(other, dims)
        and table_of(mine) == table_of(other)
        and all(name in dict(other.subject.settings) for name, _ in left.settings)
    ]
    ahead = [pair for pair in pairs if beats(pair[1], pair[0], wants_more)]
    if ahead:
        return False, ahead[0]
    rows = {rest(mine, dims) for mine, _ in pairs}
    sure = len(rows) > 1 and all(beats(mine, other, wants_more) for mine, other in pairs)
    return (True, pairs[0]) if sure else None


def is_than_all(comparison: Comparison) -> bool:
    """Whether the words put one before all of some others."""
    is_order = comparison.relation in (Relation.MORE, Relation.LESS)
    is_accuracy = quantity_of(comparison) == "accuracy"
    return is_order and is_accuracy and bool(_THAN_ALL.search(comparison.words.lower()))


def than_all(
    comparison: Comparison, claims: Sequence[Claim], known: Known, mentioned: int | None
) -> Found | None:
    """What comes of `better than all models in Table 1` and `it beats all shallow ones`."""
    if not is_than_all(comparison):
        return None
    own = _own(comparison, claims, known)
    rivals = _rivals(comparison, claims, known, mentioned)
    if own is None or not rivals:
        return None
    amount = own.amount if isinstance(own, Claim) else own
    held = [(stands(comparison, "accuracy", amount, rival.amount), rival)
            for rival in rivals if amount and rival.amount]  # fmt: skip
    against = [rival for holds, rival in held if holds is False]
    if against:
        return False, (own, against[0])
    return (True, (own, rivals[0])) if all(holds for holds, _ in held) else None


def _own(comparison: Comparison, claims: Sequence[Claim], known: Known) -> Claim | Amount | None:
    """The one value of who is said to be ahead: the sentence's own, or the only one told."""
    if comparison.left_value is not None:
        return comparison.left_value
    left = replace(comparison.left, question="", split="")
    here = [claim for claim in claims if claim.sentence == comparison.sentence]
    if len(here) == 1:
        return here[0]
    if not left.network and not left.settings:
        return None
    found = [claim for claim in claims if claim.subject.split in ("test", "")
             and covers(left, claim.subject, known)]  # fmt: skip
    return found[0] if found and len({claim.value for claim in found}) == 1 else None


def _rivals(
    comparison: Comparison, claims: Sequence[Claim], known: Known, mentioned: int | None
) -> list[Claim]:
    """The values of all that it is said to be ahead of: on the test data, where any are told."""
    right = comparison.right
    kept = [claim for claim in claims if claim.statistic is not Statistic.SPREAD
            and claim.sentence != comparison.sentence
            and claim.subject.split == (comparison.left.split or "test")]  # fmt: skip
    left = replace(comparison.left, question="", split="", labels=())
    if left.network or left.settings:
        kept = [claim for claim in kept if not covers(left, claim.subject, known)]
    if mentioned is not None:
        return [claim for claim in kept if table_of(claim) == mentioned]
    if right is None or not (right.network or right.settings):
        return []
    side = replace(right, labels=(), question="", split="")
    return [claim for claim in kept if covers(side, claim.subject, known)]
