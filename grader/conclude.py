"""The end of one submission's road: its evidence is judged, and its report is written."""

import logging

from grader.changes import grade_change, verdict_before
from grader.documents import write_evidence
from grader.errors import GraderError
from grader.matching import match_networks
from grader.publish import publish_submission
from grader.records import Evidence, Missing, Rubric, Submission
from grader.remembered import judge_remembering
from grader.render.graded import GradedSubmission
from grader.render.text import one_line
from grader.settings import Settings

_log = logging.getLogger(__name__)


def conclude(
    submission: Submission,
    evidence: Evidence | Missing,
    rubric: Rubric,
    settings: Settings,
    *,
    late_days: int | None,
    graded_on: str,
    document: str | None = None,
) -> GradedSubmission:
    """Judge a submission and write its report; without evidence it waits, with the reason.

    `document` is that of evidence of an earlier run: then another grade than before comes from
    the rubric alone.
    """
    if isinstance(evidence, Missing):
        return _waits(submission, evidence.reason)
    try:
        return _judged(
            submission,
            evidence,
            rubric,
            settings,
            late_days=late_days,
            graded_on=graded_on,
            document=document,
        )
    except GraderError:
        raise
    except Exception as error:
        # Strangers' files may provoke what nobody thought of; the rest of the class goes on.
        _log.debug("%s: not judged", submission.id, exc_info=True)
        words = f"judging it failed here ({type(error).__name__}), so a person has to"
        return _waits(submission, words)


def _waits(submission: Submission, reason: str) -> GradedSubmission:
    """A submission without a verdict, and why."""
    return GradedSubmission(
        verdict=None,
        evidence=None,
        id=submission.id,
        name=submission.name,
        problem=one_line(reason),
    )


def _judged(
    submission: Submission,
    evidence: Evidence,
    rubric: Rubric,
    settings: Settings,
    *,
    late_days: int | None,
    graded_on: str,
    document: str | None,
) -> GradedSubmission:
    is_known = document is not None
    document = write_evidence(evidence) if document is None else document
    judged = judge_remembering(
        evidence, rubric, out=settings.out, document=document, late_days=late_days
    )
    before = verdict_before(settings.out, submission.id, digest=rubric.digest) if is_known else None
    graded = GradedSubmission(
        verdict=judged.verdict,
        evidence=evidence,
        id=submission.id,
        name=submission.name,
        matches=match_networks(evidence, rubric.networks),
        held=judged.held,
        change=grade_change(before, judged.verdict) if before else None,
    )
    publish_submission(graded, rubric, settings.out, graded_on=graded_on, document=document)
    return graded
