"""Every statement of a write-up, held against itself, the code, the run and what we measured.

Pure: no file, clock or chance. What cannot be decided is `cannot_tell`; nothing is guessed.
"""

from collections.abc import Callable, Iterable, Iterator

from grader.consistency.argument import hold_arguments
from grader.consistency.code import check_code, check_listings
from grader.consistency.document import hold_document
from grader.consistency.facts.one_hot import hold_one_hot
from grader.consistency.itself.arithmetic import hold_arithmetic
from grader.consistency.itself.comparisons import hold_comparisons
from grader.consistency.itself.counts import hold_counts
from grader.consistency.itself.reckoning import with_reckoning
from grader.consistency.itself.repeated import hold_repeated
from grader.consistency.itself.tables import hold_tables
from grader.consistency.itself.totals import hold_totals
from grader.consistency.reference import check_reference
from grader.consistency.run import check_run
from grader.consistency.work import Listed, Work
from grader.records import Checked

__all__ = ["Listed", "Work", "hold"]

CHECKS: tuple[Callable[[Work], Iterable[Checked]], ...] = (
    check_listings,
    check_code,
    check_run,
    check_reference,
    hold_document,
    hold_one_hot,
    hold_arithmetic,
    hold_counts,
    hold_repeated,
    hold_totals,
    hold_tables,
    hold_comparisons,
    hold_arguments,
)
"""Each holds the statements that it understands against one thing."""


def hold(work: Work) -> tuple[Checked, ...]:
    """Everything that was checked of a write-up, in reading order."""
    return tuple(sorted(with_reckoning(work, tuple(_all(work))), key=_position))


def _all(work: Work) -> Iterator[Checked]:
    for check in CHECKS:
        try:
            yield from tuple(check(work))
        except Exception:
            # Text by strangers: what one check chokes on costs no other.
            continue


def _position(checked: Checked) -> tuple[int, int, str]:
    span = checked.span
    return (span.block, span.start, checked.check) if span else (1 << 30, 0, checked.check)
