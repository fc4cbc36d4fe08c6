"""Passes over data: which loader a batch is from, whether it is trained on, and in which mode."""

import weakref
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ..events import Events
from ..networks.graph import all_modules
from ..networks.seen import Networks
from .datasets import Described, describe
from .whereabouts import line_in_cell, names_of

MOST_LOADERS = 200
NONE = -1
"""Number of the loader where there is none."""

Call = tuple[int, int, bool, bool, bool]
"""Network, loader, whether in training mode, with gradients, and after it was trained."""


@dataclass(eq=False)
class Loader:
    """One DataLoader."""

    number: int
    loader: "weakref.ref[Any]"
    cell: int | None
    line: int | None
    names: list[str]
    data: Described
    batch_size: int | None
    drop_last: bool
    draws: int = 0
    drained: int = 0
    backwards: int = 0
    """Times that gradients were computed with its batches."""
    steps: int = 0
    """Steps that came right after a batch of it."""
    whole: int = 0
    """Losses over as many examples as it has in all, each after a batch of it."""
    parts: int = 0
    """Losses over fewer."""
    steps_now: int = 0
    """Steps in the iteration that is under way."""


class Passes:
    """Every loader that was iterated over, and every way in which networks were called."""

    def __init__(self, events: Events, networks: Networks) -> None:
        self._events = events
        self._networks = networks
        self.loaders: list[Loader] = []
        self.calls: Counter[Call] = Counter()
        self.active: dict[int, list[str]] = {}
        """Layers that were at work as in training while their network was evaluated."""
        self.places: dict[int, tuple[int | None, int | None]] = {}
        """Where that was, by number of the network."""
        self.on_epoch: list[Callable[[], None]] = []
        """Called when an epoch of training over a loader ends."""
        self._by_id: dict[int, Loader] = {}
        self._iterators: dict[int, tuple[weakref.ref[Any], Loader]] = {}
        self._stack: list[Loader] = []
        self._now = NONE
        self.is_fresh = False
        """Whether a batch was drawn on which no step was taken yet."""
        self._rows = 0
        self.pending: set[int] = set()
        """Loaders whose batches were given to a network since gradients were computed last."""
        self._trained: set[int] = set()
        self.wants_rows = True
        """Whether somebody asks how many rows networks are called with."""

    def on_iterator(self, loader: Any, iterator: Any) -> None:
        """A loader begins to be iterated over."""
        known = self._by_id.get(id(loader))
        if known is None or known.loader() is not loader:
            if len(self.loaders) >= MOST_LOADERS:
                return
            known = self._meet(loader)
        known.steps_now = 0
        number, forget = id(iterator), self._iterators.pop
        gone = weakref.ref(iterator, lambda _: forget(number, None))
        self._iterators[number] = (gone, known)

    def on_draw(self, iterator: Any) -> None:
        """A batch was drawn."""
        found = self._iterators.get(id(iterator))
        if found is None:
            self._now, self.is_fresh = NONE, False
            return
        known = found[1]
        known.draws += 1
        if known.number != self._now:
            self._leave(known)
            self._stack.append(known)
            self._now = known.number
            self.pending &= {known.number}
        self.is_fresh = True

    def on_drained(self, iterator: Any) -> None:
        """There are no more batches."""
        found = self._iterators.get(id(iterator))
        if found is None:
            return
        known = found[1]
        known.drained += 1
        self._leave(known)
        self._now = self._stack[-1].number if self._stack else NONE
        self.is_fresh = False
        if known.steps_now > 1:
            for listener in self.on_epoch:
                listener()

    def _leave(self, known: Loader) -> None:
        """Forget the iterations that were begun since this one, and it."""
        if known in self._stack:
            del self._stack[self._stack.index(known) :]

    def on_forward(self, module: nn.Module, args: Any) -> None:
        """A network is about to be called; the networks heard of it first."""
        seen = self._networks.called_last
        if seen is None:
            return
        number, now, gradients = seen.number, self._now, torch.is_grad_enabled()
        trained = number in self._trained
        self.calls[number, now, module.training, gradients, trained] += 1
        if gradients:
            if now >= 0:
                self.pending.add(now)
                if self.wants_rows and args and isinstance(args[0], Tensor) and args[0].ndim:
                    self._rows = args[0].shape[0]
        elif trained and module.training and number not in self.active:
            self.active[number] = working_as_in_training(module)
            self.places[number] = (self._events.cell, line_in_cell())

    def on_backward(self, _loss: Tensor) -> None:
        """Gradients are about to be computed."""
        for number in self.pending:
            self.loaders[number].backwards += 1
        self.pending.clear()

    def on_step(self) -> None:
        """An optimizer took a step."""
        if self.is_fresh and self._now >= 0:
            known = self.loaders[self._now]
            known.steps += 1
            known.steps_now += 1
            self.is_fresh = False

    def note_optimizer(self, optimizer: Any) -> None:
        """An optimizer took its first step."""
        changed = {id(each) for group in optimizer.param_groups for each in group["params"]}
        for seen in self._networks.all_seen():
            if any(id(each) in changed for each in nn.Module.parameters(seen.module)):
                self._trained.add(seen.number)

    def note_loss(self, rows: int) -> None:
        """Gradients of a loss over so many examples are about to be computed."""
        # Rows of a loss may be steps in time as well: as many as were fed must be examples.
        if not self.is_fresh or self._now < 0 or rows != self._rows:
            return
        known = self.loaders[self._now]
        examples, batch = known.data.examples, known.batch_size
        if examples is not None and batch is not None and batch < examples:
            known.whole += rows == examples
            known.parts += rows != examples

    def _meet(self, loader: Any) -> Loader:
        known = Loader(
            number=len(self.loaders),
            loader=weakref.ref(loader),
            cell=self._events.cell,
            line=line_in_cell(),
            names=names_of(loader),
            data=describe(loader),
            batch_size=loader.batch_size if isinstance(loader.batch_size, int) else None,
            drop_last=loader.drop_last is True,
        )
        self._by_id[id(loader)] = known
        self.loaders.append(known)
        return known


def working_as_in_training(module: nn.Module) -> list[str]:
    """Dropout and batch normalisation that work as in training."""
    found = set()
    for _, part in all_modules(module):
        dropout = isinstance(part, nn.modules.dropout._DropoutNd) and part.p > 0
        norm = isinstance(part, nn.modules.batchnorm._BatchNorm) and part.track_running_stats
        if part.training and (dropout or norm):
            found.add("dropout" if dropout else "batch normalisation")
    return sorted(found)
