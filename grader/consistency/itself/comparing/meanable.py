"""Which values a difference may speak of, where its words do not tell all of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from grader.consistency.itself.comparing.found import of_side, values_of
from grader.consistency.itself.comparing.naming import is_known, resolved
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import Amount, Claim, Comparison, Statistic, Subject

MOST = 60
"""Values of a section beyond which any amount fits some two of them."""
AROUND = 2
"""Blocks before and after a sentence that are its section, where none has a number."""
ROUNDED = 1.5
"""Units of the last digit that three rounded numbers may be apart together."""
Pair = tuple[Claim, Claim]
Sides = tuple[list[Claim], list[Claim]]
_BOTH = re.compile(r"\btrain\w*\b.*\b(?:test|val)\w*\b|\b(?:test|val)\w*\b.*\btrain\w*\b")
_GAP = re.compile(r"\bgap\b|\boverfit|\bgenerali[sz]ation\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanable:
    """The values near a comparison."""

    pool: tuple[Claim, ...]
    """Those of its section, and those of both sides wherever they stand."""
    pairs: tuple[Pair, ...]
    """Two of them that it may relate."""
    far: tuple[Pair, ...]
    """The same with one of them anywhere in the document."""
    are_named: bool
    """Whether both sides are named, and values of both are known."""
    is_one_named: bool
    """The same of one side at least."""


def meanable(work: Work, comparison: Comparison, known: Known) -> Meanable | None:
    """The values that it may relate; None if there are none or too many to tell.

    Where it names something whose values are not known, `pairs` is empty.
    """
    plain = replace(comparison, is_better=None)
    every = [claim for claim in values_of(work.statements.claims, plain) if _is_plain(claim)]
    every = _without_coarse(every)
    near = _near(comparison, every)
    told = _sides(resolved(comparison, every), every, known)
    sides = told or ([], [])
    is_gap = _is_about_a_gap(comparison)
    is_far_off = not near
    near = near or _beside(sides, every)
    pool = tuple(dict.fromkeys((*near, *sides[0], *sides[1])))
    if not 2 <= len(pool) <= MOST:
        return None
    far = ((a, b) for a, b in product(near, every[:MOST]) if a is not b and _are_alike(a, b))
    return Meanable(
        pool=pool,
        pairs=tuple(_pairs(comparison, near, sides)) if told else (),
        far=tuple(far),
        are_named=bool(sides[0] and sides[1]),
        is_one_named=bool(sides[0] or sides[1]) and (is_gap or not is_far_off),
    )


def fit(amount: Amount, a: Claim, b: Claim) -> bool:
    """Whether two values may be so far apart once each was rounded, whichever is greater."""
    if a.amount is None or b.amount is None:
        return False
    decimals = min(amount.decimals, a.amount.decimals, b.amount.decimals)
    apart = abs(a.amount.value - b.amount.value)
    return abs(abs(amount.value) - apart) <= ROUNDED * 10.0**-decimals + 1e-9


def _is_about_a_gap(comparison: Comparison) -> bool:
    """Whether training is compared with other data: not so `the gap on the test set`."""
    words = comparison.words.lower()
    return bool(_BOTH.search(words) or (_GAP.search(words) and not comparison.left.split))


def _is_plain(claim: Claim) -> bool:
    return claim.amount is not None and claim.amount.unit != "points" and not claim.amount.is_about


def _without_coarse(claims: Sequence[Claim]) -> list[Claim]:
    """Without those that are told elsewhere with more digits: 96 % beside 96.0 %."""
    fine = {(round(claim.value or 0.0), claim.subject.split) for claim in claims if _digits(claim)}
    return [
        claim
        for claim in claims
        if _digits(claim)
        or not any(key[0] == claim.value and claim.subject.split in (key[1], "") for key in fine)
    ]


def _digits(claim: Claim) -> int:
    return claim.amount.decimals if claim.amount else 0


def _near(comparison: Comparison, claims: Sequence[Claim]) -> list[Claim]:
    """The values of the section; those of the split alone that the words name."""
    question, at = comparison.left.question, comparison.span
    here = [claim for claim in claims if claim.subject.question == question]
    if not question and at is not None:
        here = [each for each in here if each.span and abs(each.span.block - at.block) <= AROUND]
    splits = {side.split for side in (comparison.left, comparison.right or Subject()) if side.split}
    if len(splits) != 1 or _is_about_a_gap(comparison):
        return here
    return [claim for claim in here if claim.subject.split in (*splits, "")]


def _beside(sides: Sides, claims: Sequence[Claim]) -> list[Claim]:
    """The values of the one question that tells those of both sides: a discussion has no own."""
    questions = {claim.subject.question for side in sides for claim in side}
    if len(questions) != 1:
        return []
    question = questions.pop()
    return [claim for claim in claims if claim.subject.question == question]


def _sides(comparison: Comparison, claims: Sequence[Claim], known: Known) -> Sides | None:
    """The values of both sides; none of one that names nothing; None if one is out of reach."""
    names = {name for claim in claims for name, _ in claim.subject.settings}
    found: list[list[Claim]] = []
    both = (comparison.left, comparison.left_value), (comparison.right, comparison.right_value)
    for side, told in both:
        if told is not None:
            found.append([each for each in claims if _tells(each, told, comparison)])
            continue
        plain = _plain(side, names)
        if plain is None or not is_known(plain):
            found.append([])
            if side is not None and (side.network or side.settings) and not plain:
                return None
            continue
        values = list(of_side(claims, plain, comparison.left.question, known))
        if not values and (plain.network or plain.settings):
            return None
        found.append(values)
    here = [claim for claim in claims if claim.sentence == comparison.sentence]
    if not found[0] and not found[1] and len(here) == 1:
        # `The training accuracy is 79.5 %, it exceeds the one in test by ..`
        return here, []
    return found[0], found[1]


def _plain(side: Subject | None, names: Iterable[str]) -> Subject | None:
    """A side without what no value is told apart by; None if nothing is left of its name."""
    if side is None:
        return None
    settings = tuple(each for each in side.settings if each[0] in (*names, ""))
    is_lost = bool(side.settings) and not settings and not side.network
    return None if is_lost else replace(side, labels=(), split="", settings=settings)


def _tells(claim: Claim, told: Amount, comparison: Comparison) -> bool:
    return claim.sentence == comparison.sentence and claim.amount == told


def _pairs(comparison: Comparison, near: Sequence[Claim], sides: Sides) -> Iterator[Pair]:
    """The values that may be meant: of both sides, of one and the others, or of any two."""
    left, right = sides
    is_gap = _is_about_a_gap(comparison)
    both: Iterable[Pair]
    if left and right:
        both = [(a, b) for a, b in product(left, right) if a is not b]
    elif left or right:
        named = left or right
        both = [(a, b) for a in named for b in near if b not in named or _is_gap(a, b)]
        gaps = [pair for pair in both if _is_gap(*pair)]
        both = gaps if gaps and is_gap else both
    else:
        both = combinations(near, 2)
    other = comparison.right.split if comparison.right else ""
    is_across = bool(comparison.left.split and other) and comparison.left.split != other
    yield from (
        (a, b) for a, b in both if is_across or (is_gap and _is_gap(a, b)) or _are_alike(a, b)
    )


def _is_gap(a: Claim, b: Claim) -> bool:
    """Whether both are of the same network, in training and on other data."""
    splits = {a.subject.split, b.subject.split}
    is_other = "train" in splits and len(splits) == 2
    is_one = a.subject.network == b.subject.network and a.subject.settings == b.subject.settings
    return is_other and is_one


def _are_alike(a: Claim, b: Claim) -> bool:
    splits = {a.subject.split, b.subject.split} - {""}
    kinds = {each.statistic for each in (a, b)}
    return len(splits) <= 1 and (len(kinds) == 1 or Statistic.MEAN not in kinds)
