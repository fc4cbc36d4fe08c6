"""Pictures of what was reached: the curves of a recipe with the published figures."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from textwrap import fill
from typing import Any

from reference.command.assignments import Assignment
from reference.command.results import entry_of, results_in
from reference.command.words import epochs_in_words, regime_in_words, runs_in_words
from reference.data.records import DataProblem
from reference.recipe import Published, Recipe

COLOURS = {"train": "#0072b2", "validation": "#e69f00", "test": "#009e73"}
"""Told apart by those who see colours differently, too."""
OWN_COLOUR = "#7a4a9e"
INK, FAINT = "#222222", "#d9d9d9"
PANEL_WIDTH, PANEL_HEIGHT, HEAD = 5.2, 3.8, 1.1
PANELS_IN_A_ROW = 3
LEFT = 0.02
"""Where words begin, as a share of the width."""
LETTERS_IN_AN_INCH = 14
TITLE_INCHES, LINE_INCHES = 0.5, 0.17
LOGARITHMIC_FROM = 30.0
"""A loss whose curves span such a ratio is drawn on a logarithmic axis."""
SHARE_OF_THE_START = 20
"""One in so many points of a curve is its start."""
MARGIN = 0.06
DOTS_PER_INCH = 150
LOSS, ACCURACY = "loss", "accuracy (%)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One pair of axes of a picture."""

    title: str
    """What is drawn, with its unit."""
    metrics: tuple[str, ...]
    """The curves."""


def draw_all(assignment: Assignment, expected: Path, folder: Path) -> Iterator[str]:
    """Draw the assignment's recipes into the folder; the pictures, and what was not drawn."""
    undrawn = []
    for recipe in assignment.recipes:
        drawn = draw(recipe, expected, folder)
        yield from map(str, drawn)
        if not drawn:
            undrawn.append(recipe.name)
    if undrawn:
        yield f"No curves to draw: {', '.join(undrawn)}"


def draw(recipe: Recipe, expected: Path, folder: Path) -> list[Path]:
    """Draw what the recipe reached into the folder: a PNG for each data set that it was trained on.

    The stand-in is drawn only if there is nothing else. The answer is empty if nothing has curves.
    `DataProblem` if matplotlib is not installed.
    """
    reached = results_in(entry_of(expected, recipe))
    results = [result for result in reached if result["curves"]["epochs"]]
    drawn = []
    for result in results:
        name = f"{recipe.assignment}-{recipe.name}"
        if len(results) > 1:
            name += f"-{result['data']}"
        drawn.append(_draw(recipe, result, folder / f"{name}.png"))
    return drawn


def _draw(recipe: Recipe, result: dict[str, Any], path: Path) -> Path:
    panels = list(_panels(result["curves"]))
    columns = min(len(panels), PANELS_IN_A_ROW)
    rows = math.ceil(len(panels) / columns)
    width, height = columns * PANEL_WIDTH, rows * PANEL_HEIGHT + HEAD
    figure = new_figure(width, height)
    axes = figure.subplots(rows, columns, squeeze=False).flatten()
    for panel, own in zip(panels, axes, strict=False):
        _draw_panel(own, panel, recipe, result)
    for unused in axes[len(panels) :]:
        unused.axis("off")
    under = _under(recipe, result)
    figure.tight_layout(rect=(0, 0, 1, 1 - head_inches(under, width) / height))
    return write(figure, path, title=title_of(recipe), under=under)


def title_of(recipe: Recipe) -> str:
    """What stands over every picture of a recipe."""
    return f"{recipe.assignment.upper()}: {recipe.name}"


def get_ready(folder: Path) -> None:
    """Make the folder, and see that matplotlib is there; `DataProblem` if not.

    What is long in the making is lost if this is found out in the end.
    """
    _matplotlib()
    _make(folder)


def new_figure(width: float, height: float) -> Any:
    """An empty figure of so many inches, drawn without a screen."""
    figures, agg = _matplotlib()
    figure = figures.Figure(figsize=(width, height), dpi=DOTS_PER_INCH, facecolor="white")
    agg.FigureCanvasAgg(figure)
    return figure


def head_inches(under: Sequence[str], width: float) -> float:
    """The height of the title and the lines under it on a figure of so many inches."""
    return TITLE_INCHES + LINE_INCHES * (_wrapped(under, width).count("\n") + 1)


def write(figure: Any, path: Path, *, title: str, under: Sequence[str]) -> Path:
    """Write the title and the lines under it on top of the figure and save it; the path."""
    width, height = figure.get_size_inches()
    figure.text(LEFT, 1 - 0.1 / height, title, ha="left", va="top", fontsize=13, weight="bold")
    text = _wrapped(under, width)
    figure.text(LEFT, 1 - 0.38 / height, text, ha="left", va="top", fontsize=8.5, color=INK)
    _save(figure, path)
    return path


def _matplotlib() -> tuple[Any, Any]:
    """The parts that draw into memory, without a screen."""
    try:
        return import_module("matplotlib.figure"), import_module("matplotlib.backends.backend_agg")
    except ImportError as error:
        raise DataProblem("--png: matplotlib is not installed, `pip install matplotlib`") from error


def _panels(curves: dict[str, Any]) -> Iterator[Panel]:
    """Losses together, accuracies together, each further measure by itself."""
    metrics = [metric for metric in curves if metric != "epochs"]
    losses = tuple(metric for metric in metrics if metric.endswith("_loss"))
    accuracies = tuple(metric for metric in metrics if metric.endswith("_accuracy"))
    if losses:
        yield Panel(title=LOSS, metrics=losses)
    if accuracies:
        yield Panel(title=ACCURACY, metrics=accuracies)
    for metric in metrics:
        if metric not in (*losses, *accuracies):
            yield Panel(title=metric.replace("_", " "), metrics=(metric,))


def _draw_panel(axes: Any, panel: Panel, recipe: Recipe, result: dict[str, Any]) -> None:
    curves = result["curves"]
    epochs = curves["epochs"]
    for metric in panel.metrics:
        curve = curves[metric]
        mean, least, greatest = (
            [math.nan if value is None else value for value in curve[name]]
            for name in ("mean", "minimum", "maximum")
        )
        marker = "o" if len(epochs) == 1 else None
        axes.plot(epochs, mean, color=_colour(metric), label=_label(metric), lw=1.6, marker=marker)
        axes.fill_between(epochs, least, greatest, color=_colour(metric), alpha=0.2, lw=0)
    figures = [figure for figure in recipe.published if figure.metric in panel.metrics]
    for figure, at in _by_value(figures):
        _draw_published(axes, figure, at)
    several = [curves[metric] for metric in panel.metrics]
    if panel.title == LOSS and _spans_much(several):
        axes.set_yscale("log")
    elif panel.title in (LOSS, ACCURACY):
        _show_what_matters(axes, several, figures)
    _finish(axes, panel)


def _by_value(figures: Sequence[Published]) -> Iterator[tuple[Published, str]]:
    """Each figure once, with its moment in words, however many moments it was published for."""
    moments: dict[Published, list[str]] = {}
    for figure in figures:
        moments.setdefault(replace(figure, at=""), []).append(figure.at.replace("_", " "))
    for figure, several in moments.items():
        at = several[0] if len(several) == 1 else "several moments"
        yield figure, "" if at == "end" else f", {at}"


def _draw_published(axes: Any, figure: Published, at: str) -> None:
    """A mark where the epoch was told, else a line; a bar or a band for a range."""
    colour, label = _colour(figure.metric), f"published {_label(figure.metric)}{at}"
    high = figure.low if figure.high is None else figure.high
    middle, reach = (figure.low + high) / 2, (high - figure.low) / 2
    if figure.epoch is not None:
        axes.errorbar(
            figure.epoch,
            middle,
            yerr=reach or None,
            fmt="D",
            ms=6,
            capsize=3,
            mfc=colour,
            mec=INK,
            ecolor=INK,
            label=label,
            zorder=5,
        )
    elif reach:
        axes.axhspan(figure.low, high, fc="none", ec=colour, hatch="///", ls="--", label=label)
    else:
        axes.axhline(middle, color=colour, ls="--", lw=1.2, label=label)


def _show_what_matters(
    axes: Any, curves: Sequence[dict[str, Any]], figures: Sequence[Published]
) -> None:
    """Leave the climb of the first epochs out of a long curve's view, it hides all the rest."""
    start = len(curves[0]["mean"]) // SHARE_OF_THE_START
    ends = ("minimum", "maximum", "mean")
    shown = [value for curve in curves for end in ends for value in curve[end][start:]]
    told = [value for value in shown if value is not None]
    told += [value for one in figures for value in (one.low, one.high) if value is not None]
    if start and told:
        margin = MARGIN * (max(told) - min(told)) or 1.0
        axes.set_ylim(min(told) - margin, max(told) + margin)


def _finish(axes: Any, panel: Panel) -> None:
    axes.set_xlabel("epoch", color=INK)
    axes.set_ylabel(panel.title, color=INK)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    axes.margins(x=0.02)
    labels = axes.get_legend_handles_labels()[1]
    if len(labels) > 1:
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2, fontsize=8, frameon=False
        )


def _under(recipe: Recipe, result: dict[str, Any]) -> list[str]:
    complete = "" if result.get("complete", True) else ", incomplete"
    return [
        recipe.layers,
        regime_in_words(recipe),
        f"{result['data']}; mean of {runs_in_words(result['runs'])} of "
        f"{epochs_in_words(result['epochs'])}{complete}, band from least to greatest",
    ]


def _wrapped(lines: Sequence[str], width: float) -> str:
    letters = int(width * LETTERS_IN_AN_INCH)
    return "\n".join(fill(line, letters, break_on_hyphens=False) for line in lines)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataProblem(f"--png {folder}: cannot be made, {error.strerror}") from error


def _save(figure: Any, path: Path) -> None:
    _make(path.parent)
    try:
        figure.savefig(path)
    except OSError as error:
        raise DataProblem(f"--png {path}: cannot be written, {error.strerror}") from error


def _colour(metric: str) -> str:
    return COLOURS.get(metric.split("_")[0], OWN_COLOUR)


def _label(metric: str) -> str:
    """The metric without what the axis says already."""
    return metric.removesuffix("_loss").removesuffix("_accuracy").replace("_", " ")


def _spans_much(curves: Sequence[dict[str, Any]]) -> bool:
    values = [value for curve in curves for name in ("mean", "minimum") for value in curve[name]]
    told = [value for value in values if value is not None]
    return bool(told) and min(told) > 0 and max(told) / min(told) > LOGARITHMIC_FROM
