"""Differences that a slip of the pen parts from what the values near by come to.

`21.1 points`, where the values named are 12.1 apart and no two are 21.1 apart: that the amounts
differ by one slip tells which values are meant, that no others fit tells that it is wrong.
"""

import re
from itertools import combinations

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.meanable import Meanable, Pair, fit, meanable
from grader.consistency.itself.comparing.outcome import Outcome, are_rows
from grader.consistency.itself.slips_of_digits import Slip, slip
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import Amount, Comparison, Relation, Whose

_ELSEWHERE = re.compile(
    r"\b(?:instead|another|seeds?|would|could|should|might|may|if|expect\w*|earlier|literature"
    r"|published|papers?|tutorial|colleagues?|friends?|ensembles?|averaged?|plots?|figures?|fig|curves?"
    r"|varies|vary|spread|scatter|runs|handout|about|early stopping"
    r"|\d{1,3},\d{3} (?:points|images|samples))\b"
)
"""Words with which a difference may be of values that stand nowhere near it."""
FEW = 4
"""Differences of which one that is told but for a digit is no chance."""


def miswritten(work: Work, comparison: Comparison, known: Known) -> Outcome | None:
    """Whether the amount is right, with two values; None if neither is certain."""
    amount = comparison.amount
    if amount is None or not _is_exact(comparison, amount):
        return None
    meant = meanable(work, comparison, known)
    if meant is None:
        return None
    if fitting := _fitting(amount, meant):
        shown = telling.of_two_claims(work.write_up, comparison, *fitting)
        return Outcome(holds=True, found=shown, other=fitting[1])
    if any(fit(amount, *pair) for pair in combinations(meant.pool, 2)):
        return None
    is_elsewhere = _ELSEWHERE.search(comparison.words.lower()) is not None
    found = _near_by(amount, meant, is_elsewhere=is_elsewhere)
    found = found or _anywhere(amount, meant)
    if found is None:
        return None
    shown = telling.of_two_claims(work.write_up, comparison, *found)
    return Outcome(holds=False, found=shown, other=found[1], is_sure=are_rows(*found))


def _is_exact(comparison: Comparison, amount: Amount) -> bool:
    is_points = amount.unit == "points" and comparison.relation is Relation.DIFFERENCE
    is_own = comparison.whose is Whose.OWN or amount.decimals > 1
    return is_points and is_own and not amount.is_about and amount.decimals > 0


def _fitting(amount: Amount, meant: Meanable) -> Pair | None:
    """The pair that is so far apart, where one side at least is named and few may be meant."""
    is_told = meant.are_named or meant.is_one_named
    few = len({_apart(pair) for pair in meant.pairs}) <= FEW
    found = [pair for pair in meant.pairs if fit(amount, *pair)]
    exact = [pair for pair in found if abs(_apart(pair) - abs(amount.value)) < 1e-6]
    return exact[0] if is_told and few and exact else None


def _near_by(amount: Amount, meant: Meanable, *, is_elsewhere: bool) -> Pair | None:
    """The pair that may be meant and is one slip away."""
    if is_elsewhere and amount.decimals < 2:
        return None
    differences = {_apart(pair) for pair in meant.pairs}
    is_digit_told = meant.are_named or (meant.is_one_named and len(differences) <= FEW)
    for pair in meant.pairs:
        kind = _slip(amount, pair)
        is_sure = kind is Slip.SWAPPED or (not is_elsewhere and kind is Slip.SHIFTED)
        if is_sure or (kind is Slip.DIGIT and is_digit_told and not is_elsewhere):
            return pair
    return None


def _anywhere(amount: Amount, meant: Meanable) -> Pair | None:
    """The one pair of all the document that is the amount but for two digits changed over."""
    if amount.decimals < 2 or any(fit(amount, *pair) for pair in meant.far):
        return None
    found = [pair for pair in meant.far if _slip(amount, pair) is Slip.SWAPPED]
    return found[0] if len({_apart(pair) for pair in found}) == 1 else None


def _apart(pair: Pair) -> float:
    return round(abs((pair[0].value or 0.0) - (pair[1].value or 0.0)), 6)


def _slip(amount: Amount, pair: Pair) -> Slip | None:
    a, b = (claim.amount for claim in pair)
    if a is None or b is None or abs(a.value - b.value) < 1e-9:
        return None
    decimals = max(a.decimals, b.decimals)
    kind = slip(abs(amount.value), abs(a.value - b.value), max(decimals, amount.decimals))
    if decimals != amount.decimals:
        return kind if kind is Slip.SHIFTED and abs(decimals - amount.decimals) == 1 else None
    return kind
