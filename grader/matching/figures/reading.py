"""Every curve of every figure that a run drew, with what it shows as far as anything tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.matching.figures.loss_functions import is_loss_function
from grader.matching.figures.named import CURVE_KINDS, code_words
from grader.matching.figures.same import follows
from grader.matching.figures.words import (
    ACCURACY,
    EPOCH,
    LOSS,
    STEP,
    TEST,
    TRAIN,
    VALIDATION,
    along_in,
    data_named_in,
    quantities_in,
    sides,
    splits_in,
)
from grader.matching.once import once
from grader.records import Evidence, Kind, Plot, PlotAxes, PlotSeries, Source

Names = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One series of a figure, understood as far as words and values tell."""

    number: int
    """Index of its figure among the evidence's plots."""
    plot: Plot
    """Its figure."""
    axes: PlotAxes
    """Its axes."""
    drawn: PlotSeries
    """Itself."""
    y: Names
    """What its heights may be; one if it is certain, none if nothing tells."""
    x: Names
    """What it may be drawn against; none if nothing tells."""
    splits: Names
    """The data that it may be of; none if nothing tells."""
    contested: Names = frozenset()
    """What others of its words say that it is instead."""
    is_one_of: bool = False
    """Whether it is one of several curves that are, together, those of `splits`."""
    words: str = ""
    """What names it in the code, where it was drawn."""

    def shows(self, quantity: str) -> bool:
        """Whether its heights are certainly this quantity."""
        return self.y == {quantity}

    def may_show(self, quantity: str) -> bool:
        """Whether they may be."""
        return not self.y or quantity in self.y or quantity in self.contested

    def is_against(self, along: str) -> bool:
        """Whether it may be drawn against this: what nothing names counts something."""
        return not along or not self.x or along in self.x

    @property
    def is_row(self) -> bool:
        """Whether it goes from left to right, as what is drawn against epochs does."""
        return self.drawn.kind != "bar" and all(
            one is not None and other is not None and one <= other
            for one, other in pairwise(self.drawn.x)
        )

    @property
    def told(self) -> str:
        """It in a few words, for a fact."""
        label = self.drawn.label or self.axes.y_label or self.plot.title or self.drawn.kind
        return f"{label[:80]} ({self.plot.place})"


@once
def curves_of(evidence: Evidence) -> tuple[Curve, ...]:
    """All curves of the figures that the run drew, in order."""
    named = code_words(evidence)
    curves: list[Curve] = []
    for number, plot in enumerate(evidence.plots):
        if plot.kind is Kind.OBSERVED:
            curves += _of_figure(evidence, number, plot, named)
    return tuple(curves)


def hollow_axes(evidence: Evidence) -> tuple[Plot, ...]:
    """Figures with axes that have names and show nothing that was read."""
    return tuple(
        plot
        for plot in evidence.plots
        if plot.kind is Kind.OBSERVED
        and any(
            not axes.series and not axes.images and (axes.title or axes.x_label or axes.y_label)
            for axes in plot.axes
        )
    )


def source_of(evidence: Evidence, plot: Plot) -> Source | None:
    """The cell or script that drew a figure."""
    for source in evidence.handed_in.sources:
        if source.is_prose or source.place.file != plot.place.file:
            continue
        if source.place.cell is None or source.place.cell == plot.place.cell:
            return source
    return None


def _of_figure(
    evidence: Evidence, number: int, plot: Plot, named: dict[tuple[int, int, int], str]
) -> list[Curve]:
    curves = [
        Curve(
            number=number,
            plot=plot,
            axes=axes,
            drawn=drawn,
            y=_height(drawn, axes, plot, words),
            x=_along(axes, plot),
            splits=splits_in(drawn.label) or data_named_in(words),
            contested=_contested(drawn, axes, words),
            words=words,
        )
        for row, axes in enumerate(plot.axes)
        for column, drawn in enumerate(axes.series)
        if drawn.kind in CURVE_KINDS
        for words in [named.get((number, row, column), "")]
    ]
    curves = _labelled_by_figure(curves, plot)
    curves = [_held_against_runs(evidence, curve) for curve in curves]
    curves = [_split_by_titles(curve, curves) for curve in curves]
    return [_unnamed_beside_named(curve, curves) for curve in curves]


def _height(drawn: PlotSeries, axes: PlotAxes, plot: Plot, words: str) -> Names:
    """What the most particular words name; what they leave open, others may narrow."""
    titles = (sides(axes.title)[0], sides(plot.title)[0])
    found: Names = frozenset()
    for text in (height_label(drawn, axes), axes.y_label, *titles, words):
        names = quantities_in(text)
        if not found:
            found = names
        elif len(found) > 1 and found & names:
            found &= names
    return found


def _contested(drawn: PlotSeries, axes: PlotAxes, words: str) -> Names:
    """What some words name where others name something else altogether."""
    texts = (height_label(drawn, axes), axes.y_label, sides(axes.title)[0], words)
    named = [names for text in texts if (names := quantities_in(text))]
    return frozenset(name for names in named[1:] if not names & named[0] for name in names)


def height_label(drawn: PlotSeries, axes: PlotAxes) -> str:
    """What a curve's own name says of its heights: under an accuracy, `MSE` names the run."""
    heights = quantities_in(axes.y_label) or quantities_in(axes.title)
    is_run = heights == {ACCURACY} and is_loss_function(drawn.label)
    return "" if is_run else drawn.label


def _along(axes: PlotAxes, plot: Plot) -> Names:
    # Of axes that stand above each other, often only the lowest has a name.
    below = [
        other.x_label
        for other in plot.axes
        if other.x_label and other.column == axes.column and other.x_limits == axes.x_limits
    ]
    if axes.x_ticks and not any(map(along_in, (axes.x_label, *below))):
        # Words at the ticks are names of things that are compared.
        return Names({"names"})
    texts = (axes.x_label, *below, sides(axes.title)[1], sides(plot.title)[1])
    return next((names for text in texts if text for names in [along_in(text)] if names), Names())


def _labelled_by_figure(curves: list[Curve], plot: Plot) -> list[Curve]:
    """Curves without names under a legend of the whole figure that has one entry for each."""
    if any(curve.drawn.label for curve in curves) or len(plot.legend) != len(curves):
        return curves
    return [
        replace(
            curve,
            drawn=replace(curve.drawn, label=label),
            y=_height(replace(curve.drawn, label=label), curve.axes, plot, curve.words),
            splits=splits_in(label) or curve.splits,
        )
        for curve, label in zip(curves, plot.legend, strict=True)
    ]


def _held_against_runs(evidence: Evidence, curve: Curve) -> Curve:
    """A curve that nothing names is a training's loss if it has its values."""
    if curve.splits and curve.y:
        return curve
    for training in evidence.training:
        for along, points in ((EPOCH, training.epoch_losses), (STEP, training.losses)):
            if curve.may_show(LOSS) and follows(curve.drawn, points) is not None:
                return replace(
                    curve,
                    y=frozenset({LOSS}),
                    x=curve.x or frozenset({along}),
                    splits=curve.splits or frozenset({TRAIN}),
                )
    return curve


def _split_by_titles(curve: Curve, curves: Sequence[Curve]) -> Curve:
    """What the axes' own names say of all curves on them."""
    if curve.splits:
        return curve
    beside = [other for other in curves if other.axes is curve.axes and not other.splits]
    for text in (curve.axes.y_label, sides(curve.axes.title)[0], sides(curve.plot.title)[0]):
        names = data_named_in(text)
        there = [other for other in curves if other.axes is curve.axes]
        # Curves that are named by something else, `n = 16` and `n = 64`, are all of one data.
        labels = {other.drawn.label for other in there}
        otherwise = len(labels) == len(there) and "" not in labels and len(beside) == len(there)
        if len(names) == 1 and (len(there) == 1 or otherwise):
            return replace(curve, splits=names)
        if len(names) > 1:
            together = len(names) == len(beside)
            return replace(curve, splits=names, is_one_of=together)
    return curve


def _unnamed_beside_named(curve: Curve, curves: Sequence[Curve]) -> Curve:
    """`losses` beside `val_losses` are those of training."""
    if curve.splits or len(curve.y) != 1:
        return curve
    alike = [other for other in curves if other.y == curve.y and other.axes is curve.axes]
    unnamed = [other for other in alike if not other.splits]
    named = {name for other in alike for name in other.splits}
    if len(unnamed) == 1 and named and named <= {VALIDATION, TEST}:
        return replace(curve, splits=frozenset({TRAIN}))
    return curve
