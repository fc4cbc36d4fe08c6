"""One submission at the end of its road, graded or not."""

from dataclasses import dataclass, replace

from grader.consistency.works import Held
from grader.records import (
    Answer,
    Consistency,
    Evidence,
    Finding,
    GradeChange,
    Match,
    ReviewCondition,
    Verdict,
    WriteUp,
)


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
    change: GradeChange | None = None
    """What is different from the last run, whose rubric was another one; None if there was none."""


_NOT_TOLD = ReviewCondition(question="")


def outline(graded: GradedSubmission) -> GradedSubmission:
    """The same with as much of it as the class's page, list and gradebook look at."""
    if graded.evidence is None or graded.verdict is None:
        return graded
    return replace(
        graded,
        verdict=_outline_of_verdict(graded.verdict),
        evidence=_outline_of_evidence(graded.evidence),
        held=tuple(map(_outline_of_held, graded.held)),
    )


def _outline_of_verdict(verdict: Verdict) -> Verdict:
    """Without reasons and facts, and without how its items are decided."""
    questions = (
        replace(question, findings=tuple(map(_outline_of_finding, question.findings)))
        for question in verdict.questions
    )
    return replace(verdict, questions=tuple(questions))


def _outline_of_finding(finding: Finding) -> Finding:
    levels = (replace(level, answer=_outline_of_answer(level.answer)) for level in finding.levels)
    criterion = replace(finding.criterion, condition=_NOT_TOLD, advice="", look_at=())
    answer = _outline_of_answer(finding.answer)
    return replace(finding, criterion=criterion, answer=answer, levels=tuple(levels))


def _outline_of_answer(answer: Answer) -> Answer:
    return Answer(outcome=answer.outcome)


def _outline_of_evidence(evidence: Evidence) -> Evidence:
    """Its endings, its measurements and where it ran."""
    return Evidence(
        submission=evidence.submission,
        name=evidence.name,
        digest=evidence.digest,
        measurements=evidence.measurements,
        endings=evidence.endings,
        notebooks=evidence.notebooks,
        data=evidence.data,
        sandbox=evidence.sandbox,
        seconds=evidence.seconds,
    )


def _outline_of_held(held: Held) -> Held:
    """Its statements that do not agree."""
    pressing = (each for each in held.checked if each.outcome is Consistency.INCONSISTENT)
    write_up = WriteUp(path=held.write_up.path, format=held.write_up.format)
    return Held(write_up=write_up, checked=tuple(pressing))
