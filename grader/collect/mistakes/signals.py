"""What the probe's signals say, parsed strictly. Every byte of them may be a lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from grader.collect.mistakes.raw_inputs import is_fed_raw_bytes
from grader.collect.networks import Caught
from grader.collect.probe_files import FORMAT, Identifier, Size, Strict, read_if_there
from grader.records import CellOutcome, Network, NotebookRun, Place

FILE = "signals.json"

Name = Annotated[str, Field(max_length=100)]
Network_ = Annotated[str, Field(pattern=r"^(n[0-9]{1,6})?$")]
"""Id of a network; empty where there is none."""


class OptimizerSignal(Strict):
    """One optimizer, and the gradients that it stepped with."""

    number: Size
    name: Name
    networks: Annotated[tuple[Identifier, ...], Field(max_length=300)]
    cell: Size | None
    line: Size | None
    steps: Size
    learning_rate: float | None
    momentum: float | None
    weight_decay: float | None
    stale: Size
    clean: Size
    emptied: Size
    filled: Size
    starved: Size
    goes_on_from: Size | None


class HeadSignal(Strict):
    """A softmax or sigmoid directly before a loss."""

    network: Network_
    loss: Name
    kind: Annotated[str, Field(pattern="^(softmax|logsoftmax|sigmoid)$")]
    cell: Size | None
    line: Size | None
    over: Size | None
    rank: Size
    rows: Size
    classes: Size
    plain: bool
    times: Size


class LeftOutSignal(Strict):
    """Parameters that losses reached and that nothing changed."""

    network: Identifier
    beside: Network_
    same: bool
    copy_: Annotated[bool, Field(alias="copy")]
    loaded: bool
    foreign: bool
    held_in: Name
    tensors: Size
    values: Size
    of: Size
    names: Annotated[tuple[Name, ...], Field(max_length=20)]


class LoaderSignal(Strict):
    """One DataLoader."""

    number: Size
    names: Annotated[tuple[Name, ...], Field(max_length=20)]
    cell: Size | None
    line: Size | None
    examples: Size | None
    batch_size: Size | None
    drop_last: bool
    split: Name
    random: Annotated[tuple[Name, ...], Field(max_length=20)]
    known: bool
    draws: Size
    drained: Size
    backwards: Size
    steps: Size
    whole: Size
    parts: Size

    @property
    def is_trained_on(self) -> bool:
        """Whether steps were taken on its batches."""
        return self.steps > 1 and self.backwards > 1

    @property
    def is_only_evaluated(self) -> bool:
        """Whether gradients were never computed with its batches."""
        return self.draws > 0 and not self.backwards and not self.steps


class OverlapSignal(Strict):
    """Examples that are both trained on and evaluated on."""

    trained: Size
    other: Size
    shared: Size
    look_alike: bool
    """Whether they are examples of different data sets with the same content."""


class CallSignal(Strict):
    """Calls of one network in one way."""

    network: Identifier
    loader: Size | None
    training: bool
    gradients: bool
    trained: bool
    times: Size


class ModeSignal(Strict):
    """Layers of one network that worked as in training while it was evaluated."""

    network: Identifier
    active: Annotated[tuple[Name, ...], Field(max_length=10)]
    judged: bool
    cell: Size | None
    line: Size | None


class ScheduleSignal(Strict):
    """One learning-rate scheduler."""

    name: Name
    cell: Size | None
    line: Size | None
    period: float | None
    first_rate: float | None
    steps: Size
    after_one: Size
    held: bool
    epochs: Size
    batches: Size
    rate_after: float | None


class ClipSignal(Strict):
    """Clipping of gradients in one cell."""

    cell: Size | None
    line: Size | None
    calls: Size
    after_backward: Size
    after_step: Size
    limit: float | None
    norm: float | None


class SignalsFile(Strict):
    """Everything that the probe watched for in one run."""

    format: int
    zeroed: Size
    optimizers: Annotated[tuple[OptimizerSignal, ...], Field(max_length=500)]
    heads: Annotated[tuple[HeadSignal, ...], Field(max_length=300)]
    left_out: Annotated[tuple[LeftOutSignal, ...], Field(max_length=300)]
    loaders: Annotated[tuple[LoaderSignal, ...], Field(max_length=200)]
    overlaps: Annotated[tuple[OverlapSignal, ...], Field(max_length=200)]
    calls: Annotated[tuple[CallSignal, ...], Field(max_length=2_000)]
    modes: Annotated[tuple[ModeSignal, ...], Field(max_length=300)]
    schedules: Annotated[tuple[ScheduleSignal, ...], Field(max_length=500)]
    clips: Annotated[tuple[ClipSignal, ...], Field(max_length=500)]


NOTHING = SignalsFile(
    format=FORMAT,
    zeroed=0,
    optimizers=(),
    heads=(),
    left_out=(),
    loaders=(),
    overlaps=(),
    calls=(),
    modes=(),
    schedules=(),
    clips=(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """The signals of one notebook's run, with the networks that they speak of."""

    path: str
    """Path of the notebook inside the submission."""
    file: SignalsFile
    """What the probe wrote."""
    networks: tuple[tuple[str, Network], ...]
    """The networks of the run, by the ids that the probe gave them."""
    is_complete: bool
    """Whether every cell ran to its end: what was not done may have come later."""
    fed_raw_bytes: frozenset[str]
    """Those, by the same ids, whose first layer was fed whole numbers from 0 to 255."""

    def network(self, identifier: str) -> Network | None:
        """The network to which the probe gave this id."""
        return next((found for name, found in self.networks if name == identifier), None)

    def ids(self, identifier: str) -> tuple[str, ...]:
        """The network's id in the submission, if it is known."""
        found = self.network(identifier)
        return (found.id,) if found is not None else ()

    def calls(self) -> dict[str, list[CallSignal]]:
        """How each network was called."""
        found: dict[str, list[CallSignal]] = {}
        for call in self.file.calls:
            found.setdefault(call.network, []).append(call)
        return found

    def called(self, identifier: str) -> str:
        """What to call a network in a sentence; student text."""
        found = self.network(identifier)
        return f"`{(found.name or found.class_name)[:40]}`" if found else "the network"

    def place(self, cell: int | None, line: int | None = None) -> Place:
        """A place in the notebook."""
        return Place(file=self.path, cell=cell, line=line if cell is not None else None)


def read_signals(run: NotebookRun, caught: Iterable[Caught]) -> Signals:
    """What the probe watched for in one run.

    Raises `ProbeError` when it is there and cannot be read.
    """
    path = Path(run.probe_folder) / FILE
    everything = tuple(caught)
    return Signals(
        path=run.path,
        file=read_if_there(path, SignalsFile) or NOTHING,
        networks=tuple((each.entry.id, each.network) for each in everything),
        is_complete=all(cell.outcome is CellOutcome.OK for cell in run.cells),
        fed_raw_bytes=frozenset(each.entry.id for each in everything if is_fed_raw_bytes(each)),
    )
