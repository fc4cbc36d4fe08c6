"""What one pair of axes shows: lines, points, bars, each as numbers with its name.

Only ever called in a fork: asking matplotlib may change a figure. What cannot be told is left out.
"""

import contextlib
import importlib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .numbers import kept, plain, text, values

MOST_SERIES = 60
MOST_READ = 2_000_000
"""Length of a series up to which its values are read: reading them takes memory."""
FEWEST_TOUCHING = 3
"""Bars that touch one another from which on they are a histogram's."""

Facts = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """How an artist came to be, where its class does not tell."""

    kind: str
    """`hist`, `box` or `violin`; empty for a part of what another artist's mark tells."""
    x: Any = ()
    """Edges of bins, or positions of boxes."""
    y: Any = ()
    """Heights of bins, or medians of boxes."""


Marks = Mapping[Any, Mark]


@dataclass(frozen=True)
class Series:
    """One series, and how it looks in a legend."""

    facts: Facts
    """Label, kind, length and values."""
    look: object
    """Colour and line style."""


def read_series(axes: Any, marks: Marks) -> list[Facts]:
    """All series of `axes`; one without a name gets that of the legend's one entry like it."""
    found: list[Series] = []
    for read in (_containers, _lines, _collections, _patches):
        # A student's own kind of artist may raise: the other kinds are still read.
        with contextlib.suppress(BaseException):
            found.extend(itertools.islice(read(axes, marks), MOST_SERIES))
    # Some libraries draw empty lines, only for the legend.
    shown = [each for each in found if each.facts["length"] != 0][:MOST_SERIES]
    with contextlib.suppress(BaseException):
        _name(shown, axes.get_legend())
    return [each.facts for each in shown]


def _facts(kind: str, artist: Any, x: Any = (), y: Any = ()) -> Facts:
    length = min(len(x), len(y))
    if length > MOST_READ:
        return {**_bare(kind, artist), "length": length}
    columns = values(x), values(y)
    rows = kept(*columns)
    return {
        "label": _label(artist),
        "kind": kind,
        "length": length,
        "x": plain(columns[0][rows]),
        "y": plain(columns[1][rows]),
    }


def _histogram(artist: Any, mark: Mark) -> Facts:
    """Heights of bins, and their edges, of which there is one more."""
    edges, heights = values(mark.x), values(mark.y)
    rows = kept(edges[:-1], heights)
    facts = _facts("hist", artist, edges[:-1], heights)
    return {**facts, "x": plain(edges[[*rows, len(edges) - 1]])}


def _bare(kind: str, artist: Any) -> Facts:
    return {"label": _label(artist), "kind": kind, "length": None, "x": [], "y": []}


def _label(artist: Any) -> str:
    label = text(artist.get_label())
    return "" if label.startswith("_") else label


def _marked(artist: Any, mark: Mark, look: Any) -> Series:
    facts = _histogram(artist, mark) if mark.kind == "hist" else None
    return Series(facts or _facts(mark.kind, artist, mark.x, mark.y), _look(look))


def _containers(axes: Any, marks: Marks) -> Iterator[Series]:
    for container in axes.containers:
        name = type(container).__name__
        if name == "BarContainer" and len(container.patches):
            yield _bars(container, axes, marks)
        elif name == "ErrorbarContainer" and container.lines[0] is not None:
            yield _line("errorbar", container, container.lines[0])
        elif name == "StemContainer":
            yield _line("stem", container, container.markerline)


def _bars(container: Any, axes: Any, marks: Marks) -> Series:
    first, *_ = bars = list(container.patches)
    x, y, wide, high = np.array(
        [[bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height()] for bar in bars], float
    ).T
    lying = getattr(container, "orientation", "") == "horizontal"
    starts, sizes, tops, axis = (
        (y, high, wide, axes.yaxis) if lying else (x, wide, high, axes.xaxis)
    )
    touching = len(bars) >= FEWEST_TOUCHING and np.allclose(starts[:-1] + sizes[:-1], starts[1:])
    if first in marks:
        return _marked(container, marks[first], first)
    if touching and not _categories(axis):
        mark = Mark("hist", [*starts, starts[-1] + sizes[-1]], tops)
        return _marked(container, mark, first)
    centres = starts + sizes / 2
    facts = _facts("barh", container, tops, centres) if lying else None
    return Series(facts or _facts("bar", container, centres, tops), _look(first))


def _line(kind: str, artist: Any, line: Any) -> Series:
    # Lines in three dimensions keep what they were drawn from apart.
    drawn = getattr(line, "_verts3d", None) or (
        line.get_xdata(orig=False),
        line.get_ydata(orig=False),
    )
    return Series(_facts(kind, artist, drawn[0], drawn[1]), _look(line))


def _lines(axes: Any, marks: Marks) -> Iterator[Series]:
    parts = {id(part) for container in axes.containers for part in _parts(container)}
    for line in axes.lines:
        if line in marks:
            if marks[line].kind:
                yield _marked(line, marks[line], line)
        elif id(line) not in parts:
            along = line.get_transform().contains_branch_seperately(axes.transData)
            is_points = str(line.get_linestyle()).lower() in ("none", "", " ")
            if all(along):
                yield _line("scatter" if is_points else "line", line, line)
            elif any(along) or type(line).__name__ == "AxLine":
                yield Series(_bare("guide", line), _look(line))


def _parts(container: Any) -> Iterator[Any]:
    """All artists of a container, whatever they lie in."""
    for part in container:
        if isinstance(part, tuple | list):
            yield from _parts(part)
        else:
            yield part


_COLLECTIONS = {
    "FillBetweenPolyCollection": "fill",
    "PolyCollection": "fill",
    "LineCollection": "guide",
    "EventCollection": "events",
    "ContourSet": "contour",
    "Poly3DCollection": "surface",
    "Line3DCollection": "surface",
    "Quiver": "arrows",
}


def _collections(axes: Any, marks: Marks) -> Iterator[Series]:
    parts = {id(part) for container in axes.containers for part in _parts(container)}
    for artist in axes.collections:
        names = [base.__name__ for base in type(artist).__mro__]
        if id(artist) in parts or {"QuadMesh", "PolyQuadMesh"} & set(names):
            continue
        if artist in marks:
            if marks[artist].kind:
                yield _marked(artist, marks[artist], artist)
        elif "PathCollection" in names:
            x, y, *_ = getattr(artist, "_offsets3d", None) or artist.get_offsets().T
            yield Series(_facts("scatter", artist, x, y), _look(artist))
        elif kind := next((_COLLECTIONS[name] for name in names if name in _COLLECTIONS), ""):
            # Shapes that are coloured by values show a density, not an area.
            coloured = kind == "fill" and artist.get_array() is not None
            yield Series(_bare("hexbin" if coloured else kind, artist), _look(artist))


def _patches(axes: Any, marks: Marks) -> Iterator[Series]:
    parts = {id(part) for container in axes.containers for part in _parts(container)}
    wedges = [patch for patch in axes.patches if type(patch).__name__ == "Wedge"]
    for patch in axes.patches:
        if patch in marks and id(patch) not in parts:
            if marks[patch].kind:
                yield _marked(patch, marks[patch], patch)
        elif type(patch).__name__ == "StepPatch":
            data = patch.get_data()
            yield _marked(patch, Mark("hist", data.edges, data.values), patch)
    if wedges:
        shares = [(wedge.theta2 - wedge.theta1) / 360 for wedge in wedges]
        yield Series({**_facts("pie", wedges[0], range(len(shares)), shares), "label": ""}, None)


def _look(artist: Any) -> object:
    """What tells an entry of a legend from its others."""
    artist = getattr(artist, "lines", [artist])[0] if isinstance(artist, tuple) else artist
    colours = importlib.import_module("matplotlib.colors")
    if hasattr(artist, "get_linestyle") and hasattr(artist, "get_xdata"):
        style = (artist.get_linestyle(), str(artist.get_marker()))
        return (colours.to_rgba(artist.get_color()), *style)
    if not hasattr(artist, "get_facecolor"):
        return None
    faces = colours.to_rgba_array(artist.get_facecolor())
    return tuple(map(float, faces[0])) if len(faces) else None


def _name(shown: list[Series], legend: Any) -> None:
    """Names from the legend, for those series that exactly one of its entries looks like."""
    if legend is None:
        return
    texts = [text(each.get_text()) for each in legend.get_texts()]
    looks = [_look(handle) for handle in legend.legend_handles]
    taken = {each.facts["label"] for each in shown}
    for words, look in zip(texts, looks, strict=False):
        alike = [each for each in shown if each.look == look and not each.facts["label"]]
        if look is not None and words not in taken and looks.count(look) == len(alike) == 1:
            alike[0].facts["label"] = words


def _categories(axis: Any) -> bool:
    return type(getattr(axis, "converter", None)).__name__ == "StrCategoryConverter" or (
        type(axis.get_major_formatter()).__name__ == "StrCategoryFormatter"
    )
