"""Which examples two data sets have in common, told from the examples and not from their objects.

A copy, a part, another order, another type, or the same pictures scaled and shifted are the same
examples. What is compared is which of two values of an example is larger, at hundreds of fixed
pairs of places: that is the same for all of these, and differs for any two pictures that differ.
"""

import math
from typing import Any

import numpy
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import TensorDataset

Signatures = NDArray[numpy.int64]
"""One number for each example; 0 for one that is too plain to be told from others."""
Places = tuple[NDArray[numpy.int64], NDArray[numpy.int64]]
"""Pairs of places in a flat example: the first of each, and the second."""

PAIRS = 256
"""Pairs of neighbours, and as many of places that are far apart."""
MOST_ROWS = 200_000
MOST_REMEMBERED = 50
ROWS_AT_ONCE = 4_096
FEW_VALUES = 32
"""Examples of fewer values are compared by the values themselves."""
LEAST_UNLIKE = 16
"""Pairs of unlike values in an example that is not plain."""
ROWS_LOOKED_AT = 200
LEAST_KINDS = 64
"""Different values in a data set in which examples hardly ever come twice by themselves."""
LEAST_SHARED = 10
CLEAR_SHARE = 0.2
"""Share of examples beyond which two data sets were not drawn apart from each other."""
BY_CHANCE = 3.0
"""Times as many as the repetitions within a data set let expect."""

_weights = numpy.random.default_rng(20_260_101).integers(
    -(2**62), 2**62, size=2 * PAIRS, dtype=numpy.int64
)
_known: dict[str, "Signatures | None"] = {}


def content_of(base: Any, length: int) -> Any:
    """The array that holds a data set's examples, a row each; None if that is not certain."""
    held = getattr(base, "__dict__", None)
    if type(held) is not dict:
        return None
    if type(base) is TensorDataset:
        return base.tensors[0]
    # Read without asking the object: its own code may do anything.
    rows = [each for each in held.values() if _is_rows(each, length)]
    rows.sort(key=lambda each: math.prod(each.shape), reverse=True)
    if len(rows) > 1 and math.prod(rows[0].shape) == math.prod(rows[1].shape):
        return None
    return rows[0] if rows else None


def _is_rows(value: Any, length: int) -> bool:
    if not isinstance(value, Tensor | numpy.ndarray) or not value.ndim or len(value) != length:
        return False
    return isinstance(value, Tensor) or value.dtype.kind in "uif"


def signatures_of(values: Any, name: str) -> "Signatures | None":
    """A number for each row of an array; None where rows cannot be told apart for certain.

    `name` is the same for the same content, so that it is looked at once.
    """
    if name not in _known:
        if len(_known) >= MOST_REMEMBERED:
            _known.pop(next(iter(_known)))
        _known[name] = _signatures(values)
    return _known[name]


def _signatures(values: Any) -> "Signatures | None":
    if isinstance(values, Tensor) and (
        values.is_complex() or values.is_quantized or values.layout is not torch.strided
    ):
        return None
    size = math.prod(values.shape[1:])
    if not 1 < len(values) <= MOST_ROWS or not size or not _is_varied(values):
        return None
    count = _of_orders if is_told_by_order(values) else _of_numbers
    places = _places(tuple(values.shape[1:]))
    # Piece by piece: a copy of everything may be more than there is memory for.
    starts = range(0, len(values), ROWS_AT_ONCE)
    parts = (_plain(values[start : start + ROWS_AT_ONCE]).reshape(-1, size) for start in starts)
    return numpy.concatenate([count(part, places) for part in parts])


def _plain(part: Any) -> NDArray[Any]:
    """Some rows as an array of numbers that NumPy knows."""
    if not isinstance(part, Tensor):
        return numpy.asarray(part)
    own = part.detach().cpu()
    found: NDArray[Any] = (own.float() if own.is_floating_point() else own).numpy()
    return found


def is_told_by_order(values: Any) -> bool:
    """Whether rows are compared by the order of their values, and not by the values."""
    shape: tuple[int, ...] = tuple(values.shape[1:])
    return math.prod(shape) >= FEW_VALUES


def _is_varied(values: Any) -> bool:
    """Whether there are many values: rows of digits and of zeros and ones repeat by themselves."""
    step = max(1, len(values) // ROWS_LOOKED_AT)
    some = _plain(values[::step][: 2 * ROWS_LOOKED_AT])
    if not is_told_by_order(values) and some.dtype.kind != "f":
        return False
    return bool(numpy.unique(some).size >= LEAST_KINDS)


def _of_numbers(part: NDArray[Any], _places: Places) -> Signatures:
    bits = (part.astype(numpy.float32) + numpy.float32(0)).view(numpy.uint32)
    found: Signatures = bits.astype(numpy.int64) @ _weights[: part.shape[1]]
    return found


def _of_orders(part: NDArray[Any], places: Places) -> Signatures:
    left, right = part[:, places[0]], part[:, places[1]]
    order = (left > right).astype(numpy.int8) - (left < right)
    weighed = order.astype(numpy.int64) @ _weights[: len(places[0])]
    found: Signatures = numpy.where(numpy.count_nonzero(order, axis=1) < LEAST_UNLIKE, 0, weighed)
    return found


def _places(shape: tuple[int, ...]) -> Places:
    """Pairs of places in a flat example, each pair in one channel: channels may be scaled apart."""
    size = math.prod(shape)
    last = len(shape) == 3 and shape[-1] == 3 and shape[0] != 3
    channels = 3 if last or (len(shape) == 3 and shape[0] == 3) or _is_flat_colour(shape) else 1
    plane = size // channels
    first = numpy.linspace(0, size - 1, PAIRS).astype(numpy.int64)
    channel, place = first // plane, first % plane
    pairs = [(place, (place + step) % plane) for step in (1, plane // 3 + 7)]
    sides = []
    for side in (0, 1):
        within = numpy.concatenate([pair[side] for pair in pairs])
        of = numpy.concatenate([channel, channel])
        # Channels may come last; the pairs are the same pixels all the same.
        sides.append(within * channels + of if last else of * plane + within)
    return sides[0], sides[1]


def _is_flat_colour(shape: tuple[int, ...]) -> bool:
    return len(shape) == 1 and shape[0] % 3 == 0 and math.isqrt(shape[0] // 3) ** 2 * 3 == shape[0]


def shared_rows(mine: Signatures, theirs: Signatures) -> int:
    """How many of `theirs` are among `mine`; 0 unless they are clearly more than by chance."""
    known = mine[mine != 0]
    if not known.size or not theirs.size:
        return 0
    kinds, times = numpy.unique(known, return_counts=True)
    single = kinds[times == 1]
    repeated = 1.0 - single.size / known.size
    shared = int(numpy.isin(theirs[theirs != 0], single).sum())
    is_clear = shared / theirs.size > CLEAR_SHARE + BY_CHANCE * repeated
    return shared if shared >= LEAST_SHARED and is_clear else 0
