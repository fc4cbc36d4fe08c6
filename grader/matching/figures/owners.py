"""Whose a curve is: the runs whose values it has, in whose cell it was drawn, or after which."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.matching.figures.reading import Curve
from grader.matching.figures.same import follows
from grader.matching.once import once
from grader.records import Evidence, Kind, Training

CLEARLY_NEARER = 5.0
"""So many times nearer than the next one's is a training whose curve it is."""
EXACT = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The networks that a figure is of."""

    networks: frozenset[str]
    """Ids of them; empty if nothing tells."""
    is_certain: bool
    """Whether values tell it; else it was drawn in or after the cell that trained them."""


NOBODY = Owner(networks=frozenset(), is_certain=False)


@once
def owner_of(evidence: Evidence, curve: Curve, curves: Sequence[Curve]) -> Owner:
    """Whose a curve is; what stands on the same axes as another's curve is that one's too."""
    runs = [run for run in evidence.training if run.kind is Kind.OBSERVED]
    own = _by_values(runs, curve)
    if own:
        return Owner(networks=own, is_certain=True)
    beside = [
        found
        for other in curves
        if other.number == curve.number and other is not curve
        for found in [_by_values(runs, other)]
        if found
    ]
    if beside and all(found == beside[0] for found in beside):
        return Owner(networks=beside[0], is_certain=True)
    return _by_cell(runs, curve)


def _by_values(runs: Sequence[Training], curve: Curve) -> frozenset[str]:
    found = []
    for run in runs:
        for points in (run.epoch_losses, run.losses):
            if (likeness := follows(curve.drawn, points)) is not None:
                found.append((max(likeness.difference, EXACT), run))
    found.sort(key=lambda pair: pair[0])
    if not found:
        return frozenset()
    nearest = found[0][0]
    near = [run for difference, run in found if difference <= CLEARLY_NEARER * nearest]
    return _networks(near) if len({run.run for run in near}) == 1 else frozenset()


def _by_cell(runs: Sequence[Training], curve: Curve) -> Owner:
    file, cell = curve.plot.place.file, curve.plot.place.cell
    if cell is None:
        return NOBODY
    there = [run for run in runs if run.place.file == file]
    within = [run for run in there if cell in run.cells]
    if not within:
        before = [max(run.cells) for run in there if run.cells and max(run.cells) < cell]
        last = max(before, default=None)
        within = [run for run in there if run.cells and max(run.cells) == last]
    return Owner(networks=_networks(within), is_certain=False)


def _networks(runs: Sequence[Training]) -> frozenset[str]:
    return frozenset(name for run in runs for name in (run.network, run.ended_as) if name)
