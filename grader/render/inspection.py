"""What a submission's evidence says, line by line, for the terminal."""

from collections import Counter
from collections.abc import Callable

from grader.records import (
    Ending,
    Evaluation,
    Evidence,
    Kind,
    Measurement,
    Network,
    Training,
    WrittenNetwork,
)
from grader.render.endings import OUR_FAULT, QUIET, WORDS
from grader.render.figures import figure_words
from grader.render.held.lines import held_lines, statement_lines
from grader.render.lines import Line
from grader.render.numbers import count, counted, percentage, quantity
from grader.render.text import arrows

OFF = "switched off: commented out, or nothing that could be followed uses it"


def _network(network: Network) -> Line:
    size = counted(network.parameters, "parameter")
    if network.trainable_parameters != network.parameters:
        size += f", {count(network.trainable_parameters)} trainable"
    layers = arrows(network.layers) or "layers not seen"
    return Line(
        kind=network.kind,
        main=f"{network.id} {network.name or network.class_name}: {layers}",
        more=f"{size}, by {network.method}{_input(network)}{_loaded(network)}",
        place=network.place,
    )


def _input(network: Network) -> str:
    if network.stage_of:
        return f", as {network.stage_of} was before something else changed its weights"
    if network.checkpoint:
        return ", weights from the file"
    if network.input is None:
        return ", never called"
    shape = " × ".join(map(str, network.input.shape))
    low, high = quantity(network.input.minimum), quantity(network.input.maximum)
    scaling = f", {network.input.scaling}" if network.input.scaling else ""
    data = f", {network.input.data_set}" if network.input.data_set else ""
    return f", fed {shape} in {low} to {high}{scaling}{data}"


def _loaded(network: Network) -> str:
    file = f", weights loaded from {network.loaded_from}" if network.loaded_from else ""
    return f"{file}{', its training was left out' if network.training_left_out else ''}"


def _measurement(measurement: Measurement) -> Line:
    value = measurement.value
    score = "not measured" if value is None else _score(measurement.metric, value)
    on = f" on {counted(measurement.examples, 'example')} of {measurement.task}"
    return Line(
        kind=measurement.kind,
        main=f"{measurement.network} {measurement.metric} {score}{on}",
        more=measurement.note,
        place=measurement.place,
    )


def _score(metric: str, value: float) -> str:
    return percentage(value) if metric == "accuracy" else quantity(value)


def _training(training: Training) -> Line:
    numbers = {
        "learning rate": training.learning_rate,
        "momentum": training.momentum,
        "weight decay": training.weight_decay,
        "batch": training.batch_size,
        "epochs": training.epochs,
        "steps": training.steps,
    }
    seen = [f"{name} {quantity(value)}" for name, value in numbers.items() if value is not None]
    clip = training.gradient_clip
    clipped = "" if clip is None else f"gradients clipped at {quantity(clip)}"
    words = (training.optimizer, *seen, training.loss, training.schedule, clipped)
    notes = (*_course(training), training.transforms, OFF if training.dormant else "")
    return Line(
        kind=training.kind,
        main=f"{training.network or 'no network'}: {', '.join(word for word in words if word)}",
        more="; ".join(note for note in notes if note),
        place=training.place,
    )


def _course(training: Training) -> tuple[str, ...]:
    """How a training run went, and what its one line of settings leaves out."""
    finished, losses = training.epochs_finished, training.losses
    batches = training.batches_per_step or 1
    first, last = (losses[0].value, losses[-1].value) if losses else (None, None)
    went = None not in (first, last)
    return (
        f"{counted(finished, 'epoch')} finished" if finished is not None else "",
        f"loss {quantity(first)} to {quantity(last)}" if went and first and last else "",
        f"{counted(batches, 'batch', 'batches')} added up for each step" if batches > 1 else "",
        "other settings for other parameters" if training.groups_differ else "",
        f"a scheduler that was never stepped: {training.idle_schedule}"
        if training.idle_schedule
        else "",
    )


_DATA = {True: "its training data", False: "other data than it was trained on", None: ""}


def _evaluation(found: Evaluation) -> Line:
    mode = "training" if found.mode_training else "evaluation"
    gradients = "with gradients" if found.gradients else "without gradients"
    times = "" if found.times == 1 else f", {counted(found.times, 'time')}"
    return Line(
        kind=found.kind,
        main=f"{found.network} on {counted(found.examples, 'example')}{times}",
        more=", ".join(
            filter(None, (f"in {mode} mode", gradients, _DATA[found.same_data_as_training]))
        ),
        place=found.place,
    )


def _written_network(network: WrittenNetwork) -> Line:
    name = network.name or network.class_name
    layers = arrows(network.layers) if network.layers else "layers not certain"
    size = "" if network.parameters is None else counted(network.parameters, "parameter")
    notes = (size, OFF if network.dormant else "")
    return Line(
        kind=network.kind,
        main=f"{network.id} {name}: {layers}",
        more="; ".join(note for note in notes if note),
        place=network.place,
    )


def _ending(ending: Ending) -> Line:
    ours = "our fault: " if ending.name is OUR_FAULT else ""
    return Line(
        kind=None,
        main=f"{ours}{WORDS[ending.name]}",
        more=ending.sentence,
        place=ending.place,
        is_trouble=ending.name not in QUIET,
    )


def _networks(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(map(_network, evidence.networks))


def _checkpoints(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(
        Line(kind=each.kind, main=each.sentence, more=", ".join(each.networks), place=each.place)
        for each in evidence.checkpoints
    )


def _written_networks(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(map(_written_network, evidence.written_networks))


def _measurements(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(map(_measurement, evidence.measurements))


def _trainings(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(map(_training, evidence.training))


def _evaluations(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(map(_evaluation, evidence.evaluations))


def _mistakes(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(
        Line(kind=m.kind, main=m.name, more=m.sentence, place=m.place) for m in evidence.mistakes
    )


def _concerns(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(Line(kind=c.kind, main=c.sentence, place=c.place) for c in evidence.concerns)


def _saved(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(
        Line(kind=s.kind, main=f"{s.quantity} {quantity(s.value)}", more=s.words, place=s.place)
        for s in evidence.saved
    )


def _claims(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(
        Line(kind=c.kind, main=f"{c.quantity} {quantity(c.value)}", more=c.words, place=c.place)
        for c in evidence.claims
        if c.value is not None
    )


def _plots(evidence: Evidence) -> tuple[Line, ...]:
    drawn = [plot for plot in evidence.plots if plot.kind is not Kind.CLAIMED]
    saved = Counter(plot.place for plot in evidence.plots if plot.kind is Kind.CLAIMED)
    lines = [
        Line(kind=p.kind, main=p.title or "untitled", more=figure_words(p), place=p.place)
        for p in drawn
    ]
    lines += [
        Line(kind=Kind.CLAIMED, main=f"{counted(number, 'picture')} saved here", place=place)
        for place, number in saved.items()
    ]
    return tuple(lines)


def _adaptations(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(
        Line(kind=None, main=a.what, more=a.why, place=a.place) for a in evidence.adaptations
    )


def _endings(evidence: Evidence) -> tuple[Line, ...]:
    return tuple(map(_ending, evidence.endings))


SECTIONS: tuple[tuple[str, Callable[[Evidence], tuple[Line, ...]]], ...] = (
    ("Networks", _networks),
    ("Checkpoints", _checkpoints),
    ("Networks in the code text", _written_networks),
    ("Measurements", _measurements),
    ("Training", _trainings),
    ("Passes without training", _evaluations),
    ("To be looked at", _concerns),
    ("Mistakes", _mistakes),
    ("Saved outputs", _saved),
    ("Claims", _claims),
    ("Statements of the write-up", statement_lines),
    ("Statements held against the work", held_lines),
    ("Plots", _plots),
    ("Changes made to run it", _adaptations),
    ("Endings", _endings),
)
"""Every list of the evidence, in the order in which people ask for it."""
