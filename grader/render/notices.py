"""What a reader must know before believing a number on the page."""

from dataclasses import dataclass
from decimal import Decimal

from grader.records import DataUsed, Evidence, Verdict
from grader.render.numbers import points
from grader.render.text import one_line

NO_SANDBOX = "none"
STAND_IN = "stand-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice at the top of a page."""

    css: str
    """`warning` or `plain`."""
    title: str
    """What is the matter."""
    text: str
    """What it means for the numbers."""


def notices(verdict: Verdict, evidence: Evidence) -> tuple[Notice, ...]:
    """The notices of one report."""
    candidates = (stand_in_notice(evidence), sandbox_notice(evidence), _late_notice(verdict))
    return tuple(notice for notice in candidates if notice)


def stand_in_notice(evidence: Evidence) -> Notice | None:
    """Said loudly when the data was not the assignment's."""
    if evidence.data is None or not evidence.data.stand_in:
        return None
    return Notice(
        css="warning",
        title="This is not the assignment's data",
        text=(
            f"The real data sets were not at hand, so everything ran on {_named(evidence.data)}. "
            "Accuracies are compared with what the same networks reach on the stand-in, and say "
            "nothing about the real data."
        ),
    )


def sandbox_notice(evidence: Evidence) -> Notice | None:
    """Said when code ran without protection."""
    if evidence.sandbox != NO_SANDBOX:
        return None
    return Notice(
        css="warning",
        title="This ran without a sandbox",
        text=(
            "The code had the rights of whoever graded it, and could have touched anything that "
            "they can. Use these results only for code that you trust."
        ),
    )


def _late_notice(verdict: Verdict) -> Notice | None:
    if verdict.late is None or not verdict.late.days:
        return None
    return Notice(
        css="plain",
        title=_days_late(verdict.late.days),
        text=f"{one_line(verdict.late.sentence)} {_effect(verdict)}",
    )


def _named(data: DataUsed) -> str:
    name = one_line(data.name)
    return "a small stand-in" if name == STAND_IN else f"a small stand-in ({name})"


def _days_late(days: int) -> str:
    return "Handed in one day late" if days == 1 else f"Handed in {days} days late"


def _effect(verdict: Verdict) -> str:
    assert verdict.late is not None
    reached = sum((question.highest for question in verdict.questions), Decimal(0))
    if reached <= verdict.late.cap:
        return "It does not change this grade."
    cap = points(verdict.late.cap)
    return f"The questions add up to {points(reached)}; the most that can be reached is {cap}."
