"""Writes down what is known while a training runs: a kernel may be killed before its cell ends."""

import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

LARGEST_SHARE = 0.01
"""Share of the time that each of two kinds of writing may take."""
SECONDS_ELSEWHERE = 1.0
"""Until the clock is looked at again after a step in another thread."""


@dataclass
class Due:
    """Something that is written again and again."""

    write: Callable[[], None]
    first_seconds: float
    """After the first step."""
    seconds: float
    """Least time between two writings."""
    at: float = 0.0

    def is_at(self, now: float) -> bool:
        """Whether it is to be written now."""
        if not self.at:
            self.at = now + self.first_seconds
        return now >= self.at

    def run(self) -> None:
        """Write it, and wait the longer the longer that took."""
        began = time.monotonic()
        try:
            self.write()
        finally:
            ended = time.monotonic()
            self.at = ended + max(self.seconds, (ended - began) / LARGEST_SHARE)


class Pulse:
    """Knows what is to be written after a step of an optimizer, and when."""

    def __init__(self, *due: Due) -> None:
        self._due = due
        self._process = os.getpid()

    def beat(self, now: float) -> float:
        """A step was taken at this time; gives back when the next matters."""
        # Neither in a worker process, nor where no signal can be held back.
        if os.getpid() != self._process:
            return math.inf
        if threading.current_thread() is not threading.main_thread():
            return now + SECONDS_ELSEWHERE
        for due in self._due:
            if due.is_at(now):
                due.run()
        return min(due.at for due in self._due)
