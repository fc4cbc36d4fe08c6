"""`Lower than random guessing`, held against the value of the one that is named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.consistency.itself.comparing.found import of_side
from grader.consistency.itself.comparing.naming import is_named
from grader.consistency.subjects import Known
from grader.records import Claim, Comparison, Relation, Subject

_CHANCE = re.compile(
    r"\b(?:than|as|at|to|below|above|under|over)\s(?:the\s|pure\s|mere\s|a\s){0,2}"
    r"(?:random(?:\s(?:guess(?:ing)?|choice|classifier|chance))?|chance(?:\slevel)?"
    r"|guess(?:ing|work)?)\b"
)
TEN_CLASSES = 10.0
"""Per cent that guessing gets right in all assignments with ten classes."""
TWO_CLASSES = 50.0
"""The same with two, as of two moons: what is above it is above any chance."""
NEAR = 1.5
"""Points around chance that are chance."""


def against_chance(
    comparison: Comparison, claims: Sequence[Claim], known: Known
) -> tuple[bool, Claim] | None:
    """Whether the one value of who is named is on that side of chance; None if it is open."""
    is_order = comparison.relation in (Relation.MORE, Relation.LESS)
    if not is_order or not _CHANCE.search(comparison.words.lower()):
        return None
    left = replace(comparison.left, labels=())
    if not is_named(left) or comparison.left.labels:
        return None
    found = [
        claim for claim in of_side(claims, left, left.question, known) if claim.amount is not None
    ]
    values = {claim.value for claim in found}
    if len(values) != 1 or found[0].value is None:
        return None
    value = found[0].value
    if comparison.relation is Relation.LESS:
        # Whatever the number of classes, this is not below chance.
        return (False, found[0]) if _is_above(value, left) else None
    if value > TWO_CLASSES + NEAR:
        return True, found[0]
    return (False, found[0]) if value < TEN_CLASSES - NEAR else None


def _is_above(value: float, left: Subject) -> bool:
    """Whether it is above chance with two classes, or far above it with the ten digits."""
    has_digits = "length" in dict(left.settings)
    return value > TWO_CLASSES + NEAR or (has_digits and value > 2 * TEN_CLASSES)
