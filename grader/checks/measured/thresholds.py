"""From which accuracy on a network is as good as expected, and how sure that is."""

import math
from dataclasses import dataclass
from decimal import Decimal

from grader.checks.words import per_cent
from grader.records import Evidence, Expected, Missing, RequiredNetwork

DEFAULT_SPREADS = 3.0
"""Deviations under the reference's mean that an unlucky seed may take."""

PUBLISHED_TOLERANCE = 0.2
"""Points by which a handout's figure is not exact: it is one run's, on a split nobody published."""

FEWEST_RUNS = 3
"""Reference runs from which on a deviation says something."""

STAND_IN = "stand-in"
"""How the stand-in's name begins in expected numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The accuracy that suffices."""

    least: float
    """Per cent."""
    tolerance: float
    """Points by which the figure itself is inexact."""
    words: str
    """The threshold for a report."""
    known_data: bool
    """Whether it is known what data the submission ran on."""
    reached: float | None
    """What even an unlucky reference run reaches, per cent; None if there is no reference."""
    runs: int | None
    """Reference runs; None if there is no reference."""

    def doubt(self, value: float) -> str:
        """Why a value under the bar may still be as good as can be expected."""
        if not self.known_data:
            return "it is not known what data the submission ran on"
        if self.runs is not None and self.runs < FEWEST_RUNS:
            return f"the reference has only {self.runs} run{'' if self.runs == 1 else 's'}"
        if self.reached is not None and value >= self.reached:
            return "reference runs of the same recipe do not always reach more"
        return ""


def bar_for(
    evidence: Evidence,
    required: RequiredNetwork,
    *,
    at_least: Decimal | None,
    spreads_below: Decimal | None,
) -> Bar | Missing:
    """The bar for a network on the data that the submission ran on.

    An absolute threshold holds for the assignment's own data. On the stand-in only the reference
    runs on the stand-in say what can be reached. When both are given, the lower one counts.
    """
    if not required.task:
        return Missing(reason="the rubric names no held-out data for this network")
    on_stand_in = evidence.data is not None and evidence.data.stand_in
    expected = _for_this_data(required.expected, on_stand_in=on_stand_in)
    if on_stand_in and expected is None:
        return Missing(reason="it ran on stand-in data, for which no expected accuracy is known")
    known = evidence.data is not None
    bars = []
    if at_least is not None and not on_stand_in:
        bars.append(_absolute(float(at_least), expected, known_data=known))
    if expected is not None and (spreads_below is not None or not bars):
        spreads = DEFAULT_SPREADS if spreads_below is None else float(spreads_below)
        bars.append(_band(expected, spreads, known_data=known))
    if not bars:
        return Missing(reason="no reference runs say what accuracy can be expected on this data")
    return min(bars, key=lambda bar: bar.least)


def _for_this_data(expected: Expected | None, *, on_stand_in: bool) -> Expected | None:
    """The reference, if it ran on the same data and has numbers."""
    if expected is None or not all(map(math.isfinite, (expected.mean, expected.deviation))):
        return None
    same = expected.data.casefold().startswith(STAND_IN) == on_stand_in
    return expected if same else None


def _absolute(least: float, expected: Expected | None, *, known_data: bool) -> Bar:
    return Bar(
        least=least,
        tolerance=PUBLISHED_TOLERANCE,
        words=f"at least {per_cent(least)}{_reference(expected)}",
        known_data=known_data,
        reached=_under_mean(expected, DEFAULT_SPREADS) if expected else None,
        runs=expected.runs if expected else None,
    )


def _band(expected: Expected, spreads: float, *, known_data: bool) -> Bar:
    least = _under_mean(expected, spreads)
    words = f"at least {per_cent(least)}, {spreads:g} deviations under the mean"
    return Bar(
        least=least,
        tolerance=0.0,
        words=words + _reference(expected),
        known_data=known_data,
        reached=least,
        runs=expected.runs,
    )


def _under_mean(expected: Expected, spreads: float) -> float:
    return expected.mean - spreads * expected.deviation


def _reference(expected: Expected | None) -> str:
    if expected is None:
        return ""
    runs = f"{expected.runs} reference run{'' if expected.runs == 1 else 's'}"
    return f" ({expected.mean:.2f} ± {expected.deviation:.2f} % in {runs} of {expected.recipe})"
