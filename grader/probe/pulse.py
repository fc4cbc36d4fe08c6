"""Writes down what is known while a training runs: a kernel may be killed before its cell ends."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

LARGEST_SHARE = 0.01
"""Share of the time that each of two kinds of writing may take."""


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
    """Looks at the clock after every step of an optimizer."""

    def __init__(self, *due: Due) -> None:
        self._due = due
        self._process = os.getpid()
        self._next = 0.0

    def beat(self, now: float) -> None:
        """A step was taken at this time."""
        if now < self._next:
            return
        # Neither in a worker process, nor where no signal can be held back.
        if os.getpid() != self._process:
            return
        if threading.current_thread() is not threading.main_thread():
            return
        for due in self._due:
            if due.is_at(now):
                due.run()
        self._next = min(due.at for due in self._due)
