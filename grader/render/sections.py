"""Question by question: what was asked, what was found, and what it costs."""

from dataclasses import dataclass
from decimal import Decimal

from grader.records import Fact, Finding, Outcome, QuestionVerdict, ReviewCondition
from grader.render.numbers import NO_BREAK_SPACE, cost, interval, points, share
from grader.render.outcomes import Look, look
from grader.render.text import arrows, clean, one_line

MOST_FACTS = 12

_ORDER = ("lost", "waits", "remark", "kept", "skipped", "open")
"""What cost something comes first; what only a person can tell comes last, as one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One side of a finding."""

    label: str
    """Which side."""
    text: str
    """What."""
    is_code: bool
    """Whether it is network notation, set in the type of code."""
    kind: str
    """Kind of evidence; empty for what comes from the rubric."""
    place: str
    """Where it was seen; empty if nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that may cost points."""

    css: str
    """`kept`, `lost`, `waits`, `open`, `skipped` or `remark`."""
    symbol: str
    """Its outcome as one character."""
    word: str
    """Its outcome as one word."""
    points: str
    """What it costs or may cost; empty if nothing."""
    statement: str
    """What is true when nothing is deducted."""
    reason: str
    """Why; empty if the facts say it all."""
    facts: tuple[FactRow, ...]
    """Both sides."""
    advice: str
    """What the student might do; empty if nothing."""
    asks: str
    """What a person is asked; empty if a check decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSection:
    """One question."""

    id: str
    """As the handout numbers it."""
    anchor: str
    """Its address inside the page."""
    title: str
    """Its title."""
    points: str
    """`11–15`, points reached."""
    out_of: str
    """Points that it is worth."""
    reached: str
    """`11–15 of 15`, and `so far` while a person has not judged all of it."""
    sure: str
    """Length of the sure part of its bar, as a CSS percentage."""
    at_risk: str
    """Length of the part that waits, as a CSS percentage."""
    css: str
    """The most pressing thing in it: `lost`, `waits`, `kept` or `open`."""
    items: tuple[Item, ...]
    """What was decided, suspected or skipped."""
    open_items: tuple[Item, ...]
    """What only a person can tell."""
    open_sentence: str
    """How many those are, and that they cost nothing; empty if there are none."""
    note: str
    """Something about the question as a whole; empty if nothing."""


def question_section(question: QuestionVerdict, *, position: int) -> QuestionSection:
    """A question of the verdict, ready to print."""
    items = sorted(map(_item, question.findings), key=lambda item: _ORDER.index(item.css))
    open_items = tuple(item for item in items if item.css == "open")
    return QuestionSection(
        id=one_line(question.id, limit=20),
        anchor=f"question-{position}",
        title=one_line(question.title),
        points=_interval(question),
        out_of=points(question.points),
        reached=_reached(question, is_open=bool(open_items)),
        sure=share(question.lowest, question.points),
        at_risk=share(question.highest - question.lowest, question.points),
        css=_most_pressing(question),
        items=tuple(item for item in items if item.css != "open"),
        open_items=open_items,
        open_sentence=_open_sentence(len(open_items)),
        note=_note(question),
    )


def _interval(question: QuestionVerdict) -> str:
    return interval(question.lowest, question.highest, maximum=question.points)


def _reached(question: QuestionVerdict, *, is_open: bool) -> str:
    so_far = " so far" if is_open else ""
    return f"{_interval(question)} of {points(question.points)}{so_far}"


def _item(finding: Finding) -> Item:
    answer, criterion, style = finding.answer, finding.criterion, look(finding)
    is_review = isinstance(criterion.condition, ReviewCondition)
    undecided = answer.outcome in (Outcome.OPEN, Outcome.SUSPECTED)
    return Item(
        css=style.css,
        symbol=style.symbol,
        word=style.word,
        points=_points(finding, style),
        statement=one_line(criterion.statement),
        reason=clean(answer.reason),
        facts=tuple(map(_fact, answer.facts[:MOST_FACTS])),
        advice=clean(criterion.advice) if style.css in ("lost", "waits", "remark") else "",
        asks=_question(criterion.condition) if is_review and undecided else "",
    )


def _question(condition: object) -> str:
    return clean(condition.question) if isinstance(condition, ReviewCondition) else ""


def _points(finding: Finding, style: Look) -> str:
    if style.css == "lost":
        return cost((finding.lost,))
    if style.css in ("waits", "open") and finding.criterion.most_points:
        return f"{cost(finding.criterion.points)}{NO_BREAK_SPACE}?"
    return ""


def _fact(fact: Fact) -> FactRow:
    text = clean(fact.text)
    return FactRow(
        label=one_line(fact.label, limit=40),
        text=arrows(text),
        is_code="->" in text or "→" in text,
        kind=str(fact.kind) if fact.kind else "",
        place=one_line(str(fact.place)) if fact.place else "",
    )


def _most_pressing(question: QuestionVerdict) -> str:
    if question.highest < question.points:
        return "lost"
    if question.lowest < question.highest:
        return "waits"
    undecided = any(finding.answer.outcome is Outcome.OPEN for finding in question.findings)
    return "open" if undecided else "kept"


def _open_sentence(number: int) -> str:
    if not number:
        return ""
    if number == 1:
        return "A person judges one thing here; it costs nothing unless that person says so."
    return f"A person judges {number} things here; they cost nothing unless that person says so."


def _note(question: QuestionVerdict) -> str:
    lost = sum((finding.lost for finding in question.findings), Decimal(0))
    if lost <= question.points:
        return ""
    return f"The deductions add up to {points(lost)}; a question never falls below zero."
