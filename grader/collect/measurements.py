"""Every network that fits a held-out data set is run on it again, by us, and scored by us.

The labels never leave this process. Only where a network could not be taken out of the student's
process are the predictions made there used, and the measurement says so.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from grader.collect.held_out import HeldOutSet
from grader.collect.networks import Caught
from grader.collect.probe_files import PredictionsFile, read_bytes, read_model
from grader.collect.recognition import Recognition, recognise
from grader.collect.scaling import Scaling
from grader.errors import ProbeError
from grader.records import InputSeen, Kind, Measurement, Missing, Network

LARGEST_OUTPUTS = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One network to be run on one set of held-out inputs."""

    caught: Caught
    """The network with its graph and weights."""
    task: str
    """Name of the held-out data set."""
    scaling: Scaling
    """How raw values become what the network was fed."""
    shape: tuple[int, ...]
    """Shape of one input as the network was fed it."""
    dtype: str
    """Type of the inputs."""
    inputs: NDArray[np.float32] | None = None
    """Raw inputs to be run on in place of the held-out ones (N, values), 0 to 255."""


class Measurer(Protocol):
    """Runs exported networks where no student code is."""

    def outputs(self, job: Job) -> NDArray[np.float32] | Missing:
        """Raw outputs, one row for each held-out input; or why there are none.

        Raises `SandboxError` when the clean sandbox itself failed.
        """
        ...


def measure(
    caught: Caught,
    tasks: tuple[HeldOutSet, ...],
    measurer: Measurer,
    *,
    twin: Caught | None = None,
    why_not: str = "",
) -> tuple[Network, tuple[Measurement, ...]]:
    """The network with what it was fed, and its score on every held-out set that fits it.

    `twin` is a network of the same layers that was called: a copy that was kept aside, of the
    best epoch say, and never called itself is scored on inputs scaled as its twin's were.
    `why_not` says why its scores would mean nothing, if they would.
    """
    fed = twin if twin is not None and caught.entry.input is None else caught
    network = replace(caught.network, input=_input_seen(caught, None, ""))
    recognised = recognise(fed, tuple(_fitting(fed, tasks)))
    for each in sorted(recognised, key=lambda one: (bool(one.why_not), -one.rank)):
        network = replace(network, input=_first_known(network, caught, each))
    scores: dict[str, Measurement] = {}
    for each in recognised:
        digest = each.held_out.digest
        if digest not in scores:
            scores[digest] = (
                _not_measured(caught, each.held_out, why_not)
                if why_not
                else _score(caught, fed, each, measurer)
            )
    return network, tuple(
        replace(scores[each.held_out.digest], task=each.held_out.task) for each in recognised
    )


def find_twin(caught: Caught, others: Iterable[Caught]) -> Caught | None:
    """A network of the same run with the same layers that was called; None if there is none.

    For one that is made of a checkpoint, another that it can be called like will do. A network as
    it was at an earlier time is called like itself.
    """
    others = tuple(others)
    if caught.network.stage_of:
        own = (each for each in others if each.network.id == caught.network.stage_of)
        return next((each for each in own if each.entry.input is not None), None)
    layers = caught.network.layers
    same = (each for each in others if layers and each.network.layers == layers)
    called = next((each for each in same if each.entry.input is not None), None)
    like = (each for each in others if each.entry.id == caught.entry.like)
    return called or next((each for each in like if each.entry.input is not None), None)


def _fitting(caught: Caught, tasks: tuple[HeldOutSet, ...]) -> Iterator[HeldOutSet]:
    seen = caught.entry.input
    shape = seen.shape if seen else caught.graph.input_shape if caught.graph else ()
    return (task for task in tasks if shape and math.prod(shape) == task.values)


def _first_known(network: Network, caught: Caught, found: Recognition) -> InputSeen | None:
    known = network.input is not None and network.input.data_set
    return network.input if known else _input_seen(caught, found.scaling, found.held_out.task)


def _input_seen(caught: Caught, scaling: Scaling | None, task: str) -> InputSeen | None:
    seen = caught.entry.input
    if seen is None or seen.range is None:
        return None
    return InputSeen(
        shape=seen.shape,
        minimum=seen.range.minimum,
        maximum=seen.range.maximum,
        scaling=scaling.words if scaling and scaling.certain else "",
        data_set=f"{task} {scaling.split}" if scaling and scaling.split else "",
    )


def _score(caught: Caught, fed: Caught, found: Recognition, measurer: Measurer) -> Measurement:
    seen, held_out, scaling = fed.entry.input, found.held_out, found.scaling
    if seen is None:
        why = "the network was never called, so it is not known how its inputs are scaled"
        return _not_measured(caught, held_out, why)
    if found.why_not:
        return _not_measured(caught, held_out, found.why_not)
    if caught.graph is None:
        return _from_predictions(caught, held_out, scaling)
    if scaling is None:
        return _not_measured(caught, held_out, "how its inputs are scaled could not be told")
    job = Job(
        caught=caught, task=held_out.task, scaling=scaling, shape=seen.shape, dtype=seen.dtype
    )
    outputs = measurer.outputs(job)
    if isinstance(outputs, Missing):
        return _not_measured(caught, held_out, outputs.reason)
    as_twin = "" if fed is caught else f", as for {fed.network.id}"
    if as_twin and not caught.network.stage_of:
        as_twin += "; it was never called itself"
    note = f"inputs {scaling.words}{as_twin}"
    return _accuracy(caught, held_out, outputs, Kind.MEASURED, note)


def _from_predictions(caught: Caught, held_out: HeldOutSet, scaling: Scaling | None) -> Measurement:
    """Outputs that the network gave in the student's process, on inputs scaled by range."""
    why = caught.network.method
    if not _as_its_range_tells(caught, held_out, scaling):
        return _not_measured(caught, held_out, f"it could not be run again ({why})")
    try:
        path = caught.folder / f"{caught.entry.id}.predictions.json"
        entry = read_model(path, PredictionsFile).tasks.get(held_out.task)
        if entry is None:
            return _not_measured(caught, held_out, f"it could not be run again ({why})")
        size = entry.shape[0] * entry.shape[1] * 4
        if size > LARGEST_OUTPUTS or entry.shape[0] > len(held_out.labels):
            return _not_measured(caught, held_out, "its predictions are too large to be read")
        content = read_bytes(caught.folder / entry.file, largest=size)
        outputs = np.frombuffer(content, dtype="<f4").reshape(entry.shape)
    except (ProbeError, ValueError):
        return _not_measured(caught, held_out, f"it could not be run again ({why})")
    note = f"predictions made in the student's process, since it could not be run again ({why})"
    return _accuracy(caught, held_out, outputs, Kind.OBSERVED, note)


def _as_its_range_tells(caught: Caught, held_out: HeldOutSet, scaling: Scaling | None) -> bool:
    """Whether the predictions' inputs, scaled by their range alone, may be what it was fed."""
    seen = caught.entry.input
    if scaling is None or not scaling.certain or seen is None or seen.range is None:
        return held_out.channels == 1
    scale = (seen.range.maximum - seen.range.minimum) / 255
    pairs = zip(scaling.scale, scaling.shift, strict=True)
    return not scaling.channels_last and all(
        np.allclose(pair, (scale, seen.range.minimum), atol=2 * abs(scale)) for pair in pairs
    )


def _accuracy(
    caught: Caught,
    held_out: HeldOutSet,
    outputs: NDArray[np.float32],
    kind: Kind,
    note: str,
) -> Measurement:
    classes = int(held_out.labels.max()) + 1
    if outputs.ndim != 2 or outputs.shape[1] < classes or not len(outputs):
        width = outputs.shape[-1] if outputs.ndim else 0
        return _not_measured(
            caught, held_out, f"it gives {width} outputs, and there are {classes} classes"
        )
    labels = held_out.labels[: len(outputs)]
    # A network whose outputs are not numbers has no answer for that example.
    sound = np.isfinite(outputs).all(axis=1)
    right = (outputs.argmax(axis=1) == labels) & sound
    if lost := int((~np.asarray(sound)).sum()):
        note = f"{note}; its outputs on {lost:,} of them are not numbers: its training diverged"
    return _measurement(
        caught,
        held_out,
        value=round(float(right.mean()) * 100, 6),
        examples=len(labels),
        kind=kind,
        note=note,
    )


def _not_measured(caught: Caught, held_out: HeldOutSet, why: str) -> Measurement:
    return _measurement(
        caught, held_out, value=None, examples=0, kind=Kind.MEASURED, note=f"not measured: {why}"
    )


def _measurement(
    caught: Caught,
    held_out: HeldOutSet,
    *,
    value: float | None,
    examples: int,
    kind: Kind,
    note: str,
) -> Measurement:
    return Measurement(
        network=caught.network.id,
        task=held_out.task,
        metric="accuracy",
        value=value,
        examples=examples,
        kind=kind,
        place=caught.network.place,
        note=note,
    )
