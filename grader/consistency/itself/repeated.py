"""The check: the same thing told twice in one write-up."""

from collections.abc import Iterator

from grader.consistency.itself.beside import hold_beside
from grader.consistency.itself.best_epochs import hold_best_epochs
from grader.consistency.itself.built import hold_built
from grader.consistency.itself.possible import hold_possible
from grader.consistency.itself.results import hold_results
from grader.consistency.itself.row_named import hold_row_named
from grader.consistency.itself.settings import hold_settings
from grader.consistency.itself.slips import hold_slips
from grader.consistency.itself.told import Tale
from grader.consistency.work import Work
from grader.records import Checked, Consistency, Span


def hold_repeated(work: Work) -> Iterator[Checked]:
    """Every value that is told twice, or that nothing could have."""
    tale = Tale(work)
    checks = (
        hold_possible, hold_beside, hold_results, hold_settings, hold_built, hold_row_named,
        hold_best_epochs,
    )  # fmt: skip
    accused: list[Span] = []
    for check in checks:
        for checked in check(tale):
            if checked.outcome is Consistency.INCONSISTENT and checked.span is not None:
                accused.append(checked.span)
            yield checked
    for checked in hold_slips(tale):
        span = checked.span
        if span is None or not any(_overlap(span, other) for other in accused):
            yield checked


def _overlap(span: Span, other: Span) -> bool:
    return span.block == other.block and span.start < other.end and other.start < span.end
