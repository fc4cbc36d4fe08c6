"""Statements that can be checked: what a student's words say of which quantity of what."""

from dataclasses import dataclass
from enum import StrEnum

from grader.records.place import Kind, Place


class Whose(StrEnum):
    """Whose value a statement tells."""

    OWN = "own"
    """What the student did or got."""
    OTHERS = "others"
    """Of the literature, a tutorial, the handout or a hypothesis: never held against the work."""
    UNSURE = "unsure"
    """It cannot be told."""


class Statistic(StrEnum):
    """What kind of number of a quantity is told."""

    VALUE = "value"
    MEAN = "mean"
    SPREAD = "spread"
    """A standard deviation; of a sample or of the population is often left open."""
    BEST = "best"
    WORST = "worst"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where in the blocks of a write-up something stands."""

    block: int
    """Index of the block in the write-up."""
    start: int
    """Index of its first character in the text of the block."""
    end: int
    """Index after its last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as written, with what it may mean."""

    value: float
    """In the canonical unit: accuracies and relative changes in per cent, times in seconds, energy
    in kWh, carbon in grams of CO2 equivalents; else as it stands."""
    least: float
    """The smallest exact value that an honest author may have written so: rounded or cut off at
    its last digit, `about`, `less than` and ranges taken into account. May be -inf."""
    most: float
    """The largest such value. May be inf."""
    unit: str = ""
    """`%`, `points`, `times`, `s`, `kWh`, `g`, or empty for a bare number."""
    decimals: int = 0
    """Digits after the decimal point, in the canonical unit."""
    is_about: bool = False
    """Whether the words make it inexact: `about`, `nearly`, `around`, `~`, a range."""
    words: str = ""
    """As written: `85.13 %`, `10^{-3}`, `half`."""

    def allows(self, value: float) -> bool:
        """Whether an author with this exact value may have written it so."""
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a statement speaks of. What the words leave open is empty: it is never guessed."""

    network: str = ""
    """The words that name the network, lower case: `deep wide mlp`, `lenet`, `the first model`."""
    split: str = ""
    """`train`, `validation`, `test`, or empty."""
    moment: str = ""
    """`best`, `final`, `initial`, or empty."""
    epoch: int | None = None
    """The epoch at which it held."""
    selection: str = ""
    """By what the best was picked: `train loss`, `validation loss`, `validation accuracy`, ..."""
    settings: tuple[tuple[str, str], ...] = ()
    """Under what setting it was got, as (quantity, canonical value): `("learning_rate", "0.1")`,
    `("batch_size", "4")`, `("optimizer", "adam")`, `("run", "2")`, `("augmentation", "yes")`.
    Sorted by quantity; numbers as `format(value, "g")`."""
    labels: tuple[str, ...] = ()
    """Words that tell it apart and were not understood, lower case: headings of a table's rows."""
    question: str = ""
    """Number of the question that the statement stands under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement that a quantity has a value."""

    quantity: str
    """One of `QUANTITIES`."""
    value: float | None = None
    """The number in its canonical unit; None if the value is a name or a row of sizes."""
    amount: Amount | None = None
    """The number with its precision and unit; None if the value is a name or a row of sizes."""
    name: str = ""
    """A value that is a name: `adam`, `cross_entropy`, `relu`; canonical, lower case. `yes` if the
    words only say that the thing was used: `we use dropout`; empty if that is denied."""
    sizes: tuple[int, ...] = ()
    """A value that is a row of layer sizes: (784, 32, 10). `name` is `hidden` where the words tell
    those of hidden layers alone: `hidden layers of 500 and 300 units`."""
    denied: bool = False
    """Whether the words say that it is not so: `without dropout`, `no scheduler`."""
    statistic: Statistic = Statistic.VALUE
    """Single value, mean, spread, ..."""
    subject: Subject = Subject()
    """What it speaks of."""
    whose: Whose = Whose.OWN
    """Whose value it is."""
    words: str
    """The sentence, table row or line that states it; student text."""
    place: Place
    """Where."""
    span: Span | None = None
    """Where exactly in the blocks of its write-up; None for printed text."""
    sentence: Span | None = None
    """The whole sentence or row in the blocks of its write-up."""
    is_listed: bool = False
    """Whether it stands in a table."""
    is_one_of_several: bool = False
    """Whether the words tell several values of this quantity at once, or call it one that was
    tried: `rates of 0.1 and 0.01`, `we first tried 0.1`. It is not THE value of the work then."""
    kind: Kind = Kind.CLAIMED
    """Claimed; observed for what a run of ours printed."""


class Relation(StrEnum):
    """How two values are said to stand to each other."""

    DIFFERENCE = "difference"
    """Left is `amount` more than right: in points, or in the quantity's unit; negative if less."""
    CHANGE = "change"
    """Left is `amount` per cent more than right, of right; negative if less."""
    RATIO = "ratio"
    """Left is `amount` times right."""
    MORE = "more"
    """Left is greater than right."""
    LESS = "less"
    """Left is smaller than right."""
    SAME = "same"
    """Left is said to be about as large as right: `similar`, `close to`, `no difference`."""
    GREATEST = "greatest"
    """Left is the greatest of all that are told of."""
    SMALLEST = "smallest"
    """Left is the smallest of all that are told of."""
    RISES = "rises"
    """Grows along `along`: epochs if that is empty."""
    FALLS = "falls"
    """Shrinks along `along`: epochs if that is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A statement that relates two or more values of one quantity."""

    relation: Relation
    """How."""
    quantity: str
    """One of `QUANTITIES`; empty if the words leave it open (`better`, `performs worse`)."""
    is_better: bool | None = None
    """Whether the words judge left as better (True) or worse (False); None if they do not."""
    left: Subject
    """What is compared."""
    right: Subject | None = None
    """With what; None if the words leave it open."""
    left_value: Amount | None = None
    """Its value, where the same sentence tells it."""
    right_value: Amount | None = None
    """The other's value, where the same sentence tells it."""
    amount: Amount | None = None
    """By how much; None if it is not told. Of `GREATEST` and `SMALLEST`: the place in that order,
    2 for `the second best`; None for the first."""
    is_directed: bool = True
    """Whether the words say which is greater; not so for `a difference of 2 points`."""
    along: str = ""
    """Of `RISES` and `FALLS`: the quantity along which, e.g. `length`."""
    whose: Whose = Whose.OWN
    """Whose values they are."""
    words: str
    """The sentence that states it; student text."""
    place: Place
    """Where."""
    span: Span | None = None
    """The comparing words in the blocks of its write-up."""
    sentence: Span | None = None
    """The whole sentence in the blocks of its write-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What one write-up states."""

    document: str
    """Its path inside the submission."""
    claims: tuple[Claim, ...] = ()
    """Values, in reading order."""
    comparisons: tuple[Comparison, ...] = ()
    """Relations between values, in reading order."""


NUMBERS = (
    "accuracy",
    "loss",
    "parameters",
    "layers",
    "hidden_layers",
    "units",
    "channels",
    "kernel_size",
    "stride",
    "padding",
    "learning_rate",
    "momentum",
    "weight_decay",
    "alpha",
    "batch_size",
    "epochs",
    "best_epoch",
    "step_epochs",
    "step_factor",
    "gradient_clip",
    "dropout",
    "label_smoothing",
    "noise",
    "noisy_labels",
    "length",
    "examples",
    "classes",
    "runs",
    "seed",
    "components",
    "time",
    "energy",
    "carbon",
)
"""Quantities whose value is a number. `units`: neurons of a layer. `best_epoch`: the epoch of the
best result; by what it is the best is the `selection` of its subject. `step_epochs`,
`step_factor`: of a schedule of learning rates. `noise`: the strength of noise on inputs.
`noisy_labels`: their share in per cent. `length`: of a sequence. `components`: of an SVD.
`examples`: images and the like."""

NAMES = (
    "optimizer",
    "loss_function",
    "schedule",
    "activation",
    "output_activation",
    "augmentation",
    "input_scaling",
    "data_set",
    "device",
    "regularisation",
    "framework",
    "file",
)
"""Quantities whose value is a name, in the notation of `Regime` and `Training` where there is one.
`input_scaling`: `0..1`, `-1..1`, `0..255`, `standardised`."""

QUANTITIES = (*NUMBERS, *NAMES, "sizes")
"""Everything that a claim can speak of. `sizes`: the sizes of a network's layers in a row."""
