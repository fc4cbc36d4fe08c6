"""Check on whether figures show what their names say: only where values decide it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.checks.words import answer
from grader.matching.figures.reading import Curve, curves_of, height_label
from grader.matching.figures.same import are_same, follows
from grader.matching.figures.words import (
    ACCURACY,
    EPOCH,
    LOSS,
    TRAIN,
    along_in,
    quantities_in,
    splits_in,
)
from grader.records import Answer, Case, Evidence, Fact, Kind, Outcome, Training

ABOVE = 100.5
"""More than any accuracy in per cent can be."""
MOST_CURVES = 200
"""Curves that are held against each other."""
MOST_TOLD = 6
MISLABELLED = frozenset({"test-accuracy-called-training", "training-accuracy-called-test"})
"""Known mistakes, seen in the code, that make a label false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Falsehood:
    """A name that the values contradict."""

    sentence: str
    curve: Curve
    is_certain: bool

    @property
    def fact(self) -> Fact:
        """It for a report."""
        place = self.curve.plot.place
        return Fact(label="Found", text=self.sentence, kind=Kind.OBSERVED, place=place)


def plot_truthful(case: Case) -> Answer:
    """The figures show what their labels say."""
    evidence = case.evidence
    curves = curves_of(evidence)[:MOST_CURVES]
    found = [
        *_same_numbers(evidence, curves),
        *_training_losses(evidence, curves),
        *_steps_as_epochs(evidence, curves),
        *_beyond_all_bounds(curves),
    ]
    facts = [each.fact for each in found[:MOST_TOLD]]
    facts += [
        Fact(label="Found", text=each.sentence, kind=each.kind, place=each.place)
        for each in evidence.mistakes
        if each.name in MISLABELLED
    ][:MOST_TOLD]
    if any(each.is_certain for each in found):
        certain = next(each for each in found if each.is_certain)
        return answer(Outcome.NOT_MET, certain.sentence, facts)
    if facts:
        return answer(Outcome.SUSPECTED, "the names of a figure may not be right", facts)
    if not curves:
        return answer(Outcome.OPEN, "the run drew no figure with curves")
    return answer(Outcome.MET, "nothing contradicts the names of the figures that the run drew")


def _same_numbers(evidence: Evidence, curves: Sequence[Curve]) -> Iterator[Falsehood]:
    """Two curves of different data, or of different quantities, that are one row of numbers."""
    for one, other in combinations(curves, 2):
        kinds = _own(one), _own(other)
        (heights, data), (other_heights, other_data) = kinds
        differs = _are_others(heights, other_heights) or (
            # Many say validation for test data.
            _are_others(data, other_data) and TRAIN in data | other_data
        )
        if not differs or not are_same(one.drawn, other.drawn):
            continue
        # One of two figures may be an earlier try that the other puts right.
        together = one.number == other.number
        stand_in = evidence.data is not None and evidence.data.stand_in
        yield Falsehood(
            sentence=f"{one.told} and {other.told} are the same numbers",
            curve=one,
            is_certain=together and not stand_in,
        )


def _own(curve: Curve) -> tuple[frozenset[str], frozenset[str]]:
    """What a curve's own label names, or the axes of a curve that has them to itself."""
    label = curve.drawn.label
    alone = "" if len(curve.axes.series) > 1 else f"{curve.axes.title} {curve.axes.y_label}"
    heights = quantities_in(height_label(curve.drawn, curve.axes))
    heights = heights or quantities_in(curve.axes.y_label)
    return heights, splits_in(label) or (splits_in(alone) if curve.splits else frozenset())


def _are_others(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one) == len(other) == 1 and one != other


def _training_losses(evidence: Evidence, curves: Sequence[Curve]) -> Iterator[Falsehood]:
    """A curve named otherwise that has the losses of a training's epochs."""
    for curve in curves:
        heights, data = _own(curve)
        is_other = heights == {ACCURACY} or (heights == {LOSS} and data and TRAIN not in data)
        if is_other and any(_is_loss_of(curve, run) for run in _observed(evidence)):
            yield Falsehood(
                sentence=f"{curve.told} has the values of the training loss",
                curve=curve,
                is_certain=bool(curve.drawn.label),
            )


def _is_loss_of(curve: Curve, run: Training) -> bool:
    likeness = follows(curve.drawn, run.epoch_losses)
    return likeness is not None and likeness.is_same


def _steps_as_epochs(evidence: Evidence, curves: Sequence[Curve]) -> Iterator[Falsehood]:
    """A curve against `epochs` that has a point for each step."""
    runs = _observed(evidence)
    if not runs or any(run.epochs is None or run.steps is None for run in runs):
        return
    epochs = sum(run.epochs or 0 for run in runs)
    for curve in curves:
        length = curve.drawn.length or 0
        if (
            along_in(curve.axes.x_label) != {EPOCH}
            or length <= epochs
            or not _reaches(curve, length)
        ):
            continue
        for run in runs:
            if (run.steps or 0) > 2 * (run.epochs or 0) and abs(length - (run.steps or 0)) <= 1:
                likeness = follows(curve.drawn, run.losses)
                yield Falsehood(
                    sentence=f"{curve.told} has {length:,} points against epochs, one for each "
                    f"step of {run.epochs:,} epochs",
                    curve=curve,
                    is_certain=likeness is not None and likeness.is_same,
                )
                break


def _reaches(curve: Curve, length: int) -> bool:
    """Whether its last point stands where the last of so many steps would."""
    last = curve.drawn.x[-1] if curve.drawn.x else None
    return last is not None and abs(last - length) <= 1


def _beyond_all_bounds(curves: Sequence[Curve]) -> Iterator[Falsehood]:
    for curve in curves:
        values = [value for value in curve.drawn.y if value is not None]
        is_accuracy = quantities_in(curve.drawn.label) == {ACCURACY}
        if is_accuracy and values and (max(values) > ABOVE or min(values) < 0):
            yield Falsehood(
                sentence=f"{curve.told} has values that no accuracy in per cent can have",
                curve=curve,
                is_certain=False,
            )


def _observed(evidence: Evidence) -> list[Training]:
    return [run for run in evidence.training if run.kind is Kind.OBSERVED]
