"""Per cent where points are meant: `a relative improvement of 14.1 %`, from 38.6 % to 52.7 %."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from grader.consistency.itself.comparing import telling
from grader.consistency.itself.comparing.found import quantity_of
from grader.consistency.itself.comparing.meanable import meanable
from grader.consistency.itself.comparing.outcome import Outcome
from grader.consistency.itself.comparing.relations import change, difference
from grader.consistency.subjects import Known
from grader.consistency.work import Work
from grader.records import Amount, Claim, Comparison, Relation, Whose

_BEFORE = re.compile(r"\brelativ\w*\b[^\d.;,]{0,60}$")
_BEHIND = re.compile(r"^[^\d.;]{0,14}\brelativ")
_POINTS = re.compile(r"\d[\d.,]*\s?(?:%|percentage|percent|prozent)?[ -]?(?:points?|pp)\b")
NEAR = 0.08
"""Part of a relative change that it may be off by, rounding and the choice of the base included."""

Numbers = tuple[Amount, Amount]


def told_in_per_cent(work: Work, comparison: Comparison, known: Known) -> Outcome | None:
    """That the amount is right in points and wrong in per cent; None if that is not certain."""
    amount = comparison.amount
    if amount is None or amount.unit != "%" or comparison.whose is Whose.OTHERS:
        return None
    if comparison.relation not in (Relation.DIFFERENCE, Relation.CHANGE):
        return None
    if quantity_of(comparison) != "accuracy":
        return None
    if not (_is_called_relative(comparison, amount) or _is_restated(work, comparison)):
        return None
    left, right = comparison.left_value, comparison.right_value
    if left is not None and right is not None:
        if _is_confused(amount, (left, right)):
            found = telling.of_two_numbers(comparison, left, right)
            return Outcome(holds=False, found=found)
        return None
    if not amount.decimals:
        return None
    meant = meanable(work, replace(comparison, left=replace(comparison.left, labels=())), known)
    pool = meant.pool if meant is not None else ()
    pairs = list(_numbers(pool))
    if any(_is_relative(amount, numbers) for _, numbers in pairs):
        return None
    for claims, numbers in pairs:
        if _is_confused(amount, numbers):
            found = telling.of_two_claims(work.write_up, comparison, *claims)
            return Outcome(holds=False, found=found, other=claims[1])
    return None


def _numbers(pool: Sequence[Claim]) -> Iterable[tuple[tuple[Claim, Claim], Numbers]]:
    for a, b in combinations(pool, 2):
        splits = {a.subject.split, b.subject.split} - {""}
        if a.amount and b.amount and a.statistic == b.statistic and len(splits) <= 1:
            yield (a, b), (a.amount, b.amount)


def _is_called_relative(comparison: Comparison, amount: Amount) -> bool:
    """Whether it is this number that the words call relative."""
    words = " ".join(comparison.words.lower().split())
    number = " ".join(amount.words.lower().split())
    at = words.find(number)
    if at < 0 or words.find(number, at + 1) >= 0:
        return False
    return bool(_BEFORE.search(words[:at]) or _BEHIND.match(words[at + len(number) :]))


def _is_restated(work: Work, comparison: Comparison) -> bool:
    """Whether the sentence before tells the same number in points: `14.2 points! That's 14.2 %`."""
    here, amount = comparison.sentence, comparison.amount
    if here is None or amount is None or not amount.decimals:
        return False
    return any(
        other.amount is not None
        and other.amount.unit == "points"
        and abs(other.amount.value) == abs(amount.value)
        and other.sentence is not None
        and other.sentence.block == here.block
        and 0 <= here.start - other.sentence.end <= 2
        for other in work.statements.comparisons
    ) and not _POINTS.search(comparison.words.lower())


def _is_confused(amount: Amount, numbers: Numbers) -> bool:
    """Whether two values are so many points apart, and by another part of either."""
    low, high = sorted(map(abs, difference(*numbers)))
    told = sorted((abs(amount.least), abs(amount.most)))
    is_points = low <= told[1] + 1e-9 and told[0] <= high + 1e-9
    return is_points and not _is_relative(amount, numbers)


def _is_relative(amount: Amount, numbers: Numbers) -> bool:
    """Whether two values are so many per cent apart: of the smaller, where one is said to gain."""
    slack = NEAR * abs(amount.value)
    least, most = sorted((abs(amount.least), abs(amount.most)))
    low, high = sorted(numbers, key=lambda each: each.value)
    bases = (low,) if amount.value > 0 else (low, high)
    for base in bases:
        ends = change(high, low, of_left=base is high)
        if ends is None:
            return True
        sizes = sorted(map(abs, ends))
        if sizes[0] <= most + slack and least - slack <= sizes[1]:
            return True
    return False
