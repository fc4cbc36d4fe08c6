"""The road of a class: every submission becomes evidence, a verdict and a report, or a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader.course import Course
from grader.errors import SettingsError
from grader.gather import OpenExaminer, gather, stored_evidence
from grader.ingest import read_class
from grader.judge import judge
from grader.matching import match_networks
from grader.publish import publish_class, publish_submission
from grader.records import Evidence, Missing, Rubric, Submission
from grader.render.graded import GradedSubmission
from grader.render.text import one_line
from grader.settings import Settings
from grader.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """A class at the end of its road."""

    graded: tuple[GradedSubmission, ...]
    """Every submission, in the order of the folder."""
    executed: int
    """How many were run now; the others' evidence was there already."""
    page: Path
    """Where the class page lies."""


def grade_class(
    path: Path,
    rubric: Rubric,
    course: Course,
    settings: Settings,
    *,
    late: Mapping[str, int],
    graded_on: str,
    scratch: Path,
    console: Console,
    open_examiner: OpenExaminer | None = None,
) -> GradedClass:
    """Grade every submission under `path`; each report is written as soon as it is judged."""
    submissions = read_class(path, into=scratch / "submissions")
    _refuse_unknown(submissions, (*settings.only, *late))
    with Store(settings.out) as store:
        wanted = {s.id for s in submissions if not settings.only or s.id in settings.only}
        found: dict[str, Evidence | Missing] = dict(
            stored_evidence(submissions, settings, course, store)
        )
        to_run = [
            s for s in submissions if s.id in wanted and (settings.fresh or s.id not in found)
        ]
        graded: dict[str, GradedSubmission] = {}

        def conclude(submission: Submission, evidence: Evidence | Missing) -> None:
            one = _graded(submission, evidence, rubric, late.get(submission.id))
            publish_submission(one, rubric, settings.out, graded_on=graded_on)
            graded[submission.id] = one

        running = {submission.id for submission in to_run}
        for submission in submissions:
            if submission.id not in running:
                not_yet = Missing(reason="not run yet: left out by --only")
                conclude(submission, found.get(submission.id, not_yet))
        if to_run:
            for submission, evidence in gather(
                to_run, settings, course, store, console, open_examiner=open_examiner
            ):
                conclude(submission, evidence)
    everyone = tuple(graded[submission.id] for submission in submissions)
    page = publish_class(everyone, rubric, settings.out, graded_on=graded_on)
    return GradedClass(graded=everyone, executed=len(to_run), page=page)


def _graded(
    submission: Submission, evidence: Evidence | Missing, rubric: Rubric, late_days: int | None
) -> GradedSubmission:
    if isinstance(evidence, Missing):
        return GradedSubmission(
            verdict=None,
            evidence=None,
            id=submission.id,
            name=submission.name,
            problem=one_line(evidence.reason),
        )
    return GradedSubmission(
        verdict=judge(evidence, rubric, late_days=late_days),
        evidence=evidence,
        id=submission.id,
        name=submission.name,
        matches=match_networks(evidence, rubric.networks),
    )


def _refuse_unknown(submissions: tuple[Submission, ...], named: tuple[str, ...]) -> None:
    known = [submission.id for submission in submissions]
    unknown = [name for name in dict.fromkeys(named) if name not in known]
    if unknown:
        there = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
        raise SettingsError(f"{unknown[0]}: no submission has this id, there are {there}")
