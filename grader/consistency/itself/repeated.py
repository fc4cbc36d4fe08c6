"""The check: the same thing told twice in one write-up."""

from collections.abc import Iterator

from grader.consistency.itself.beside import hold_beside
from grader.consistency.itself.built import hold_built
from grader.consistency.itself.possible import hold_possible
from grader.consistency.itself.results import hold_results
from grader.consistency.itself.settings import hold_settings
from grader.consistency.itself.slips import hold_slips
from grader.consistency.itself.told import Tale
from grader.consistency.work import Work
from grader.records import Checked, Consistency


def hold_repeated(work: Work) -> Iterator[Checked]:
    """Every value that is told twice, or that nothing could have."""
    tale = Tale(work)
    checks = (hold_possible, hold_beside, hold_results, hold_settings, hold_built)
    accused = set()
    for check in checks:
        for checked in check(tale):
            if checked.outcome is Consistency.INCONSISTENT:
                accused.add(checked.span)
            yield checked
    yield from (checked for checked in hold_slips(tale) if checked.span not in accused)
