"""Checks on curves: of training runs, of figures that a run drew, of saved outputs."""

from grader.checks.curves.found import OF_CHOICES
from grader.checks.curves.shapes import (
    ACCURACIES,
    HELD_OUT_LOSSES,
    at_chance,
    converged,
    overfits,
    peaks_then_falls,
    unstable,
)

__all__ = [
    "ACCURACIES",
    "HELD_OUT_LOSSES",
    "OF_CHOICES",
    "at_chance",
    "converged",
    "overfits",
    "peaks_then_falls",
    "unstable",
]
