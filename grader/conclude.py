"""The end of one submission's road: its evidence is judged, and its report is written."""

from grader.changes import grade_change, verdict_before
from grader.documents import write_evidence
from grader.matching import match_networks
from grader.publish import publish_submission
from grader.records import Evidence, Missing, Rubric, Submission
from grader.remembered import judge_remembering
from grader.render.graded import GradedSubmission
from grader.render.text import one_line
from grader.settings import Settings


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
        return GradedSubmission(
            verdict=None,
            evidence=None,
            id=submission.id,
            name=submission.name,
            problem=one_line(evidence.reason),
        )
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
