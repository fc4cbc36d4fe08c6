"""Checks on figures: what they show, whether their axes are named, whether their names are true."""

from grader.checks.plots.axes import axis_names
from grader.checks.plots.shown import SERIES_CHOICES, X_CHOICES, Y_CHOICES, plot
from grader.checks.plots.truthful import plot_truthful

__all__ = [
    "SERIES_CHOICES",
    "X_CHOICES",
    "Y_CHOICES",
    "axis_names",
    "plot",
    "plot_truthful",
]
