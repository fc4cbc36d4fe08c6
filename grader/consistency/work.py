"""Everything that the statements of one write-up are held against."""

from dataclasses import dataclass, field

from grader.records import (
    Evidence,
    Expected,
    Listed,
    Printed,
    Source,
    Statements,
    WriteUp,
)

__all__ = ["Listed", "Printed", "Source", "Work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One write-up, and what else is known of the work that it tells of."""

    write_up: WriteUp
    """The document."""
    statements: Statements
    """What it states."""
    evidence: Evidence
    """What the code says and did; nearly empty if there is no code."""
    has_code: bool = False
    """Whether code was handed in with it."""
    is_code_whole: bool = False
    """Whether every line of that code could be parsed and followed."""
    sources: tuple[Source, ...] = ()
    """The text of that code."""
    has_run: bool = False
    """Whether we ran the code."""
    is_run_whole: bool = False
    """Whether all of it ran to its end: what a run that was cut short did not do, tells nothing."""
    listed: Listed = field(default_factory=Listed)
    """What the listings inside the write-up say."""
    files: tuple[str, ...] = ()
    """Paths of all files of the submission, with forward slashes."""
    expected: tuple[Expected, ...] = ()
    """What the reference reaches, where the assignment is known: one for each of its recipes."""
