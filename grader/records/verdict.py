"""What a submission gets, and why."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from grader.records.evidence import Evidence
from grader.records.networks import Network
from grader.records.place import Kind, Missing, Place
from grader.records.rubric import Criterion, RequiredNetwork


class Outcome(StrEnum):
    """The answers that a check can give. Neither of the undecided two costs a point by itself."""

    MET = "met"
    NOT_MET = "not met"
    SUSPECTED = "suspected"
    """Something points at it, not enough to decide; makes the grade an interval."""
    OPEN = "open"
    """Only a person can tell, and nothing points either way."""
    SKIPPED = "skipped"
    """Something that it needs was not met, so it makes no sense to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which of a submission's networks answers a required one."""

    required: str
    """Name of the required network in the rubric."""
    found: tuple[str, ...]
    """Ids of the networks with the matched layers, best answer first."""
    differences: tuple[str, ...]
    """How their layers differ from what was asked, in sentences; empty if they do not."""
    similarity: float
    """From 0 (nothing in common) to 1 (the same)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a check may look at."""

    evidence: Evidence
    """What we know of the submission."""
    networks: tuple[RequiredNetwork, ...]
    """The networks that the rubric asks for."""
    matches: tuple[Match, ...]
    """Which of the submission's networks answer them."""

    def required(self, name: str) -> RequiredNetwork:
        """The required network of this name; the rubric was checked, so it exists."""
        return next(network for network in self.networks if network.name == name)

    def match(self, name: str) -> Match | Missing:
        """The match for the required network of this name."""
        for match in self.matches:
            if match.required == name:
                return match
        return Missing(reason="no network that resembles it was seen in the run")

    def found(self, match: Match) -> tuple[Network, ...]:
        """The networks of a match, best answer first."""
        by_id = {network.id: network for network in self.evidence.networks}
        return tuple(by_id[identifier] for identifier in match.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One side of a finding, ready to print: what was asked, found, claimed."""

    label: str
    """`Asked`, `Expected`, `Found`, `You wrote`, `Look at`."""
    text: str
    """What; may hold student text, so it is always escaped."""
    kind: Kind | None = None
    """Kind of evidence; None for what comes from the rubric."""
    place: Place | None = None
    """Where it was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a check returns. It knows nothing of points."""

    outcome: Outcome
    """The answer."""
    reason: str = ""
    """Why, in one sentence; empty when the facts say it all."""
    facts: tuple[Fact, ...] = ()
    """Both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An answer to a criterion."""

    criterion: Criterion
    """What was asked."""
    answer: Answer
    """What was found; NOT_MET means that the criterion's points are deducted."""

    @property
    def lost(self) -> Decimal:
        """Points that are surely lost, before the question's floor."""
        sure = self.answer.outcome is Outcome.NOT_MET
        return min(self.criterion.points) if sure else Decimal(0)

    @property
    def at_risk(self) -> Decimal:
        """Points that a person may yet take because something points at it."""
        suspected = self.answer.outcome is Outcome.SUSPECTED
        return self.criterion.most_points if suspected else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionVerdict:
    """All findings of one question."""

    id: str
    """As the handout numbers it."""
    title: str
    """Its title."""
    points: Decimal
    """Points that it is worth."""
    findings: tuple[Finding, ...]
    """One for each criterion."""

    @property
    def highest(self) -> Decimal:
        """Points if nothing suspected holds; never under zero."""
        return max(Decimal(0), self.points - sum((f.lost for f in self.findings), Decimal(0)))

    @property
    def lowest(self) -> Decimal:
        """Points if everything suspected holds; never under zero."""
        at_risk = sum((f.lost + f.at_risk for f in self.findings), Decimal(0))
        return max(Decimal(0), self.points - at_risk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late a submission was and what that costs."""

    days: int
    """Days late, begun days count."""
    cap: Decimal
    """The most that can still be reached."""
    sentence: str
    """The rule, in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All findings of one submission."""

    submission: str
    """The submission's id."""
    name: str
    """Its name as handed in; student text."""
    rubric: str
    """Title of the rubric."""
    rubric_digest: str
    """Digest of the rubric."""
    points: Decimal
    """Points that can be reached."""
    questions: tuple[QuestionVerdict, ...]
    """Question by question."""
    late: Lateness | None = None
    """Whether it was late, and what that costs."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all questions."""
        return tuple(finding for question in self.questions for finding in question.findings)

    @property
    def highest(self) -> Decimal:
        """The grade if nothing suspected holds."""
        return self._capped(sum((q.highest for q in self.questions), Decimal(0)))

    @property
    def lowest(self) -> Decimal:
        """The grade if everything suspected holds."""
        return self._capped(sum((q.lowest for q in self.questions), Decimal(0)))

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """What waits for a person: suspected first, then open, each by what it could cost.

        A remark that costs nothing either way need not wait for anybody.
        """
        costly = [f for f in self.findings if f.criterion.most_points]
        undecided = [f for f in costly if f.answer.outcome in _UNDECIDED]
        return tuple(
            sorted(
                undecided,
                key=lambda f: (_UNDECIDED.index(f.answer.outcome), -f.criterion.most_points),
            )
        )

    @property
    def is_provisional(self) -> bool:
        """Whether a person should still look before the grade is final."""
        return bool(self.waiting)

    def _capped(self, grade: Decimal) -> Decimal:
        return min(grade, self.late.cap) if self.late else grade


_UNDECIDED = (Outcome.SUSPECTED, Outcome.OPEN)
