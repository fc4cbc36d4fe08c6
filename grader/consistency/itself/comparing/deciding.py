"""What a comparison is held against, and what comes of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.afterwards import lost_afterwards
from grader.consistency.itself.comparing.beyond import beyond_all
from grader.consistency.itself.comparing.by_default import ordered_by_default
from grader.consistency.itself.comparing.by_selection import best_criterion
from grader.consistency.itself.comparing.by_size import sized
from grader.consistency.itself.comparing.chance import against_chance
from grader.consistency.itself.comparing.extremes import Extreme, extremes
from grader.consistency.itself.comparing.found import (
    amounts_of,
    of_side,
    quantity_of,
    table_of,
    values_of,
    with_split,
)
from grader.consistency.itself.comparing.groups import group_of
from grader.consistency.itself.comparing.in_points import told_in_per_cent
from grader.consistency.itself.comparing.literature import is_far
from grader.consistency.itself.comparing.miswritten import miswritten
from grader.consistency.itself.comparing.naming import is_named, resolved
from grader.consistency.itself.comparing.nearby import open_sided
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.overall import beaten_overall, is_overall
from grader.consistency.itself.comparing.overfitting import cured, is_overfitting
from grader.consistency.itself.comparing.relations import fits_another, stands, tells_both
from grader.consistency.itself.comparing.rows import Row, curve_follows, follows, rows_along
from grader.consistency.itself.comparing.told import told_extreme
from grader.consistency.itself.comparing.two_sided import LITERATURE, two_sided
from grader.consistency.itself.comparing.unaffected import unaffected
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
    Statistic,
    Whose,
)

_TWO_SIDED = frozenset(
    (Relation.DIFFERENCE, Relation.CHANGE, Relation.RATIO, Relation.SAME, Relation.MORE)
) | {Relation.LESS}
_FROM_TO = re.compile(r"\bfrom\b.{1,60}\bto\b|\bbetween\b")
_STRICT = re.compile(
    r"\b(?:steadily|always|monoton\w+|continuously|constantly|consistently|all the way|each time"
    r"|at every|throughout|strictly|whole training|whole time|entire training|keeps?|kept"
    r"|right to the end|from (?:start|beginning) to (?:the )?(?:end|finish))\b"
)
_LAW = re.compile(
    r"\bthe (?:\w+er|more|less|fewer)\b.{1,60}?,? the (?:\w+er|better|worse|more|less|fewer)\b"
)
_EXCEPT = re.compile(
    r"\b(?:except|apart from|other than|but for|besides|at least|mostly|almost|nearly|down to"
    r"|roughly|overall|in general|as long as)\b"
)
_TO_THE_END = re.compile(
    r"\b(?:until|till|up to|to|in) the (?:very )?(?:end\b|last (?:epoch|row|value|one))"
)
_ORDERS = (Relation.MORE, Relation.LESS)
_TRENDS = (Relation.RISES, Relation.FALLS)


def decide(work: Work, comparison: Comparison, known: Known) -> Outcome | None:
    """What comes of a comparison; None if nothing in the document can be held against it."""
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
    if outcome := _by_rule(work, comparison, claims, known):
        return outcome
    if comparison.relation in _TRENDS:
        return _trend(work, comparison, claims)
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
    outcome = _extreme(work, comparison, claims, known)
    left = comparison.left
    if outcome is None and comparison.relation in _ORDERS and len(left.settings) == 1:
        # `Augmentation lowers the accuracy`: below what was got without it.
        without = replace(left, settings=((left.settings[0][0], "no"),))
        whole = replace(comparison, right=without)
        if pair := ordered_by_default(whole, claims, work.statements.claims, known):
            shown = telling.of_two_claims(work.write_up, comparison, *pair)
            return Outcome(holds=False, found=shown, other=pair[1])
    is_open = outcome is None or outcome.holds is None
    if is_open and (beaten := beaten_overall(comparison, every, known)):
        shown = telling.of_two_claims(work.write_up, comparison, *beaten)
        return Outcome(holds=False, found=shown, other=beaten[1])
    return outcome


def _by_rule(
    work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known
) -> Outcome | None:
    """What comes of words that name neither a second value nor a table."""
    if by_size := sized(comparison, work.statements.claims):
        shown = telling.of_many(work.write_up, by_size[1])
        return Outcome(holds=by_size[0], found=shown, other=by_size[1][1])
    if chance := against_chance(comparison, claims, known):
        shown = telling.of_many(work.write_up, chance[1:])
        return Outcome(holds=chance[0], found=shown, other=chance[1])
    if idle := unaffected(comparison, claims, known):
        shown = telling.of_two_claims(work.write_up, comparison, *idle[1])
        return Outcome(holds=idle[0], found=shown, other=idle[1][1])
    if picked := best_criterion(comparison, claims):
        shown = telling.of_two_claims(work.write_up, comparison, *picked[1])
        return Outcome(holds=picked[0], found=shown, other=picked[1][1])
    if ends := beyond_all(comparison, claims):
        shown = telling.of_two_claims(work.write_up, comparison, *ends)
        return Outcome(holds=False, found=shown, other=ends[1])
    return None


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


def mentioned_table(work: Work, comparison: Comparison) -> int | None:
    """The block of the one table that the sentence names: `as Table 2 shows`."""
    sentence = comparison.sentence
    if sentence is None:
        return None
    named = {
        f"Table {reference.number}"
        for reference in work.write_up.references
        if reference.kind == "table"
        and reference.block == sentence.block
        and sentence.start <= reference.offset < sentence.end
    }
    found = [
        index
        for index, block in enumerate(work.write_up.blocks)
        if block.rows and block.number in named
    ]
    return found[0] if len(found) == 1 else None


def _extreme(
    work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known
) -> Outcome | None:
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


def _trend(work: Work, comparison: Comparison, claims: Sequence[Claim]) -> Outcome | None:
    rows = _rows(comparison, claims)
    if not rows:
        holds = curve_follows(comparison, work.evidence)
        curve = f"the curve that was drawn {'does so' if holds else 'goes the other way'}"
        return None if holds is None else Outcome(holds=holds, found=curve)
    in_points = quantity_of(comparison) == "accuracy"
    outcomes = [
        follows(
            comparison.relation,
            [claim.value or 0.0 for _, claim in row],
            in_points=in_points,
            is_strict=_is_strict(comparison),
            has_no_ties="strictly" in comparison.words.lower(),
            is_law=_LAW.search(comparison.words.lower()) is not None,
            is_to_the_end=_TO_THE_END.search(comparison.words.lower()) is not None,
        )
        for row in rows
    ]
    holds = outcomes[0] if len(set(outcomes)) == 1 else None
    if holds is False and _EXCEPT.search(comparison.words.lower()):
        holds = None
    if holds and comparison.along in ("", "epochs") and len(rows[0]) < 3:
        return None
    first = rows[0][0][1]
    found = telling.of_many(work.write_up, [claim for _, claim in rows[0]])
    return Outcome(holds=holds, found=found, other=first)


def _is_strict(comparison: Comparison) -> bool:
    return _STRICT.search(comparison.words.lower()) is not None


def _rows(comparison: Comparison, claims: Sequence[Claim]) -> tuple[Row, ...]:
    rows = [
        row
        for row in rows_along(comparison, claims)
        if len(row) >= 3 or comparison.along not in ("", "epochs") or _is_strict(comparison)
    ]
    question = comparison.left.question
    near = [row for row in rows if row[0][1].subject.question == question]
    means = [row for row in near or rows if row[0][1].statistic is Statistic.MEAN]
    return tuple(means or near or rows)
