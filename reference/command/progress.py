"""The line that shows how far a study is."""

import sys
import time

PROGRESS_SECONDS = 0.2


class Line:
    """One line that is written over again; silent where nobody watches a terminal."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, words: str) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._last > PROGRESS_SECONDS:
            self._last = now
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave no trace of the line."""
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
