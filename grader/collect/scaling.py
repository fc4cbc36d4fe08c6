"""How a student scaled the images, told from a few rows that the network really saw.

A row that is a whole image times a factor plus an offset is found again among the raw images by
a mark that such a scaling does not change; then the factor and the offset follow exactly, for
each channel. So do they where the mean image was taken away. Where no row is found again (augmented
inputs), the range of the values may still say it, if it is one of the usual scalings.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from grader.collect.marks import Floats, Marks
from grader.collect.mean_image import from_mean_image

FIT_TOLERANCE = 2e-3
"""Largest error of a pixel after the scaling is undone, in grey levels, relative to 255."""
FEWEST_IMAGES = 2
"""Different images that an unusual scaling must hold for: one fits its own mean and deviation."""
USUAL = (
    (1 / 255, 0.0, "divided by 255, to 0..1"),
    (1.0, 0.0, "not scaled, 0..255"),
    (2 / 255, -1.0, "scaled to -1..1"),
    (1 / 256, 0.0, "divided by 256"),
    (1 / 127.5, -1.0, "scaled to -1..1"),
)


@dataclass(frozen=True, slots=True)
class Scaling:
    """input = raw * scale + shift, for each channel; raw values are 0..255.

    A scaling of single pixels has as many factors and offsets as an image has values.
    """

    scale: tuple[float, ...]
    shift: tuple[float, ...]
    words: str
    split: str
    """Which split's images were recognised; empty if none."""
    certain: bool = True
    """Whether it follows from whole images, not only from the range of the values."""
    channels_last: int = 0
    """Number of channels if the network is fed each pixel's channels together; else 0."""
    splits: frozenset[str] = field(default=frozenset(), compare=False)
    """Every split of which an image was recognised."""


def recover(
    rows: tuple[Floats, ...], shape: tuple[int, ...], marks: Marks, low: float, high: float
) -> Scaling | None:
    """The scaling of these inputs; None if it cannot be told.

    `rows` are single inputs of this shape, flattened; `low` and `high` the range of all values.
    """
    orders = _orders(shape, marks.channels)
    for last in orders:
        found = _from_rows(tuple(_channels_first(row, last) for row in rows), marks)
        if found is not None:
            return replace(found, channels_last=last)
    # In which order the values lie is not guessed.
    return _from_range(low, high, marks.channels, orders[0]) if len(orders) == 1 else None


def splits_of(rows: tuple[Floats, ...], shape: tuple[int, ...], marks: Marks) -> frozenset[str]:
    """Every split that any of these inputs is an image of, however it was scaled."""
    orders = _orders(shape, marks.channels)
    hits = (marks.find(_channels_first(row, last)) for row in rows for last in orders)
    return frozenset(hit[0] for hit in hits if hit is not None)


def _orders(shape: tuple[int, ...], channels: int) -> tuple[int, ...]:
    """Number of channels if they come last, 0 if they come first; both where both are possible."""
    if channels == 1 or (len(shape) == 3 and shape[0] == channels):
        return (0,)
    return (channels,) if len(shape) == 3 and shape[2] == channels else (0, channels)


def _channels_first(row: Floats, last: int) -> Floats:
    return row.reshape(-1, last).T.ravel() if last else row


def _from_rows(rows: tuple[Floats, ...], marks: Marks) -> Scaling | None:
    found = [(hit, row) for row in rows if (hit := marks.find(row)) is not None]
    if not found:
        return _from_mean_image(rows, marks)
    if len(found) * 2 < len(rows):
        return None
    raw = np.stack([hit[1] for hit, _ in found]).reshape(len(found), marks.channels, -1)
    seen = np.stack([row for _, row in found]).reshape(len(found), marks.channels, -1)
    fits = [_fit(raw[:, number].ravel(), seen[:, number].ravel()) for number in range(raw.shape[1])]
    pairs = [fit for fit in fits if fit is not None]
    if len(pairs) < len(fits):
        return None
    scaling = _named(pairs, [hit[0] for hit, _ in found])
    different = len({hit[1].tobytes() for hit, _ in found})
    return scaling if different >= FEWEST_IMAGES or _is_usual(scaling) else None


def _from_mean_image(rows: tuple[Floats, ...], marks: Marks) -> Scaling | None:
    found = from_mean_image(rows, marks)
    if found is None:
        return None
    return Scaling(
        scale=tuple(map(float, found.scale)),
        shift=tuple(map(float, found.shift)),
        words=found.words,
        split=_most_common(found.splits),
        splits=frozenset(found.splits),
    )


def _fit(raw: Floats, seen: Floats) -> tuple[float, float] | None:
    if raw.std() == 0:
        # A channel without contrast fits every scaling.
        return None
    scale, shift = np.polyfit(raw, seen, 1)
    if not scale:
        return None
    error = np.abs(raw * scale + shift - seen).max() / abs(scale) / 255
    return (float(scale), float(shift)) if error < FIT_TOLERANCE else None


def _from_range(low: float, high: float, channels: int, last: int) -> Scaling | None:
    for scale, shift, words in USUAL:
        ends = shift, 255 * scale + shift
        if np.allclose((low, high), ends, atol=1e-3 * abs(255 * scale)):
            pair = (float(scale),) * channels, (float(shift),) * channels
            told = f"{words}, as the range of its inputs tells"
            return Scaling(*pair, words=told, split="", certain=False, channels_last=last)
    return None


def _named(pairs: list[tuple[float, float]], splits: list[str]) -> Scaling:
    snapped = [_snap(*pair) for pair in pairs]
    words = {words for _, _, words in snapped}
    scale, shift = tuple(s for s, _, _ in snapped), tuple(b for _, b, _ in snapped)
    text = words.pop() if len(words) == 1 else _of_channels(pairs)
    split = _most_common(splits)
    return Scaling(scale=scale, shift=shift, words=text, split=split, splits=frozenset(splits))


def _of_channels(pairs: list[tuple[float, float]]) -> str:
    """In words what was done to each channel, as `Normalize` takes it."""
    if all(scale > 0 for scale, _ in pairs):
        means = ", ".join(f"{-shift / (255 * scale):.4g}" for scale, shift in pairs)
        deviations = ", ".join(f"{1 / (255 * scale):.4g}" for scale, _ in pairs)
        return f"to 0..1, minus ({means}), divided by ({deviations})"
    return "; ".join(f"times {scale:.4g}, plus {shift:.4g}" for scale, shift in pairs)


def _most_common(splits: list[str]) -> str:
    return max(sorted(set(splits)), key=splits.count)


def _is_usual(scaling: Scaling) -> bool:
    usual = {pair[:2] for pair in USUAL}
    return set(zip(scaling.scale, scaling.shift, strict=True)) <= usual


def _snap(scale: float, shift: float) -> tuple[float, float, str]:
    """A usual scaling exactly, where the fit differs from it by rounding only."""
    for usual, offset, words in USUAL:
        if abs(scale / usual - 1) < 1e-4 and abs(shift - offset) < 1e-4 * 255 * usual:
            return usual, offset, words
    mean, deviation = -shift / (255 * scale), 1 / (255 * scale)
    if scale > 0 and 0 < mean < 1:
        return scale, shift, f"to 0..1, minus {mean:.4g}, divided by {deviation:.4g}"
    return scale, shift, f"times {scale:.4g}, plus {shift:.4g}"
