"""What came of holding a statement against something."""

from dataclasses import dataclass
from enum import StrEnum

from grader.records.claims import Span
from grader.records.place import Place


class Consistency(StrEnum):
    """Whether a statement holds."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    CANNOT_TELL = "cannot_tell"


class HeldAgainst(StrEnum):
    """What a statement was held against."""

    ITSELF = "itself"
    """Other statements and tables of the same work."""
    LISTING = "listing"
    """Code that the write-up prints."""
    CODE = "code"
    """Code that was handed in."""
    RUN = "run"
    """What a run did or printed, the author's own or ours, and what we measured."""
    DOCUMENT = "document"
    """The document as a document: numbers of figures, references, files, sections."""
    ARGUMENT = "argument"
    """A conclusion, held against the numbers that it stands on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One statement, held against one thing."""

    outcome: Consistency
    """Whether it holds."""
    check: HeldAgainst
    """What it was held against."""
    subject: str
    """What the statement speaks of, in a few words: `test accuracy of the deep wide mlp`."""
    sentence: str
    """What was found, both sides beside each other, for the author of the write-up."""
    words: str
    """The statement's own words; student text."""
    place: Place
    """Where it stands."""
    last_line: int | None = None
    """Last of its lines, in documents that have lines."""
    span: Span | None = None
    """Where in the blocks of its write-up."""
    other: Place | None = None
    """Where the other side stands."""
    other_words: str = ""
    """The other side's own words; student text where there are any."""
    looks_wrong: bool = False
    """Whether it would not hold if its words mean what we take them for, which is not certain.

    Its outcome is then that it cannot be told: a person should read it, and nothing else follows.
    """

    @property
    def is_called_wrong(self) -> bool:
        """Whether it does not hold, for certain or as it looks."""
        return self.outcome is Consistency.INCONSISTENT or self.looks_wrong
