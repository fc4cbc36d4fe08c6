"""A number before the words around it are looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A number, or a range, in its canonical unit."""

    start: int
    """Index of its first character."""
    end: int
    """Index after its last."""
    low: float
    """The number; of a range, its lower end."""
    high: float
    """The number; of a range, its upper end."""
    quantum: float
    """What its last digit is worth; 0 for a whole number without a unit, which may be exact."""
    unit: str
    """Canonical unit, or empty."""
    scale: float = 1.0
    """What one of the written unit is in the canonical one."""
    is_word: bool = False
    """Whether it is written as words."""
    is_spread: bool = False
    """Whether it stands behind a ±."""
