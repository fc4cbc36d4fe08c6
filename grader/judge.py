"""The judge: evidence and a rubric become a verdict. Pure: no file, clock, chance or log."""

from collections.abc import Callable
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import TypeVar

from grader.checks import CHECKS
from grader.checks.certainty import anything_ran
from grader.checks.joint import all_of, any_of, merged
from grader.late import lateness
from grader.matching import match_networks
from grader.records import (
    Answer,
    Case,
    CheckCondition,
    Checked,
    Criterion,
    Evidence,
    Fact,
    Finding,
    JointCondition,
    Lateness,
    Level,
    LevelAnswer,
    LevelsCondition,
    Missing,
    Outcome,
    Question,
    QuestionVerdict,
    ReviewCondition,
    Rubric,
    Verdict,
)

Result = TypeVar("Result")
Ask = Callable[[CheckCondition, Case], Answer]
"""Asks a check."""

NOTHING_RAN = "nothing of this submission could be run, so a person has to look at it"

INVERTED = {Outcome.MET: Outcome.NOT_MET, Outcome.NOT_MET: Outcome.MET}
"""What `when` makes of a check's answer: what is met costs points."""


def judge(
    evidence: Evidence,
    rubric: Rubric,
    *,
    late_days: int | None = None,
    checked: tuple[Checked, ...] = (),
    ask: Ask | None = None,
) -> Verdict:
    """What the rubric says of a submission, from its evidence alone.

    `checked` is what came of holding the write-ups against it, which follows from evidence too.
    `ask` may know answers of checks already, and is `ask_check` else.
    """
    case = _case(evidence, rubric, checked)
    findings: dict[str, Finding] = {}
    for criterion in _in_order(rubric):
        findings[criterion.id] = _finding(criterion, case, findings, ask or ask_check)
    return Verdict(
        submission=evidence.submission,
        name=evidence.name,
        rubric=rubric.title,
        rubric_digest=rubric.digest,
        points=rubric.points,
        questions=tuple(_question(question, findings) for question in rubric.questions),
        late=_late(rubric, late_days or 0),
        at_most=rubric.at_most,
    )


def ask_check(condition: CheckCondition, case: Case) -> Answer:
    """What a check says of a case."""
    settings = {setting.name: setting.value for setting in condition.settings}
    return CHECKS[condition.check](case, **settings)


def outlined(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions as checks see them: with numbers and titles, without points and items.

    So what a check answers cannot hang on what other items ask or cost.
    """
    return tuple(
        Question(id=each.id, title=each.title, points=Decimal(0), criteria=()) for each in questions
    )


def _late(rubric: Rubric, days: int) -> Lateness | None:
    if days <= 0 or rubric.late is None:
        return None
    return lateness(days, rubric.late, rubric.points)


def _case(evidence: Evidence, rubric: Rubric, checked: tuple[Checked, ...]) -> Case | Missing:
    """All that checks look at, or why there is nothing to look at."""
    if not anything_ran(evidence):
        return Missing(reason=NOTHING_RAN)
    matches = _guarded(lambda: match_networks(evidence, rubric.networks))
    if isinstance(matches, Missing):
        return matches
    return Case(
        evidence=evidence,
        networks=rubric.networks,
        matches=matches,
        questions=outlined(rubric.questions),
        checked=checked,
    )


def _guarded(work: Callable[[], Result]) -> Result | Missing:
    """The one place in which a failure of ours is caught: it never costs the student a point."""
    try:
        return work()
    except Exception as error:
        # The name only: a message may hold addresses in memory, and a verdict must repeat.
        return Missing(reason=f"our check failed ({type(error).__name__}), so a person has to look")


def _in_order(rubric: Rubric) -> tuple[Criterion, ...]:
    """The criteria, each after those that it needs."""
    by_id = {each.id: each for question in rubric.questions for each in question.criteria}
    needs = {criterion.id: criterion.needs for criterion in by_id.values()}
    return tuple(by_id[identifier] for identifier in TopologicalSorter(needs).static_order())


def _question(question: Question, findings: dict[str, Finding]) -> QuestionVerdict:
    return QuestionVerdict(
        id=question.id,
        title=question.title,
        points=question.points,
        findings=tuple(findings[criterion.id] for criterion in question.criteria),
        at_most=question.at_most,
    )


def _finding(
    criterion: Criterion, case: Case | Missing, findings: dict[str, Finding], ask: Ask
) -> Finding:
    needs = [findings[identifier] for identifier in criterion.needs]
    for need in needs:
        if need.answer.outcome in (Outcome.NOT_MET, Outcome.SKIPPED):
            return Finding(criterion=criterion, answer=_skipped(need))
    undecided = [need for need in needs if need.answer.outcome is not Outcome.MET]
    hangs_on = undecided[0] if undecided else None
    condition = criterion.condition
    if isinstance(condition, LevelsCondition):
        levels = tuple(_level(level, criterion, case, hangs_on, ask) for level in condition.levels)
        return Finding(criterion=criterion, answer=merged(levels), levels=levels)
    answer = _ask(condition, criterion, case, ask)
    answer = _hanging(answer, hangs_on, gives=criterion.is_bonus)
    return Finding(criterion=criterion, answer=answer)


def _level(
    level: Level,
    criterion: Criterion,
    case: Case | Missing,
    hangs_on: Finding | None,
    ask: Ask,
) -> LevelAnswer:
    condition = level.condition
    return LevelAnswer(
        points=level.points,
        answer=_hanging(_ask(condition, criterion, case, ask), hangs_on, gives=False),
        question=condition.question if isinstance(condition, ReviewCondition) else "",
    )


def _skipped(need: Finding) -> Answer:
    statement = need.criterion.statement
    return Answer(outcome=Outcome.SKIPPED, reason=f"Not asked, because this is not so: {statement}")


def _hanging(answer: Answer, need: Finding | None, *, gives: bool) -> Answer:
    """A deduction or bonus that makes sense only if something holds that is not decided yet."""
    if need is None or answer.outcome is not (Outcome.MET if gives else Outcome.NOT_MET):
        return answer
    told = f"{answer.reason} " if answer.reason else ""
    reason = f"{told}This hangs on something that is not decided: {need.criterion.statement}"
    return Answer(outcome=Outcome.SUSPECTED, reason=reason, facts=answer.facts)


def _ask(
    condition: CheckCondition | JointCondition | ReviewCondition,
    criterion: Criterion,
    case: Case | Missing,
    ask: Ask,
) -> Answer:
    if isinstance(condition, ReviewCondition):
        return _review(criterion)
    if isinstance(case, Missing):
        return _open(case)
    return _decide(condition, case, ask)


def _decide(condition: CheckCondition | JointCondition, case: Case, ask: Ask) -> Answer:
    """What one check says, or several together; a failure of ours concerns its check alone."""
    if isinstance(condition, JointCondition):
        answer = _joint(condition, case, ask)
    else:
        found = _guarded(lambda: ask(condition, case))
        answer = _open(found) if isinstance(found, Missing) else found
    if not condition.deduct_when:
        return answer
    outcome = INVERTED.get(answer.outcome, answer.outcome)
    return Answer(outcome=outcome, reason=answer.reason, facts=answer.facts)


def _joint(condition: JointCondition, case: Case, ask: Ask) -> Answer:
    answers: list[Answer] = []
    for part in condition.parts:
        answers.append(_decide(part, case, ask))
        if answers[-1].outcome is Outcome.MET and not condition.needs_all:
            # Whatever the others say, one is enough.
            break
    return all_of(answers) if condition.needs_all else any_of(answers)


def _open(why: Missing) -> Answer:
    return Answer(outcome=Outcome.OPEN, reason=f"{why.reason[:1].upper()}{why.reason[1:]}.")


def _review(criterion: Criterion) -> Answer:
    where = tuple(Fact(label="Look at", text=text) for text in criterion.look_at)
    return Answer(outcome=Outcome.OPEN, facts=where)
