"""What is asked of a submission, and what each thing that is missing costs."""

from dataclasses import dataclass
from decimal import Decimal

from grader.records.layers import Architecture


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What reference training runs of a recipe reached on the data in use."""

    recipe: str
    """Name of the recipe, e.g. `a2/deep-step-lr`."""
    metric: str
    """`test_accuracy`, per cent."""
    mean: float
    """Mean over the runs, in the metric's unit."""
    deviation: float
    """Sample standard deviation over the runs, in the metric's unit."""
    runs: int
    """Number of runs."""
    data: str
    """Name of the data that they ran on, e.g. `fashion-mnist` or `stand-in`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredNetwork:
    """A network that the assignment asks for; found by shape and graph, never by name."""

    name: str
    """Name inside the rubric."""
    notation: str
    """Its layers as the rubric's author wrote them."""
    architecture: Architecture
    """Its layers."""
    parameters: int
    """Number of learnt values of these layers."""
    biases: int
    """Those of them that are biases."""
    task: str = ""
    """Held-out data set that it is measured on; empty if none."""
    expected: Expected | None = None
    """What the reference reached with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provided:
    """A data file that students open under a name of the course's."""

    name: str
    """File name that students open."""
    data: str
    """Name of the course data, e.g. `a2/clothing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateRule:
    """What handing in late costs: the maximum that can be reached falls day by day."""

    per_day: Decimal
    """Fraction of the maximum that each day takes off the cap, from 0 to 1."""
    reject_after_days: int
    """After so many days nothing is given."""


Value = str | int | float | bool | Decimal | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting of a check."""

    name: str
    """Name of the check's argument."""
    value: Value
    """Its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCondition:
    """A deduction that a check decides."""

    check: str
    """Name of the check."""
    settings: tuple[Setting, ...]
    """Its settings, already held against the check's signature."""
    deduct_when: bool = False
    """False (`unless`): it costs points unless the check is met. True (`when`): when it is met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCondition:
    """A deduction that only a person can decide."""

    question: str
    """What the person is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that may cost points."""

    id: str
    """Unique in the rubric: question id, slash, name, e.g. `3.1/wrong-network`."""
    statement: str
    """A sentence that is true when nothing is deducted; what the student reads."""
    points: tuple[Decimal, ...]
    """What it costs; several when a person chooses a level; a remark costs 0."""
    condition: CheckCondition | ReviewCondition
    """Who decides, and how."""
    needs: tuple[str, ...] = ()
    """Ids of criteria that must be met before this one makes sense."""
    advice: str = ""
    """What the student might do about it; teaching, not measuring."""
    look_at: tuple[str, ...] = ()
    """Where a person should look, in words."""

    @property
    def most_points(self) -> Decimal:
        """The most that it can cost."""
        return max(self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the assignment."""

    id: str
    """As the handout numbers it, e.g. `3.1`."""
    title: str
    """Its title."""
    points: Decimal
    """Points that it is worth."""
    criteria: tuple[Criterion, ...]
    """What may cost points in it; the question's points floor at zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """What an assignment asks, checked whole."""

    title: str
    """The assignment's title."""
    source: str
    """Name of the file that it came from."""
    digest: str
    """SHA-256 of the file and of the expected numbers that it uses, hexadecimal."""
    points: Decimal
    """Points in all."""
    questions: tuple[Question, ...]
    """The questions in order."""
    networks: tuple[RequiredNetwork, ...] = ()
    """The networks that are asked for."""
    provide: tuple[Provided, ...] = ()
    """Data files that submissions open."""
    late: LateRule | None = None
    """What handing in late costs."""

    def network(self, name: str) -> RequiredNetwork:
        """The required network of this name; the rubric was checked, so it exists."""
        return next(network for network in self.networks if network.name == name)
