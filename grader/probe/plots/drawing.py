"""Where figures come to be seen in matplotlib, and what artists were made by which call."""

import contextlib
import functools
import inspect
import weakref
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from ..imported import after_import
from .series import Mark

MOST_GRIDS = 200

Drawn = Callable[[Any, Any], None]


class Drawing:
    """Hooks into matplotlib once the student's code has imported it; never before."""

    def __init__(self, drawn: Drawn) -> None:
        self.marks: weakref.WeakKeyDictionary[Any, Mark] = weakref.WeakKeyDictionary()
        """What made those artists whose class does not tell."""
        self.grids: dict[tuple[int, int], int | None] = {}
        """Images in a grid of this height and width; None where two calls do not agree."""
        self._drawn = drawn

    def start(self) -> None:
        """Tell `drawn` of each figure that is shown or saved, with where it was drawn to."""
        after_import("matplotlib.backend_bases", self._hook_backends)
        after_import("matplotlib.axes._axes", self._hook_axes)
        after_import("torchvision.utils", self._hook_grids)

    def _hook_backends(self, module: ModuleType) -> None:
        # Whatever is saved, and whatever a notebook displays, is printed by a canvas.
        tell_after(
            module.FigureCanvasBase,
            "print_figure",
            lambda args, kwargs, _: self._drawn(args[0].figure, _first(args, kwargs, "filename")),
        )
        tell_after(
            module.FigureManagerBase,
            "show",
            lambda args, *_: self._drawn(args[0].canvas.figure, None),
        )

    def _hook_axes(self, module: ModuleType) -> None:
        tell_after(module.Axes, "hist", lambda _args, _kwargs, made: self._mark_bins(*made))
        tell_after(
            module.Axes,
            "bxp",
            lambda args, kwargs, made: self._mark_boxes(
                "box", _first(args, kwargs, "bxpstats"), made, ("med", "positions")
            ),
        )
        tell_after(
            module.Axes,
            "violin",
            lambda args, kwargs, made: self._mark_boxes(
                "violin", _first(args, kwargs, "vpstats"), made, ("median", "positions")
            ),
        )

    def _hook_grids(self, module: ModuleType) -> None:
        tell_after(
            module,
            "make_grid",
            lambda args, kwargs, grid: self._note_grid(args[0] if args else kwargs["tensor"], grid),
        )

    def _mark_bins(self, heights: Any, edges: Any, made: Any) -> None:
        several = getattr(heights, "ndim", 1) == 2 or isinstance(heights, list)
        rows = list(heights) if several else [heights]
        groups = list(made) if several else [made]
        for row, group in zip(rows, groups, strict=False):
            for artist in list(group)[:1]:
                self.marks[artist] = Mark("hist", edges, row)

    def _mark_boxes(self, kind: str, stats: Any, made: Any, names: tuple[str, str]) -> None:
        middles = [each.get(names[0]) for each in stats] if isinstance(stats, list) else []
        mark = Mark(kind, range(1, len(middles) + 1), middles)
        for parts in made.values():
            for artist in parts if isinstance(parts, list) else [parts]:
                self.marks[artist] = mark
                mark = Mark("")

    def _note_grid(self, images: Any, grid: Any) -> None:
        count = len(images) if isinstance(images, list | tuple) else 1
        if getattr(images, "ndim", 0) == 4:
            count = int(images.shape[0])
        if len(self.grids) < MOST_GRIDS:
            size = int(grid.shape[-2]), int(grid.shape[-1])
            self.grids[size] = count if self.grids.get(size, count) == count else None


def _first(args: tuple[Any, ...], kwargs: dict[str, Any], name: str) -> Any:
    return args[1] if len(args) > 1 else kwargs.get(name)


def tell_after(owner: Any, name: str, tell: Callable[[Any, Any, Any], None]) -> None:
    """Call `tell(args, kwargs, result)` after each call of a function; it can break nothing."""
    function = inspect.getattr_static(owner, name)

    def told(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        # The student's arguments may be anything; what cannot be told is not.
        with contextlib.suppress(Exception):
            tell(args, kwargs, result)
        return result

    setattr(owner, name, functools.wraps(function)(_at_home(told, function)))


def _at_home(told: Any, function: Any) -> Any:
    """`told` as if it stood beside `function`: warnings name the first line outside a library."""
    code = told.__code__.replace(co_filename=function.__code__.co_filename)
    scope = {**told.__globals__, "__name__": function.__module__}
    return FunctionType(code, scope, told.__name__, told.__defaults__, told.__closure__)
