"""What an audit finds: verdicts of cases held against what is known of them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grader.records import Finding, Outcome, Rubric, Verdict
from grader.rubric_file.told import is_decided_by_checks
from grader.rubric_tools.cases import Case, CaseKind

ABOUT_NOTHING = Decimal("0.05")
"""Share of all points that an empty hand-out may keep: a person has nothing to take them for."""

FELL = (Outcome.NOT_MET, Outcome.SKIPPED)
"""A skipped item was not asked because another one fell first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What came of one case."""

    case: Case
    """The case."""
    verdict: Verdict
    """What it got."""
    caught: tuple[str, ...]
    """Items that it must lose and lost."""
    undecided: tuple[str, ...]
    """Items that it must lose and that wait for a person."""
    missed: tuple[str, ...]
    """Items that it must lose and kept."""
    wrong: tuple[str, ...]
    """Items that it must not lose and lost."""
    doubted: tuple[str, ...]
    """Items that it must not lose and that are suspected."""

    @property
    def kept(self) -> Decimal:
        """Points that are left when a person takes everything that was not found to be right."""
        return sum((_kept(q.points, q.findings) for q in self.verdict.questions), Decimal(0))

    @property
    def is_as_it_should(self) -> bool:
        """Whether nothing was missed, nothing wrongly deducted, and nothing given for nothing."""
        if self.case.kind is CaseKind.EMPTY:
            return self.kept <= ABOUT_NOTHING * self.verdict.points
        return not self.missed and not self.wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What came of all cases."""

    cases: tuple[Audited, ...]
    """Case by case."""
    never_fell: tuple[str, ...]
    """Items that checks decide and that no case lost, not even in doubt."""
    never_right: tuple[str, ...]
    """Items that checks decide and that no right case was found to meet."""
    decided: int
    """Deductions that were decided without a person in the right case where most were."""
    deductions: int
    """Deductions of the rubric that cost points."""

    @property
    def is_as_it_should(self) -> bool:
        """Whether every case is."""
        return all(audited.is_as_it_should for audited in self.cases)


def audit(rubric: Rubric, judged: Sequence[tuple[Case, Verdict]]) -> Audit:
    """Hold the verdicts against what is known of the cases."""
    cases = tuple(audit_case(case, verdict) for case, verdict in judged)
    right = [each.verdict for each in cases if each.case.kind is CaseKind.RIGHT]
    return Audit(
        cases=cases,
        never_fell=_without(
            rubric,
            (each.verdict for each in cases if each.case.kind is not CaseKind.RIGHT),
            (Outcome.NOT_MET, Outcome.SUSPECTED),
        ),
        never_right=_without(rubric, right, (Outcome.MET,)) if right else (),
        decided=max((sum(map(_is_decided, _costly(verdict))) for verdict in right), default=0),
        deductions=sum(
            bool(item.most_points) and not item.is_bonus
            for question in rubric.questions
            for item in question.criteria
        ),
    )


def audit_case(case: Case, verdict: Verdict) -> Audited:
    """One case."""
    outcomes = {
        finding.criterion.id: finding.answer.outcome
        for finding in verdict.findings
        if not finding.criterion.is_bonus
    }
    lost = [name for name, outcome in outcomes.items() if outcome is Outcome.NOT_MET]
    expected = {*case.loses, *case.may_lose}
    is_empty = case.kind is CaseKind.EMPTY
    asked = {name: outcomes[name] for name in case.loses if name in outcomes}
    return Audited(
        case=case,
        verdict=verdict,
        caught=tuple(name for name, outcome in asked.items() if outcome in FELL),
        undecided=tuple(
            name for name, outcome in asked.items() if outcome in (Outcome.SUSPECTED, Outcome.OPEN)
        ),
        missed=tuple(name for name, outcome in asked.items() if outcome is Outcome.MET),
        wrong=() if is_empty else tuple(name for name in lost if name not in expected),
        doubted=()
        if is_empty
        else tuple(
            name
            for name, outcome in outcomes.items()
            if outcome is Outcome.SUSPECTED and name not in expected
        ),
    )


def _kept(points: Decimal, findings: Iterable[Finding]) -> Decimal:
    open_to = sum(
        (
            finding.criterion.most_points
            for finding in findings
            if finding.answer.outcome is not Outcome.MET and not finding.criterion.is_bonus
        ),
        Decimal(0),
    )
    return max(Decimal(0), points - open_to)


def _costly(verdict: Verdict) -> list[Finding]:
    findings = verdict.findings
    return [f for f in findings if f.criterion.most_points and not f.criterion.is_bonus]


def _is_decided(finding: Finding) -> bool:
    return finding.undecided is None


def _without(
    rubric: Rubric, verdicts: Iterable[Verdict], outcomes: tuple[Outcome, ...]
) -> tuple[str, ...]:
    """The items decided by checks that came out in none of these ways."""
    seen = {
        finding.criterion.id
        for verdict in verdicts
        for finding in verdict.findings
        if finding.answer.outcome in outcomes
    }
    items = (item for question in rubric.questions for item in question.criteria)
    checked = (item.id for item in items if is_decided_by_checks(item.condition))
    return tuple(name for name in checked if name not in seen)
