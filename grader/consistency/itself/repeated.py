"""The check: the same thing told twice in one write-up."""

from collections.abc import Iterator

from grader.consistency.itself.beside import hold_beside
from grader.consistency.itself.built import hold_built
from grader.consistency.itself.possible import hold_possible
from grader.consistency.itself.results import hold_results
from grader.consistency.itself.settings import hold_settings
from grader.consistency.itself.told import Tale
from grader.consistency.work import Work
from grader.records import Checked


def hold_repeated(work: Work) -> Iterator[Checked]:
    """Every value that is told twice, or that nothing could have."""
    tale = Tale(work)
    yield from hold_possible(tale)
    yield from hold_beside(tale)
    yield from hold_results(tale)
    yield from hold_settings(tale)
    yield from hold_built(tale)
