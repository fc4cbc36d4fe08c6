"""What is asked of a submission, and what each thing that is missing costs."""

from dataclasses import dataclass
from decimal import Decimal

from grader.records.layers import Architecture
from grader.records.regime import Regime


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
    regime: Regime | None = None
    """How the reference trains it; known also where it has no numbers on the data in use."""
    figures: tuple[Expected, ...] = ()
    """What else the reference reached with it: of pictures given back, of its weights."""


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


Single = str | int | float | bool | Decimal
"""One value."""

Value = (
    Single
    | tuple[Single, ...]
    | tuple[tuple[Single, ...], ...]
    | tuple[tuple[str, Single | tuple[Single, ...]], ...]
)
"""What a setting may hold: a value, several, lists of them, or values under names."""


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
    """False (`unless`): it costs points unless the check is met. True (`when`): when it is met.
    Inside a `JointCondition` True means `not`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCondition:
    """A deduction that several checks decide together."""

    parts: tuple["CheckCondition | JointCondition", ...]
    """The checks, at least one."""
    needs_all: bool
    """True (`all`): it is met when each part is. False (`any`): when at least one part is."""
    deduct_when: bool = False
    """As for a single check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCondition:
    """A deduction that only a person can decide."""

    question: str
    """What the person is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of several faults that exclude each other, with what it costs."""

    points: Decimal
    """What it costs."""
    condition: CheckCondition | JointCondition | ReviewCondition
    """Who decides whether it is this one, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsCondition:
    """A deduction of several levels, each decided by itself; the dearest that is certain counts."""

    levels: tuple[Level, ...]
    """The levels, the cheapest first."""


Condition = CheckCondition | JointCondition | ReviewCondition | LevelsCondition
"""Who decides an item, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that may cost points, or earn some."""

    id: str
    """Unique in the rubric: question id, slash, name, e.g. `3.1/wrong-network`."""
    statement: str
    """A sentence that is true when nothing is deducted, or when a bonus is given; what the
    student reads."""
    points: tuple[Decimal, ...]
    """What it costs, or gives if it is a bonus; rising. Several are levels, which conditions or a
    person choose from; a remark costs 0."""
    condition: Condition
    """Who decides, and how."""
    needs: tuple[str, ...] = ()
    """Ids of criteria that must be met before this one makes sense."""
    advice: str = ""
    """What the student might do about it; teaching, not measuring."""
    look_at: tuple[str, ...] = ()
    """Where a person should look, in words."""
    is_bonus: bool = False
    """Whether it adds points when it is met, and costs none when it is not."""

    @property
    def most_points(self) -> Decimal:
        """The most that it can cost, or give if it is a bonus."""
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
    """What may cost points in it, and what may earn some; its points floor at zero."""
    at_most: Decimal | None = None
    """The most that can be reached in it with bonus items; None leaves the cap to the rubric."""


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
    at_most: Decimal | None = None
    """The most that can be reached with bonus items; None means the points in all."""

    def network(self, name: str) -> RequiredNetwork:
        """The required network of this name; the rubric was checked, so it exists."""
        return next(network for network in self.networks if network.name == name)
