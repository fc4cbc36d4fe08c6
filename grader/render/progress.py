"""What a terminal shows while submissions run; plain lines where there is no terminal."""

import threading
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from grader.render.text import one_line

LONGEST_NAME = 32


class RunDisplay:
    """Which submissions run, in which cell, for how long, and how many are left."""

    def __init__(self, console: Console, total: int) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[words]}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._all = self._progress.add_task("all submissions", total=total, words="")

    def __enter__(self) -> "RunDisplay":
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def begin(self, name: str) -> tuple[Callable[[str], None], Callable[[str], None]]:
        """Show one submission; gives back what to call with its progress, and with its end."""
        with self._lock:
            shown = one_line(name, limit=LONGEST_NAME)
            row = self._progress.add_task(shown, total=None, words="starting")

        def say(words: str) -> None:
            self._progress.update(row, words=one_line(words, limit=60))

        def end(words: str) -> None:
            with self._lock:
                self._progress.remove_task(row)
                self._progress.advance(self._all)
                line = f"{shown}: {one_line(words)}"
                self._console.print(line, markup=False, highlight=False)

        return say, end
