"""What comes of holding some words against line-ups."""

from dataclasses import dataclass

from grader.records import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether some words hold, and what shows it."""

    holds: bool
    start: int
    """Where the words begin in their sentence."""
    end: int
    """Where they end."""
    found: str
    """What the document tells, in words that follow `The text says ..;`."""
    subject: str
    """What the words speak of."""
    other: Place | None = None
    """Where the other side stands."""
    other_words: str = ""
    is_sure: bool = False
    """Whether its words leave no choice what they mean, whatever else its reader takes them for."""


def agreed(found: list[Verdict]) -> Verdict | None:
    """The one that holds, else the first; None if there is none."""
    return next((each for each in found if each.holds), found[0] if found else None)
