"""What one training run reached: figures at its moments, and curves."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CURVE_POINTS = 60
"""At most so many epochs of a curve are kept; the test set is run through at these alone."""
RULES = {
    "best_validation": ("validation_accuracy", 1.0),
    "lowest_validation_loss": ("validation_loss", -1.0),
    "lowest_train_loss": ("train_loss", -1.0),
    "best_test": ("test_accuracy", 1.0),
    "lowest_test_loss": ("test_loss", -1.0),
}
"""How the best moment of a run is picked, beside its `end`: which metric, upwards or downwards.

The two that look at the test set pick among the points of the curve, and only where a task has no
validation set (`lowest_test_loss` where there is no accuracy either): that is what an assignment
asks for that reads the peak off the test curve, and it is optimistic.
"""


def rules_of(*, is_validated: bool, has_accuracy: bool) -> dict[str, tuple[str, float]]:
    """The rules that hold where there is a validation set or not, and an accuracy or not."""
    looking = {
        (True, True): ("best_validation", "lowest_validation_loss"),
        (True, False): ("lowest_validation_loss",),
        (False, True): ("best_test",),
        (False, False): ("lowest_test_loss",),
    }[is_validated, has_accuracy]
    return {at: rule for at, rule in RULES.items() if at in ("lowest_train_loss", *looking)}


History = Mapping[str, Mapping[int, float]]
"""The values of each metric by epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of one run."""

    metric: str
    """`test_accuracy` (per cent), `train_loss`, ..., or `epoch`: when the moment was."""
    at: str
    """The moment: `end` or one of `RULES`."""
    value: float
    """The figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One metric of one run over time."""

    metric: str
    """`test_accuracy` (per cent), `train_loss`, ..."""
    values: tuple[float, ...]
    """Its value after each of the run's curve epochs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one seed reached."""

    seed: int
    """Seed of initialisation and of the order of examples."""
    seconds: float
    """Its share of the wall time of the stack that it was trained in."""
    scores: tuple[Score, ...]
    """Its figures."""
    curve_epochs: tuple[int, ...]
    """The epochs of its curves, the first is 1; empty if nothing was trained."""
    curves: tuple[Curve, ...]
    """Its curves."""
    kilowatt_hours: float | None = None
    """Its share of the energy; None if it was not metered."""
    energy_from: str = ""
    """How the energy was found, with what was assumed."""


def curve_epochs(epochs: int) -> tuple[int, ...]:
    """The epochs of a curve: the first, then a round step apart, and the last."""
    step = next(s for s in _round_steps() if epochs // s <= CURVE_POINTS - 2)
    return tuple(sorted({1, *range(step, epochs + 1, step), epochs}))


def run_of(seed: int, seconds: float, history: History, *, epochs: int) -> Run:
    """The run of a trainer that keeps every metric at the curve's epochs.

    Its best moments are picked among these, for there are no weights to go back to.
    """
    points = curve_epochs(epochs)
    scores = _scores_at("end", epochs, history)
    rules = rules_of(
        is_validated="validation_loss" in history, has_accuracy="test_accuracy" in history
    )
    for at, (metric, sign) in rules.items():
        best = max(points, key=lambda epoch: _rank(sign * history[metric][epoch]))
        scores += _scores_at(at, best, history)
    curves = [
        Curve(metric=metric, values=tuple(values[epoch] for epoch in points))
        for metric, values in history.items()
    ]
    return Run(
        seed=seed,
        seconds=seconds,
        scores=tuple(scores),
        curve_epochs=points,
        curves=tuple(curves),
    )


def figures_of(seed: int, seconds: float, figures: Mapping[str, float]) -> Run:
    """The run of a computation that trains nothing: its figures, and no curves."""
    scores = (Score(metric=name, at="end", value=value) for name, value in figures.items())
    return Run(seed=seed, seconds=seconds, scores=tuple(scores), curve_epochs=(), curves=())


def _scores_at(at: str, epoch: int, history: History) -> list[Score]:
    values = {"epoch": float(epoch)} | {name: by[epoch] for name, by in history.items()}
    return [Score(metric=metric, at=at, value=value) for metric, value in values.items()]


def _rank(value: float) -> float:
    return -math.inf if math.isnan(value) else value


def _round_steps() -> Iterable[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 3 * power, 5 * power)
        power *= 10
