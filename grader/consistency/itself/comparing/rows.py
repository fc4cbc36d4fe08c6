"""Trends, held against values that are listed along a quantity, and against curves."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from grader.consistency.itself.comparing.found import aliases, rest, table_of
from grader.records import Claim, Comparison, Evidence, PlotAxes, PlotSeries, Relation

SMALL_DIP = 0.5
"""Points of accuracy that a trend may go the other way without being broken for certain."""
STRICT_DIP = 0.3
"""The same where the words say `steadily` or `always`."""
LAST_DIP = 0.15
"""The same of the last step, where the words say `until the end`."""
BREACH, BREACH_PART = 2.0, 0.3
"""Points, and part of the range, by which one step may break `the smaller, the better`."""
SMALL_PART = 0.02
"""The same for other quantities, as a part of the largest value."""

Row = tuple[tuple[float, Claim], ...]
"""Values along a quantity, in its order."""


def rows_along(comparison: Comparison, claims: Sequence[Claim]) -> tuple[Row, ...]:
    """Every row of two or more listed values that differ in the quantity only."""
    groups: dict[tuple[object, ...], dict[float, list[Claim]]] = {}
    names = aliases(comparison.along or "epochs")
    for claim in claims:
        position = _position(claim, names)
        side_fits = not comparison.left.split or claim.subject.split == comparison.left.split
        if position is None or not side_fits:
            continue
        key = (*rest(claim, (*names, "labels")), table_of(claim))
        groups.setdefault(key, {}).setdefault(position, []).append(claim)
    return tuple(
        tuple((at, group[at][0]) for at in sorted(group))
        for group in groups.values()
        if len(group) >= 2
        and all(len({claim.value for claim in each}) == 1 for each in group.values())
    )


def _position(claim: Claim, names: Iterable[str]) -> float | None:
    if "epochs" in names and claim.subject.epoch is not None:
        return float(claim.subject.epoch)
    value = next((value for name, value in claim.subject.settings if name in names), "")
    try:
        return float(value)
    except ValueError:
        return None


def follows(
    relation: Relation,
    values: Sequence[float],
    *,
    in_points: bool,
    is_strict: bool = False,
    has_no_ties: bool = False,
    is_to_the_end: bool = False,
    is_law: bool = False,
) -> bool | None:
    """Whether values in their order rise or fall as said."""
    signed = list(values) if relation is Relation.RISES else [-value for value in values]
    small = SMALL_DIP if in_points else SMALL_PART * max(map(abs, signed), default=0.0)
    steps = [b - a for a, b in pairwise(signed)]
    total = signed[-1] - signed[0]
    if has_no_ties and 0 in steps:
        return False
    if total > 0 and all(step >= 0 for step in steps):
        return True
    against = max(BREACH, BREACH_PART * (max(signed) - min(signed)))
    if is_law and in_points and min(steps) < -against:
        return False
    if is_strict and is_to_the_end and steps[-1] < -(LAST_DIP if in_points else small):
        return False
    if is_strict and min(steps) < -(STRICT_DIP if in_points else small):
        return False
    if (
        len(values) > 2
        and min(signed) == signed[-1]
        and total < -(STRICT_DIP if in_points else small)
    ):
        # It ends below all that came before.
        return False
    return False if total < -small and all(step <= small for step in steps) else None


def curve_follows(comparison: Comparison, evidence: Evidence) -> bool | None:
    """Whether the curves with a certain name, drawn over epochs, rise or fall as said."""
    if comparison.along not in ("", "epochs") or comparison.quantity not in ("accuracy", "loss"):
        return None
    found = {
        _drawn(comparison, series)
        for plot in evidence.plots
        for axes in plot.axes
        for series in axes.series
        if series.kind == "line" and _is_meant(comparison, axes, series)
    }
    return found.pop() if len(found) == 1 else None


def _is_meant(comparison: Comparison, axes: PlotAxes, series: PlotSeries) -> bool:
    label = f"{series.label} {axes.y_label}".lower()
    words = f"{label} {axes.title.lower()}"
    stem = comparison.quantity[:3]
    other = "los" if stem == "acc" else "acc"
    split = comparison.left.split[:3]
    is_named = stem in label and other not in label
    return bool(split) and is_named and split in words and "epoch" in axes.x_label.lower()


def _drawn(comparison: Comparison, series: PlotSeries) -> bool | None:
    since = comparison.left.epoch or 0
    points = [
        (x, y)
        for x, y in zip(series.x, series.y, strict=False)
        if x is not None and y is not None and x >= since
    ]
    if len(points) < 8:
        return None
    part = max(1, len(points) // 8)
    pieces = [points[at : at + part] for at in range(0, len(points) - part + 1, part)]
    means = [sum(y for _, y in piece) / len(piece) for piece in pieces]
    spread = max(means) - min(means)
    total = means[-1] - means[0]
    signed = total if comparison.relation is Relation.RISES else -total
    if signed > 0.5 * spread > 0:
        return True
    return False if signed < -0.8 * spread < 0 else None
