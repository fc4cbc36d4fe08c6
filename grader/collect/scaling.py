"""How a student scaled the images, told from a few rows that the network really saw.

A row that is a whole image times a factor plus an offset is found again among the raw images by
a mark that such a scaling does not change; then the factor and the offset follow exactly, for
each channel. Where no row is found again (augmented inputs), the range of the values may still
say it, if it is one of the usual scalings.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Images = NDArray[np.uint8]

MARK_SEED = 5
MARK_TOLERANCE = 1e-4
"""How far two marks of the same image may lie apart, in float32 inputs."""
FIT_TOLERANCE = 2e-3
"""Largest error of a pixel after the scaling is undone, in grey levels, relative to 255."""
CHUNK = 4_000
USUAL = (
    (1 / 255, 0.0, "divided by 255, to 0..1"),
    (1.0, 0.0, "not scaled, 0..255"),
    (2 / 255, -1.0, "scaled to -1..1"),
    (1 / 256, 0.0, "divided by 256"),
    (1 / 127.5, -1.0, "scaled to -1..1"),
)


@dataclass(frozen=True, slots=True)
class Scaling:
    """input = raw * scale + shift, for each channel; raw values are 0..255."""

    scale: tuple[float, ...]
    shift: tuple[float, ...]
    words: str
    split: str
    """Which split's images were recognised; empty if none."""
    certain: bool = True
    """Whether it follows from whole images, not only from the range of the values."""


class Marks:
    """The marks of all raw images of a task, by which a scaled image is found again."""

    def __init__(self, splits: tuple[tuple[str, Images], ...]) -> None:
        self._splits = splits
        self.values = splits[0][1].shape[1] if splits else 0
        weights = np.random.RandomState(MARK_SEED).uniform(0.5, 1.5, self.values)
        self._weights = weights
        self._marks = [np.concatenate(list(self._chunks(rows))) for _, rows in splits]
        self._orders = [np.argsort(marks) for marks in self._marks]

    def _chunks(self, rows: Images) -> list[Floats]:
        return [
            self._mark(rows[start : start + CHUNK].astype(np.float64))
            for start in range(0, len(rows), CHUNK)
        ]

    def _mark(self, rows: Floats) -> Floats:
        low, high = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
        spread = np.where(high > low, high - low, 1.0)
        return np.asarray((rows - low) / spread @ self._weights / self.values)

    def find(self, row: Floats) -> tuple[str, Floats] | None:
        """Split and raw image that `row`, or its negative, is a scaling of."""
        return self._find(row) or self._find(-row)

    def _find(self, row: Floats) -> tuple[str, Floats] | None:
        mark = float(self._mark(row[None])[0])
        for (name, images), marks, order in zip(
            self._splits, self._marks, self._orders, strict=True
        ):
            at = np.searchsorted(marks, mark - MARK_TOLERANCE, sorter=order)
            end = np.searchsorted(marks, mark + MARK_TOLERANCE, sorter=order)
            for number in order[at:end]:
                raw = images[number].astype(np.float64)
                if _explains(raw, row):
                    return name, raw
        return None


def _explains(raw: Floats, row: Floats) -> bool:
    """Whether `row` is `raw` times one factor plus one offset."""
    if raw.std() == 0 or row.std() == 0:
        return False
    correlation = float(np.corrcoef(raw, row)[0, 1])
    return correlation > 1 - 1e-6


def recover(
    rows: tuple[Floats, ...], channels: int, marks: Marks, low: float, high: float
) -> Scaling | None:
    """The scaling of these inputs; None if it cannot be told.

    `rows` are single inputs, flattened; `low` and `high` the range of all values seen.
    """
    by_rows = _from_rows(rows, channels, marks)
    return by_rows or _from_range(low, high, channels)


def _from_rows(rows: tuple[Floats, ...], channels: int, marks: Marks) -> Scaling | None:
    found = [(hit, row) for row in rows if (hit := marks.find(row)) is not None]
    if len(found) * 2 < len(rows) or not found:
        return None
    raw = np.stack([hit[1] for hit, _ in found]).reshape(len(found), channels, -1)
    seen = np.stack([row for _, row in found]).reshape(len(found), channels, -1)
    fits = [_fit(raw[:, channel].ravel(), seen[:, channel].ravel()) for channel in range(channels)]
    if any(fit is None for fit in fits):
        return None
    pairs = [fit for fit in fits if fit is not None]
    names = [hit[0] for hit, _ in found]
    return _named(pairs, max(sorted(set(names)), key=names.count))


def _fit(raw: Floats, seen: Floats) -> tuple[float, float] | None:
    if raw.std() == 0:
        # A channel without contrast fits every scaling.
        return None
    scale, shift = np.polyfit(raw, seen, 1)
    if not scale:
        return None
    error = np.abs(raw * scale + shift - seen).max() / abs(scale) / 255
    return (float(scale), float(shift)) if error < FIT_TOLERANCE else None


def _from_range(low: float, high: float, channels: int) -> Scaling | None:
    for scale, shift, words in USUAL:
        ends = shift, 255 * scale + shift
        if np.allclose((low, high), ends, atol=1e-3 * abs(255 * scale)):
            pair = (float(scale),) * channels, (float(shift),) * channels
            told = f"{words}, as the range of its inputs tells"
            return Scaling(scale=pair[0], shift=pair[1], words=told, split="", certain=False)
    return None


def _named(pairs: list[tuple[float, float]], split: str) -> Scaling:
    snapped = [_snap(*pair) for pair in pairs]
    words = {words for _, _, words in snapped}
    scale, shift = tuple(s for s, _, _ in snapped), tuple(b for _, b, _ in snapped)
    text = words.pop() if len(words) == 1 else "; ".join(w for _, _, w in snapped)
    return Scaling(scale=scale, shift=shift, words=text, split=split)


def _snap(scale: float, shift: float) -> tuple[float, float, str]:
    """A usual scaling exactly, where the fit differs from it by rounding only."""
    for usual, offset, words in USUAL:
        if abs(scale / usual - 1) < 1e-4 and abs(shift - offset) < 1e-4 * 255 * usual:
            return usual, offset, words
    mean, deviation = -shift / (255 * scale), 1 / (255 * scale)
    if scale > 0 and 0 < mean < 1:
        return scale, shift, f"to 0..1, minus {mean:.4g}, divided by {deviation:.4g}"
    return scale, shift, f"times {scale:.4g}, plus {shift:.4g}"
