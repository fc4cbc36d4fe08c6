"""What a comparison is held against, and what comes of it."""

import re
from dataclasses import replace

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.afterwards import lost_afterwards
from grader.consistency.itself.comparing.by_default import ordered_by_default
from grader.consistency.itself.comparing.by_rule import by_rule
from grader.consistency.itself.comparing.found import (
    amounts_of,
    quantity_of,
    table_of,
    values_of,
    with_split,
)
from grader.consistency.itself.comparing.groups import group_of
from grader.consistency.itself.comparing.in_points import told_in_per_cent
from grader.consistency.itself.comparing.literature import is_far
from grader.consistency.itself.comparing.mentioned import mentioned_table
from grader.consistency.itself.comparing.miswritten import miswritten
from grader.consistency.itself.comparing.naming import resolved
from grader.consistency.itself.comparing.nearby import open_sided
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.overall import beaten_overall, is_overall
from grader.consistency.itself.comparing.overfitting import cured, is_overfitting
from grader.consistency.itself.comparing.relations import fits_another, stands, tells_both
from grader.consistency.itself.comparing.superlative import extreme
from grader.consistency.itself.comparing.trending import trend
from grader.consistency.itself.comparing.two_sided import LITERATURE, two_sided
from grader.consistency.itself.comparing.universal import (
    best_of_every,
    is_than_all,
    of_every,
    than_all,
)
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import (
    Amount,
    Claim,
    Comparison,
    Relation,
    Whose,
)

_TWO_SIDED = frozenset(
    (Relation.DIFFERENCE, Relation.CHANGE, Relation.RATIO, Relation.SAME, Relation.MORE)
) | {Relation.LESS}
_FROM_TO = re.compile(r"\bfrom\b.{1,60}\bto\b|\bbetween\b")
_OF_ANOTHER_RUN = re.compile(
    r"\b(?:another|(?:a |the )?(?:different|second|third|new|fresh))\s"
    r"(?:(?:random|training)\s)?(?:seeds?|runs?|initiali[sz]ations?|machines?|computers?|splits?"
    r"|tr(?:y|ies))\b"
    r"|\bother\sseeds?\b|\bwith\san?\s(?:smaller|larger|lower|higher|different|bigger|longer"
    r"|shorter|other)\s"
    r"(?:learning|batch|weight|rate|number|step|seed|schedule)\b",
    re.IGNORECASE,
)
"""Words with which a sentence tells of what no table holds."""
_ORDERS = (Relation.MORE, Relation.LESS)
_TRENDS = (Relation.RISES, Relation.FALLS)


def decide(work: Work, comparison: Comparison, known: Known) -> Outcome | None:
    """What comes of a comparison; None if nothing in the document can be held against it."""
    if _OF_ANOTHER_RUN.search(comparison.words):
        return None
    if confused := told_in_per_cent(work, comparison, known):
        return confused
    outcome = _decided(work, comparison, known)
    if outcome is not None and outcome.holds is not None:
        return outcome
    return miswritten(work, comparison, known) or outcome


def _decided(work: Work, comparison: Comparison, known: Known) -> Outcome | None:
    left, right = comparison.left_value, comparison.right_value
    if comparison.whose is Whose.UNSURE:
        return None
    if left and right and comparison.relation in _TWO_SIDED:
        holds = _of_own(work, comparison, left, right)
        return Outcome(holds=holds, found=telling.of_two_numbers(comparison, left, right))
    if comparison.whose is not Whose.OWN:
        return None
    claims = _meant(work, comparison)
    comparison = resolved(comparison, claims)
    if outcome := by_rule(work, comparison, claims, known):
        return outcome
    if comparison.relation in _TRENDS:
        return trend(work, comparison, claims)
    if is_overfitting(comparison):
        return _overfitting(work, comparison, known)
    if group := group_of(comparison, claims):
        shown = telling.of_many(work.write_up, group.values)
        return Outcome(holds=group.holds, found=shown, other=group.values[0])
    told = of_every(comparison, claims, known) or best_of_every(comparison, claims, known)
    is_wide = is_than_all(comparison) or is_overall(comparison)
    every = values_of(work.statements.claims, comparison) if is_wide else ()
    told = told or than_all(comparison, every, known, mentioned_table(work, comparison))
    if told:
        shown = telling.of_two_claims(work.write_up, comparison, *told[1])
        return Outcome(holds=told[0], found=shown, other=told[1][1])
    if lost := lost_afterwards(comparison, claims, known):
        shown = telling.of_two_claims(work.write_up, comparison, *lost[1])
        return Outcome(holds=lost[0], found=shown, other=lost[1][1])
    if comparison.relation in _TWO_SIDED and comparison.right is not None:
        outcome = two_sided(work, comparison, claims, known)
        if outcome is None and (
            pair := ordered_by_default(comparison, claims, work.statements.claims, known)
        ):
            shown = telling.of_two_claims(work.write_up, comparison, *pair)
            return Outcome(holds=False, found=shown, other=pair[1])
        return outcome
    is_open = comparison.relation in _TWO_SIDED and comparison.relation not in _ORDERS
    if is_open:
        return open_sided(work, comparison, claims, known)
    outcome = extreme(work, comparison, claims, known)
    side = comparison.left
    if outcome is None and comparison.relation in _ORDERS and len(side.settings) == 1:
        # `Augmentation lowers the accuracy`: below what was got without it.
        without = replace(side, settings=((side.settings[0][0], "no"),))
        whole = replace(comparison, right=without)
        if pair := ordered_by_default(whole, claims, work.statements.claims, known):
            shown = telling.of_two_claims(work.write_up, comparison, *pair)
            return Outcome(holds=False, found=shown, other=pair[1])
    is_open = outcome is None or outcome.holds is None
    if is_open and (beaten := beaten_overall(comparison, every, known)):
        shown = telling.of_two_claims(work.write_up, comparison, *beaten)
        return Outcome(holds=False, found=shown, other=beaten[1])
    return outcome


def _overfitting(work: Work, comparison: Comparison, known: Known) -> Outcome | None:
    every = values_of(work.statements.claims, replace(comparison, is_better=None))
    found = cured(comparison, every, known)
    if found is None:
        return None
    holds, (own, other) = found
    return Outcome(holds=holds, found=telling.of_many(work.write_up, (own, other)), other=other)


def _of_own(work: Work, comparison: Comparison, left: Amount, right: Amount) -> bool | None:
    """Whether the numbers of the sentence itself fit, or others that it may relate them to."""
    quantity = quantity_of(comparison)
    holds = stands(comparison, quantity, left, right)
    of_others = comparison.right is not None and LITERATURE in comparison.right.labels
    if comparison.relation is Relation.SAME and of_others and quantity == "accuracy":
        return False if is_far(left, right) else holds
    if holds is not False or comparison.amount is None or tells_both(comparison):
        return holds
    is_change = _FROM_TO.search(comparison.words.lower()) is not None
    turned = replace(comparison, is_directed=False)
    is_turned = (left.value - right.value) * comparison.amount.value < 0
    if (is_change and is_turned) or (
        comparison.right is None and stands(turned, quantity, left, right)
    ):
        # `An improvement of 1.7 points` may be said of an error that falls.
        return None
    if is_change:
        return False
    claims = values_of(work.statements.claims, comparison)
    others = [
        amount for amount in amounts_of(claims) if amount.value not in (left.value, right.value)
    ]
    return None if fits_another(comparison, quantity, (left, right), others) else False


def _meant(work: Work, comparison: Comparison) -> tuple[Claim, ...]:
    """The values of the table that the sentence names; of all the document if it names none."""
    claims = values_of(work.statements.claims, comparison)
    table = mentioned_table(work, comparison)
    inside = tuple(claim for claim in claims if table is not None and table_of(claim) == table)
    return with_split(inside or claims, comparison)
