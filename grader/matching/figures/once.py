"""What is read of a submission's figures is read once, however many checks ask."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from grader.records import Evidence

KEPT = 4
"""Submissions whose figures are remembered: checks come submission by submission."""

Result = TypeVar("Result")


class _This:
    """One piece of evidence and no other, however alike: comparing all of it would take longer."""

    __slots__ = ("evidence",)

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def __hash__(self) -> int:
        return id(self.evidence)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.evidence is self.evidence


def once(read: Callable[[Evidence], Result]) -> Callable[[Evidence], Result]:
    """`read`, which is pure, remembering what it gave for the last submissions."""

    @lru_cache(maxsize=KEPT)
    def remembered(this: _This) -> Result:
        return read(this.evidence)

    @wraps(read)
    def asked(evidence: Evidence) -> Result:
        return remembered(_This(evidence))

    return asked
