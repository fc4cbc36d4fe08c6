"""The networks of a submission: as a run made them, as its text builds them, as files hold them."""

from dataclasses import dataclass

from grader.records.place import Kind, Place


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
    stage_of: str = ""
    """Id of the network that it was before something else changed the weights that a training
    had led to; empty if it is a network of the run as it was in the end."""
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
