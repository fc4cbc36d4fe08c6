"""Whether the steps of an optimizer changed any weight since before its first step."""

import zlib
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from ..files import raw_bytes

MOST_SAMPLED = 48
"""Tensors of which a few values are remembered: the last ones, which every loss reaches."""
SAMPLED_ELSEWHERE = 4
"""The same for tensors on another device, each of which takes a wait to read."""
VALUES = 16
"""Values that are remembered of one tensor, evenly spread."""
MOST_WEIGHTS = 4_000_000
"""Values of all tensors beyond which not all of them are held against those before."""


class Movement:
    """Weights as they were before the first step, kept until one of them was seen to change.

    Few values are looked at first, because most steps change nearly all of them. Where none of
    the few changed, all are compared, by a checksum: a training of two rows of a large embedding
    is one too.
    """

    def __init__(self, tensors: Iterable[Tensor]) -> None:
        every = list(tensors)
        is_here = all(one.is_cpu for one in every)
        # Kept alive meanwhile: one that is gone could never be told from one that did not move.
        self._tensors = every
        self._sampled = every[-(MOST_SAMPLED if is_here else SAMPLED_ELSEWHERE) :]
        self._samples = [_sample(one) for one in self._sampled]
        is_small = sum(one.numel() for one in every) <= MOST_WEIGHTS
        self._sum = _checksum(every) if is_here and is_small else None

    def is_seen(self) -> bool:
        """Whether one of the few values is another than before."""
        return any(
            _sample(one) != before for one, before in zip(self._sampled, self._samples, strict=True)
        )

    def is_certain(self) -> bool | None:
        """Whether any value is another than before; None if not all of them could be compared."""
        if self.is_seen():
            return True
        return None if self._sum is None else _checksum(self._tensors) != self._sum


def _sample(tensor: Tensor) -> bytes:
    """A few values, evenly spread, the last among them."""
    if tensor.layout is not torch.strided:
        return b""
    flat = tensor.detach().reshape(-1)
    between = max(1, flat.numel() // VALUES)
    return raw_bytes(flat[(flat.numel() - 1) % between :: between])


def _checksum(tensors: Iterable[Tensor]) -> Any:
    total = 0
    for tensor in tensors:
        if tensor.layout is not torch.strided:
            return None
        total = zlib.crc32(raw_bytes(tensor), total)
    return total
