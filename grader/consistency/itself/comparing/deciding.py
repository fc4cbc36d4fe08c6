"""What a comparison is held against, and what comes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.extremes import Extreme, extremes
from grader.consistency.itself.comparing.found import (
    of_side,
    pairs,
    quantity_of,
    table_of,
    values_of,
    with_split,
)
from grader.consistency.itself.comparing.groups import group_of
from grader.consistency.itself.comparing.overfitting import cured, is_overfitting
from grader.consistency.itself.comparing.relations import stands
from grader.consistency.itself.comparing.rows import Row, curve_follows, follows, rows_along
from grader.consistency.subjects import Known, known_of
from grader.consistency.work import Work
from grader.records import (
    Amount,
    Claim,
    Comparison,
    Relation,
    Statistic,
    Subject,
    Whose,
)

LITERATURE = "literature"
_TWO_SIDED = frozenset(
    (Relation.DIFFERENCE, Relation.CHANGE, Relation.RATIO, Relation.SAME, Relation.MORE)
) | {Relation.LESS}
_ORDERS = (Relation.MORE, Relation.LESS)
_TRENDS = (Relation.RISES, Relation.FALLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of holding a comparison against values."""

    holds: bool | None
    """Whether it holds; None if that cannot be told."""
    found: str
    """The values, in words."""
    other: Claim | None = None
    """A value that shows it."""


def decide(work: Work, comparison: Comparison) -> Outcome | None:
    """What comes of a comparison; None if nothing in the document can be held against it."""
    left, right = comparison.left_value, comparison.right_value
    if comparison.whose is Whose.UNSURE:
        return None
    if left and right and comparison.relation in _TWO_SIDED:
        holds = stands(comparison, quantity_of(comparison), left, right)
        return Outcome(holds=holds, found=telling.of_two_numbers(comparison, left, right))
    if comparison.whose is not Whose.OWN:
        return None
    claims = _meant(work, comparison)
    if comparison.relation in _TRENDS:
        return _trend(work, comparison, claims)
    if is_overfitting(comparison):
        return _overfitting(work, comparison)
    if group := group_of(comparison, claims):
        shown = telling.of_many(work.write_up, group.values)
        return Outcome(holds=group.holds, found=shown, other=group.values[0])
    if comparison.relation in _TWO_SIDED and comparison.right is not None:
        return _two_sided(work, comparison, claims)
    is_open = comparison.relation in _TWO_SIDED and comparison.relation not in _ORDERS
    return None if is_open else _extreme(work, comparison, claims)


def _overfitting(work: Work, comparison: Comparison) -> Outcome | None:
    every = values_of(work.statements.claims, replace(comparison, is_better=None))
    found = cured(comparison, every, known_of(work.statements))
    if found is None:
        return None
    holds, (own, other) = found
    return Outcome(holds=holds, found=telling.of_many(work.write_up, (own, other)), other=other)


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


def _two_sided(work: Work, comparison: Comparison, claims: Sequence[Claim]) -> Outcome | None:
    known = known_of(work.statements)
    left = _side(comparison.left, comparison.left_value, comparison, claims, known)
    right = _right(work, comparison, claims, known)
    near = _held(comparison, left[0], right[0])
    every = _held(comparison, left[1], right[1])
    if not near:
        return None
    outcomes = {holds for _, _, holds in near}
    holds = outcomes.pop() if len(outcomes) == 1 else None
    if holds is False and any(each is not False for _, _, each in every):
        holds = None
    if comparison.amount is not None and holds is None and _fits_in_one(comparison, near):
        holds = True
    shown = min(near, key=lambda each: (each[2] is not holds, _is_unseen(each[0])))
    found = telling.of_two_claims(work.write_up, comparison, shown[0], shown[1])
    other = next((each for each in shown[1::-1] if isinstance(each, Claim)), None)
    return Outcome(holds=holds, found=found, other=other)


def _fits_in_one(
    comparison: Comparison, held: Sequence[tuple[Claim | Amount, Claim | Amount, bool | None]]
) -> bool:
    """Whether an amount fits the values of one split, where the words name none."""
    return not comparison.left.split and any(holds for _, _, holds in held)


def _is_unseen(value: Claim | Amount) -> bool:
    return isinstance(value, Claim) and value.subject.split != "test"


Values = tuple[Sequence[Claim | Amount], Sequence[Claim | Amount]]
"""Values of a side: those of the question that it stands in, and those of the document."""


def _side(
    side: Subject,
    told: Amount | None,
    comparison: Comparison,
    claims: Sequence[Claim],
    known: Known,
) -> Values:
    if told is not None:
        return (told,), (told,)
    if (
        comparison.right is not None
        and LITERATURE in comparison.right.labels
        and not is_known(side)
    ):
        near = [claim for claim in claims if claim.subject.question == side.question]
        return near, near
    splits = {comparison.left.split, comparison.right.split if comparison.right else ""}
    by_split = len(splits - {""}) == 2
    if not is_named(side) and not by_split and side.question == comparison.left.question:
        return (), ()
    question = comparison.left.question
    return of_side(claims, side, question, known), of_side(claims, side, "", known)


def _right(work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known) -> Values:
    right = comparison.right or Subject()
    if LITERATURE not in right.labels:
        return _side(right, comparison.right_value, comparison, claims, known)
    if comparison.right_value is not None:
        return (comparison.right_value,), (comparison.right_value,)
    told = [
        claim
        for claim in work.statements.claims
        if claim.whose is Whose.OTHERS
        and claim.quantity == quantity_of(comparison)
        and claim.subject.question == comparison.left.question
    ]
    return (told, told) if len({claim.value for claim in told}) == 1 else ((), ())


def _held(
    comparison: Comparison, left: Sequence[Claim | Amount], right: Sequence[Claim | Amount]
) -> list[tuple[Claim | Amount, Claim | Amount, bool | None]]:
    a, b = _claims(left), _claims(right)
    both: Iterable[tuple[Claim | Amount, Claim | Amount]]
    literature = comparison.right is not None and LITERATURE in comparison.right.labels
    if len(a) == len(left) and len(b) == len(right) and not literature:
        both = pairs(a, b, comparison)
    else:
        both = [(x, y) for x in left for y in right]
    quantity = quantity_of(comparison)
    return [
        (x, y, stands(comparison, quantity, p, q))
        for x, y in both
        if (p := _amount(x)) is not None and (q := _amount(y)) is not None
    ]


def _claims(values: Sequence[Claim | Amount]) -> list[Claim]:
    return [value for value in values if isinstance(value, Claim)]


def _amount(value: Claim | Amount) -> Amount | None:
    return value.amount if isinstance(value, Claim) else value


def is_known(side: Subject) -> bool:
    """Whether it names something that other statements may name as well."""
    return is_named(replace(side, labels=()))


def is_named(subject: Subject) -> bool:
    """Whether anything but a split or question tells what is spoken of."""
    return bool(
        subject.network
        or subject.settings
        or subject.epoch is not None
        or subject.selection
        or subject.moment
        or subject.labels
    )


def _extreme(work: Work, comparison: Comparison, claims: Sequence[Claim]) -> Outcome | None:
    if not is_named(comparison.left):
        return None
    known = known_of(work.statements)
    named = of_side(claims, comparison.left, comparison.left.question, known)
    found = extremes(comparison, claims, named, known, mentioned_table(work, comparison))
    if not found:
        return None
    outcomes = {each.holds for each in found}
    holds = outcomes.pop() if len(outcomes) == 1 else None
    matching = [each for each in found if each.holds is holds] or found
    shown = min(matching, key=lambda each: _is_unseen(each.named))
    return Outcome(holds=holds, found=_shown(work, shown), other=shown.others[0])


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
        follows(comparison.relation, [claim.value or 0.0 for _, claim in row], in_points=in_points)
        for row in rows
    ]
    holds = outcomes[0] if len(set(outcomes)) == 1 else None
    first = rows[0][0][1]
    found = telling.of_many(work.write_up, [claim for _, claim in rows[0]])
    return Outcome(holds=holds, found=found, other=first)


def _rows(comparison: Comparison, claims: Sequence[Claim]) -> tuple[Row, ...]:
    rows = [
        row
        for row in rows_along(comparison, claims)
        if len(row) >= 3 or (comparison.along not in ("", "epochs"))
    ]
    question = comparison.left.question
    near = [row for row in rows if row[0][1].subject.question == question]
    means = [row for row in near or rows if row[0][1].statistic is Statistic.MEAN]
    return tuple(means or near or rows)
