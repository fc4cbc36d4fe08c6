"""What is said of all values at once: `all three are close`, `they differ by 0.06 points`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.itself.comparing.found import table_of
from grader.consistency.itself.comparing.relations import stands
from grader.records import Claim, Comparison, Relation, Statistic

_ALL = re.compile(
    r"\b(?:(?<!it )(?<!this )(?<!that )(?<!after )(?<!at )all(?! of this| the time| along)|both"
    r"|each other|the (?:two|three|four|five|six|networks|models|results|accuracies"
    r"|means|runs|values|choices|methods|implementations|optimi[sz]ers|selections|criteria))\b"
)
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What came of holding words about all values against one table."""

    holds: bool | None
    """Whether they hold in every column."""
    values: tuple[Claim, ...]
    """The values of a column that shows it, from the smallest to the greatest."""


def group_of(comparison: Comparison, claims: Sequence[Claim]) -> Group | None:
    """What comes of words about all values; None if it is not plain which they are."""
    if not _is_about_all(comparison):
        return None
    question = comparison.left.question
    near = [claim for claim in claims if claim.subject.question == question]
    tables = {table for claim in near if (table := table_of(claim)) is not None}
    if len(tables) != 1:
        return None
    columns = _columns([claim for claim in near if table_of(claim) in tables], comparison)
    if not columns:
        return None
    outcomes = [_stands(comparison, column) for column in columns]
    if comparison.relation is Relation.DIFFERENCE and True in outcomes:
        at = outcomes.index(True)
        return Group(holds=True, values=columns[at])
    holds = outcomes[0] if len(set(outcomes)) == 1 else None
    is_sure = comparison.relation is Relation.SAME or len(columns) == 1
    return Group(holds=holds if is_sure or holds else None, values=columns[0])


def _is_about_all(comparison: Comparison) -> bool:
    left = comparison.left
    if comparison.right is not None or left.network or left.settings:
        return False
    is_kind = comparison.relation is Relation.SAME or not comparison.is_directed
    return is_kind and bool(_ALL.search(comparison.words.lower()))


def _columns(claims: Sequence[Claim], comparison: Comparison) -> list[tuple[Claim, ...]]:
    by_split: dict[tuple[str, str, Statistic], list[Claim]] = {}
    for claim in claims:
        if _is_meant(claim, comparison):
            key = (claim.subject.split, claim.subject.moment, claim.statistic)
            by_split.setdefault(key, []).append(claim)
    counts = {
        number for word, number in _NUMBERS.items() if word in comparison.words.lower().split()
    }
    return [
        tuple(sorted(column, key=lambda claim: claim.value or 0.0))
        for column in by_split.values()
        if len(column) >= 2 and (len(column) in counts or not counts)
    ]


def _is_meant(claim: Claim, comparison: Comparison) -> bool:
    is_mean = re.search(r"\bmeans?\b", comparison.words.lower()) is not None
    is_split = comparison.left.split in ("", claim.subject.split)
    return is_split and (not is_mean or claim.statistic is Statistic.MEAN)


def _stands(comparison: Comparison, column: Sequence[Claim]) -> bool | None:
    low, high = column[0].amount, column[-1].amount
    if low is None or high is None:
        return None
    return stands(comparison, column[0].quantity, high, low)
