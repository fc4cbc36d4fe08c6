"""What came of holding a comparison against values."""

from dataclasses import dataclass, replace

from grader.records import Amount, Claim

SCORES = ("accuracy", "error", "loss")


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


def are_rows(one: Claim | Amount, other: Claim | Amount) -> bool:
    """Whether they are scores of two rows of tables, and not of two splits or epochs of one."""
    if not isinstance(one, Claim) or not isinstance(other, Claim):
        return False
    a, b = (replace(each.subject, epoch=None, moment="") for each in (one, other))
    is_score = one.quantity == other.quantity and one.quantity in SCORES
    return is_score and one.is_listed and other.is_listed and a.split == b.split and a != b
