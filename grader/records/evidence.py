"""What we know of a submission: claimed, written, observed and measured, each with its place."""

from dataclasses import dataclass, field

from grader.records.accounts import Account, HandedIn
from grader.records.calls import Calls
from grader.records.claims import Claim
from grader.records.execution import CellRun, Ending
from grader.records.networks import Checkpoint, Network, WrittenNetwork
from grader.records.place import Kind, Missing, Place
from grader.records.plots import Plot
from grader.records.saved import SavedValue
from grader.records.training import Evaluation, Training


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
    doubt: str = ""
    """Why it may be otherwise after all, in words; empty if nothing else explains what was seen."""
    networks: tuple[str, ...] = ()
    """Ids of the networks that it is about; empty if that was not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that a person should look at: two sides that do not fit, or an odd thing.

    It costs nothing by itself.
    """

    sentence: str
    """What was seen, with both sides if there are two."""
    kind: Kind
    """What kind of evidence shows it."""
    place: Place
    """Where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTraining:
    """A run that looks like a training, and is none or may be none."""

    training: Training
    """What its record says."""
    why: str
    """What speaks against it, as a clause."""
    found: str
    """The other side: what was seen or measured, in a few words."""
    certain: bool
    """Whether it certainly trained nothing; else its record is only not to be relied on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A network's score on held-out data."""

    network: str
    """Id of the network."""
    task: str
    """Name of the held-out data set, e.g. `a2/clothing`."""
    metric: str
    """`accuracy`; of `qualities`, what `docs/checks.md` lists."""
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
    certain: bool = True
    """Whether that scaling follows from whole inputs, not from their range alone."""
    stand_in: bool = False
    """Of pictures that a network gives back: whether they stand in for the assignment's kind."""


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
    no_trainings: tuple[NoTraining, ...] = ()
    """Runs of optimizers that trained nothing, or whose record does not fit what else is known;
    none of them is among the training runs."""
    concerns: tuple[Concern, ...] = ()
    """What a person should look at, and what costs nothing by itself."""
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
    accounts: tuple[Account, ...] = ()
    """What each document of it says."""
    handed_in: HandedIn = field(default_factory=HandedIn)
    """What was handed in beside the documents."""
    measurements: tuple[Measurement, ...] = ()
    """Scores on held-out data."""
    qualities: tuple[Measurement, ...] = ()
    """What networks make of pictures, and what their weights look like; never accuracies."""
    calls: Calls = field(default_factory=Calls)
    """What the code calls, and by which rules it picks epochs and weights."""
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
