"""Two verdicts on the same evidence: who gains or loses what by a changed rubric, and why."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from grader.documents import read_outcomes
from grader.errors import StoreError
from grader.publish import VERDICT
from grader.records import Finding, GradeChange, ItemChange, Outcome, QuestionVerdict, Verdict
from grader.render.graded import GradedSubmission


def verdict_before(out: Path, submission: str, *, digest: str) -> Verdict | None:
    """The verdict of the last run if it was by another rubric; None if there is none to read."""
    try:
        text = (out / submission / VERDICT).read_text(encoding="utf-8")
        if f'"rubric_digest": "{digest}"' in text:
            return None
        return read_outcomes(text, source=VERDICT)
    except (OSError, UnicodeDecodeError, StoreError):
        # An older program wrote it, or nobody did: nothing can be said about what is different.
        return None


def grade_changes(graded: Sequence[GradedSubmission]) -> tuple[GradeChange, ...]:
    """Every submission that another rubric judged before, on the same evidence."""
    return tuple(one.change for one in graded if one.change is not None)


def grade_change(before: Verdict, after: Verdict) -> GradeChange:
    """What is different between two verdicts on one submission."""
    items = sorted(_items(before, after), key=lambda item: (-abs(item.points), item.id))
    return GradeChange(
        name=after.name,
        before=(before.lowest, before.highest),
        after=(after.lowest, after.highest),
        items=tuple(items),
    )


def _items(before: Verdict, after: Verdict) -> Iterator[ItemChange]:
    then = {finding.criterion.id: finding for finding in before.findings}
    now = {finding.criterion.id: finding for finding in after.findings}
    for name in (*now, *(name for name in then if name not in now)):
        change = _item(name, then.get(name), now.get(name))
        if change is not None:
            yield change
    yield from _questions(before.questions, after.questions)


def _item(name: str, then: Finding | None, now: Finding | None) -> ItemChange | None:
    first, last = _worth(then), _worth(now)
    if first == last:
        return None
    if now is None:
        why = "is not asked any more"
    elif then is None:
        why = f"is new: {_state(now)}"
    elif then.answer.outcome is now.answer.outcome:
        why = f"{_state(now)}, before {_state(then)}"
    else:
        why = f"{_state(now)}, before {_state(then)}. {now.answer.reason}".rstrip(". ")
    return ItemChange(id=name, points=last[0] - first[0], why=why)


def _worth(finding: Finding | None) -> tuple[Decimal, Decimal]:
    """What an item adds for certain, and what it may still take."""
    if finding is None:
        return Decimal(0), Decimal(0)
    return finding.gained - finding.lost, finding.at_risk


def _state(finding: Finding) -> str:
    if finding.gained:
        return f"gives {_plain(finding.gained)}"
    may = f"may cost {_plain(finding.at_risk)}"
    if finding.lost:
        more = f" and {may} more" if finding.at_risk else ""
        return f"costs {_plain(finding.lost)}{more}"
    if finding.at_risk:
        return may
    return _COSTS_NOTHING[finding.answer.outcome]


_COSTS_NOTHING = {
    Outcome.MET: "is met",
    Outcome.NOT_MET: "costs nothing",
    Outcome.SUSPECTED: "waits for a person",
    Outcome.OPEN: "waits for a person",
    Outcome.SKIPPED: "is not asked of this submission",
}


def _questions(
    before: tuple[QuestionVerdict, ...], after: tuple[QuestionVerdict, ...]
) -> Iterator[ItemChange]:
    """Questions that are worth something else."""
    then = {question.id: question.points for question in before}
    now = {question.id: question.points for question in after}
    for name in dict.fromkeys((*now, *then)):
        first, last = then.get(name, Decimal(0)), now.get(name, Decimal(0))
        if first != last:
            why = f"the question is worth {_plain(last)}, before {_plain(first)}"
            yield ItemChange(id=name, points=last - first, why=why)


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"
