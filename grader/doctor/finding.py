"""What was found out about the machine."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How well something holds."""

    HOLDS = "ok"
    LESS = "less"
    MISSING = "no"
    TOLD = "-"
    """Neither good nor bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was tried."""

    what: str
    """What it is about, in a word or three."""
    state: State
    """How well it holds."""
    words: str
    """What was seen, half a sentence."""
    advice: str = ""
    """What to do about it; empty if nothing need be done."""

    def line(self) -> str:
        """All of it on one line."""
        advice = f"; {self.advice}" if self.advice else ""
        return f"{self.state:<5}{self.what:<20}{self.words}{advice}"
