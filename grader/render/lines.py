"""One line of what is known of a submission."""

from dataclasses import dataclass

from grader.records import Kind, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is known."""

    kind: Kind | None
    """Kind of evidence; None for what has none."""
    main: str
    """What is known; may hold student text, not cleaned yet."""
    more: str = ""
    """What else is known of it; may hold student text, not cleaned yet."""
    place: Place
    """Where."""
    is_trouble: bool = False
    """Whether it should stand out."""
