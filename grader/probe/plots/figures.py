"""A figure as data: its axes, their words, their series and images.

Only ever called in a fork: asking matplotlib may change a figure. What cannot be told is left out.
"""

import contextlib
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .content import NOTHING, content_of
from .numbers import number, span, text
from .series import Facts, Marks, read_series

MOST_AXES = 100
MOST_WORDS = 40
"""Labels of ticks, and entries of a legend, that are kept of one pair of axes."""
MOST_IMAGES = 8
MOST_NUMBERS = 12_000
"""Values that are kept of one figure."""

_NAMED_BY_HAND = ("FixedFormatter", "StrCategoryFormatter", "FuncFormatter")

Grids = Mapping[tuple[int, int], int | None]
"""How many tiles an image of this height and width is made of, where that is known."""


def read_figure(figure: Any, marks: Marks, grids: Grids) -> Facts | None:
    """What `figure` shows; None if nothing was drawn on it."""
    drawn = [axes for axes in figure.axes if getattr(axes, "_colorbar", None) is None]
    drawn = [axes for axes in drawn if _shows_anything(axes)]
    if not drawn:
        return None
    facts: Facts = {
        "title": "",
        "legend": [],
        **_layout(drawn),
        "axes": [_axes(axes, marks, grids) for axes in drawn[:MOST_AXES]],
    }
    with contextlib.suppress(BaseException):
        facts["title"] = text(figure._suptitle.get_text() if figure._suptitle else "")
        facts["legend"] = [words for one in figure.legends[:8] for words in _legend(one)]
    return _within_limits(facts)


def digest(figure: Any, facts: Facts) -> str:
    """Tells two states of a figure apart, pictures that are alike in all facts too."""
    total = hashlib.sha256(json.dumps(facts, sort_keys=True).encode())
    for axes in figure.axes[:MOST_AXES]:
        for image in axes.images[:MOST_IMAGES]:
            with contextlib.suppress(BaseException):
                pixels: Any = np.ascontiguousarray(np.ma.getdata(image.get_array()))
                total.update(b"%d" % zlib.crc32(pixels))
    return total.hexdigest()


def _shows_anything(axes: Any) -> bool:
    return bool(axes.has_data() or axes.texts or axes.tables or axes.patches or axes.artists)


def _layout(drawn: list[Any]) -> Facts:
    """Rows and columns of the grid that the axes lie in, and how many of them show images."""
    sizes = []
    for axes in drawn:
        with contextlib.suppress(BaseException):
            sizes.append(_spec(axes).get_gridspec().get_geometry())
    return {
        "rows": max((rows for rows, _ in sizes), default=None),
        "columns": max((columns for _, columns in sizes), default=None),
        "image_axes": sum(bool(axes.images) for axes in drawn),
    }


def _spec(axes: Any) -> Any:
    # A colour bar takes its room from the axes by a grid inside the grid.
    return axes.get_subplotspec().get_topmost_subplotspec()


def _axes(axes: Any, marks: Marks, grids: Grids) -> Facts:
    facts: Facts = {
        "title": "", "x_label": "", "y_label": "", "x_scale": "", "y_scale": "",
        "x_limits": None, "y_limits": None, "x_ticks": [], "y_ticks": [], "legend": [],
        "row": None, "column": None, "series": [], "images": [],
    }  # fmt: skip
    readers: dict[str, Callable[[], Any]] = {
        "title": lambda: next(filter(None, (text(axes.get_title(side)) for side in _SIDES)), ""),
        "x_label": lambda: text(axes.get_xlabel() or _shared(axes, "_supxlabel")),
        "y_label": lambda: text(axes.get_ylabel() or _shared(axes, "_supylabel")),
        "x_scale": lambda: text(axes.get_xscale(), longest=20),
        "y_scale": lambda: text(axes.get_yscale(), longest=20),
        "series": lambda: read_series(axes, marks),
        "images": lambda: _images(axes, grids),
        "legend": lambda: _legend(axes.get_legend()),
        "x_limits": lambda: span(axes.get_xlim()),
        "y_limits": lambda: span(axes.get_ylim()),
        "x_ticks": lambda: _ticks(axes.xaxis),
        "y_ticks": lambda: _ticks(axes.yaxis),
        "row": lambda: int(_spec(axes).rowspan.start),
        "column": lambda: int(_spec(axes).colspan.start),
    }
    for name, read in readers.items():
        # One question that a student's own axes will not answer costs no other.
        with contextlib.suppress(BaseException):
            facts[name] = read()
    return facts


def _shared(axes: Any, name: str) -> str:
    """The name that a figure gives to an axis of all its axes."""
    words = getattr(axes.get_figure(), name, None)
    return str(words.get_text()) if words is not None else ""


_SIDES = ("center", "left", "right")


def _ticks(axis: Any) -> list[str]:
    """Words at the ticks, where somebody chose them; numbers are the axis's limits."""
    if type(axis.get_major_formatter()).__name__ not in _NAMED_BY_HAND:
        return []
    words = [text(label.get_text(), longest=80) for label in axis.get_ticklabels()[:MOST_WORDS]]
    return words if any(_is_word(word) for word in words) else []


def _is_word(label: str) -> bool:
    return any(letter.isalpha() for letter in label) and "$" not in label


def _legend(legend: Any) -> list[str]:
    texts = legend.get_texts()[:MOST_WORDS] if legend is not None else ()
    return [text(each.get_text(), longest=120) for each in texts]


def _images(axes: Any, grids: Grids) -> list[Facts]:
    meshes = [each for each in axes.collections if _is_mesh(each)]
    shown = [("image", each) for each in axes.images] + [("heatmap", each) for each in meshes]
    found = []
    for kind, artist in shown[:MOST_IMAGES]:
        with contextlib.suppress(BaseException):
            found.append(_image(kind, artist, grids))
    return found


def _is_mesh(artist: Any) -> bool:
    names = {base.__name__ for base in type(artist).__mro__}
    return bool(names & {"QuadMesh", "PolyQuadMesh"})


def _image(kind: str, artist: Any, grids: Grids) -> Facts:
    content = np.ma.asarray(artist.get_array())
    if kind == "heatmap" and content.ndim == 1:
        content = content.reshape(artist._meshHeight, artist._meshWidth)
    shape = [int(size) for size in content.shape]
    colour = len(shape) == 3
    inside = NOTHING
    with contextlib.suppress(BaseException):
        inside = content_of(np.ma.getdata(content))
    seen = content.compressed() if np.ma.is_masked(content) else np.ma.getdata(content)
    return {
        "kind": kind,
        "shape": shape,
        "colour": colour,
        "map": "" if colour else text(artist.get_cmap().name, longest=40),
        "minimum": number(np.nanmin(seen)) if seen.size else None,
        "maximum": number(np.nanmax(seen)) if seen.size else None,
        "tiles": grids.get((shape[0], shape[1])) if kind == "image" else None,
        **inside,
    }


def _within_limits(facts: Facts) -> Facts:
    """The facts without the values of those series for which there is no room."""
    left = MOST_NUMBERS
    for axes in facts["axes"]:
        for series in axes["series"]:
            left -= len(series["x"]) + len(series["y"])
            if left < 0:
                series["x"] = series["y"] = []
    return facts
