"""What came of holding a comparison against values."""

from dataclasses import dataclass

from grader.records import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of holding a comparison against values."""

    holds: bool | None
    """Whether it holds; None if that cannot be told."""
    found: str
    """The values, in words."""
    other: Claim | None = None
    """A value that shows it."""
    is_sure: bool = True
    """Whether it is certain that the values are those which the words compare."""
