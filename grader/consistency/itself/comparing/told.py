"""Superlatives that tell a value and nothing else: `the worst single run is 82.63 %`."""

import re
from collections.abc import Sequence

from grader.consistency.itself.comparing.found import table_of
from grader.records import Claim, Comparison, Relation, Statistic

_MEAN = re.compile(r"\b(?:mean|average)\b")

_PART = re.compile(r"\b(?:with|for|at|among|of the|by|when|using|after|until|within|except|and)\b")
_WHOLE = re.compile(r"\b(?:single run|overall|of all|in the (?:whole )?table)\b")


def told_extreme(
    comparison: Comparison, claims: Sequence[Claim]
) -> tuple[bool, tuple[Claim, ...]] | None:
    """Whether the value is the greatest or smallest of the one column that holds it."""
    own = comparison.left_value
    if own is None or own.is_about or comparison.amount is not None or comparison.right is not None:
        return None
    words = comparison.words.lower()
    if _PART.search(words) and not _WHOLE.search(words):
        return None
    column = _column(comparison, claims)
    values = [claim.value for claim in column if claim.value is not None]
    if len(values) < 3 or not any(own.allows(value) for value in values):
        return None
    wants_more = comparison.relation is Relation.GREATEST
    ordered = sorted(column, key=lambda claim: claim.value or 0.0, reverse=wants_more)
    holds = own.allows(max(values) if wants_more else min(values))
    return holds, tuple(ordered)


def _column(comparison: Comparison, claims: Sequence[Claim]) -> list[Claim]:
    """The values of the one table of the question, and the one kind that can be meant."""
    question, split = comparison.left.question, comparison.left.split
    is_mean = _MEAN.search(comparison.words.lower()) is not None
    wanted = Statistic.MEAN if is_mean else Statistic.VALUE
    near = [
        claim
        for claim in claims
        if table_of(claim) is not None
        and claim.subject.question == question
        and claim.statistic is wanted
        and split in ("", claim.subject.split)
    ]
    kinds = {(table_of(claim), claim.subject.split, claim.subject.moment) for claim in near}
    return near if len(kinds) == 1 else []
