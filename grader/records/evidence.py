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
    """`cross_entropy`, `mse`, ...; empty if not seen."""
    schedule: str
    """Scheduler in words; empty if none was seen."""
    kind: Kind
    """Written or observed."""
    place: Place
    """Where."""
    called_from: Place | None = None
    """Where the code at `place` was set going, if that is another place."""
    gradient_clip: float | None = None
    """Largest norm of all gradients together that the code text names; None if it names none."""
    transforms: str = ""
    """The data set's transforms as the code text names them; empty if they are not known."""
    dormant: bool = False
    """Whether the code is switched off: commented out, behind a condition that does not hold, or
    in a function that nothing calls."""


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
class Plot:
    """A figure that the run drew."""

    title: str
    """Its title; student text."""
    series: tuple[str, ...]
    """Names of its series; student text."""
    kind: Kind
    """Observed."""
    place: Place
    """Where."""


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
