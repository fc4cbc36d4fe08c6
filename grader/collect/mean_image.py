"""Inputs from which the mean image of the training set was taken away, told exactly.

With a mean that is nearly right, an input undone and rounded is its raw image to the last value,
or none at all; once several raw images are known, the mean that was really used follows from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from grader.collect.marks import CHUNK, Floats, Images, Marks

FACTORS = (1.0, 1 / 255, 1 / 256, 1 / 128, 1 / 127.5)
"""What raw values may have been multiplied with beside."""
FEWEST_IMAGES = 4
"""Different images that must agree on the mean."""
TOLERANCE = 0.02
"""Largest error of a value after the scaling is undone, in grey levels."""


@dataclass(frozen=True, slots=True, eq=False)
class PixelScaling:
    """input = raw * scale + shift, for each value of an image."""

    scale: Floats
    """A factor for each value."""
    shift: Floats
    """An offset for each value."""
    words: str
    """What was done, in words."""
    splits: list[str]
    """The split of each image that was recognised."""


def from_mean_image(rows: tuple[Floats, ...], marks: Marks) -> PixelScaling | None:
    """The scaling, if at least half of the inputs are training images without their mean."""
    if len(rows) < FEWEST_IMAGES or not marks.splits:
        return None
    with np.errstate(all="ignore"):
        for scale, shift, words in _guesses(marks):
            found = _tried(rows, marks, scale, shift, words)
            if found is not None:
                return found
    return None


def _guesses(marks: Marks) -> Iterator[tuple[Floats, Floats, str]]:
    images = marks.splits[0][1]
    mean = images.mean(axis=0, dtype=np.float64)
    for factor in FACTORS:
        scale = np.full(marks.values, factor)
        yield scale, -mean * factor, "minus the mean image"
    deviation = _deviation(images, mean)
    if (deviation > 0).all():
        yield 1 / deviation, -mean / deviation, "each pixel standardised over the training set"


def _deviation(images: Images, mean: Floats) -> Floats:
    """Without a copy of all images as floats, which would be gigabytes."""
    total = np.zeros_like(mean)
    for start in range(0, len(images), CHUNK):
        total += np.square(images[start : start + CHUNK] - mean).sum(axis=0)
    return np.asarray(np.sqrt(total / len(images)))


def _tried(
    rows: tuple[Floats, ...], marks: Marks, scale: Floats, shift: Floats, words: str
) -> PixelScaling | None:
    """The exact scaling, if this one is near enough to it to lead to raw images."""
    known = []
    for row in rows:
        undone = np.rint((row - shift) / scale)
        if (undone >= 0).all() and (undone <= 255).all():
            raw = undone.astype(np.uint8)
            if split := marks.is_of(raw):
                known.append((raw, row, split))
    if len(known) * 2 < len(rows) or len({raw.tobytes() for raw, _, _ in known}) < FEWEST_IMAGES:
        return None
    exact = np.mean([row - raw * scale for raw, row, _ in known], axis=0)
    errors = [np.abs((row - exact) / scale - raw).max() for raw, row, _ in known]
    if max(errors) > TOLERANCE:
        return None
    return PixelScaling(scale, exact, words, [split for _, _, split in known])
