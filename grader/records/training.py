"""How networks were trained, and the passes over data without any training."""

from dataclasses import dataclass

from grader.records.place import Kind, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RateChange:
    """A learning rate, from one step on."""

    step: int
    """The first step that it held for; the first of all is 1."""
    epoch: int | None
    """The epoch of that step, the first is 1; None if it is not known."""
    rate: float
    """The learning rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """One point of a curve."""

    at: int
    """Step or epoch, the first is 1."""
    value: float | None
    """The value; None if it was infinite or no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training run."""

    network: str
    """Id of the network."""
    optimizer: str
    """`sgd`, `adam`, ..."""
    learning_rate: float | None
    """Learning rate of the first step."""
    momentum: float | None
    """Momentum of SGD."""
    weight_decay: float | None
    """Weight decay."""
    batch_size: int | None
    """Examples in one step."""
    epochs: int | None
    """Epochs begun."""
    loss: str
    """`cross_entropy`, `mse`, `mse_sum`, ...; empty if not seen, or not a loss of torch's alone."""
    schedule: str
    """`constant`, `by hand`, or a torch scheduler in words; empty if it is not certain."""
    kind: Kind
    """Written or observed."""
    place: Place
    """Where."""
    called_from: Place | None = None
    """Where the code at `place` was set going, if that is another place."""
    gradient_clip: float | None = None
    """Largest norm of all gradients together; None if they are not clipped in each step."""
    transforms: str = ""
    """The data set's transforms as the code text names them; empty if they are not known."""
    random_transforms: tuple[str, ...] = ()
    """Names of transforms that changed its images at random, as the data set of its loader had
    them in the run; empty if none was seen, which does not say that there was none."""
    dormant: bool = False
    """Whether the code is switched off: commented out, behind a condition that does not hold, or
    in a function that nothing calls."""
    ended_as: str = ""
    """Id of the network that has the weights that the run led to; empty if none has them."""
    run: str = ""
    """Id of the observed run, e.g. `t1`; an optimizer of two networks has one and two records."""
    cells: tuple[int, ...] = ()
    """Every cell in which it went on."""
    epochs_finished: int | None = None
    """Epochs of which every batch was seen."""
    steps: int | None = None
    """Steps of the optimizer."""
    moved: bool | None = None
    """Whether any weight was another after them than before; None if that is not known."""
    batches_per_step: int | None = None
    """Batches whose gradients are added up for each step, as a rule."""
    groups_differ: bool = False
    """Whether some parameters have other settings; those told here are the first group's."""
    learning_rates: tuple[RateChange, ...] = ()
    """The learning rate of the first step and after each change, thinned."""
    scheduler_steps: int | None = None
    """Steps of its schedulers; None if it has none."""
    idle_schedule: str = ""
    """Scheduler in words that was made for it and never stepped."""
    label_smoothing: float | None = None
    """Label smoothing of the loss."""
    losses: tuple[CurvePoint, ...] = ()
    """The loss by step, thinned."""
    epoch_losses: tuple[CurvePoint, ...] = ()
    """The mean loss of each epoch, thinned."""
    seconds: float | None = None
    """Time from its first step to its last, without that between cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Passes of a network over data without a training step."""

    network: str
    """Id of the network."""
    examples: int
    """Rows in one pass."""
    times: int
    """How often it was made."""
    mode_training: bool
    """Whether the network was in training mode, with its dropout and batch norm at work."""
    gradients: bool
    """Whether gradients were kept."""
    same_data_as_training: bool | None
    """Whether all of it was data that the network was trained on; None if that is not certain."""
    shuffled: bool | None
    """Whether a DataLoader put it in random order; None if none did or it is not known."""
    place: Place
    """Where."""
    kind: Kind = Kind.OBSERVED
    """Always observed."""
