"""Checks on what a submission states."""

from grader.checks.claims.agreeing import EQUAL_CHOICES, claim_equals_measured
from grader.checks.claims.consistent import AGAINST_CHOICES, SAID_CHOICES, consistent
from grader.checks.claims.counts import EQUALS_CHOICES, claim
from grader.checks.claims.justified import FOUND_CHOICES, justified
from grader.checks.claims.quantities import QUANTITY_CHOICES
from grader.checks.claims.stated import stated

__all__ = [
    "AGAINST_CHOICES",
    "EQUALS_CHOICES",
    "EQUAL_CHOICES",
    "FOUND_CHOICES",
    "QUANTITY_CHOICES",
    "SAID_CHOICES",
    "claim",
    "claim_equals_measured",
    "consistent",
    "justified",
    "stated",
]
