"""Values that are drawn, as few numbers as show what they are like."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_VALUES = 200
"""Values that are kept of one series."""

LARGEST = 1e300

Values = NDArray[np.float64]


def values(given: Any) -> Values:
    """Anything that is drawn, as one row of numbers; what is masked is not a number."""
    plain = np.ma.filled(np.ma.asarray(given).astype(np.float64), np.nan)
    return np.asarray(plain, dtype=np.float64).reshape(-1)


def kept(*columns: Values) -> NDArray[np.int64]:
    """Which of the rows are kept: the first, the last, those with extremes, some between."""
    length = min(map(len, columns))
    if length <= MOST_VALUES:
        return np.arange(length)
    some = {int(index) for index in np.linspace(0, length - 1, MOST_VALUES - 2 * len(columns))}
    for column in columns:
        if np.isfinite(column[:length]).any():
            some |= {int(np.nanargmin(column[:length])), int(np.nanargmax(column[:length]))}
    return np.array(sorted(some))


def plain(some: Iterable[Any]) -> list[float | None]:
    """The numbers as JSON knows them: nothing infinite, nine digits."""
    return [number(value) for value in some]


def number(value: Any) -> float | None:
    """One number as JSON knows it; None for what is none."""
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return float(f"{found:.9g}") if abs(found) < LARGEST else None


def span(pair: Sequence[Any]) -> list[float | None]:
    """The two ends of an axis."""
    return plain(list(pair)[:2])


def text(value: Any, *, longest: int = 300) -> str:
    """Text of the student's, not too long, without half characters."""
    return str(value)[:longest].encode("utf-8", "replace").decode() if value is not None else ""
