"""The runs of a study as points: the value that is varied, and everything else about the run."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from grader.checks.runs.fields import plain, same_number, words_of
from grader.checks.runs.names import EPOCHS_TOLERANCE, is_cross_entropy
from grader.checks.runs.pools import Run
from grader.checks.runs.schedules import Way, way_of
from grader.checks.runs.wishes import is_random, transforms_of
from grader.matching.normal import without_last_softmax
from grader.records import (
    Activation,
    Architecture,
    Convolution,
    Evidence,
    Layer,
    Linear,
    Recurrent,
)

Worth = float | str
"""A value of a study: a number, or a word in small letters."""

SETTINGS = (
    "optimizer",
    "learning_rate",
    "momentum",
    "weight_decay",
    "batch_size",
    "epochs",
    "loss",
    "schedule",
    "gradient_clip",
    "label_smoothing",
)
"""What else is compared between the runs of a study, beside the layers."""

OVER_CHOICES = (
    "learning_rate",
    "batch_size",
    "weight_decay",
    "momentum",
    "epochs",
    "optimizer",
    "loss",
    "width",
    "activation",
    "augmentation",
    "scheduler",
)
"""What may be varied."""

VARIED_WITH = {"scheduler": "schedule", "augmentation": ""}
"""The setting that is varied, where it has another name or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One run of a study."""

    value: Worth | None
    """The varied value; None if it is not known."""
    rest: tuple[tuple[str, object], ...]
    """Everything else by its name; None where it is not known, which differs from nothing."""
    run: Run
    """The run."""


def point_of(evidence: Evidence, run: Run, over: str, ignore: Sequence[str]) -> Point:
    """The run as a point of a study over one thing."""
    varied = VARIED_WITH.get(over, over)
    rest: list[tuple[str, object]] = [("layers", _layers(run, over))]
    rest += [
        (name, _setting(run, name)) for name in SETTINGS if name != varied and name not in ignore
    ]
    if "layers" in ignore:
        rest = rest[1:]
    return Point(value=_VALUES[over](evidence, run), rest=tuple(rest), run=run)


def _setting(run: Run, name: str) -> object:
    one = run.training
    if name == "epochs":
        return None if run.cut else one.epochs
    if name in ("loss", "schedule", "optimizer"):
        return getattr(one, name) or None
    value = getattr(one, name)
    # Not to clip or smooth is a setting like others, but only a run shows it.
    return ("none" if run.is_observed else None) if value is None else value


def agree(left: Point, right: Point) -> bool:
    """Whether two points differ in nothing but their values."""
    return next(_differing(left, right), None) is None


def differing(left: Point, right: Point) -> tuple[str, ...]:
    """The names of what differs between two points beside their values."""
    return tuple(_differing(left, right))


def _differing(left: Point, right: Point) -> Iterator[str]:
    # Both were made for one study, so their settings stand in one order.
    for (name, value), (_, other) in zip(left.rest, right.rest, strict=True):
        if value is not None and other is not None and not _alike(name, value, other):
            yield words_of(name)


def _alike(name: str, left: object, right: object) -> bool:
    if left is right:
        return True
    if isinstance(left, int | float) and isinstance(right, int | float):
        if name == "epochs":
            return abs(left - right) <= max(1, EPOCHS_TOLERANCE * max(left, right))
        return same_number(left, right)
    return left == right or (left, right) in (("none", 0.0), (0.0, "none"))


def same_value(left: Worth, right: Worth) -> bool:
    """Whether two values of a study are one."""
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    return same_number(left, right)


def settled(value: Worth) -> Worth:
    """The value without what computing it adds: `0.1 ** 3` is 0.001."""
    return value if isinstance(value, str) else float(f"{value:.6g}")


def _number(name: str) -> Callable[[Evidence, Run], Worth | None]:
    def read(evidence: Evidence, run: Run) -> Worth | None:
        value: float | None = getattr(run.training, name)
        return None if value is None else float(value)

    return read


def _name(name: str) -> Callable[[Evidence, Run], Worth | None]:
    def read(evidence: Evidence, run: Run) -> Worth | None:
        word: str = getattr(run.training, name)
        return plain(word) or None

    return read


def _loss(evidence: Evidence, run: Run) -> Worth | None:
    """The loss; a likelihood after a log-softmax by its usual name."""
    return "crossentropy" if is_cross_entropy(evidence, run) else _name("loss")(evidence, run)


def _width(evidence: Evidence, run: Run) -> Worth | None:
    """Units of the hidden layers: a number for one, `500x300` for several."""
    if run.layers is None:
        return None
    widths = [_units(layer) for layer in run.layers.layers]
    hidden = [each for each in widths if each is not None][:-1]
    if not hidden:
        return None
    return float(hidden[0]) if len(hidden) == 1 else "x".join(map(str, hidden))


def _units(layer: Layer) -> int | None:
    match layer:
        case Linear() | Convolution():
            return layer.outputs
        case Recurrent():
            return layer.hidden
        case _:
            return None


def _activation(evidence: Evidence, run: Run) -> Worth | None:
    if run.layers is None:
        return None
    names = {layer.name for layer in run.layers.layers if isinstance(layer, Activation)}
    return plain("".join(sorted(names))) if names else "none"


def _augmentation(evidence: Evidence, run: Run) -> Worth | None:
    texts = transforms_of(evidence, run)
    kinds = {is_random(text) for text in texts}
    return ("augmented" if kinds.pop() else "none") if len(kinds) == 1 else None


def _scheduler(evidence: Evidence, run: Run) -> Worth | None:
    way = way_of(run)
    if way is Way.UNKNOWN:
        return None
    if way in (Way.CONSTANT, Way.IDLE):
        return "constant"
    return plain(run.training.schedule) or "changing"


_VALUES: dict[str, Callable[[Evidence, Run], Worth | None]] = {
    "learning_rate": _number("learning_rate"),
    "batch_size": _number("batch_size"),
    "weight_decay": _number("weight_decay"),
    "momentum": _number("momentum"),
    "epochs": _number("epochs"),
    "optimizer": _name("optimizer"),
    "loss": _loss,
    "width": _width,
    "activation": _activation,
    "augmentation": _augmentation,
    "scheduler": _scheduler,
}


def _layers(run: Run, over: str) -> object:
    """The layers with what is varied taken out; None if they are not known."""
    return None if run.layers is None else family(run.layers, over)


@lru_cache(maxsize=1_024)
def family(layers: Architecture, over: str) -> Architecture:
    """What all networks of a study over widths, activations or anything else have in common."""
    kept = list(without_last_softmax(layers.layers))
    if over == "activation":
        kept = [layer for layer in kept if not isinstance(layer, Activation)]
    if over == "width":
        last = max((at for at, layer in enumerate(kept) if _units(layer) is not None), default=-1)
        kept = [_without_width(layer, is_last=at == last) for at, layer in enumerate(kept)]
    return Architecture(input=(math.prod(layers.input),), layers=tuple(kept))


def _without_width(layer: Layer, *, is_last: bool) -> Layer:
    match layer:
        case Linear() | Convolution():
            return replace(layer, inputs=0, outputs=layer.outputs if is_last else 0)
        case Recurrent():
            return replace(layer, inputs=0, hidden=0)
        case _:
            return layer
