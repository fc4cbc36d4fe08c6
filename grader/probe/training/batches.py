"""Epochs of loops without a DataLoader, told from the batches themselves, or not at all.

Three tellers look at the batches of one training run. Each says how many epochs were begun and
finished as long as everything that it saw fits, and falls silent for good when something does not.
"""

import weakref
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy
import torch
from torch import Tensor

MOST_BATCHES = 20_000
"""Batches of one epoch beyond which nobody goes on comparing."""
ELEMENTS_COMPARED = 1_024
REPEATS = 3
"""Batches that must have come again before a repetition is more than chance."""


@dataclass(frozen=True, slots=True)
class Epochs:
    """How often a training run went through its data."""

    begun: int
    finished: int | None


class Teller(Protocol):
    """Looks at every step, and says what it knows."""

    is_silent: bool
    """Whether it saw something that did not fit."""

    def see(self, rows: int, batch: Tensor) -> None:
        """One step with a batch; `rows` are the rows that it was computed from."""

    def epochs(self) -> Epochs | None:
        """What is certain; None if nothing is."""


@dataclass(slots=True)
class Repeating:
    """The same batches come again and again, in any order: slices, the whole set, fixed batches."""

    steady: "Steady | None" = None
    """Set once they have come twice in the same order."""
    _first: dict[Any, None] | None = None
    """The batches of the first epoch in their order, once it is over."""
    _seen: dict[Any, None] = field(default_factory=dict)
    """Those of the epoch that runs."""
    _begun: int = 0
    _came_again: int = 0
    is_silent: bool = False
    _slices: "Slices | None" = None
    _whole: "Whole | None" = None

    def see(self, rows: int, batch: Tensor) -> None:
        """One step with a batch."""
        if self.is_silent:
            return
        slices, base = self._slices, batch._base
        if (
            self._first is not None
            and base is not None
            and slices is not None
            and slices.base() is base
            and batch.is_contiguous()
        ):
            # The usual case of a loop over slices, where time counts.
            key: Any = batch.storage_offset()
        else:
            key = self._key(rows, batch)
        if key is None or len(self._seen) > MOST_BATCHES:
            self.is_silent = True
            return
        if self.steady is None and (key in self._seen or not self._begun):
            self._begin_epoch()
        if self.steady is not None:
            self.is_silent = not self.steady.see(key)
            return
        if self._first is not None:
            self._came_again += 1
            self.is_silent = key not in self._first
        self._seen[key] = None

    def _begin_epoch(self) -> None:
        self._begun += 1
        if self._begun == 2:
            self._first = self._seen
        elif self._begun > 2 and self._seen != self._first:
            self.is_silent = True
        elif self._begun > 2 and list(self._seen) == list(self._first or ()):
            self.steady = Steady(order=list(self._seen), finished=self._begun - 1)
        self._seen = {}

    def _key(self, rows: int, batch: Tensor) -> Any:
        """What tells a batch from others; None if that is not certain."""
        base = batch._base
        if base is not None and batch.is_contiguous() and base.numel() > batch.numel():
            if self._slices is None:
                self._slices = Slices(base=weakref.ref(base))
            return self._slices.see(batch, base)
        mark = _mark(batch)
        if mark is not None and self._first is not None and len(self._first) == 1:
            # One batch again and again: all of it, not its first row only, must be the same.
            if self._whole is None:
                self._whole = Whole()
            return mark if self._whole.is_same(batch) else None
        return mark

    @property
    def is_certain(self) -> bool:
        """Whether the batches of before came again, and only they."""
        return not self.is_silent and self._begun > 2

    def epochs(self) -> Epochs | None:
        """Certain when batches came again, or when slices went through their base in order."""
        if self.is_silent or not self._begun:
            return None
        if self.steady is not None:
            return self.steady.epochs()
        if self._first is not None:
            if self._came_again < REPEATS:
                return None
            whole = self._seen == self._first
            return Epochs(self._begun, self._begun if whole else self._begun - 1)
        if self._slices is not None and self._slices.in_order:
            return Epochs(1, 1 if self._slices.all_seen else None)
        return None


@dataclass(slots=True)
class Steady:
    """The same batches in the same order: it is enough to look at one now and then."""

    order: list[Any]
    finished: int
    """Epochs before."""
    broken_off: int = 0
    """Epochs that were begun and not finished."""
    count: int = 0
    """Batches since then."""

    def see(self, key: Any) -> bool:
        """One more batch that is looked at; whether it is the one that was to come."""
        self.count += 1
        return bool(self.order[(self.count - 1) % len(self.order)] == key)

    def begin_again(self) -> None:
        """What comes next begins with the first batch."""
        full, rest = divmod(self.count, len(self.order))
        self.finished += full
        self.broken_off += 1 if rest else 0
        self.count = 0

    def epochs(self) -> Epochs:
        """Epochs begun and finished."""
        full, rest = divmod(self.count, len(self.order))
        finished = self.finished + full
        return Epochs(finished + self.broken_off + (1 if rest else 0), finished)


@dataclass(slots=True)
class Slices:
    """Batches that are parts of one tensor that holds all of the data."""

    base: "weakref.ref[Tensor]"
    in_order: bool = True
    """Whether each began where the one before it ended, from the first row on."""
    all_seen: bool = False
    _end: int = 0

    def see(self, batch: Tensor, base: Tensor) -> int | None:
        """One more batch; gives back where it begins, or None if it is a part of another tensor."""
        if self.base() is not base:
            return None
        start = int(batch.storage_offset())
        self.in_order = self.in_order and start == self._end
        self._end = start + int(batch.numel())
        self.all_seen = self._end == int(base.numel())
        return start


@dataclass(slots=True)
class Whole:
    """Looks at all values of a batch at the 1st, 2nd, 4th, 8th, ... time it is asked."""

    _asked: int = 0
    _sum: float | None = None

    def is_same(self, batch: Tensor) -> bool:
        """Whether this is the batch of before, as far as was looked."""
        self._asked += 1
        if self._asked & (self._asked - 1):
            return True
        total = float(batch.detach().double().sum())
        before, self._sum = self._sum, total
        return before is None or before == total


@dataclass(slots=True)
class Orders:
    """A random order of all rows is drawn for each epoch, and as many rows follow it."""

    _count: int = 0
    """Rows that were put in order last."""
    _rows: int = 0
    """Rows since then."""
    _largest: int = 0
    """Rows of the largest batch since then."""
    _begun: int = 0
    _finished: int = 0
    is_silent: bool = False
    _drawn: int | None = None
    """An order that was drawn and that no step has followed yet."""

    def draw(self, count: int) -> None:
        """A random order of so many rows was drawn."""
        # Images and labels may be put in order one after the other, but nothing else meanwhile.
        self.is_silent = self.is_silent or self._drawn not in (None, count)
        self._drawn = count

    def see(self, rows: int, batch: Tensor) -> None:
        """One step with a batch."""
        if self.is_silent:
            return
        if self._drawn is not None:
            self._begin_epoch(self._drawn)
            self._drawn = None
        elif not self._begun or self._rows >= self._count:
            self.is_silent = True
        self._rows += rows
        self._largest = max(self._largest, rows)
        # One batch that is put in another order is no epoch: some augmentations do that.
        self.is_silent = self.is_silent or self._rows > self._count or rows >= self._count

    def _begin_epoch(self, count: int) -> None:
        if self._begun:
            # Anything else, as 5 batches of each order, is no pass over the data.
            self.is_silent = count != self._count or not self._is_whole()
            self._finished += 1
        self._begun += 1
        self._count, self._rows, self._largest = count, 0, 0

    def _is_whole(self) -> bool:
        """Whether all rows were seen, but for a last batch that was left out."""
        return self._rows > self._count - self._largest

    def epochs(self) -> Epochs | None:
        """Certain when every order was used up before the next; a first one, when all of it was."""
        whole = self._begun > 0 and self._rows == self._count
        if self.is_silent or not (self._finished or whole):
            return None
        return Epochs(self._begun, self._finished + (1 if self._is_whole() else 0))


@dataclass(slots=True)
class Remainders:
    """All batches are of one size but the last of each epoch, which is smaller."""

    _size: int = 0
    _rest: int = 0
    _full: int = 0
    """Whole batches since the last small one."""
    _expected: int | None = None
    """Whole batches before each small one."""
    _finished: int = 0
    is_silent: bool = False

    def see(self, rows: int, batch: Tensor) -> None:
        """One step with a batch."""
        if self.is_silent:
            return
        if not self._size:
            self._size = rows
        if rows == self._size:
            self._full += 1
            self.is_silent = self._expected is not None and self._full > self._expected
        elif rows > self._size or not self._fits(rows):
            self.is_silent = True
        else:
            self._rest, self._expected, self._full = rows, self._full, 0
            self._finished += 1

    def _fits(self, rows: int) -> bool:
        """Whether a small batch is like the one before it, and as far from it as that one was."""
        return self._expected is None or (rows == self._rest and self._full == self._expected)

    def epochs(self) -> Epochs | None:
        """Certain when small batches came at equal distances, more than once or twice."""
        if self.is_silent or self._finished < REPEATS or not self._expected:
            return None
        return Epochs(self._finished + (1 if self._full else 0), self._finished)


def _mark(batch: Tensor) -> Any:
    """The first values of a batch; None if they tell nothing, or cannot be had at once."""
    if type(batch) is not Tensor or not batch.is_cpu or batch.layout != torch.strided:
        return None
    if batch.dtype in (torch.bfloat16, torch.bool) or not batch.ndim or not batch.numel():
        return None
    first = numpy.ravel(batch.detach().numpy()[0])[:ELEMENTS_COMPARED]
    if first.size < 2 or bool((first == first[0]).all()):
        return None
    return hash((batch.shape, first.tobytes()))
