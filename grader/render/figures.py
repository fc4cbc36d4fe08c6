"""Figures that the notebooks drew, in words and as small pictures."""

import base64
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.records import Evidence, Kind, Plot
from grader.render.numbers import count, counted
from grader.render.text import one_line

MOST_FIGURES = 24
LARGEST_TOGETHER = 1024 * 1024
"""Bytes of all pictures of a page: a report is mailed."""
MOST_NAMES = 8

_WORDS = {
    "line": ("line", "lines"),
    "scatter": ("group of points", "groups of points"),
    "bar": ("group of bars", "groups of bars"),
    "barh": ("group of bars", "groups of bars"),
    "hist": ("histogram", "histograms"),
    "errorbar": ("line with error bars", "lines with error bars"),
    "stem": ("stem plot", "stem plots"),
    "box": ("box plot", "box plots"),
    "violin": ("violin plot", "violin plots"),
    "pie": ("pie", "pies"),
    "contour": ("contour plot", "contour plots"),
    "hexbin": ("density plot", "density plots"),
    "surface": ("surface", "surfaces"),
}
"""Kinds of series that are worth a word, and that word for one and for several."""

ReadPicture = Callable[[str], bytes]
"""Finds the PNG with a digest; nothing if it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure with its picture."""

    source: str
    """The picture as a data URI."""
    title: str
    """Its title; student text, cleaned."""
    words: str
    """What it shows."""
    place: str
    """Where."""


def no_picture(_digest: str) -> bytes:
    """For pages without a store."""
    return b""


def count_drawn(evidence: Evidence) -> int:
    """How many figures the run drew."""
    return sum(plot.kind is not Kind.CLAIMED for plot in evidence.plots)


def figure_rows(evidence: Evidence, picture: ReadPicture) -> tuple[FigureRow, ...]:
    """The first figures whose pictures are there, as many as a page has room for."""
    return tuple(_rows(evidence, picture))


def _rows(evidence: Evidence, picture: ReadPicture) -> Iterator[FigureRow]:
    room, left = LARGEST_TOGETHER, MOST_FIGURES
    for plot in evidence.plots:
        content = picture(plot.picture_blob) if plot.picture_blob else b""
        if not content or len(content) > room:
            continue
        if not left:
            return
        room, left = room - len(content), left - 1
        yield FigureRow(
            source=f"data:image/png;base64,{base64.b64encode(content).decode()}",
            title=one_line(plot.title, limit=120),
            words=one_line(figure_words(plot)),
            place=one_line(str(plot.place)),
        )


def figure_words(plot: Plot) -> str:
    """What a figure shows, in one line: `2 lines (train, val), y logarithmic`."""
    series = [each for axes in plot.axes for each in axes.series]
    kinds = Counter(_WORDS[each.kind] for each in series if each.kind in _WORDS)
    parts = [counted(number, *words) for words, number in kinds.items()]
    names = ", ".join(dict.fromkeys(plot.series[:MOST_NAMES]))
    drawn = ", ".join(parts) + (f" ({names})" if names and parts else names)
    logarithmic = any(axes.y_scale == "log" for axes in plot.axes)
    more = (drawn, _images(plot), "y logarithmic" if logarithmic else "", _labels(plot))
    return ", ".join(part for part in more if part) or "nothing that we can name"


def _images(plot: Plot) -> str:
    images = [image for axes in plot.axes for image in axes.images]
    maps = sum(image.kind == "heatmap" for image in images)
    shown = [image for image in images if image.kind == "image"]
    tiles = [image.tiles for image in shown if image.tiles]
    words = [counted(plot.image_axes, "image")] if shown else []
    words += [f"a grid of {count(tiles[0])} tiles"] if len(tiles) == len(shown) == 1 else []
    words += [counted(maps, "heatmap")] if maps else []
    return ", ".join(words)


def _labels(plot: Plot) -> str:
    labels = [(axes.x_label, axes.y_label) for axes in plot.axes if axes.x_label or axes.y_label]
    return f"{labels[0][1] or '?'} over {labels[0][0] or '?'}" if labels else ""
