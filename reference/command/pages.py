"""What a page is that is drawn of a network: arrays and words, made without a painter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reference.command.units import Array, images_of

BRIGHTEST = 0.998
"""The share of a row's values that its colours tell apart; the few beyond are as dark."""
IMAGES = 8
"""At most so many images are shown."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """Pictures side by side."""

    label: str
    """What they are, told beside them."""
    pictures: Array
    """(pictures, height, width), or (pictures, height, width, 3) in colours."""
    low: float
    """The value that is darkest; of what has a sign, the one that is most blue."""
    high: float
    """The value that is brightest; of what has a sign, the one that is most red."""
    has_sign: bool = False
    """Whether the values have a sign, so that 0 is in the middle and white."""
    above: tuple[str, ...] = ()
    """What each picture is, told above it."""
    heading: str = ""
    """What this row and those under it are, told above them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """A page of pictures."""

    name: str
    """What ends the name of its file."""
    words: tuple[str, ...]
    """What it shows, in lines."""
    rows: tuple[Row, ...]
    """The pictures."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bars:
    """A page with a bar for each unit."""

    name: str
    """What ends the name of its file."""
    words: tuple[str, ...]
    """What it shows, in lines."""
    axis: str
    """What the bars measure, with its unit."""
    values: Array
    """(units,)."""
    dead: NDArray[np.bool_]
    """Which units are dead (units,)."""


Page = Grid | Bars


def signed_row(
    label: str,
    pictures: Array,
    *,
    by: Array | None = None,
    above: tuple[str, ...] = (),
    heading: str = "",
) -> Row:
    """Pictures whose colours reach as far from 0 as nearly all of their values do.

    Or as those of others do, `by` which they are to be seen.
    """
    sizes = np.abs(pictures if by is None else by)
    sizes = sizes[np.isfinite(sizes)]
    reach = (float(np.quantile(sizes, BRIGHTEST)) if sizes.size else 0.0) or 1.0
    return Row(
        label=f"{label}\ncolours ±{reach:.2g}",
        pictures=pictures,
        low=-reach,
        high=reach,
        has_sign=True,
        above=above,
        heading=heading,
    )


def image_row(
    label: str,
    images: Array,
    shape: tuple[int, ...],
    ends: tuple[float, float],
    *,
    heading: str = "",
) -> Row:
    """Some of the images (N, values), from all over the test set, always the same."""
    chosen = np.linspace(0, len(images) - 1, min(IMAGES, len(images))).astype(int)
    pictures = images_of(images[chosen], shape)
    return Row(label=label, pictures=pictures, low=ends[0], high=ends[1], heading=heading)
