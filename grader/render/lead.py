"""The first sentences of a report: made from the facts, and true."""

from decimal import Decimal

from grader.records import Evidence, Finding, Outcome, QuestionVerdict, Verdict
from grader.render.endings import error_sentence, fault_sentence, run_sentence
from grader.render.numbers import counted, points
from grader.render.text import one_line

MOST_QUESTIONS_NAMED = 4


def lead(verdict: Verdict, evidence: Evidence) -> str:
    """Whether it ran, where points were lost, and what waits for a person."""
    sentences = (
        run_sentence(evidence),
        error_sentence(evidence),
        fault_sentence(evidence),
        lost_sentence(verdict),
        gained_sentence(verdict),
        suspected_sentence(verdict),
        open_sentence(verdict),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def lost_sentence(verdict: Verdict) -> str:
    """Where points were lost, the dearest first when there are many."""
    losing = [question for question in verdict.questions if _lost(question)]
    if not losing:
        asked = [finding for finding in verdict.findings if not finding.criterion.is_bonus]
        decided = all(finding.answer.outcome is Outcome.MET for finding in asked)
        return _no_loss(is_all_kept=decided)
    if len(losing) <= MOST_QUESTIONS_NAMED:
        return f"Points were lost in {_listed([_named(question) for question in losing])}."
    dearest = sorted(losing, key=_lost, reverse=True)[:2]
    where = f"{len(losing)} of {len(verdict.questions)} questions"
    return f"Points were lost in {where}, most in {_listed([_named(q) for q in dearest])}."


def gained_sentence(verdict: Verdict) -> str:
    """What bonus items add, before any cap; empty if nothing."""
    gained = sum((question.gained for question in verdict.questions), Decimal(0))
    if not gained:
        return ""
    cap = verdict.points if verdict.at_most is None else verdict.at_most
    capped = f", up to {_points_of(cap)} in all" if verdict.highest == cap else ""
    return f"Bonus items add {_points_of(gained)}{capped}."


def suspected_sentence(verdict: Verdict) -> str:
    """What something points at; empty if nothing is suspected."""
    suspected = _waiting(verdict, Outcome.SUSPECTED)
    if not suspected:
        return ""
    at_risk = verdict.highest - verdict.lowest
    look = f"A person looks at {counted(len(suspected), 'item')}"
    they, cost = ("it", "costs") if len(suspected) == 1 else ("they", "cost")
    nothing = "no more" if any(finding.lost for finding in suspected) else "nothing"
    if not at_risk:
        return f"{look}; {they} cannot change the grade."
    return f"{look} and may take up to {_points_of(at_risk)}; until then {they} {cost} {nothing}."


def open_sentence(verdict: Verdict) -> str:
    """What only a person can tell; empty if there is no such thing."""
    undecided = _waiting(verdict, Outcome.OPEN)
    if not undecided:
        return ""
    things = counted(len(undecided), "thing")
    also = " also" if _waiting(verdict, Outcome.SUSPECTED) else ""
    return f"There {_is(len(undecided))}{also} {things} that only a person can judge."


def _no_loss(*, is_all_kept: bool) -> str:
    if is_all_kept:
        return "Everything that the assignment asks for is there."
    return "Nothing that could be decided cost any points."


def _waiting(verdict: Verdict, outcome: Outcome) -> list[Finding]:
    return [finding for finding in verdict.waiting if finding.undecided is outcome]


def _lost(question: QuestionVerdict) -> Decimal:
    return min(question.lost, question.points)


def _named(question: QuestionVerdict) -> str:
    return f"{one_line(question.id, limit=20)} ({_points_of(_lost(question))})"


def _points_of(value: Decimal) -> str:
    return f"{points(value)} {'point' if value == 1 else 'points'}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
