"""One submission at the end of its road, graded or not."""

from dataclasses import dataclass, replace

from grader.consistency.works import Held
from grader.records import Consistency, Evidence, Match, Verdict, WriteUp


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


def outline(graded: GradedSubmission) -> GradedSubmission:
    """The same with as much of its evidence as pages of a class look at, which is little."""
    evidence = graded.evidence
    if evidence is None:
        return graded
    return replace(
        graded,
        evidence=Evidence(
            submission=evidence.submission,
            name=evidence.name,
            digest=evidence.digest,
            measurements=evidence.measurements,
            endings=evidence.endings,
            notebooks=evidence.notebooks,
            data=evidence.data,
            sandbox=evidence.sandbox,
            seconds=evidence.seconds,
        ),
        held=tuple(map(_outline_of_held, graded.held)),
    )


def _outline_of_held(held: Held) -> Held:
    pressing = (each for each in held.checked if each.outcome is Consistency.INCONSISTENT)
    write_up = WriteUp(path=held.write_up.path, format=held.write_up.format)
    return Held(write_up=write_up, checked=tuple(pressing))
