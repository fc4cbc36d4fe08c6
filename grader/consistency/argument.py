"""Conclusions, held against the numbers that they stand on."""

from collections.abc import Iterator

from grader.consistency.itself.comparing.concluding import is_argument
from grader.consistency.itself.comparisons import hold_comparison
from grader.consistency.subjects import known_of
from grader.consistency.work import Work
from grader.records import Checked, HeldAgainst


def hold_arguments(work: Work) -> Iterator[Checked]:
    """Every comparison that a conclusion rests on or consists of."""
    known = known_of(work.statements)
    for comparison in work.statements.comparisons:
        if is_argument(work, comparison):
            yield from hold_comparison(work, comparison, known, HeldAgainst.ARGUMENT)
