"""Calls of older versions of matplotlib and seaborn."""

import functools
import inspect
import sys
from typing import Any

from .frames import is_students, line_text
from .patching import OLDER, after_import, note, removed_methods, removed_names, renamed_keywords

_AXES: dict[str, dict[str, str | None]] = {
    "hist": {"normed": "density"},
    "grid": {"b": "visible"},
    "bar": {"left": "x"},
    "boxplot": {"labels": "tick_labels"},
    "stem": {"use_line_collection": None},
}
_TWO = (
    "lineplot", "scatterplot", "barplot", "boxplot", "violinplot", "stripplot", "swarmplot",
    "pointplot", "regplot", "boxenplot", "lmplot", "jointplot", "residplot", "relplot", "catplot",
)  # fmt: skip
_POSITIONS = ("x", "y", "hue")


def prepare(_task: dict[str, Any], notes: Any) -> None:
    """Wait for the libraries."""
    after_import("matplotlib.style", lambda module: _styles(module, notes))
    after_import("matplotlib.pyplot", lambda module: _plots(module, notes))
    after_import("mpl_toolkits.mplot3d.axes3d", lambda module: _solid(module.Axes3D, notes))
    after_import("seaborn", lambda module: _seaborn(module, notes))


def _styles(module: Any, notes: Any) -> None:
    original = module.use

    def present(name: Any) -> Any:
        if not isinstance(name, str) or name in module.available:
            return name
        new = name.replace("seaborn", "seaborn-v0_8", 1)
        if new not in module.available:
            return name
        note(notes, f"The style `{name}` was found as `{new}`.", OLDER)
        return new

    @functools.wraps(original)
    def use(style: Any) -> None:
        original([present(each) for each in style] if isinstance(style, list) else present(style))

    module.use = use


def _plots(module: Any, notes: Any) -> None:
    axes, figure = module.Axes, module.Figure
    for name, renamed in _AXES.items():
        for owner in (axes, module):
            renamed_keywords(owner, name, renamed, notes)
    renamed_keywords(figure, "savefig", {"quality": None}, notes)
    _projecting(module, lambda: module.gcf(), notes)
    _projecting(figure, None, notes)
    removed_names(module, {"hold": lambda: lambda *_: None}, notes)
    removed_methods(axes, {"hold": lambda *_: None}, notes)


def _projecting(owner: Any, current: Any, notes: Any) -> None:
    """`gca(projection="3d")` once made the axes that it asked for."""
    original = owner.gca

    @functools.wraps(original)
    def gca(*given: Any, **kwargs: Any) -> Any:
        if not kwargs:
            return original(*given)
        note(notes, "`gca` with settings made new axes, as `add_subplot` does.", OLDER)
        figure = current() if current else given[0]
        return figure.add_subplot(111, **kwargs)

    owner.gca = gca


def _solid(kind: Any, notes: Any) -> None:
    """`Axes3D(figure)` once put its axes into the figure, unless it was told not to."""
    original = kind.__init__
    if "auto_add_to_figure" in inspect.signature(original).parameters:
        return

    @functools.wraps(original)
    def begin(axes: Any, fig: Any, *args: Any, **kwargs: Any) -> None:
        adds = kwargs.pop("auto_add_to_figure", True)
        original(axes, fig, *args, **kwargs)
        asking = sys._getframe(1)
        if adds and is_students(asking) and "add_axes" not in line_text(asking):
            note(notes, "`Axes3D(figure)` put its axes into the figure.", OLDER)
            axes.get_figure(root=False).add_axes(axes)

    kind.__init__ = begin


def _seaborn(module: Any, notes: Any) -> None:
    for name in _TWO:
        if hasattr(module, name):
            setattr(module, name, _by_position(getattr(module, name), name, notes))
    if hasattr(module, "catplot"):
        point = functools.partial(module.catplot, kind="point")
        removed_names(module, {"factorplot": lambda: point}, notes)


def _by_position(original: Any, name: str, notes: Any) -> Any:
    @functools.wraps(original)
    def plot(*args: Any, **kwargs: Any) -> Any:
        if 2 <= len(args) <= len(_POSITIONS) and not kwargs.keys() & set(_POSITIONS[: len(args)]):
            note(notes, f"`{name}` was given its values as `x` and `y`.", OLDER)
            kwargs |= dict(zip(_POSITIONS, args, strict=False))
            args = ()
        return original(*args, **kwargs)

    return plot
