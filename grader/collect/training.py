"""The training runs of a notebook, and its passes over data, as the probe saw them."""

from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from grader.collect.networks import Caught
from grader.collect.probe_files import (
    FORMAT,
    MOST_NETWORKS,
    Identifier,
    Size,
    Strict,
    Text,
    read_if_there,
)
from grader.collect.schedule_words import DEFAULTS, SCHEDULERS, schedule_words
from grader.collect.written.names import LOSS_FUNCTIONS
from grader.records import (
    CurvePoint,
    Evaluation,
    Kind,
    NotebookRun,
    Place,
    RateChange,
    Training,
)

FILE = "training.json"
MOST_POINTS = 200
EACH_STEP = 0.9
"""Share of a scheduler's steps that came after exactly one of the optimizer."""

Setting = int | float | Annotated[str, Field(max_length=40)] | None
Numbers = Annotated[tuple[int, ...], Field(max_length=50)]


class Point(NamedTuple):
    """A step or an epoch, and a value."""

    at: Size
    value: float | None


class Rate(NamedTuple):
    """A step, the epochs begun by then, and the learning rate from then on."""

    step: Size
    epoch: Size
    rate: float


class ScheduleEntry(Strict):
    """One scheduler of an optimizer."""

    name: Text
    given: Annotated[dict[Text, Setting | Numbers], Field(max_length=30)]
    steps: Size
    each_step: Size


class RunEntry(Strict):
    """One optimizer's steps."""

    networks: Annotated[tuple[Identifier, ...], Field(max_length=MOST_NETWORKS)]
    ended_as: Annotated[
        dict[Identifier, Identifier], Field(max_length=MOST_NETWORKS, default_factory=dict)
    ]
    optimizer: Text
    cells: Annotated[tuple[Size | None, ...], Field(max_length=50)]
    steps: Size
    moved: bool | None = None
    learning_rate: float | None
    momentum: float | None
    weight_decay: float | None
    groups_differ: bool
    learning_rates: Annotated[tuple[Rate, ...], Field(max_length=MOST_POINTS)]
    by_hand: Size
    schedules: Annotated[tuple[ScheduleEntry, ...], Field(max_length=100)]
    batch_size: Size | None
    batches_per_step: Size | None
    epochs: Size | None
    epochs_finished: Size | None
    loss: Text
    label_smoothing: float
    gradient_clip: float | None
    losses: Annotated[tuple[Point, ...], Field(max_length=MOST_POINTS)]
    epoch_losses: Annotated[tuple[Point, ...], Field(max_length=MOST_POINTS)]
    seconds: float


class PassEntry(Strict):
    """Passes of a network over data."""

    network: Identifier
    cell: Size | None
    examples: Size
    training: bool
    gradients: bool
    shuffled: bool | None
    same_data: bool | None
    times: Size


class TrainingFile(Strict):
    """All training runs and passes of one notebook."""

    format: int
    runs: Annotated[tuple[RunEntry, ...], Field(max_length=2_000)]
    passes: Annotated[tuple[PassEntry, ...], Field(max_length=1_000)]


def read_training(run: NotebookRun) -> TrainingFile:
    """What the probe wrote of training; nothing if it never got to it.

    Raises `ProbeError` when the file is there and cannot be read.
    """
    found = read_if_there(Path(run.probe_folder) / FILE, TrainingFile)
    return found or TrainingFile(format=FORMAT, runs=(), passes=())


def catch_training(
    run: NotebookRun, caught: tuple[Caught, ...], *, first: int = 1
) -> tuple[Training, ...]:
    """The training runs of one notebook, numbered from `first`; one record for each network.

    A run whose network is not among those caught has a record too, without a network.
    """
    ids = {each.entry.id: each.network.id for each in caught}
    return tuple(
        _training(run, entry, f"t{number}", network=ids.get(name, ""), ended_as=ended_as)
        for number, entry in enumerate(read_training(run).runs, start=first)
        for name in [name for name in entry.networks if name in ids] or [""]
        for ended_as in [ids.get(entry.ended_as.get(name, ""), "")]
    )


def catch_evaluations(run: NotebookRun, caught: tuple[Caught, ...]) -> tuple[Evaluation, ...]:
    """The passes of one notebook's networks over data without training steps."""
    ids = {each.entry.id: each.network.id for each in caught}
    return tuple(
        Evaluation(
            network=ids[entry.network],
            examples=entry.examples,
            times=entry.times,
            mode_training=entry.training,
            gradients=entry.gradients,
            same_data_as_training=entry.same_data,
            shuffled=entry.shuffled,
            place=Place(file=run.path, cell=entry.cell),
        )
        for entry in read_training(run).passes
        if entry.network in ids
    )


def _training(
    run: NotebookRun, entry: RunEntry, identifier: str, *, network: str, ended_as: str
) -> Training:
    cells = tuple(cell for cell in entry.cells if cell is not None)
    return Training(
        network=network,
        ended_as=ended_as,
        optimizer=entry.optimizer.lower(),
        learning_rate=entry.learning_rate,
        momentum=entry.momentum,
        weight_decay=entry.weight_decay,
        batch_size=entry.batch_size,
        epochs=entry.epochs,
        loss=loss_word(entry.loss),
        schedule=schedule_of(entry),
        kind=Kind.OBSERVED,
        place=Place(file=run.path, cell=cells[0] if cells else None),
        gradient_clip=entry.gradient_clip,
        run=identifier,
        cells=cells,
        epochs_finished=entry.epochs_finished,
        steps=entry.steps,
        moved=entry.moved,
        batches_per_step=entry.batches_per_step,
        groups_differ=entry.groups_differ,
        learning_rates=tuple(
            RateChange(step=one.step, epoch=one.epoch or None, rate=one.rate)
            for one in entry.learning_rates
        ),
        scheduler_steps=sum(one.steps for one in entry.schedules) if entry.schedules else None,
        idle_schedule=_idle(entry),
        label_smoothing=entry.label_smoothing,
        losses=_points(entry.losses),
        epoch_losses=_points(entry.epoch_losses),
        seconds=entry.seconds,
    )


def _points(points: tuple[Point, ...]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(at=point.at, value=point.value) for point in points)


def loss_word(name: str) -> str:
    """A loss function of torch's in the project's words; empty if it is none."""
    function, _, reduction = name.partition(" ")
    word = LOSS_FUNCTIONS.get(function, "")
    return f"{word}_{reduction}" if word and reduction else word


def schedule_of(entry: RunEntry) -> str:
    """What became of the learning rate, in the words of the written evidence."""
    stepped = [one for one in entry.schedules if one.steps]
    if entry.by_hand:
        return "" if stepped else "by hand"
    if not stepped:
        return "constant" if len(entry.learning_rates) <= 1 else ""
    words = _words(stepped[0]) if len(stepped) == 1 else ""
    is_per_batch = _is_per_batch(stepped[0], entry)
    if not words or is_per_batch is None:
        return ""
    return f"{words} per batch" if is_per_batch else words


def _words(entry: ScheduleEntry) -> str:
    if entry.name not in SCHEDULERS:
        return ""
    given = DEFAULTS.get(entry.name, {}) | entry.given
    told = {name: _word(given[name]) for name in SCHEDULERS[entry.name] if name in given}
    return schedule_words(entry.name, told) if all(told.values()) else ""


def _word(value: Setting | Numbers) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str("" if value is None else value)


def _is_per_batch(schedule: ScheduleEntry, entry: RunEntry) -> bool | None:
    """Whether a scheduler is stepped with each batch, or else with each epoch."""
    if entry.epochs is None:
        return None
    # The step after the last epoch may be missing, or one before the first be too much.
    if abs(schedule.steps - entry.epochs) <= 1:
        return False
    each_step = schedule.each_step / schedule.steps
    return True if each_step >= EACH_STEP and entry.steps > entry.epochs else None


def _idle(entry: RunEntry) -> str:
    """A scheduler that was made and never stepped, though the training went on for epochs."""
    if len(entry.schedules) != 1 or entry.schedules[0].steps or (entry.epochs or 0) < 2:
        return ""
    return _words(entry.schedules[0])
