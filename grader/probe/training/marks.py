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
        self._views: list[Any] = []
        self._taken: list[Any] = []

    def take(self) -> None:
        """Remember the values as they are now: two short reads, because time counts."""
        if not self._views:
            self._views = self._looks()
        self._taken = [view.tobytes() for view in self._views]

    def rest(self) -> None:
        """Keep nothing alive, until the next step."""
        self._views = []

    def hold(self) -> bool:
        """Whether the values are those that were taken."""
        return bool(self._taken) and self._taken == [look.tobytes() for look in self._looks()]

    def _looks(self) -> list[Any]:
        alive = [tensor for tensor in (one() for one in self._tensors) if tensor is not None]
        return [_view(tensor) if tensor.is_cpu else _Changes(tensor) for tensor in alive]


class _Changes:
    """Stands for values: torch counts the changes of a tensor, but for those through `.data`."""

    def __init__(self, tensor: Tensor) -> None:
        self._tensor = tensor

    def tobytes(self) -> int:
        """How often the tensor was changed."""
        return self._tensor._version


def _view(tensor: Tensor) -> Any:
    """Its first values in memory, whatever its layout."""
    plain = tensor.detach()
    count = min(MOST_VALUES, plain.numel())
    return plain.as_strided((count,), (1,)).view(torch.uint8).numpy()
