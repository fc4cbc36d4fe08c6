"""A few values of some parameters, by which it is told whether anything changed them since."""

import weakref
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

MOST_VALUES = 8


class Marks:
    """What the first and the last weight matrix began with after the latest step.

    Of tensors on another device, which are slow to read, the numbers of their changes.
    """

    def __init__(self, tensors: Iterable[Tensor]) -> None:
        every = list(tensors)
        weights = [one for one in every if one.dim() > 1] or every
        self._tensors = [weakref.ref(one) for one in weights[:1] + weights[1:][-1:]]
        self._first: Any = None
        self._last: Any = None
        self._taken: tuple[Any, Any] | None = None

    def take(self) -> None:
        """Remember the values as they are now: two short reads, because time counts."""
        if self._first is None:
            self._first, self._last = self._looks()
        self._taken = self._first.tobytes(), self._last.tobytes()

    def rest(self) -> None:
        """Keep nothing alive, until the next step."""
        self._first = self._last = None

    def hold(self) -> bool:
        """Whether the values are those that were taken."""
        if self._taken is None:
            return False
        first, last = self._looks()
        return self._taken == (first.tobytes(), last.tobytes())

    def _looks(self) -> tuple[Any, Any]:
        alive = [tensor for tensor in (one() for one in self._tensors) if tensor is not None]
        if not alive:
            return _GONE, _GONE
        looks = [_view(tensor) if tensor.is_cpu else _Changes(tensor) for tensor in alive]
        return looks[0], looks[-1]


class _Changes:
    """Stands for values: torch counts the changes of a tensor, but for those through `.data`."""

    def __init__(self, tensor: Tensor) -> None:
        self._tensor = tensor

    def tobytes(self) -> int:
        """How often the tensor was changed."""
        return self._tensor._version


class _Gone:
    """Stands for a tensor that nobody holds any more."""

    def tobytes(self) -> None:
        """Nothing."""


_GONE = _Gone()


def _view(tensor: Tensor) -> Any:
    """Its first values in memory, whatever its layout."""
    plain = tensor.detach()
    count = min(MOST_VALUES, plain.numel())
    # Python's own view of them: its code is at hand in every loop, numpy's would be fetched anew.
    return plain.as_strided((count,), (1,)).view(torch.uint8).numpy().data
