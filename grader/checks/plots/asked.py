"""What figures are asked to show, and which curves do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.checks.plots.scope import Belongs, Scope
from grader.matching.figures.reading import Curve
from grader.matching.figures.words import ACCURACY, EPOCH, ERROR, TEST, TRAIN, VALIDATION
from grader.records import Evidence

_HELD_OUT = frozenset({VALIDATION, TEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What figures are asked to show."""

    y: str
    """The quantity."""
    x: str
    """What it is drawn against; empty if that does not matter."""
    series: tuple[str, ...]
    """Data, each with a curve of its own; one empty word where any will do."""
    at_least: int
    """Different curves of each."""

    def accepts(self, split: str) -> frozenset[str]:
        """The words that stand for this data: many say validation for test data."""
        if split in _HELD_OUT and len(_HELD_OUT & set(self.series)) == 1:
            return _HELD_OUT
        return frozenset({split} if split else ())

    def told(self, splits: Sequence[str]) -> str:
        """The curves in words: `training loss and validation loss against the epoch`."""
        quantity = self.y.replace("_", " ")
        names = ("training" if split == TRAIN else split for split in splits)
        against = f" against the {self.x.replace('_', ' ')}" if self.x else ""
        return " and ".join(f"{name} {quantity}".strip() for name in names) + against


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The curves of a submission that are of one data that was asked for."""

    split: str
    """The data; empty where any will do."""
    sure: tuple[Curve, ...]
    """Those that certainly are."""
    maybe: tuple[Curve, ...]
    """Those that may be."""

    def suffices(self, at_least: int) -> bool:
        """Whether enough different ones certainly are."""
        return len({curve.drawn.y for curve in self.sure}) >= at_least

    def may_suffice(self, at_least: int) -> bool:
        """Whether enough different ones may be."""
        return len({curve.drawn.y for curve in (*self.sure, *self.maybe)}) >= at_least


def shown(
    evidence: Evidence, asked: Asked, split: str, *, curves: Sequence[Curve], belongs: Scope
) -> Shown:
    """The curves that are, or may be, of one data that was asked for."""
    accepted = asked.accepts(split)
    sure, among, maybe = [], [], []
    for curve in curves:
        where = belongs(curve)
        may_be_of = not accepted or not curve.splits or bool(curve.splits & accepted)
        is_like = bool(curve.y) or curve.is_row
        # An error rate is an accuracy, the other way round.
        is_turned = (
            ERROR in curve.y if asked.y == ACCURACY else asked.y == ERROR and ACCURACY in curve.y
        )
        may_show = curve.may_show(asked.y) or is_turned
        if not (is_like and may_show and curve.is_against(asked.x) and may_be_of):
            continue
        is_certain = curve.shows(asked.y) and is_of(curve, accepted)
        if is_certain and where is Belongs.YES and _is_along(evidence, curve, asked.x):
            sure.append(curve)
        elif is_certain and where is Belongs.AMONG and _is_along(evidence, curve, asked.x):
            among.append(curve)
        elif where is not Belongs.NO:
            maybe.append(curve)
    own = Shown(split=split, sure=tuple(sure), maybe=tuple(maybe))
    return own if own.suffices(asked.at_least) else replace(own, sure=(*sure, *among))


def is_of(curve: Curve, accepted: frozenset[str]) -> bool:
    """Whether a curve is certainly of this data; any will do if none is named."""
    together = curve.is_one_of and bool(curve.splits & accepted)
    return not accepted or (bool(curve.splits) and (curve.splits <= accepted or together))


def against_others(asked: Asked, splits: Sequence[str], curves: Sequence[Curve]) -> list[Curve]:
    """The right curves, drawn against something else."""
    accepted = frozenset(name for split in splits for name in asked.accepts(split))
    return [
        curve
        for curve in curves
        if curve.shows(asked.y) and is_of(curve, accepted) and not curve.is_against(asked.x)
    ]


def _is_along(evidence: Evidence, curve: Curve, along: str) -> bool:
    """Whether a curve is drawn against this; what nothing names counts epochs, if it may."""
    if not along or curve.x:
        return not along or curve.x == {along}
    epochs = [run.epochs for run in evidence.training if run.epochs]
    length = curve.drawn.length or 0
    return along == EPOCH and (not epochs or length <= max(epochs) + 1)
