"""One submission at the end of its road, graded or not."""

from dataclasses import dataclass

from grader.consistency.works import Held
from grader.records import Evidence, Match, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSubmission:
    """What the class page, the gradebook and the terminal know of one submission."""

    verdict: Verdict | None
    """What it gets; None if it could not be graded."""
    evidence: Evidence | None
    """What we know of it; None if it could not be run or read."""
    id: str
    """The submission's id."""
    name: str
    """The name as handed in; student text."""
    problem: str = ""
    """Why it could not be graded and waits for a person; empty if it was graded."""
    matches: tuple[Match, ...] = ()
    """Which of its networks answer the required ones; empty leaves it out of accuracy plots."""
    held: tuple[Held, ...] = ()
    """Its documents, held against its work."""
    before: Verdict | None = None
    """What another rubric gave it in the last run, on the same evidence; None if none did."""
