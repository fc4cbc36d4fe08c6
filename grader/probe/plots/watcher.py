"""Figures that the run showed or saved: each in the state in which it was seen, once for a cell.

A figure is looked at in a fork of the process, so that nothing about it changes. A figure that is
drawn again and again, as live plots and animations are, is kept as it was seen last.
"""

import contextlib
import os
import re
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from ..aside import Answer, aside
from ..events import Events
from ..files import FORMAT, write_bytes, write_json
from ..watch import undisturbed
from .drawing import Drawing
from .figures import digest, read_figure
from .pictures import picture

MOST_PLOTS = 300
MOST_IN_CELL = 40
MOST_PICTURES = 60
MOST_PICTURES_IN_CELL = 16
SECONDS = (2.0, 4.0)
"""Longest wait for the facts of one figure, and then for its picture."""
SECONDS_IN_ALL = 120.0
MOST_FAILURES = 4
"""Figures of which nothing could be told after which no more are looked at."""
OFTEN = 3
"""Times a figure is drawn anew from which on it is only looked at now and then, and at the end."""
SECONDS_BETWEEN = 10.0

_QUIET_BACKENDS = ("agg", "cairo", "pdf", "pgf", "ps", "svg", "template", "inline")


@dataclass
class Seen:
    """One state of a figure, kept under a number."""

    number: int
    figure: weakref.ref[Any]
    axes: list[weakref.ref[Any]]
    target: str
    """Where it was saved to, without digits; empty if it was only shown."""
    digest: str = ""
    looked: float = 0.0
    has_picture: bool = False
    pending: tuple[Any, Any] | None = None
    """The figure and its target, if it was drawn since it was last looked at."""

    def is_of(self, figure: Any) -> bool:
        """Whether this is a state of `figure` that was not cleared since."""
        alive = [reference() for reference in self.axes]
        now = list(figure.axes)
        same = len(alive) == len(now) and all(a is b for a, b in zip(alive, now, strict=True))
        return same and self.figure() is figure


@dataclass
class Cell:
    """What was seen in one cell."""

    number: int | None
    seen: list[Seen] = field(default_factory=list)
    gone: list[Seen] = field(default_factory=list)
    """What was shown before the cell's outputs were cleared, and nothing has replaced yet."""
    shown_since: bool = False
    """Whether something was shown since they were cleared."""
    redrawn: int = 0
    pictures: int = 0


class Plots:
    """The figures of one run so far."""

    def __init__(self, out: Path, events: Events) -> None:
        self._out = out
        self._events = events
        self._drawing = Drawing(self._drawn)
        self._cell = Cell(None)
        self._count = self._pictures = self._failures = 0
        self._seconds = 0.0
        self._process = os.getpid()

    def start(self) -> None:
        """Begin to listen; matplotlib need not be imported yet, and may never be."""
        self._drawing.start()

    def attach(self, shell: Any) -> None:
        """Notice when the outputs of a cell are cleared: what they showed is gone."""
        publisher = shell.display_pub
        clear: Callable[..., Any] = publisher.clear_output

        def clear_output(*args: Any, **kwargs: Any) -> Any:
            with contextlib.suppress(Exception):
                self._clear()
            return clear(*args, **kwargs)

        publisher.clear_output = clear_output

    def cell_ends(self) -> None:
        """Look at figures drawn since they were last looked at, and at those left on a screen."""
        self._begin_cell()
        self._forget_gone()
        for seen in list(self._cell.seen):
            if seen.pending is not None:
                figure, target = seen.pending
                seen.pending = None
                if seen.is_of(figure):
                    self._look(seen, figure, target)
        for figure in _on_screen():
            self._notice(figure, None)

    def _clear(self) -> None:
        self._begin_cell()
        self._forget_gone()
        self._cell.gone = [seen for seen in self._cell.seen if not seen.target]
        self._cell.shown_since = False

    def _forget_gone(self) -> None:
        # Who clears at the very end only wants to see the last state no longer.
        for seen in self._cell.gone if self._cell.shown_since else ():
            self._forget(seen)
        self._cell.gone = []

    def _drawn(self, figure: Any, target: Any) -> None:
        here = threading.current_thread() is threading.main_thread()
        if here and not self._events.asleep and os.getpid() == self._process:
            with undisturbed():
                self._notice(figure, target)

    def _begin_cell(self) -> None:
        if self._cell.number != self._events.cell:
            self._cell = Cell(self._events.cell)

    def _notice(self, figure: Any, target: Any) -> None:
        self._begin_cell()
        cell, where = self._cell, _where(target)
        seen = self._earlier(figure, where)
        if seen is None:
            if len(cell.seen) >= MOST_IN_CELL or self._count >= MOST_PLOTS:
                return
            self._count += 1
            seen = Seen(self._count, *_references(figure), where)
            cell.seen.append(seen)
        else:
            cell.redrawn += 1
            seen.figure, seen.axes = _references(figure)
            seen.target = where or seen.target
            if cell.redrawn > OFTEN and time.monotonic() - seen.looked < SECONDS_BETWEEN:
                seen.pending = (figure, target)
                return
        self._look(seen, figure, target)

    def _earlier(self, figure: Any, where: str) -> Seen | None:
        """The state that this one takes the place of."""
        cell = self._cell
        cell.shown_since |= not where
        for seen in reversed(cell.seen):
            if seen.is_of(figure) and (not where or seen.target in ("", where)):
                cell.gone = [each for each in cell.gone if each is not seen]
                return seen
        return cell.gone.pop(0) if cell.gone and not where else None

    def _look(self, seen: Seen, figure: Any, target: Any) -> None:
        if self._failures >= MOST_FAILURES or self._seconds > SECONDS_IN_ALL:
            return
        began = time.monotonic()
        others = {each.digest for each in self._cell.seen if each is not seen}
        few = self._pictures < MOST_PICTURES and self._cell.pictures < MOST_PICTURES_IN_CELL
        with_picture = few or seen.has_picture

        def work(answer: Answer) -> None:
            facts = read_figure(figure, self._drawing.marks, dict(self._drawing.grids))
            now = digest(figure, facts) if facts else "nothing"
            if facts is None or now == seen.digest or now in others:
                answer(now)
                return
            content = {"format": FORMAT, "cell": self._cell.number, **facts}
            self._picture_path(seen).unlink(missing_ok=True)
            write_json(self._facts_path(seen), content)
            answer(now)
            # What cannot be drawn is no fault of ours: the facts are there already.
            with contextlib.suppress(BaseException):
                if with_picture and (drawn := picture(figure, target)):
                    write_bytes(self._picture_path(seen), drawn)

        lines = aside(work, seconds=SECONDS)
        self._note(seen, lines, others)
        seen.looked = time.monotonic()
        self._seconds += seen.looked - began
        trouble = [line for line in lines if line.startswith("!")]
        if trouble:
            print(f"probe: a figure: {trouble[0][1:]}", file=sys.__stderr__)

    def _note(self, seen: Seen, lines: list[str], others: set[str]) -> None:
        now = lines[0] if lines and not lines[0].startswith("!") else ""
        if not now:
            self._failures += 1
        if now in others or now == "nothing":
            # The very same is there already, or there is nothing to be seen.
            self._forget(seen)
        elif now and self._picture_path(seen).exists() and not seen.has_picture:
            seen.has_picture = True
            self._pictures += 1
            self._cell.pictures += 1
        seen.digest = now or seen.digest

    def _forget(self, seen: Seen) -> None:
        for path in (self._facts_path(seen), self._picture_path(seen)):
            path.unlink(missing_ok=True)
        self._cell.seen.remove(seen)

    def _facts_path(self, seen: Seen) -> Path:
        return self._out / f"plot-{seen.number}.json"

    def _picture_path(self, seen: Seen) -> Path:
        return self._out / f"plot-{seen.number}.png"


def _references(figure: Any) -> tuple[weakref.ref[Any], list[weakref.ref[Any]]]:
    return weakref.ref(figure), [weakref.ref(axes) for axes in figure.axes]


def _where(target: Any) -> str:
    # The frames of an animation are saved under numbers.
    is_path = isinstance(target, str | PurePath)
    return re.sub(r"\d+", "", os.path.realpath(target)) if is_path else ""


def _on_screen() -> list[Any]:
    """Figures that stand open where somebody would see them."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    backend = str(sys.modules["matplotlib"].rcParams._get("backend")) if helpers else ""
    if helpers is None or any(quiet in backend.lower() for quiet in _QUIET_BACKENDS):
        return []
    return [manager.canvas.figure for manager in helpers.Gcf.get_all_fig_managers()]
