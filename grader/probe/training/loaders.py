"""Which batch of which DataLoader is at hand, and how far its iteration is."""

import weakref
from dataclasses import dataclass
from typing import Any

from torch.utils.data import TensorDataset

from ..events import Events
from .data_sets import Data

MOST_DATA = 200


@dataclass(eq=False, slots=True)
class Iteration:
    """One iteration over a DataLoader."""

    data: Data
    batches: int | None
    """Batches that it has; None if it does not know."""
    sizes: frozenset[int] | None
    """Rows that its batches may have; None if it does not say."""
    shuffled: bool | None
    drawn: int = 0
    """Batches that were drawn from it."""
    drained: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether every batch was drawn."""
        return self.drained or (self.batches is not None and self.drawn >= self.batches)

    def fits(self, rows: int) -> bool:
        """Whether so many rows may be one of its batches."""
        return self.sizes is None or rows in self.sizes


def _is(held: weakref.ref[Any], tensor: Any) -> bool:
    return held() is tensor


class Loaders:
    """Follows all iterations that are under way."""

    def __init__(self, events: Events) -> None:
        self.current: Iteration | None = None
        """The iteration whose batch was drawn last, unless it had no more."""
        self._events = events
        self._by_iterator: dict[int, tuple[weakref.ref[Any], Iteration]] = {}
        self._data: list[Data] = []
        self._of_tensors: list[tuple[Data, tuple[weakref.ref[Any], ...]]] = []
        self._by_loader: weakref.WeakKeyDictionary[Any, Data] = weakref.WeakKeyDictionary()

    def start(self) -> None:
        """Listen to DataLoaders."""
        self._events.iterator.append(self._on_iterator)
        self._events.draw.append(self._on_draw)
        self._events.drained.append(self._on_drained)

    def _on_iterator(self, loader: Any, iterator: Any) -> None:
        number, forget = id(iterator), self._by_iterator.pop
        gone = weakref.ref(iterator, lambda _: forget(number, None))
        self._by_iterator[number] = gone, self._iteration(loader)

    def _iteration(self, loader: Any) -> Iteration:
        try:
            batches, rows = len(loader), len(loader.dataset)
        except Exception:
            # Streams have no length, and data sets of the student's may have a wrong one.
            batches, rows = None, None
        size = loader.batch_size
        sizes = frozenset((size, rows % size)) if isinstance(size, int) and rows else None
        sampler = type(getattr(loader, "sampler", None)).__name__
        shuffled = {"RandomSampler": True, "SequentialSampler": False}.get(sampler)
        return Iteration(self._data_of(loader), batches, sizes, shuffled)

    def _data_of(self, loader: Any) -> Data:
        known = self._by_loader.get(loader) or self.known(loader.dataset)
        self._by_loader[loader] = known
        return known

    def known(self, data_set: Any) -> Data:
        """One and the same record for each data set."""
        for data in self._data:
            if data.is_of(data_set):
                return data
        tensors = data_set.tensors if type(data_set) is TensorDataset else ()
        for data, held in self._of_tensors:
            # One that is made anew in every epoch, around the same tensors.
            if len(held) == len(tensors) and all(map(_is, held, tensors)):
                data.renew(data_set)
                return data
        self._data = [data for data in self._data if data.whole() is not None][-MOST_DATA:]
        self._data.append(Data(data_set))
        if tensors:
            held = tuple(map(weakref.ref, tensors))
            self._of_tensors = [*self._of_tensors[-MOST_DATA:], (self._data[-1], held)]
        return self._data[-1]

    def _on_draw(self, iterator: Any) -> None:
        found = self._by_iterator.get(id(iterator))
        self.current = found[1] if found else None
        if found:
            found[1].drawn += 1

    def _on_drained(self, iterator: Any) -> None:
        found = self._by_iterator.get(id(iterator))
        if found:
            found[1].drained = True
            if self.current is found[1]:
                self.current = None
