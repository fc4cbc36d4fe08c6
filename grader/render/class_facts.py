"""What a class's plots and lists show, counted from its verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from grader.records import (
    Expected,
    Finding,
    Kind,
    Match,
    Outcome,
    RequiredNetwork,
    Rubric,
    Verdict,
)
from grader.render.graded import GradedSubmission
from grader.render.networks import measurement_of
from grader.render.numbers import cost, count, counted, points
from grader.render.text import one_line

BINS = 10
MOST_DEDUCTIONS = 14
"""More bars than this cannot be read; the table below the plot has them all."""
MOST_FIRST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeFacts:
    """How the grades are spread."""

    bins: tuple[tuple[float, float], ...]
    """From and to, in points; the last one includes its end."""
    settled: tuple[int, ...]
    """Submissions in each bin that nothing suspected can lower."""
    at_risk: tuple[int, ...]
    """Submissions in each bin that something suspected may lower."""
    lowest: tuple[int, ...]
    """Submissions in each bin if everything suspected holds."""
    label: str
    """The plot in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductionFacts:
    """How often one deduction fell."""

    id: str
    """The criterion's id."""
    statement: str
    """The criterion's statement."""
    cost: str
    """What it costs."""
    fell: int
    """Submissions that it cost points or gave a remark."""
    suspected: int
    """Submissions in which something points at it."""
    undecided: int
    """Submissions in which only a person can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyValue:
    """One submission's answer to a required network, as we measured it."""

    accuracy: float
    """Per cent."""
    is_as_asked: bool
    """Whether its layers are those that were asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyFacts:
    """One required network over the whole class."""

    name: str
    """Its name in the rubric."""
    values: tuple[AccuracyValue, ...]
    """What the submissions reached."""
    expected: Expected | None
    """What reference runs reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFirst:
    """Something suspected that a person should look at."""

    name: str
    """The submission's name."""
    href: str
    """Address of its report."""
    id: str
    """The criterion's id."""
    statement: str
    """The criterion's statement."""
    cost: str
    """What it could cost."""


def grade_facts(rubric: Rubric, verdicts: Sequence[Verdict]) -> GradeFacts:
    """The histogram of grades, which knows that some are intervals."""
    width = float(rubric.points) / BINS
    settled, at_risk, lowest = [0] * BINS, [0] * BINS, [0] * BINS
    for verdict in verdicts:
        is_settled = verdict.lowest == verdict.highest
        (settled if is_settled else at_risk)[_bin(verdict.highest, rubric.points)] += 1
        lowest[_bin(verdict.lowest, rubric.points)] += 1
    return GradeFacts(
        bins=tuple((index * width, (index + 1) * width) for index in range(BINS)),
        settled=tuple(settled),
        at_risk=tuple(at_risk),
        lowest=tuple(lowest),
        label=_grades_in_words(rubric, verdicts),
    )


def deduction_facts(rubric: Rubric, verdicts: Sequence[Verdict]) -> tuple[DeductionFacts, ...]:
    """Every deduction that fell or is suspected anywhere, the most frequent first."""
    findings: dict[str, list[Finding]] = {}
    for verdict in verdicts:
        for finding in verdict.findings:
            findings.setdefault(finding.criterion.id, []).append(finding)
    criteria = (criterion for question in rubric.questions for criterion in question.criteria)
    deductions = (criterion for criterion in criteria if not criterion.is_bonus)
    facts = (_deduction(findings[c.id]) for c in deductions if c.id in findings)
    seen = (row for row in facts if row.fell or row.suspected)
    return tuple(sorted(seen, key=lambda row: (-row.fell, -row.suspected)))


def accuracy_facts(rubric: Rubric, graded: Sequence[GradedSubmission]) -> tuple[AccuracyFacts, ...]:
    """The required networks of which at least one was measured."""
    facts = (
        AccuracyFacts(
            name=one_line(network.name, limit=30),
            values=tuple(value for one in graded for value in _accuracies(network, one)),
            expected=network.expected,
        )
        for network in rubric.networks
    )
    return tuple(row for row in facts if row.values)


def look_first(graded: Sequence[GradedSubmission]) -> tuple[LookFirst, ...]:
    """What is suspected anywhere in the class and could cost points, the dearest first."""
    suspected = [
        (finding, one)
        for one in graded
        if one.verdict
        for finding in one.verdict.findings
        if finding.at_risk
    ]
    suspected.sort(key=lambda pair: -pair[0].at_risk)
    return tuple(_look(finding, one) for finding, one in suspected)


def address(one: GradedSubmission) -> str:
    """Where the submission's report lies, seen from the class page."""
    # Ids hold letters, digits, dots, dashes and underscores only; the leading `./` keeps even a
    # strange one from being read as another kind of address.
    return f"./{one.id}/report.html"


def middle_grade(verdicts: Sequence[Verdict]) -> Decimal:
    """The grade that half of the class reaches."""
    return median(verdict.highest for verdict in verdicts)


def _bin(grade: Decimal, maximum: Decimal) -> int:
    if maximum <= 0:
        return 0
    return min(BINS - 1, int(grade * BINS / maximum))


def _grades_in_words(rubric: Rubric, verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return "no grades yet"
    grades = [verdict.highest for verdict in verdicts]
    least, most = points(min(grades)), points(max(grades), maximum=rubric.points)
    return f"{counted(len(grades), 'grade')} from {least} to {most} points"


def _deduction(findings: Sequence[Finding]) -> DeductionFacts:
    outcomes = [finding.answer.outcome for finding in findings]
    criterion = findings[0].criterion
    return DeductionFacts(
        id=one_line(criterion.id, limit=40),
        statement=one_line(criterion.statement),
        cost=cost(criterion.points) if criterion.most_points else "remark",
        fell=outcomes.count(Outcome.NOT_MET),
        suspected=outcomes.count(Outcome.SUSPECTED),
        undecided=outcomes.count(Outcome.OPEN),
    )


def _accuracies(network: RequiredNetwork, one: GradedSubmission) -> tuple[AccuracyValue, ...]:
    match = next((match for match in one.matches if match.required == network.name), None)
    if match is None or not match.found or one.evidence is None:
        return ()
    measurement = measurement_of(match.found[0], one.evidence, task=network.task)
    # Witnessed from the student's own process has no place among measured values.
    if measurement is None or measurement.value is None or measurement.kind is not Kind.MEASURED:
        return ()
    return (AccuracyValue(accuracy=measurement.value, is_as_asked=_is_as_asked(match)),)


def _is_as_asked(match: Match) -> bool:
    return not match.differences


def _look(finding: Finding, one: GradedSubmission) -> LookFirst:
    return LookFirst(
        name=one_line(one.name, limit=60),
        href=address(one),
        id=one_line(finding.criterion.id, limit=40),
        statement=one_line(finding.criterion.statement),
        cost=cost(finding.criterion.points),
    )


def waiting_words(verdict: Verdict) -> str:
    """What waits for a person, in a few words; empty if nothing does."""
    outcomes = [finding.undecided for finding in verdict.waiting]
    suspected, undecided = outcomes.count(Outcome.SUSPECTED), outcomes.count(Outcome.OPEN)
    words = [f"{count(suspected)} suspected"] if suspected else []
    words += [f"{count(undecided)} open"] if undecided else []
    return ", ".join(words)
