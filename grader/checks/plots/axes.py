"""Check on whether figures say what their axes are."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks.plots.hidden import was_cut
from grader.checks.words import answer
from grader.matching.figures.documents import pictures_of
from grader.matching.figures.reading import Curve, curves_of
from grader.matching.figures.words import along_in, quantities_in, sides
from grader.records import (
    Answer,
    Case,
    CellOutcome,
    Evidence,
    Fact,
    Kind,
    Outcome,
    Plot,
    PlotAxes,
)

MOST_TOLD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """Axes of a figure of which at least one has no name."""

    plot: Plot
    axes: PlotAxes
    sides: tuple[str, ...]
    """`horizontal`, `vertical`."""
    is_told_otherwise: bool
    """Whether a title or a legend says what they are."""

    @property
    def fact(self) -> Fact:
        """It for a report."""
        which = " and the ".join(self.sides)
        title = self.axes.title or self.plot.title
        verb = "axis has" if len(self.sides) == 1 else "axis have"
        text = f"the {which} {verb} no name" + (f", {title[:80]}" if title else "")
        return Fact(label="Found", text=text, kind=Kind.OBSERVED, place=self.plot.place)


def axis_names(case: Case, *, of: str = "") -> Answer:
    """The figures say what their axes are."""
    evidence = case.evidence
    curves = [curve for curve in curves_of(evidence) if not of or curve.may_show(of)]
    if not curves:
        reason = "the run drew no figure with curves" + (f" of the {of}" if of else "")
        return answer(Outcome.OPEN, reason.replace("_", " "))
    unnamed = list(_unnamed(curves))
    if not unnamed:
        return answer(Outcome.MET, facts=[_all_named(curves)])
    facts = [each.fact for each in unnamed[:MOST_TOLD]]
    bare = [each for each in unnamed if not each.is_told_otherwise]
    total = len({id(curve.axes) for curve in curves})
    words = f"{len(unnamed)} of {total} plots have an axis without a name"
    if not bare:
        return answer(
            Outcome.SUSPECTED, f"{words}, though titles and legends say what is what", facts
        )
    if doubt := _doubt(evidence, bare, of=of):
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, words, facts)


def _unnamed(curves: list[Curve]) -> Iterator[Unnamed]:
    seen: set[int] = set()
    for curve in curves:
        if id(curve.axes) in seen:
            continue
        seen.add(id(curve.axes))
        along = _is_named(curve.plot, curve.axes, "x")
        upwards = _is_named(curve.plot, curve.axes, "y")
        missing = tuple(
            name
            for name, is_there in (("horizontal", along), ("vertical", upwards))
            if not is_there
        )
        if missing:
            told = _told_otherwise(curve.plot, curve.axes)
            yield Unnamed(
                plot=curve.plot,
                axes=curve.axes,
                sides=missing,
                is_told_otherwise=set(missing) <= told,
            )


def _is_named(plot: Plot, axes: PlotAxes, side: str) -> bool:
    """Whether an axis has a name of its own, or of axes that it shares it with."""
    if (axes.x_label if side == "x" else axes.y_label).strip():
        return True
    if axes.x_ticks if side == "x" else axes.y_ticks:
        # Words at the ticks say what stands there.
        return True
    for other in plot.axes:
        is_twin = (other.row, other.column) == (axes.row, axes.column)
        in_line = other.column == axes.column if side == "x" else other.row == axes.row
        label, limits = (
            (other.x_label, other.x_limits == axes.x_limits)
            if side == "x"
            else (other.y_label, other.y_limits == axes.y_limits)
        )
        if label.strip() and ((is_twin and side == "x") or (in_line and limits)):
            return True
    return False


def _told_otherwise(plot: Plot, axes: PlotAxes) -> set[str]:
    found = set()
    for title in (axes.title, plot.title):
        upwards, along = sides(title)
        found |= {"vertical"} if quantities_in(upwards) else set()
        found |= {"horizontal"} if along_in(along) else set()
    labels = (*axes.legend, *(drawn.label for drawn in axes.series), *plot.legend)
    return found | ({"vertical"} if any(quantities_in(label) for label in labels) else set())


def _all_named(curves: list[Curve]) -> Fact:
    first = curves[0]
    text = f"{first.axes.y_label} over {first.axes.x_label}".strip()
    return Fact(label="Found", text=text, kind=Kind.OBSERVED, place=first.plot.place)


def _doubt(evidence: Evidence, bare: list[Unnamed], *, of: str) -> str:
    """Why the figures that count may have names; empty if nothing can hide them."""
    if was_cut(evidence):
        return "the run was cut short"
    ok = {
        (notebook.path, cell.index)
        for notebook in evidence.notebooks
        for cell in notebook.cells
        if cell.outcome is CellOutcome.OK
    }
    if any((each.plot.place.file, each.plot.place.cell) not in ok for each in bare):
        return "the cell that draws it did not end well"
    if pictures_of(evidence):
        return "the figures of the write-up may have them"
    if of and any(curve.y != {of} for curve in curves_of(evidence)):
        return "it is not certain what each figure shows"
    return ""
