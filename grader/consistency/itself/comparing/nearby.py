"""Amounts whose other side is left open, held against the only values that can be meant."""

import re
from collections.abc import Sequence

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.found import amounts_of, covers, quantity_of, table_of
from grader.consistency.itself.comparing.naming import is_known
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.relations import fits_another, stands
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import Amount, Claim, Comparison, Statistic, Subject

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
FURTHEST = 700
"""Characters before a sentence in which the two values of `the drop of 17 points` stand."""


def open_sided(
    work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known
) -> Outcome | None:
    """What comes of `it is also higher, by 0.35 points` and of `the drop of 17.27 points`."""
    if comparison.amount is None or comparison.right is not None or comparison.left.labels:
        return None
    left, right = _sides(comparison, claims, known)
    if left is None or right is None:
        return None
    a, b = (each.amount if isinstance(each, Claim) else each for each in (left, right))
    if a is None or b is None:
        return None
    quantity = quantity_of(comparison)
    holds = stands(comparison, quantity, a, b)
    if holds is False and comparison.left_value is None and stands(comparison, quantity, b, a):
        holds = None
    others = amounts_of(
        claim
        for claim in claims
        if claim not in (left, right) and claim.subject.split == right.subject.split
    )
    if holds is False and fits_another(comparison, quantity, (a, b), others):
        holds = None
    found = telling.of_two_claims(work.write_up, comparison, left, right)
    return Outcome(holds=holds, found=found, other=right)


def _sides(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[Claim | Amount | None, Claim | None]:
    split = comparison.left.split
    fitting = [claim for claim in claims if split in ("", claim.subject.split)]
    own = comparison.left_value
    if own is not None:
        return own, _other(comparison, fitting, own)
    if is_known(comparison.left):
        return _named(comparison, fitting, known)
    return _before(comparison, fitting)


def _other(comparison: Comparison, claims: Sequence[Claim], own: Amount) -> Claim | None:
    """The only other value in the column of the one table that holds the sentence's own."""
    near = _near(comparison, claims)
    tables = {table_of(claim) for claim in near if _is_it(claim, own)} - {None}
    if len(tables) != 1:
        return _only_other(comparison, claims, own)
    inside = [claim for claim in near if table_of(claim) in tables]
    splits = {claim.subject.split for claim in inside if _is_it(claim, own)}
    others = [claim for claim in inside if claim.subject.split in splits and not _is_it(claim, own)]
    return others[0] if len(splits) == 1 and len(others) == 1 else None


def _only_other(comparison: Comparison, claims: Sequence[Claim], own: Amount) -> Claim | None:
    """The only other value of the section, where the sentence names whose its own is."""
    here = [claim for claim in claims if claim.sentence == comparison.sentence]
    splits = {claim.subject.split for claim in here if _is_it(claim, own)}
    near = _near(comparison, claims)
    others = [claim for claim in near if claim.subject.split in splits and not _is_it(claim, own)]
    is_plain = is_known(comparison.left) and len(splits) == 1 and len(others) == 1
    return others[0] if is_plain else None


def _is_it(claim: Claim, own: Amount) -> bool:
    return claim.value is not None and own.allows(claim.value)


def _near(comparison: Comparison, claims: Sequence[Claim]) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.subject.question == comparison.left.question
        and claim.statistic in (Statistic.VALUE, Statistic.BEST)
        and claim.sentence != comparison.sentence
    ]


def _named(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[Claim | None, Claim | None]:
    """The value of the one named and the only other one of the section."""
    near = _near(comparison, claims)
    left = Subject(network=comparison.left.network, settings=comparison.left.settings)
    own = [claim for claim in near if covers(left, claim.subject, known)]
    others = [claim for claim in near if not covers(left, claim.subject, known)]
    return (own[0], others[0]) if len(own) == 1 and len(others) == 1 else (None, None)


def _before(comparison: Comparison, claims: Sequence[Claim]) -> tuple[Claim | None, Claim | None]:
    """The only two values that the same paragraph tells before the sentence."""
    sentence = comparison.sentence
    if sentence is None or len(_DIGITS.findall(comparison.words)) != 1:
        return None, None
    near = [
        claim
        for claim in _near(comparison, claims)
        if claim.sentence is not None
        and claim.sentence.block == sentence.block
        and sentence.start - FURTHEST <= claim.sentence.start < sentence.start
    ]
    values = {claim.value for claim in near}
    splits = {claim.subject.split for claim in near} - {""}
    if len(near) != 2 or len(values) != 2 or len(splits) > 1:
        return None, None
    low, high = sorted(near, key=lambda claim: claim.value or 0.0)
    is_less = comparison.amount is not None and comparison.amount.value < 0
    return (low, high) if is_less else (high, low)
