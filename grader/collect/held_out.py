"""The held-out examples of one task, which are outside of every sandbox."""

import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from grader.collect.marks import Marks

RawSplits = tuple[tuple[str, NDArray[np.uint8]], ...]
"""The raw images of each split, by its name."""


class HeldOutSet:
    """The held-out examples of one task, and the marks by which its images are recognised."""

    def __init__(
        self,
        task: str,
        labels: NDArray[np.int64],
        splits: RawSplits | Callable[[], RawSplits],
        digest: str,
        *,
        values: int = 0,
        channels: int = 1,
    ) -> None:
        """Splits that are made when they are asked for need the number of `values` of an input."""
        self.task = task
        self.labels = labels
        self.digest = digest
        self.channels = channels
        self._splits = splits
        self._values = values
        self._marks: Marks | None = None
        self._lock = threading.Lock()

    @property
    def values(self) -> int:
        """Values of one input."""
        return self._values if callable(self._splits) else int(self._splits[0][1].shape[1])

    @property
    def marks(self) -> Marks:
        """The marks of all its images, made when first asked for."""
        with self._lock:
            if self._marks is None:
                splits = self._splits() if callable(self._splits) else self._splits
                self._marks = Marks(splits, channels=self.channels)
            return self._marks
