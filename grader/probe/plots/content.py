"""What the content of an image is like, in a few bytes: so that equal and alike ones can be told.

Only ever called in a fork. Everything is one pass over the values.
"""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE = 8
"""Rows and columns of the small picture."""
MOST_VALUES = 4_000_000
"""An image of more values is not looked into."""
LARGEST_RANGE = 1e30
"""Beyond it, sums of values are no numbers any more."""

NOTHING = {"digest": "", "thumbnail": "", "roughness": None}


def content_of(pixels: Any) -> dict[str, Any]:
    """A digest of the values, a small picture of them, and how rough they are.

    The small picture has the means of 8 x 8 blocks from the darkest (00) to the lightest value
    (ff) of the image, as hexadecimal. Roughness is the mean difference between neighbouring pixels
    as a share of that range: about 0.33 for uniform noise, some hundredths for a photograph.
    """
    values = np.ascontiguousarray(pixels)
    if not 0 < values.size <= MOST_VALUES or values.ndim not in (2, 3) or 0 in values.shape:
        return NOTHING
    total = hashlib.blake2b(values.tobytes(), digest_size=8)
    total.update(f"{values.shape}{values.dtype}".encode())
    facts = {**NOTHING, "digest": total.hexdigest()}
    with np.errstate(all="ignore"):
        grey = np.nan_to_num(values.astype(np.float32, copy=False), posinf=0, neginf=0)
    if grey.ndim == 3:
        # A fourth value says how opaque a pixel is.
        grey = grey[..., :3].mean(axis=2)
    low, high = float(grey.min()), float(grey.max())
    if not 0 < high - low < LARGEST_RANGE:
        return facts
    share = (grey - low) / (high - low)
    levels = np.clip(np.rint(_small(share) * 255), 0, 255).astype(np.uint8)
    return {**facts, "thumbnail": levels.tobytes().hex(), "roughness": _roughness(share)}


def _small(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = (_starts(length) for length in grey.shape)
    sums = np.add.reduceat(np.add.reduceat(grey, rows, axis=0), columns, axis=1)
    counts = np.outer(_sizes(rows, grey.shape[0]), _sizes(columns, grey.shape[1]))
    return np.asarray(sums / counts, dtype=np.float32)


def _starts(length: int) -> NDArray[np.int64]:
    return (np.arange(SIDE) * length) // SIDE


def _sizes(starts: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    # Of an image smaller than the small picture, one row stands for several.
    return np.maximum(1, np.diff(np.append(starts, length)))


def _roughness(grey: NDArray[np.float32]) -> float | None:
    steps = [np.abs(np.diff(grey, axis=axis)) for axis in (0, 1) if grey.shape[axis] > 1]
    return float(f"{np.mean([step.mean() for step in steps]):.4g}") if steps else None
