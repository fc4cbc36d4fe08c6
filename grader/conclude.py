"""The end of one submission's road: its evidence is judged, and its report is written."""

from grader.changes import verdict_before
from grader.hold import expected_of, held_of
from grader.judge import judge
from grader.matching import match_networks
from grader.publish import publish_submission
from grader.records import Evidence, Missing, Rubric, Submission
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
    known: bool = False,
) -> GradedSubmission:
    """Judge a submission and write its report; without evidence it waits, with the reason.

    `known` says that its evidence is that of an earlier run: then another grade than before comes
    from the rubric alone.
    """
    if isinstance(evidence, Missing):
        return GradedSubmission(
            verdict=None,
            evidence=None,
            id=submission.id,
            name=submission.name,
            problem=one_line(evidence.reason),
        )
    held = held_of(evidence, expected=expected_of(rubric))
    checked = tuple(record for each in held for record in each.checked)
    before = verdict_before(settings.out, submission.id, digest=rubric.digest) if known else None
    graded = GradedSubmission(
        verdict=judge(evidence, rubric, late_days=late_days, checked=checked),
        evidence=evidence,
        id=submission.id,
        name=submission.name,
        matches=match_networks(evidence, rubric.networks),
        held=held,
        before=before,
    )
    publish_submission(graded, rubric, settings.out, graded_on=graded_on)
    return graded
