"""The class page's plots: inline SVG whose colours follow the page, light or dark."""

import io
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import nan
from typing import TYPE_CHECKING

from grader.render.numbers import spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from grader.render.class_facts import AccuracyFacts, DeductionFacts, GradeFacts

# Matplotlib wants real colours, a page that can be dark wants variables: these unlikely colours
# stand for variables while matplotlib draws.
INK = "#010203"
SOFT = "#010204"
LINE = "#010205"
KEPT = "#010206"
LOST = "#010207"
WAITS = "#010208"
MEASURED = "#010209"
OBSERVED = "#01020a"
CARD = "#01020b"
_VARIABLES = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    LINE: "var(--line)",
    KEPT: "var(--kept)",
    LOST: "var(--lost)",
    WAITS: "var(--waits)",
    MEASURED: "var(--measured)",
    OBSERVED: "var(--observed)",
    CARD: "var(--card)",
}

WIDTH_INCHES = 4.8
TEXT_SIZE = 10
BAR_HEIGHT = 0.62
# Matplotlib's settings belong to the whole process; whoever draws holds them alone.
_one_at_a_time = threading.Lock()
_PREAMBLE = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>|<style.*?</style>", re.DOTALL)
_NAMES = re.compile(r'(\bid="|href="#|url\(#)')
_SIZE = re.compile(r'(?<=<svg)(.*?) width="[^"]*" height="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A figure of inches and what draws on it."""

    name: str
    """Keeps its inner names apart from those of other plots on the page."""
    label: str
    """The plot in words, for those who cannot see it."""
    height_inches: float
    """Its height."""


def grade_histogram(facts: "GradeFacts") -> str:
    """How many submissions got how many points; those that may still fall are striped."""

    def draw(axes: "Axes") -> None:
        widths = [high - low for low, high in facts.bins]
        starts = [low for low, _ in facts.bins]
        axes.bar(starts, facts.settled, widths, align="edge", color=KEPT, edgecolor=CARD)
        axes.bar(
            starts,
            facts.at_risk,
            widths,
            bottom=facts.settled,
            align="edge",
            facecolor="none",
            edgecolor=WAITS,
            hatch="///",
            linewidth=1,
        )
        edges = [*starts, facts.bins[-1][1]]
        if any(facts.at_risk):
            lowest = [number or nan for number in facts.lowest]
            axes.stairs(lowest, edges, color=INK, linestyle=(0, (4, 3)), linewidth=1.2)
        axes.set_xlim(edges[0], edges[-1])
        axes.set_xlabel("points")
        axes.set_ylabel("submissions")
        _whole_numbers(axes, "y")

    return _svg(Drawing(name="grades", label=facts.label, height_inches=2.7), draw)


def deduction_bars(facts: Sequence["DeductionFacts"], *, label: str) -> str:
    """How often each deduction fell, and how often something points at it."""

    def draw(axes: "Axes") -> None:
        axes.barh(range(len(facts)), [row.fell for row in facts], height=BAR_HEIGHT, color=LOST)
        # A bar of no length would still draw its edge.
        suspected = [(index, row) for index, row in enumerate(facts) if row.suspected]
        axes.barh(
            [index for index, _ in suspected],
            [row.suspected for _, row in suspected],
            left=[row.fell for _, row in suspected],
            height=BAR_HEIGHT,
            facecolor="none",
            edgecolor=WAITS,
            hatch="///",
            linewidth=1,
        )
        axes.set_yticks(range(len(facts)), [row.id for row in facts])
        axes.invert_yaxis()
        axes.set_xlabel("submissions")
        _whole_numbers(axes, "x")

    height = 0.8 + 0.27 * max(len(facts), 2)
    return _svg(Drawing(name="deductions", label=label, height_inches=height), draw)


def accuracy_strips(facts: Sequence["AccuracyFacts"], *, label: str) -> str:
    """Each submission's measured accuracy beside the band that reference runs fell into."""

    def draw(axes: "Axes") -> None:
        for row, network in enumerate(facts):
            _accuracy_row(axes, row, network)
        axes.set_yticks(range(len(facts)), [row.name for row in facts])
        axes.set_ylim(len(facts) - 0.4, -0.6)
        axes.set_xlabel("accuracy on held-out data, %")
        axes.margins(x=0.06)

    height = 0.9 + 0.56 * len(facts)
    return _svg(Drawing(name="accuracy", label=label, height_inches=height), draw)


def _accuracy_row(axes: "Axes", row: int, network: "AccuracyFacts") -> None:
    expected = network.expected
    if expected is not None:
        low, high = expected.mean - expected.deviation, expected.mean + expected.deviation
        axes.fill_betweenx([row - 0.34, row + 0.34], low, high, color=MEASURED, alpha=0.3, lw=0)
        axes.plot([expected.mean] * 2, [row - 0.34, row + 0.34], color=MEASURED, lw=1.4)
        words = spread(expected.mean, expected.deviation)
        axes.annotate(
            words,
            (expected.mean, row - 0.4),
            ha="center",
            va="bottom",
            color=SOFT,
            fontsize=TEXT_SIZE - 1.5,
            annotation_clip=False,
        )
    heights = [row + _step_aside(index) for index in range(len(network.values))]
    fills = [OBSERVED if value.is_as_asked else "none" for value in network.values]
    accuracies = [value.accuracy for value in network.values]
    axes.scatter(accuracies, heights, s=22, c=fills, edgecolors=OBSERVED, lw=1.3, zorder=3)


def _step_aside(index: int) -> float:
    # Equal values would hide each other; seven steps suffice to tell a crowd from one.
    return ((index * 3) % 7 - 3) * 0.07


def _whole_numbers(axes: "Axes", axis: str) -> None:
    from matplotlib.ticker import MaxNLocator

    which = axes.xaxis if axis == "x" else axes.yaxis
    which.set_major_locator(MaxNLocator(nbins=6, integer=True, min_n_ticks=1))


def _svg(drawing: Drawing, draw: Callable[["Axes"], None]) -> str:
    # Matplotlib takes half a second to import, and most commands draw nothing.
    import matplotlib
    from matplotlib.figure import Figure

    with (
        _one_at_a_time,
        matplotlib.rc_context(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "grade",
                "font.size": TEXT_SIZE,
                "hatch.linewidth": 2.4,
                "text.parse_math": False,
            }
        ),
    ):
        figure = Figure(figsize=(WIDTH_INCHES, drawing.height_inches), layout="constrained")
        axes = figure.add_subplot()
        draw(axes)
        _calm(axes)
        return _inline(_written(figure), drawing)


def _calm(axes: "Axes") -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(length=0, colors=SOFT, labelcolor=SOFT)
    axes.xaxis.label.set_color(SOFT)
    axes.yaxis.label.set_color(SOFT)
    axes.grid(axis="x" if axes.yaxis_inverted() else "y", color=LINE, linewidth=0.8)
    axes.set_axisbelow(True)


def _written(figure: "Figure") -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})
    return file.getvalue()


def _inline(svg: str, drawing: Drawing) -> str:
    """The file's one element, with names of its own, the page's colours, and words for it."""
    element = _PREAMBLE.sub("", svg)
    element = _NAMES.sub(lambda found: f"{found.group()}{drawing.name}-", element)
    for colour, variable in _VARIABLES.items():
        element = element.replace(colour, variable)
    return _SIZE.sub(rf' role="img" aria-label="{escape(drawing.label)}"\1', element, count=1)
