"""What a submission gets, and why."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from grader.records.checked import Checked
from grader.records.evidence import Evidence
from grader.records.networks import Network
from grader.records.place import Kind, Missing, Place
from grader.records.rubric import Criterion, Question, RequiredNetwork


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
    questions: tuple[Question, ...] = ()
    """The questions of the rubric, with their numbers and titles."""
    checked: tuple[Checked, ...] = ()
    """What came of holding the statements of the write-ups against the work."""

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
class LevelAnswer:
    """What was found of one level of an item."""

    points: Decimal
    """What the level costs."""
    answer: Answer
    """NOT_MET means that it is certainly this fault, or a dearer one of the same item."""
    question: str = ""
    """What a person is asked about this level; empty if a check decides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An answer to a criterion."""

    criterion: Criterion
    """What was asked."""
    answer: Answer
    """What was found; NOT_MET means that points are deducted, or that a bonus is not given."""
    levels: tuple[LevelAnswer, ...] = ()
    """Level by level, the cheapest first; empty for an item that has one answer."""

    @property
    def lost(self) -> Decimal:
        """Points that are surely lost, before the question's floor."""
        if self.criterion.is_bonus or self.answer.outcome is not Outcome.NOT_MET:
            return Decimal(0)
        return self._dearest(Outcome.NOT_MET) if self.levels else min(self.criterion.points)

    @property
    def at_risk(self) -> Decimal:
        """Points that a person may yet take because something points at it."""
        if self.criterion.is_bonus:
            return Decimal(0)
        if self.levels:
            return max(Decimal(0), self._dearest(Outcome.SUSPECTED) - self.lost)
        suspected = self.answer.outcome is Outcome.SUSPECTED
        return self.criterion.most_points if suspected else Decimal(0)

    @property
    def gained(self) -> Decimal:
        """Points that a bonus surely adds."""
        is_given = self.criterion.is_bonus and self.answer.outcome is Outcome.MET
        return min(self.criterion.points) if is_given else Decimal(0)

    @property
    def undecided(self) -> Outcome | None:
        """SUSPECTED or OPEN while a person can still change what it costs or gives, else None."""
        if not self.criterion.most_points:
            return None
        if self.at_risk:
            return Outcome.SUSPECTED
        if self.levels:
            is_open = self._dearest(Outcome.OPEN) > self.lost
            return Outcome.OPEN if is_open else None
        if self.criterion.is_bonus:
            could_be_more = self.gained and self.gained < self.criterion.most_points
            waits = could_be_more or self.answer.outcome in _UNDECIDED
            return Outcome.OPEN if waits else None
        return Outcome.OPEN if self.answer.outcome is Outcome.OPEN else None

    def _dearest(self, outcome: Outcome) -> Decimal:
        found = [each.points for each in self.levels if each.answer.outcome is outcome]
        return max(found, default=Decimal(0))


@dataclass(frozen=True, kw_only=True)
class QuestionVerdict:
    """All findings of one question. Its sums are worked out once: pages ask for them many times."""

    id: str
    """As the handout numbers it."""
    title: str
    """Its title."""
    points: Decimal
    """Points that it is worth."""
    findings: tuple[Finding, ...]
    """One for each criterion."""
    at_most: Decimal | None = None
    """The most that can be reached in it with bonus items; None if it has no cap of its own."""

    @cached_property
    def lost(self) -> Decimal:
        """What its deductions surely add up to, which may be more than it is worth."""
        return sum((finding.lost for finding in self.findings), Decimal(0))

    @cached_property
    def gained(self) -> Decimal:
        """What its bonus items surely add up to, before any cap."""
        return sum((finding.gained for finding in self.findings), Decimal(0))

    @cached_property
    def highest(self) -> Decimal:
        """Points if nothing suspected holds; deductions never take it under zero."""
        return self._with_bonus(self.points - self.lost)

    @cached_property
    def lowest(self) -> Decimal:
        """Points if everything suspected holds; deductions never take it under zero."""
        at_risk = sum((finding.at_risk for finding in self.findings), Decimal(0))
        return self._with_bonus(self.points - self.lost - at_risk)

    def _with_bonus(self, left: Decimal) -> Decimal:
        reached = max(Decimal(0), left) + self.gained
        return reached if self.at_most is None else min(reached, self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How late a submission was and what that costs."""

    days: int
    """Days late, begun days count."""
    cap: Decimal
    """The most that can still be reached."""
    sentence: str
    """The rule, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """All findings of one submission, with sums that are worked out once."""

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
    at_most: Decimal | None = None
    """The most that can be reached with bonus items; None means the points in all."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all questions."""
        return tuple(finding for question in self.questions for finding in question.findings)

    @cached_property
    def highest(self) -> Decimal:
        """The grade if nothing suspected holds."""
        return self._capped(sum((q.highest for q in self.questions), Decimal(0)))

    @cached_property
    def lowest(self) -> Decimal:
        """The grade if everything suspected holds."""
        return self._capped(sum((q.lowest for q in self.questions), Decimal(0)))

    @cached_property
    def waiting(self) -> tuple[Finding, ...]:
        """What waits for a person: suspected first, then open, each by what it could cost.

        A remark that costs nothing either way need not wait for anybody.
        """
        waiting = [(f, f.undecided) for f in self.findings]
        costly = [(f, undecided) for f, undecided in waiting if undecided is not None]
        costly.sort(key=lambda pair: (_UNDECIDED.index(pair[1]), -pair[0].criterion.most_points))
        return tuple(finding for finding, _ in costly)

    @cached_property
    def is_provisional(self) -> bool:
        """Whether a person should still look before the grade is final."""
        return bool(self.waiting)

    def _capped(self, grade: Decimal) -> Decimal:
        grade = min(grade, self.points if self.at_most is None else self.at_most)
        return min(grade, self.late.cap) if self.late else grade


_UNDECIDED = (Outcome.SUSPECTED, Outcome.OPEN)
