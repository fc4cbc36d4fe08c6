"""Question by question: what was asked, what was found, and what it costs."""

from dataclasses import dataclass

from grader.records import (
    Fact,
    Finding,
    LevelAnswer,
    Outcome,
    QuestionVerdict,
    ReviewCondition,
)
from grader.render.numbers import NO_BREAK_SPACE, cost, gain, interval, points, share
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
    """What it costs or may cost, or what a bonus adds; empty if nothing."""
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
    return Item(
        css=style.css,
        symbol=style.symbol,
        word=style.word,
        points=_points(finding, style),
        statement=one_line(criterion.statement),
        reason=clean(answer.reason),
        facts=tuple(map(_fact, answer.facts[:MOST_FACTS])),
        advice=clean(criterion.advice) if style.css in ("lost", "waits", "remark") else "",
        asks=_asks(finding),
    )


def _asks(finding: Finding) -> str:
    """What a person is asked about it, or about its levels that may still hold."""
    condition, outcome = finding.criterion.condition, finding.answer.outcome
    if isinstance(condition, ReviewCondition):
        undecided = outcome in (Outcome.OPEN, Outcome.SUSPECTED)
        return clean(condition.question) if undecided else ""
    asked = [level for level in _open_levels(finding) if level.question]
    return " ".join(f"{cost((level.points,))}: {clean(level.question)}" for level in asked)


def _open_levels(finding: Finding) -> list[LevelAnswer]:
    """The levels that are undecided and would cost more than what is sure."""
    undecided = (Outcome.OPEN, Outcome.SUSPECTED)
    levels = [level for level in finding.levels if level.answer.outcome in undecided]
    return [level for level in levels if level.points > finding.lost]


def _points(finding: Finding, style: Look) -> str:
    if not finding.criterion.most_points:
        return ""
    if finding.criterion.is_bonus:
        return _bonus_points(finding, style)
    if style.css == "lost":
        may_cost = [finding.lost + finding.at_risk, *(x.points for x in _open_levels(finding))]
        told = cost((finding.lost, max(may_cost)))
        return f"{told}{NO_BREAK_SPACE}?" if max(may_cost) > finding.lost else told
    if style.css in ("waits", "open"):
        levels = tuple(level.points for level in _open_levels(finding))
        return f"{cost(levels or finding.criterion.points)}{NO_BREAK_SPACE}?"
    return ""


def _bonus_points(finding: Finding, style: Look) -> str:
    if style.css not in ("kept", "open"):
        return ""
    told = gain(finding.criterion.points)
    return f"{told}{NO_BREAK_SPACE}?" if finding.undecided else told


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
    if question.lost:
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
    notes = []
    if question.lost > question.points:
        told = f"The deductions add up to {points(question.lost)}"
        notes.append(f"{told}; a question never falls below zero.")
    if question.at_most is not None and question.gained and question.highest == question.at_most:
        told = f"Bonus items add up to {points(question.gained)}"
        notes.append(f"{told}; at most {points(question.at_most)} points can be reached here.")
    return " ".join(notes)
