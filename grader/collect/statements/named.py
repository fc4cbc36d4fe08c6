"""A value that is a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name, or a thing that is used or not, and where it is said."""

    start: int
    """Index of the first character."""
    end: int
    """Index after the last."""
    quantity: str
    """One of `QUANTITIES`."""
    name: str
    """Canonical; `yes` if the words only say that it is used, empty if they only deny it."""
    denied: bool = False
    """Whether it is said not to be so."""
    is_one_of_several: bool = False
    """Whether it is one of several that were tried."""
