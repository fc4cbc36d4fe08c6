"""What networks make of pictures, and whether their first weights are pictures of something.

The names and formulas are those of the reference, so that its runs are the scale.
"""

import math
from dataclasses import replace

import numpy as np

from grader.collect.first_layer import first_weights, side_of
from grader.collect.marks import Floats
from grader.collect.measurements import Job, Measurer
from grader.collect.networks import Caught
from grader.collect.pictures import PictureSet
from grader.collect.recognition import recognise
from grader.collect.scaling import Scaling
from grader.records import Kind, Measurement, Missing

BETTER_THAN_ONE_PICTURE = 0.9
"""Share of the error of one average picture for all, below which outputs are of this scale."""
UNIT_HAS_STRUCTURE = 0.3
"""Correlation of neighbouring weights from which on one unit's picture shows something: a drawn
one of 784 weights stays below 0.15."""


def measure_qualities(
    caught: Caught,
    pictures: tuple[PictureSet, ...],
    measurer: Measurer,
    *,
    twin: Caught | None = None,
    why_not: str = "",
) -> tuple[Measurement, ...]:
    """What is measured of a network besides its accuracy; see `measure` for `twin`."""
    found = list(_of_weights(caught))
    fed = twin if twin is not None and caught.entry.input is None else caught
    seen = fed.entry.input
    shape = seen.shape if seen is not None else ()
    for each in pictures:
        if not shape or math.prod(shape) != each.values or caught.graph is None:
            continue
        found += (
            [_missing(caught, each, why_not)]
            if why_not
            else _of_outputs(caught, fed, each, measurer)
        )
    return tuple(found)


def smoothness(pictures: Floats) -> float:
    """Correlation of weights with their right and lower neighbours, over all units' pictures.

    `pictures` are (units, side, side). About 0 when the weights are drawn, towards 1 for smooth
    ones. All together, because a unit whose weights decayed to 0 has no correlation of its own.
    """
    moved = pictures - pictures.mean(axis=(1, 2), keepdims=True)
    across = _alike(moved[:, :, :-1], moved[:, :, 1:])
    return (across + _alike(moved[:, :-1], moved[:, 1:])) / 2


def _alike(first: Floats, second: Floats) -> float:
    length = math.sqrt(float((first**2).sum()) * float((second**2).sum()))
    return float((first * second).sum()) / length if length else 0.0


def _of_weights(caught: Caught) -> list[Measurement]:
    weights = first_weights(caught)
    side = side_of(weights.shape[1]) if weights is not None else 0
    if weights is None or not side or not np.isfinite(weights).all():
        return []
    pictures = weights.reshape(-1, side, side).astype(np.float64)
    each = [smoothness(picture[None]) for picture in pictures]
    share = sum(value >= UNIT_HAS_STRUCTURE for value in each) / len(each)
    note = f"weights of the first layer, one picture of {side} x {side} for each unit"
    values = {"weight_smoothness": smoothness(pictures), "units_with_structure": share}
    return [
        _measurement(caught, "", metric, value, examples=len(weights), note=note)
        for metric, value in values.items()
    ]


def _of_outputs(
    caught: Caught, fed: Caught, pictures: PictureSet, measurer: Measurer
) -> list[Measurement]:
    seen = fed.entry.input
    (found,) = recognise(fed, (pictures.recognised,))
    scaling = found.scaling
    if seen is None or scaling is None:
        return [_missing(caught, pictures, "how its inputs are scaled could not be told")]
    job = Job(
        caught=caught,
        task=pictures.task,
        scaling=scaling,
        shape=seen.shape,
        dtype=seen.dtype,
        inputs=pictures.inputs,
    )
    outputs = measurer.outputs(job)
    if isinstance(outputs, Missing):
        return [_missing(caught, pictures, outputs.reason)]
    if outputs.shape != pictures.inputs.shape:
        return []  # it gives no pictures back
    if not np.isfinite(outputs).all():
        return [_missing(caught, pictures, "some of its outputs are not numbers")]
    values, domain = _values(outputs.astype(np.float64), pictures, scaling)
    units = _narrowest(caught)
    if units and units < len(pictures.train):
        mine = values.pop("error")
        values["eigenface_error_ratio"] = mine / pictures.eigenface_error(units)
    values.pop("error", None)
    note = f"inputs {scaling.words}{domain}"
    return [
        replace(
            _measurement(caught, pictures.task, metric, value, len(pictures.test), note),
            certain=scaling.certain,
            stand_in=pictures.stand_in,
        )
        for metric, value in values.items()
    ]


def _values(
    outputs: Floats, pictures: PictureSet, scaling: Scaling
) -> tuple[dict[str, float], str]:
    """Every metric of outputs for the clean pictures and for each kind of noise.

    A network may be fed inputs of one scale and give back pictures from 0 to 1.
    """
    own = _with_targets(outputs, pictures, scaling)
    other = _with_targets(outputs, pictures, None)
    is_other = other["unexplained"] < min(own["unexplained"], BETTER_THAN_ONE_PICTURE)
    return (other, ", outputs from 0 to 1") if is_other else (own, "")


def _with_targets(
    outputs: Floats, pictures: PictureSet, scaling: Scaling | None
) -> dict[str, float]:
    raw = pictures.inputs.astype(np.float64)
    targets = raw / 255 if scaling is None else scaled(raw, scaling)
    count = len(pictures.test)
    clean, first = targets[:count], outputs[:count]
    error = float(np.square(first - clean).mean())
    spread = float(clean.var(axis=0).mean())
    # In units of black 0 and white 1, whatever the scale.
    unit = spread / float((pictures.test / 255).var(axis=0).mean())
    values = {
        "spread_of_reconstructions": math.sqrt(float(first.var(axis=0).mean()) / spread),
        "unexplained": error / spread,
        "error": error / unit,
    }
    for number, noisy in enumerate(pictures.noisy, start=1):
        part = slice(number * count, (number + 1) * count)
        before = float(np.square(targets[part] - clean).mean())
        values[noisy.metric] = float(np.square(outputs[part] - clean).mean()) / before
    return values


def scaled(raw: Floats, scaling: Scaling) -> Floats:
    """What a network is fed for these raw values."""
    parts = raw.reshape(len(raw), len(scaling.scale), -1)
    factors, offsets = np.array(scaling.scale)[:, None], np.array(scaling.shift)[:, None]
    return np.asarray((parts * factors + offsets).reshape(len(raw), -1))


def _narrowest(caught: Caught) -> int:
    """The width of the narrowest layer of a network of linear layers alone; 0 if not known."""
    shapes = [
        caught.entry.tensors[name.tensor].shape
        for name in caught.entry.names
        if name.role == "parameter" and name.tensor < len(caught.entry.tensors)
    ]
    if any(len(shape) > 2 for shape in shapes):
        return 0
    return min((min(shape) for shape in shapes if len(shape) == 2), default=0)


def _missing(caught: Caught, pictures: PictureSet, why: str) -> Measurement:
    note = f"not measured: {why}"
    return _measurement(caught, pictures.task, "spread_of_reconstructions", None, 0, note)


def _measurement(
    caught: Caught, task: str, metric: str, value: float | None, examples: int, note: str
) -> Measurement:
    return Measurement(
        network=caught.network.id,
        task=task,
        metric=metric,
        value=None if value is None else round(value, 6),
        examples=examples,
        kind=Kind.MEASURED,
        place=caught.network.place,
        note=note,
    )


__all__ = ["measure_qualities", "scaled", "smoothness"]
