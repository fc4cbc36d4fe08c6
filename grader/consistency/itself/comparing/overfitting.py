"""`Dropout fixed the overfitting`, held against the values with it and without it."""

from collections.abc import Sequence

from grader.consistency.itself.comparing.found import covers, dimensions, rest, table_of
from grader.consistency.subjects import Known
from grader.records import Claim, Comparison, Subject

FELL = 1.0
"""Points of test accuracy whose loss nobody would call a cure."""

Pair = tuple[Claim, Claim]


def is_overfitting(comparison: Comparison) -> bool:
    """Whether the words speak of overfitting that something did away with."""
    return comparison.along == "overfitting"


def cured(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[bool | None, Pair] | None:
    """Whether the values allow it, with those on unseen data: with the remedy, and without."""
    if not comparison.left.settings:
        return None
    outcomes = [
        (_outcome(_gap(claims, pair), pair), pair) for pair in _pairs(comparison, claims, known)
    ]
    if not outcomes:
        return None
    told = {outcome for outcome, _ in outcomes}
    return (told.pop() if len(told) == 1 else None), outcomes[0][1]


def _pairs(comparison: Comparison, claims: Sequence[Claim], known: Known) -> list[Pair]:
    dims = dimensions(comparison.left, Subject())
    left = Subject(network=comparison.left.network, settings=comparison.left.settings)
    unseen = [claim for claim in claims if claim.subject.split == "test"]
    return [
        (a, b)
        for a in unseen
        if covers(left, a.subject, known)
        for b in unseen
        if not covers(left, b.subject, known)
        and table_of(a) == table_of(b)
        and rest(a, dims) == rest(b, dims)
    ]


def _gap(claims: Sequence[Claim], pair: Pair) -> tuple[float, float] | None:
    """By how much the accuracy in training is above that of the test, with it and without."""
    gaps = []
    for test in pair:
        train = [
            claim.value
            for claim in claims
            if claim.subject.split == "train"
            and claim.value is not None
            and table_of(claim) == table_of(test)
            and claim.statistic == test.statistic
            and rest(claim, ("split",)) == rest(test, ("split",))
        ]
        if len(train) != 1 or test.value is None:
            return None
        gaps.append(train[0] - test.value)
    return gaps[0], gaps[1]


def _outcome(gap: tuple[float, float] | None, pair: Pair) -> bool | None:
    gained = (pair[0].value or 0.0) - (pair[1].value or 0.0)
    if gap is not None and gap[0] < gap[1]:
        return True if gained >= 0 else None
    if gained < -FELL:
        return False
    return True if gained > 0 and gap is None else None
