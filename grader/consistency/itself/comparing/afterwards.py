"""What is lost from the best epoch to the last: `it falls by 0.45 points afterwards`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing.found import covers, rest
from grader.consistency.itself.comparing.relations import stands
from grader.consistency.subjects import Known
from grader.records import Amount, Claim, Comparison, Relation, Statistic, Subject

_TOP = r"(?:best|highest|maximum|maximal|peak(?:s|ed)?|top)"
_END = r"(?:last|final|end)"
_FROM_BEST = re.compile(
    rf"\bfrom (?:its |the |their )?{_TOP}\b[^;]{{0,40}}? (?:to|until|till|up to)"
    rf" (?:its |the |their )?{_END}\b"
    rf"|\b{_TOP}\b.{{1,80}}\b(?:afterwards?|thereafter|(?:until|till|by|to|towards) the"
    rf" (?:very )?end|(?:to|until|till) the {_END} epoch)\b"
)
_FALLS = re.compile(r"\b(?:fall|fell|los[et]|drop|sink|sank|declin|decreas|go(?:es)? down)")
WHEN = ("moment", "epoch", "selection")
Pair = tuple[Claim, Claim]


def lost_afterwards(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[bool, Pair] | None:
    """Whether the amount fits, with the last and the best value; None if it is not plain which."""
    amount = comparison.amount
    if amount is None or amount.unit != "points" or comparison.right is not None:
        return None
    words = comparison.words.lower()
    if comparison.relation is not Relation.DIFFERENCE or amount.value > 0:
        return None
    if not _FROM_BEST.search(words) or not _FALLS.search(words):
        return None
    top = _told_top(comparison, claims)
    pairs = [
        pair
        for pair in _pairs(comparison, claims, known)
        if top is None or (pair[1].value is not None and top.allows(pair[1].value))
    ]
    outcomes = [
        stands(comparison, "accuracy", last.amount, best.amount)
        for last, best in pairs
        if last.amount and best.amount
    ]
    if not outcomes:
        return None
    if True in outcomes:
        return True, pairs[outcomes.index(True)]
    is_plain = len(pairs) == 1 and set(outcomes) == {False}
    return (False, pairs[0]) if is_plain else None


def _told_top(comparison: Comparison, claims: Sequence[Claim]) -> Amount | None:
    """The best value, where the sentence itself tells it."""
    here = [claim.amount for claim in claims if claim.sentence == comparison.sentence]
    return comparison.left_value or (here[0] if here else None)


def _pairs(comparison: Comparison, claims: Sequence[Claim], known: Known) -> list[Pair]:
    """The last and the best value of every row of values that may be meant."""
    left = comparison.left
    side = Subject(network=left.network, settings=left.settings)
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        is_here = claim.subject.question == left.question
        is_split = claim.subject.split in (left.split or "test", "")
        is_single = claim.statistic is not Statistic.MEAN
        if is_here and is_split and is_single and covers(side, claim.subject, known):
            plain = replace(claim, statistic=Statistic.VALUE,
                            subject=replace(claim.subject, split="test"))  # fmt: skip
            groups.setdefault(rest(plain, WHEN), []).append(claim)
    return [pair for group in groups.values() if (pair := _ends(group))]


def _ends(group: Sequence[Claim]) -> Pair | None:
    """The last and the best of one row, where both are told."""
    best = max(group, key=lambda claim: claim.value or 0.0)
    named = [claim for claim in group if claim.subject.moment == "final"]
    dated = [claim for claim in group if claim.subject.epoch is not None]
    latest = max(dated, key=lambda claim: claim.subject.epoch or 0, default=None)
    last = named[0] if named else latest
    told = {(claim.subject.epoch, claim.value) for claim in dated}
    is_plain = len({claim.value for claim in named}) <= 1 and len(dict(told)) == len(told)
    is_best = best.subject.moment == "best" or len(dated) >= 3
    return (last, best) if last and last is not best and is_plain and is_best else None
