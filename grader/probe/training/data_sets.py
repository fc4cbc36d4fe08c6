"""Whether two data sets are the same data; None wherever that is not certain."""

import weakref
from typing import Any

import numpy
from torch import Tensor
from torch.utils.data import Subset, TensorDataset

ROWS_COMPARED = 5
MOST_SPANS = 200
"""Pieces of one tensor beyond which they are no longer told apart."""


class Data:
    """The data of a pass: a data set, or rows of one tensor. It is not kept alive."""

    def __init__(self, whole: Any, *spans: tuple[int, int]) -> None:
        self._whole = _reference(whole)
        self.spans = list(spans)
        """Which elements of the tensor, in order, from and to; none for a data set."""

    def whole(self) -> Any:
        """The data set or tensor, if it is still there."""
        return self._whole()

    def is_of(self, whole: Any) -> bool:
        """Whether this is a part of that very data set or tensor."""
        return self._whole() is whole

    def renew(self, whole: Any) -> None:
        """It is now a part of another object with the very same content."""
        self._whole = _reference(whole)

    def extend(self, first: int, last: int) -> None:
        """More rows of the same tensor."""
        for start, end in self.spans:
            if start <= first and last <= end:
                return
        merged: list[tuple[int, int]] = []
        for start, end in sorted([*self.spans, (first, last)]):
            if merged and (start <= merged[-1][1] or len(merged) >= MOST_SPANS):
                start, end = merged[-1][0], max(end, merged.pop()[1])
            merged.append((start, end))
        self.spans = merged


def _reference(whole: Any) -> Any:
    try:
        return weakref.ref(whole)
    except TypeError:
        # A plain list of examples, say. Its address may soon be another's.
        return lambda: None


def rows_of(batch: Tensor) -> Data | None:
    """The data that a batch was cut from, or is; None if it is a copy of it or may be one."""
    base = batch if batch._base is None else batch._base
    if not batch.is_contiguous():
        return None
    first = int(batch.storage_offset() - base.storage_offset())
    return Data(base, (first, first + int(batch.numel())))


def is_same(one: Data, other: Data) -> bool | None:
    """Whether all of `one` is in `other` (True), or nothing of it (False)."""
    whole, container = one.whole(), other.whole()
    if whole is None or container is None:
        return None
    if isinstance(whole, Tensor) or isinstance(container, Tensor):
        return _is_within(one, other) if whole is container else None
    return True if whole is container else _is_same_set(whole, container)


def _is_within(one: Data, other: Data) -> bool | None:
    if len(one.spans) >= MOST_SPANS or len(other.spans) >= MOST_SPANS:
        return None
    inside = [any(a <= c and d <= b for a, b in other.spans) for c, d in one.spans]
    if all(inside):
        return True
    apart = all(d <= a or b <= c for a, b in other.spans for c, d in one.spans)
    return False if apart else None


def _is_same_set(one: Any, other: Any) -> bool | None:
    mine, others = _unwrapped(one), _unwrapped(other)
    if mine is None or others is None:
        return None
    (base, chosen), (other_base, other_chosen) = mine, others
    if base is other_base:
        return _is_chosen(chosen, other_chosen)
    same = _is_same_whole(base, other_base)
    if same is not True:
        return same
    return _is_chosen(chosen, other_chosen)


def _unwrapped(found: Any) -> tuple[Any, frozenset[int] | None] | None:
    """What a subset is a part of, and which; all of it if None. None alone if it is not known."""
    if type(found) is not Subset:
        return found, None
    base = found.dataset
    if isinstance(base, Subset):
        return None
    indices = found.indices
    numbers = indices.tolist() if hasattr(indices, "tolist") else indices
    if not all(isinstance(number, int) for number in numbers):
        return None
    return base, frozenset(numbers)


def _is_chosen(mine: frozenset[int] | None, others: frozenset[int] | None) -> bool | None:
    if others is None:
        return True
    if mine is None:
        return None
    if mine <= others:
        return True
    return False if mine.isdisjoint(others) else None


def _is_same_whole(one: Any, other: Any) -> bool | None:
    """Two data sets that are not parts of others."""
    if type(one) is TensorDataset and type(other) is TensorDataset:
        return _is_same_tensor(one.tensors[0], other.tensors[0])
    if type(one) is not type(other) or not type(one).__module__.startswith("torchvision."):
        return None
    mine, others = vars(one), vars(other)
    # Some cut `data` in two and go on with each half: then only equal content is the same.
    if _has_same_rows(mine.get("data"), others.get("data")):
        return True
    splits = mine.get("train"), others.get("train")
    return False if set(splits) == {True, False} else None


def _is_same_tensor(one: Tensor, other: Tensor) -> bool | None:
    mine, others = rows_of(one), rows_of(other)
    if mine is not None and others is not None and mine.whole() is others.whole():
        return _is_within(mine, others)
    return True if _has_same_rows(one, other) else None


def _has_same_rows(one: Any, other: Any) -> bool:
    """Whether two arrays or tensors are equal in some rows that are not plain."""
    if not isinstance(one, Tensor | numpy.ndarray) or type(one) is not type(other):
        return False
    if one.shape != other.shape or one.dtype != other.dtype or not len(one):
        return False
    for number in numpy.linspace(0, len(one) - 1, ROWS_COMPARED).astype(int).tolist():
        mine, others = numpy.asarray(one[number]), numpy.asarray(other[number])
        if not numpy.array_equal(mine, others) or (mine == mine.flat[0]).all():
            return False
    return True
