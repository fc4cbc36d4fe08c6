"""Superlatives, and what decides them: the values of all that the one named is beside."""

import re
from collections.abc import Sequence

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.extremes import Extreme, extremes
from grader.consistency.itself.comparing.found import of_side, table_of
from grader.consistency.itself.comparing.mentioned import mentioned_table
from grader.consistency.itself.comparing.naming import is_named
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.told import told_extreme
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import Amount, Claim, Comparison

_OF_SOME = re.compile(
    r"\b(?:among|amongst|out of|of)\s(?:(?:all|the|our|these|those)\s){0,2}"
    r"(?:small(?:er)?|large(?:r)?|big(?:ger)?|deep(?:er)?|shallow(?:er)?|wide(?:r)?|dense"
    r"|convolutional|remaining"
    r"|other|plain|first|last|long(?:er)?|short(?:er)?|high(?:er)?|low(?:er)?)\s\w"
    r"|\b(?:for|in|of) runs?\s\d",
    re.IGNORECASE,
)
"""Words that leave only some of a table's rows, or one of its runs."""

_ITS_OWN = re.compile(
    r"\b(?:its|their)\s(?:own\s)?(?:best|highest|lowest|worst)\b.{0,40}\b(?:earlier|later|sooner"
    r"|faster|first)\b",
    re.IGNORECASE,
)
"""What comes sooner need not be better."""


def extreme(
    work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known
) -> Outcome | None:
    """What comes of calling one the best, the worst, or better without a `than`."""
    if _OF_SOME.search(comparison.words):
        return None
    if _ITS_OWN.search(comparison.words) and comparison.left_value is None:
        return None
    if not is_named(comparison.left):
        return _told_extreme(work, comparison, claims)
    named = of_side(claims, comparison.left, comparison.left.question, known)
    found = extremes(comparison, claims, named, known, mentioned_table(work, comparison))
    if not found:
        return None
    outcomes = {each.holds for each in found}
    holds = outcomes.pop() if len(outcomes) == 1 else None
    matching = [each for each in found if each.holds is holds] or found
    own = comparison.left_value
    if holds and own is not None and (wrong := _wrong_value(comparison, named)):
        told = telling.of_two_claims(work.write_up, comparison, own, wrong)
        return Outcome(holds=False, found=told, other=wrong)
    is_curve = own is not None and not own.is_about and comparison.left.epoch is None
    if holds is False and own is not None and is_curve and not _is_told(own, named, comparison):
        # `Its best accuracy was 58.9 %`: of a curve, whose values the table does not list.
        holds = None
    shown = min(matching, key=lambda each: each.named.subject.split != "test")
    return Outcome(holds=holds, found=_shown(work, shown), other=shown.others[0])


def _is_told(own: Amount, named: Sequence[Claim], comparison: Comparison) -> bool:
    return any(
        claim.value is not None
        and own.allows(claim.value)
        and claim.sentence != comparison.sentence
        for claim in named
    )


def _wrong_value(comparison: Comparison, named: Sequence[Claim]) -> Claim | None:
    """The one value that a table gives for who is named, where the sentence tells another."""
    own = comparison.left_value
    listed = [claim for claim in named if table_of(claim) is not None]
    if own is None or own.is_about or len(listed) != 1 or listed[0].amount is None:
        return None
    amount = listed[0].amount
    is_apart = amount.least > own.most or amount.most < own.least
    return listed[0] if is_apart and amount.decimals == own.decimals else None


def _told_extreme(work: Work, comparison: Comparison, claims: Sequence[Claim]) -> Outcome | None:
    """`The worst single run is 82.63 %`, where the one table of the question has a worse one."""
    found = told_extreme(comparison, claims)
    if found is None:
        return None
    holds, column = found
    shown = telling.of_many(work.write_up, column)
    return Outcome(holds=holds, found=shown, other=column[0])


def _shown(work: Work, extreme: Extreme) -> str:
    return telling.of_many(work.write_up, (extreme.named, *extreme.others))
