"""Factors that no two values of a table reach: `the test loss more than doubles`."""

import re
from collections.abc import Sequence

from grader.consistency.itself.comparing.found import quantity_of, table_of
from grader.records import Claim, Comparison, Relation, Statistic

_OVER_TIME = re.compile(
    r"\b(?:epochs?|training|time|end|last|final(?:ly)?|meanwhile|afterwards?|then|later|from"
    r"|until|till|by)\b"
)
FEWEST = 3
"""Values of a column that show how a curve goes."""
SLACK = 1.2
"""What the values between those of the table may add."""


def beyond_all(comparison: Comparison, claims: Sequence[Claim]) -> tuple[Claim, ...] | None:
    """The values over the epochs that no two reach the factor of; None if some may."""
    amount, split = comparison.amount, comparison.left.split
    if comparison.relation is not Relation.RATIO or amount is None or not split:
        return None
    if quantity_of(comparison) not in ("loss", "accuracy") or amount.least <= 0:
        return None
    if comparison.right is not None and comparison.right.epoch is None:
        return None
    if not _OVER_TIME.search(comparison.words.lower()):
        return None
    column = [
        claim
        for claim in claims
        if claim.subject.split == split
        and claim.subject.epoch is not None
        and claim.subject.question == comparison.left.question
        and claim.statistic is Statistic.VALUE
        and table_of(claim) is not None
        and (claim.value or 0.0) > 0
    ]
    if len({table_of(claim) for claim in column}) != 1 or len(column) < FEWEST:
        return None
    if len({(claim.subject.network, claim.subject.settings) for claim in column}) != 1:
        return None
    low = min(column, key=lambda claim: claim.value or 0.0)
    high = max(column, key=lambda claim: claim.value or 0.0)
    wanted = amount.least if amount.value > 1 else 1 / max(amount.most, 1e-9)
    reached = (high.value or 0.0) / (low.value or 1.0)
    return (low, high) if reached * SLACK < wanted else None
