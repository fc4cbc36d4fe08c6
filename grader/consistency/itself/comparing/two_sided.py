"""Comparisons of two sides, held against the values that the document tells of both."""

from collections.abc import Iterable, Sequence

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.found import (
    amounts_of,
    dimensions,
    of_side,
    pairs,
    quantity_of,
    rest,
    table_of,
)
from grader.consistency.itself.comparing.literature import is_far, told_of_others
from grader.consistency.itself.comparing.naming import is_known, is_named
from grader.consistency.itself.comparing.outcome import Outcome, are_rows
from grader.consistency.itself.comparing.relations import fits_another, stands
from grader.consistency.subjects import Known
from grader.consistency.wording import block_of
from grader.consistency.work import Work
from grader.records import Amount, Claim, Comparison, Relation, Statistic, Subject, Whose

LITERATURE = "literature"
Values = tuple[Sequence[Claim | Amount], Sequence[Claim | Amount]]
"""Values of a side: those of the question that it stands in, and those of the document."""


def two_sided(
    work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known
) -> Outcome | None:
    block = block_of(work.write_up, comparison.span)
    stands_in = block.question if block is not None else comparison.left.question
    left = _side(comparison.left, comparison.left_value, comparison, claims, known, stands_in)
    right = _right(work, comparison, claims, known)
    if comparison.left_value is not None or comparison.right_value is not None:
        left, right = (_elsewhere(values, comparison) for values in (left, right))
    if not left[0] and _is_blank(comparison.left) and comparison.amount is not None:
        return _any_of(work, comparison, claims, right[0])
    near = _held(comparison, left[0], right[0])
    every = _held(comparison, left[1], right[1])
    if not near:
        return None
    outcomes = {holds for _, _, holds in near}
    holds = outcomes.pop() if len(outcomes) == 1 else None
    is_of_others = comparison.right is not None and LITERATURE in comparison.right.labels
    if holds is False and not is_of_others and any(each is not False for _, _, each in every):
        holds = None
    if holds is False and (_fits_another(comparison, claims) or _are_unlike(comparison, near)):
        holds = None
    if comparison.amount is not None and holds is None and _fits_in_one(comparison, near):
        holds = True
    shown = min(near, key=lambda each: (each[2] is not holds, _is_unseen(each[0])))
    found = telling.of_two_claims(work.write_up, comparison, shown[0], shown[1])
    other = next((each for each in shown[1::-1] if isinstance(each, Claim)), None)
    is_sure = is_of_others or are_rows(shown[0], shown[1])
    return Outcome(holds=holds, found=found, other=other, is_sure=is_sure)


def _elsewhere(values: Values, comparison: Comparison) -> Values:
    """Without the claims of the same sentence: whose they are, the sentence itself tells."""
    near, every = (
        tuple(
            value
            for value in each
            if not isinstance(value, Claim) or value.sentence != comparison.sentence
        )
        for each in values
    )
    return near, every


def _fits_another(comparison: Comparison, claims: Sequence[Claim]) -> bool:
    """Whether the amount fits the sentence's one value and some value of the document."""
    told = [value for value in (comparison.left_value, comparison.right_value) if value]
    if comparison.amount is None or len(told) != 1:
        return False
    return fits_another(comparison, quantity_of(comparison), told, amounts_of(claims))


def _are_unlike(
    comparison: Comparison, held: Sequence[tuple[Claim | Amount, Claim | Amount, bool | None]]
) -> bool:
    """Whether times and the like were got under different circumstances: an epoch, a training."""
    if quantity_of(comparison) not in ("time", "energy", "carbon", "epochs"):
        return False
    dims = dimensions(comparison.left, comparison.right) | {"labels"}
    return any(
        isinstance(a, Claim) and isinstance(b, Claim) and rest(a, dims) != rest(b, dims)
        for a, b, _ in held
    )


def _is_blank(side: Subject) -> bool:
    return not is_named(side)


def _any_of(
    work: Work, comparison: Comparison, claims: Sequence[Claim], right: Sequence[Claim | Amount]
) -> Outcome | None:
    """`It is 2.91 % better than picking by the training loss`: whatever `it` is, none fits."""
    named = _claims(right)
    if not right or len(named) != len(right) or len({table_of(claim) for claim in named}) != 1:
        return None
    table, split = table_of(named[0]), comparison.left.split
    pool = [
        claim
        for claim in claims
        if table is not None
        and table_of(claim) == table
        and split in ("", claim.subject.split)
        and claim not in named
    ]
    held = [each for each in _held(comparison, pool, right) if _are_alike(each)]
    if not held:
        return None
    fits = [each for each in held if each[2] is not False]
    holds = (True if any(each[2] for each in fits) else None) if fits else False
    shown = (fits or held)[0]
    found = telling.of_two_claims(work.write_up, comparison, shown[0], shown[1])
    return Outcome(holds=holds, found=found, other=named[0])


def _are_alike(held: tuple[Claim | Amount, Claim | Amount, bool | None]) -> bool:
    a, b = held[:2]
    return isinstance(a, Claim) and isinstance(b, Claim) and a.subject.split == b.subject.split


def _fits_in_one(
    comparison: Comparison, held: Sequence[tuple[Claim | Amount, Claim | Amount, bool | None]]
) -> bool:
    """Whether an amount fits the values of one split, where the words name none."""
    return not comparison.left.split and any(holds for _, _, holds in held)


def _is_unseen(value: Claim | Amount) -> bool:
    return isinstance(value, Claim) and value.subject.split != "test"


def _side(
    side: Subject,
    told: Amount | None,
    comparison: Comparison,
    claims: Sequence[Claim],
    known: Known,
    question: str,
) -> Values:
    if told is not None:
        return (told,), (told,)
    if (
        comparison.right is not None
        and LITERATURE in comparison.right.labels
        and not is_known(side)
    ):
        near = [claim for claim in claims if claim.subject.question == side.question]
        means = [claim for claim in near if claim.statistic is Statistic.MEAN]
        listed = [claim for claim in near if table_of(claim) is not None]
        return means or listed or near, near
    splits = {comparison.left.split, comparison.right.split if comparison.right else ""}
    by_split = len(splits - {""}) == 2
    if not is_named(side) and not by_split and side.question == comparison.left.question:
        return (), ()
    if side.question and side.question != question:
        # `The network of Section 2`: nowhere else.
        there = of_side(claims, side, question, known)
        return there, there
    question = comparison.left.question
    return of_side(claims, side, question, known), of_side(claims, side, "", known)


def _right(work: Work, comparison: Comparison, claims: Sequence[Claim], known: Known) -> Values:
    right = comparison.right or Subject()
    if LITERATURE not in right.labels:
        block = block_of(work.write_up, comparison.span)
        stands_in = block.question if block is not None else comparison.left.question
        return _side(right, comparison.right_value, comparison, claims, known, stands_in)
    if comparison.right_value is not None:
        return (comparison.right_value,), (comparison.right_value,)
    told = [
        claim
        for claim in work.statements.claims
        if claim.whose is Whose.OTHERS
        and claim.quantity == quantity_of(comparison)
        and claim.subject.question == comparison.left.question
    ]
    if len({claim.value for claim in told}) == 1:
        return told, told
    amount = told_of_others(work, comparison) if quantity_of(comparison) == "accuracy" else None
    return ((amount,), (amount,)) if amount is not None else ((), ())


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
    is_far_off = literature and comparison.relation is Relation.SAME and quantity == "accuracy"
    return [
        (x, y, False if is_far_off and is_far(p, q) else stands(comparison, quantity, p, q))
        for x, y in both
        if (p := _amount(x)) is not None and (q := _amount(y)) is not None
    ]


def _claims(values: Sequence[Claim | Amount]) -> list[Claim]:
    return [value for value in values if isinstance(value, Claim)]


def _amount(value: Claim | Amount) -> Amount | None:
    return value.amount if isinstance(value, Claim) else value
