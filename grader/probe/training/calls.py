"""Calls of networks: which of them train, and what data they are made on."""

import weakref
from dataclasses import dataclass, field, replace

from torch import Tensor, nn

from .data_sets import Data, rows_of
from .loaders import Iteration

MOST_DATA = 20
MOST_BLOCKS = 50
CALLS_CERTAIN = 3
"""Calls in a row without `backward` that are more than parts of one loss."""
ROWS_CERTAIN = 4
"""Batches' worth of rows in one call that is no training call of a usual kind."""


@dataclass(eq=False, slots=True)
class Pass:
    """Calls of one network in one mode, one after the other, without a training step between."""

    training: bool
    """Whether the network was in training mode."""
    gradients: bool
    """Whether gradients were kept."""
    cell: int | None
    iteration: Iteration | None
    serial: int
    """Steps of all training runs before it."""
    usual: int = 0
    """Rows of its first call."""
    rows: int = 0
    calls: int = 0
    data: Data | None = None
    is_mixed: bool = False
    """Whether its batches are not all of one known piece of data."""

    def takes(
        self,
        training: bool,
        cell: int | None,
        iteration: Iteration | None,
        serial: int,
        rows: int,
        batch: Tensor | None,
    ) -> bool:
        """Whether another call is more of the same."""
        return (
            self.iteration is iteration
            and self.serial == serial
            and self.training == training
            and self.cell == cell
            and (iteration is not None or not self._is_over(rows, batch))
        )

    def is_like(
        self, training: bool, cell: int | None, iteration: Iteration | None, rows: int
    ) -> bool:
        """Whether it is of calls in that mode, at that place, with so many rows."""
        return (
            self.iteration is iteration
            and self.usual == rows
            and self.training == training
            and self.cell == cell
        )

    def goes_on(self, other: "Pass", batch: Tensor | None) -> bool:
        """Whether another one is more of the same."""
        return self.takes(
            other.training, other.cell, other.iteration, other.serial, other.usual, batch
        )

    def _is_over(self, rows: int, batch: Tensor | None) -> bool:
        """Whether a batch is of another tensor than those before, and no small last one."""
        if self.data is None or batch is None or rows == self.usual:
            return False
        whole = self.data.whole()
        # Batches that are copies do not live until the next.
        return whole is not None and whole is not (batch if batch._base is None else batch._base)

    def look(self, batch: Tensor | None) -> None:
        """See which data its first batch is of."""
        if self.iteration is None and batch is not None:
            self.data = rows_of(batch)

    def add(self, rows: int, batch: Tensor | None) -> None:
        """One more call."""
        self.rows += rows
        self.calls += 1
        if self.iteration is not None or self.is_mixed:
            return
        if self.calls == 1:
            self.look(batch)
        elif self.data is not None and batch is not None and batch.is_contiguous():
            base = batch if batch._base is None else batch._base
            if self.data.is_of(base):
                start = int(batch.storage_offset() - base.storage_offset())
                self.data.extend(start, start + int(batch.numel()))
                return
            self.data, self.is_mixed = None, True
        else:
            self.data, self.is_mixed = None, True


@dataclass(eq=False, slots=True)
class Calls:
    """The calls of one network."""

    module: "weakref.ref[nn.Module]"
    open: Pass | None = None
    """The pass without gradients that is under way."""
    last: Pass | None = None
    """The latest call that kept gradients, until it turns out whether it trains."""
    before: list[Pass] = field(default_factory=list)
    """The calls that kept gradients before it, since the last `backward`."""
    iteration: Iteration | None = None
    drawn: int = 0
    batch: Tensor | None = None
    """The batch of the latest call that kept gradients."""
    used: Pass | None = None
    """The latest call that `backward` went through."""
    steps: int = -1
    """Steps of all optimizers before it."""
    in_step: int = 0
    """Such calls since then."""
    rows_in_step: int = 0
    trained: Pass | None = None
    """The latest call that a step came of."""
    data: list[Data] = field(default_factory=list)
    """What it was trained on."""
    rows: Data | None = None
    """The latest of these that is a tensor."""
    is_data_known: bool = True

    def fresh(self, current: Iteration | None, rows: int) -> Iteration | None:
        """The iteration whose newest batch this call is the first to see, if it is of its size."""
        if current is None or (current is self.iteration and current.drawn == self.drawn):
            return None
        self.iteration, self.drawn = current, current.drawn
        return current if current.fits(rows) else None

    def sees_again(self, current: Iteration | None) -> bool:
        """Whether a call without gradients is another one on a batch that it was counted for."""
        if current is None or self.open is None or self.open.iteration is not current:
            return False
        return self.iteration is current and self.drawn == current.drawn

    def put_before(self) -> None:
        """Another call follows before any `backward`."""
        assert self.last is not None
        if self.before and self.before[-1].goes_on(self.last, self.batch):
            self.before[-1].add(self.last.rows, self.batch)
        elif len(self.before) < MOST_BLOCKS:
            found = replace(self.last)
            found.look(self.batch)
            self.before.append(found)

    def use(self, steps: int, *, is_again: bool) -> None:
        """`backward` went through the latest call, after so many steps of all optimizers."""
        if self.last is not None:
            self.used, self.last = self.last, None
            if self.steps != steps:
                self.steps, self.in_step, self.rows_in_step = steps, 0, 0
            if not is_again or not self.in_step:
                self.in_step += 1
                self.rows_in_step += self.used.rows

    def trailing(self) -> list[Pass]:
        """The calls that kept gradients and that no `backward` followed yet."""
        if self.last is None or (
            self.before and not self.before[-1].goes_on(self.last, self.batch)
        ):
            return self.before
        if not self.before:
            found = replace(self.last)
            found.look(self.batch)
            return [found]
        whole = replace(self.before[-1])
        whole.add(self.last.rows, self.batch)
        return [*self.before[:-1], whole]

    def step(self) -> None:
        """An optimizer of this network's took a step."""
        last = self.used
        if last is None:
            return
        if last.iteration is not None:
            if last is self.trained:
                return
            data = last.iteration.data
            if data not in self.data and len(self.data) < MOST_DATA:
                self.data.append(data)
        elif self.batch is None:
            # One that was let go of is of data that is known.
            self.is_data_known = self.is_data_known and last is self.trained
        else:
            self._note_rows(self.batch)
        self.trained = last

    def _note_rows(self, batch: Tensor) -> None:
        if not self.is_data_known:
            return
        base = batch if batch._base is None else batch._base
        if self.rows is not None and self.rows.is_of(base) and batch.is_contiguous():
            start = int(batch.storage_offset() - base.storage_offset())
            self.rows.extend(start, start + int(batch.numel()))
            return
        self.rows = rows_of(batch)
        if self.rows is None or len(self.data) >= MOST_DATA:
            self.is_data_known = False
        else:
            self.data.append(self.rows)

    def is_evaluation(self, found: Pass, *, is_over: bool) -> bool:
        """Whether calls that kept gradients certainly were no part of a training step.

        `is_over` says that no `backward` followed them at all.
        """
        trained = self.trained
        if trained is None:
            return is_over
        other_size = found.usual != trained.usual
        # A few calls may be parts of one loss, as those of a network that sees two views.
        if other_size and (is_over or found.rows > ROWS_CERTAIN * trained.usual):
            return True
        if found.calls < CALLS_CERTAIN:
            return False
        if is_over or (self.used is not None and found.cell != self.used.cell):
            return True
        if found.training != trained.training:
            return True
        if found.iteration is None or trained.iteration is None:
            return False
        return found.iteration.data is not trained.iteration.data
