"""A value that a phrase tells."""

from dataclasses import dataclass

from grader.records import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value that a phrase tells."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    quantity: str
    """One of `QUANTITIES`."""
    amount: Amount
    """The value."""
    selection: str = ""
    """Of an epoch: by what it is the best, `test accuracy`; empty if the phrase leaves it open."""
