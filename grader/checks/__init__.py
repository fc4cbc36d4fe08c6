"""One question each: a Case becomes an Answer. The first docstring line is the student's sentence.

A check answers NOT_MET only when it is certain; see `docs/checks.md` for what decides and what
leaves each of them undecided.
"""

from collections.abc import Callable

from grader.checks.claims import EQUALS_CHOICES, claim
from grader.checks.endings import notebook_runs
from grader.checks.networks import architecture, parameter_count
from grader.checks.predictions import EVIDENCE_CHOICES, accuracy
from grader.records import Answer

Check = Callable[..., Answer]
"""`check(case, *, settings...)`; a rubric's settings are held against the signature at load."""

CHECKS: dict[str, Check] = {
    "accuracy": accuracy,
    "architecture": architecture,
    "claim": claim,
    "notebook_runs": notebook_runs,
    "parameter_count": parameter_count,
}
"""Every check under the name that rubrics use."""

CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("accuracy", "evidence"): EVIDENCE_CHOICES,
    ("claim", "equals"): EQUALS_CHOICES,
}
"""Settings of text that may have certain values only, by check and setting."""


def statement(name: str) -> str:
    """The sentence that is true when the check is met."""
    return (CHECKS[name].__doc__ or "").strip().partition("\n")[0]


__all__ = ["CHECKS", "CHOICES", "Check", "statement"]
