"""What we know of a submission: claimed, written, observed and measured, each with its place."""

from dataclasses import dataclass

from grader.records.execution import CellRun, Ending
from grader.records.place import Kind, Missing, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSeen:
    """What a network was fed."""

    shape: tuple[int, ...]
    """Shape of one input without the batch."""
    minimum: float
    """Smallest value seen."""
    maximum: float
    """Largest value seen."""
    scaling: str
    """How raw values 0..255 became these, in words; empty if it could not be recovered."""
    data_set: str = ""
    """Data set and split whose images these were, e.g. `a2/clothing train`; empty if not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One network that a run created."""

    id: str
    """Unique in the submission, e.g. `n1`."""
    name: str
    """A name for people: the variable or class that holds it; student text, never compared."""
    class_name: str
    """Its class; student text, never compared."""
    layers: str
    """Its layers in network notation (see `grader.notation`); empty if they could not be seen."""
    parameters: int
    """Number of learnt values; a tensor that is used twice counts once."""
    trainable_parameters: int
    """Those of them that gradients reach."""
    bias_parameters: int
    """Those of them that are biases."""
    kind: Kind
    """Measured when counted from the exported graph and weights, observed when only testimony."""
    place: Place
    """The cell that created it, or first called it."""
    method: str
    """How its layers were seen: `export`, `trace`, `hooks` or `code`; with why if not `export`."""
    input: InputSeen | None
    """What it was fed; None if it was never called."""
    steps: int = 0
    """Optimizer steps that changed it, as far as seen."""
    graph_blob: str = ""
    """Digest of its exported graph; empty if there is none."""
    weights_blob: str = ""
    """Digest of its weights; empty if they could not be taken."""
    checkpoint: str = ""
    """The handed-in file that its weights are from, where we put them in; else empty."""
    loaded_from: str = ""
    """The file that the code itself loaded its weights from; empty if it loaded none."""
    training_left_out: bool = False
    """Whether it was about to be trained where nothing was to be (`--run saved`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A file of weights that was handed in."""

    path: str
    """Path inside the submission, with forward slashes."""
    sentence: str
    """What was found in it and which networks it belongs to, or why that is not known."""
    networks: tuple[str, ...]
    """Ids of the networks that were made of it; several if it fits several alike."""
    kind: Kind
    """Observed: what was found in it, the student's process told."""
    place: Place
    """The file."""


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
    dormant: bool = False
    """Whether the code is switched off: commented out, behind a condition that does not hold, or
    in a function that nothing calls."""
    run: str = ""
    """Id of the observed run, e.g. `t1`; an optimizer of two networks has one and two records."""
    cells: tuple[int, ...] = ()
    """Every cell in which it went on."""
    epochs_finished: int | None = None
    """Epochs of which every batch was seen."""
    steps: int | None = None
    """Steps of the optimizer."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNetwork:
    """One network as the code text builds it."""

    id: str
    """Unique in the submission among the written ones, e.g. `w1`."""
    name: str
    """The variable that holds it; student text, never compared."""
    class_name: str
    """Its class; student text, never compared."""
    layers: str
    """Its layers in network notation (see `grader.notation`); empty if they are not certain."""
    parameters: int | None
    """Number of learnt values; None if it is not certain."""
    place: Place
    """Where it is built."""
    called_from: Place | None = None
    """Where the code at `place` was set going, if that is another place."""
    dormant: bool = False
    """Whether the code is switched off: commented out, behind a condition that does not hold, or
    in a function that nothing calls."""
    kind: Kind = Kind.WRITTEN
    """Always written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A known mistake that was seen."""

    name: str
    """Its name in the documentation."""
    sentence: str
    """What was seen, in one sentence."""
    kind: Kind
    """What kind of evidence shows it."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedValue:
    """A number in the outputs that were saved with the notebook."""

    quantity: str
    """`accuracy` or `loss`; with `train_`, `validation_` or `test_` before it if that is told."""
    value: float
    """The value; accuracies in per cent."""
    words: str
    """The text around it; student text."""
    place: Place
    """Where."""
    kind: Kind = Kind.CLAIMED
    """Always claimed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement in the write-up or in notebook prose."""

    quantity: str
    """What it speaks of, e.g. `parameters`."""
    value: float
    """The value that it states."""
    words: str
    """Its own words; student text."""
    place: Place
    """Where."""
    kind: Kind = Kind.CLAIMED
    """Always claimed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A network's score on held-out data."""

    network: str
    """Id of the network."""
    task: str
    """Name of the held-out data set, e.g. `a2/clothing`."""
    metric: str
    """`accuracy`."""
    value: float | None
    """The score, accuracies in per cent; None if it could not be measured."""
    examples: int
    """Number of held-out examples."""
    kind: Kind
    """Measured in a clean sandbox, or observed: predictions made in the student's process."""
    place: Place
    """The network's place."""
    note: str = ""
    """How its inputs were scaled; or why it could not be measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotSeries:
    """One line, one group of bars, one cloud of points."""

    label: str
    """Its name in the legend; student text."""
    kind: str
    """`line`, `scatter`, `bar`, `barh`, `hist`, `errorbar`, `stem`, `box`, `violin`, `pie`,
    `fill`, `guide` (a line across the axes), `contour`, `hexbin`, `events`, `surface`, `arrows`."""
    length: int | None
    """How many points, bars or bins it has; None where that makes no sense."""
    x: tuple[float | None, ...] = ()
    """Where they are; thinned if there are many. Of a histogram the edges of its bins, one more
    than it has. None is what no number is."""
    y: tuple[float | None, ...] = ()
    """Their heights; of horizontal bars where they are, of boxes the medians."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotImage:
    """An image, or a matrix whose values are colours."""

    kind: str
    """`image` or `heatmap`."""
    shape: tuple[int, ...]
    """Rows, columns, and colours if it has any."""
    colour: bool
    """Whether it has colours of its own; else the map gives it some."""
    map: str
    """Name of the colour map, e.g. `gray`; empty for an image in colours."""
    minimum: float | None
    """Its smallest value."""
    maximum: float | None
    """Its largest value."""
    tiles: int | None = None
    """How many images `make_grid` put together to make it; None if that was not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotAxes:
    """One pair of axes of a figure."""

    title: str
    """Its title; student text."""
    x_label: str
    """What the horizontal axis is called; student text."""
    y_label: str
    """What the vertical axis is called; student text."""
    x_scale: str
    """`linear`, `log`, ..."""
    y_scale: str
    """`linear`, `log`, ..."""
    x_limits: tuple[float | None, float | None] | None
    """Its left and right ends; None if not seen."""
    y_limits: tuple[float | None, float | None] | None
    """Its lower and upper ends; None if not seen."""
    x_ticks: tuple[str, ...] = ()
    """Words at the ticks, where there are words; student text."""
    y_ticks: tuple[str, ...] = ()
    """Words at the ticks, where there are words; student text."""
    legend: tuple[str, ...] = ()
    """The entries of its legend; student text."""
    row: int | None = None
    """Its row in the grid, the first is 0; axes that share their place share row and column."""
    column: int | None = None
    """Its column in the grid, the first is 0."""
    series: tuple[PlotSeries, ...] = ()
    """What is drawn on it."""
    images: tuple[PlotImage, ...] = ()
    """Images that it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A figure that the run drew, or a picture that was saved with the notebook."""

    title: str
    """Title of the whole figure, else that of its first axes; student text."""
    series: tuple[str, ...]
    """Names of its series; student text."""
    kind: Kind
    """Observed; claimed if it was only found among the saved outputs."""
    place: Place
    """Where."""
    axes: tuple[PlotAxes, ...] = ()
    """What it shows, pair by pair of axes; nothing of a saved picture."""
    legend: tuple[str, ...] = ()
    """The entries of the legend of the whole figure; student text."""
    rows: int | None = None
    """Rows of the grid that its axes lie in."""
    columns: int | None = None
    """Columns of that grid."""
    image_axes: int = 0
    """How many of its axes show images."""
    picture_blob: str = ""
    """Digest of a small PNG of it; empty if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """Something that we changed to make a notebook run."""

    what: str
    """What was done, in one sentence."""
    why: str
    """Why."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUsed:
    """The data that the run was given and measured on."""

    name: str
    """Where it came from, in words, e.g. `Fashion-MNIST`, or `stand-in`."""
    stand_in: bool
    """Whether it is the embedded stand-in and not the assignment's data."""
    digest: str
    """SHA-256 of its content, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookCells:
    """The cells of one notebook as they ran."""

    path: str
    """Path inside the submission."""
    cells: tuple[CellRun, ...]
    """Its code cells in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything that we know of one submission. It knows nothing of the rubric's questions."""

    submission: str
    """The submission's id."""
    name: str
    """The submission's name as handed in; student text."""
    digest: str
    """The submission's digest."""
    networks: tuple[Network, ...] = ()
    """Every network that the runs created."""
    training: tuple[Training, ...] = ()
    """Every training run."""
    evaluations: tuple[Evaluation, ...] = ()
    """Every pass over data without training steps."""
    checkpoints: tuple[Checkpoint, ...] = ()
    """Every file of weights that was handed in."""
    written_networks: tuple[WrittenNetwork, ...] = ()
    """Every network that the code text builds, whether it ran or not."""
    mistakes: tuple[Mistake, ...] = ()
    """Known mistakes that were seen."""
    saved: tuple[SavedValue, ...] = ()
    """Numbers in saved outputs."""
    claims: tuple[Claim, ...] = ()
    """Statements of the write-up and of notebook prose."""
    measurements: tuple[Measurement, ...] = ()
    """Scores on held-out data."""
    plots: tuple[Plot, ...] = ()
    """Figures that were drawn."""
    adaptations: tuple[Adaptation, ...] = ()
    """What we changed to make it run."""
    endings: tuple[Ending, ...] = ()
    """How the runs ended."""
    notebooks: tuple[NotebookCells, ...] = ()
    """What each cell did."""
    dormant: tuple[Place, ...] = ()
    """Code about networks that cannot have run: commented out, or defined and never used."""
    data: DataUsed | None = None
    """The data it ran on."""
    sandbox: str = ""
    """The member of the sandbox family that ran it."""
    seconds: float = 0.0
    """Wall time of running and measuring it."""

    def network(self, identifier: str) -> Network | Missing:
        """The network with this id."""
        for network in self.networks:
            if network.id == identifier:
                return network
        return Missing(reason=f"no network {identifier} was seen")
