"""What is different between two verdicts on the same evidence."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One item that costs or gives something else than before."""

    id: str
    """Id of the item, or of the question."""
    points: Decimal
    """What it adds to the grade if nothing suspected holds, before floors and caps."""
    why: str
    """What is different, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeChange:
    """One submission that was judged by another rubric before."""

    name: str
    """Its name as handed in; student text."""
    before: tuple[Decimal, Decimal]
    """Lowest and highest grade of the last run."""
    after: tuple[Decimal, Decimal]
    """Lowest and highest grade now."""
    items: tuple[ItemChange, ...]
    """What is different, the greatest difference first; empty if nothing is."""
