"""Scaled images found again among the raw ones, by a mark that a scaling does not change."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Images = NDArray[np.uint8]

MARK_SEED = 5
MARK_TOLERANCE = 1e-4
"""How far two marks of the same image may lie apart, in float32 inputs."""
CHUNK = 4_000


class Marks:
    """The marks of all raw images of a task.

    An image's values lie one channel after the other; each channel may be scaled in its own way.
    """

    def __init__(self, splits: tuple[tuple[str, Images], ...], *, channels: int = 1) -> None:
        self.channels = channels
        self.splits = splits
        self.values = splits[0][1].shape[1] if splits else 0
        weights = np.random.RandomState(MARK_SEED).uniform(0.5, 1.5, self.values)
        self._weights = weights.reshape(channels, -1)
        self._marks = [np.concatenate(self._chunks(rows)) for _, rows in splits]
        self._orders = [np.argsort(marks) for marks in self._marks]

    def _chunks(self, rows: Images) -> list[Floats]:
        return [
            self._mark(rows[start : start + CHUNK].astype(np.float64))
            for start in range(0, len(rows), CHUNK)
        ]

    def _mark(self, rows: Floats) -> Floats:
        total = np.zeros(len(rows))
        parts = rows.reshape(len(rows), self.channels, -1)
        for number, weights in enumerate(self._weights):
            part = parts[:, number]
            low, high = part.min(axis=1, keepdims=True), part.max(axis=1, keepdims=True)
            total += (part - low) / np.where(high > low, high - low, 1.0) @ weights
        return np.asarray(total / self.values)

    def find(self, row: Floats) -> tuple[str, Floats] | None:
        """Split and raw image that `row`, or its negative, is a scaling of."""
        return self._find(row) or self._find(-row)

    def is_of(self, image: Images) -> str:
        """The split that holds exactly this raw image; empty if none does."""
        found = self._find(image.astype(np.float64))
        return found[0] if found is not None and (found[1] == image).all() else ""

    def _find(self, row: Floats) -> tuple[str, Floats] | None:
        mark = float(self._mark(row[None])[0])
        for (name, images), marks, order in zip(
            self.splits, self._marks, self._orders, strict=True
        ):
            at = np.searchsorted(marks, mark - MARK_TOLERANCE, sorter=order)
            end = np.searchsorted(marks, mark + MARK_TOLERANCE, sorter=order)
            for number in order[at:end]:
                raw = images[number].astype(np.float64)
                if self._explains(raw, row):
                    return name, raw
        return None

    def _explains(self, raw: Floats, row: Floats) -> bool:
        """Whether `row` is `raw` times one factor plus one offset, in each channel."""
        pairs = zip(raw.reshape(self.channels, -1), row.reshape(self.channels, -1), strict=True)
        return all(_is_scaled(first, second) for first, second in pairs)


def _is_scaled(raw: Floats, row: Floats) -> bool:
    if raw.std() == 0 or row.std() == 0:
        return False
    return float(np.corrcoef(raw, row)[0, 1]) > 1 - 1e-6
