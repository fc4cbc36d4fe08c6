"""Follows every training run: its settings, its batches, its losses, and passes in between."""

import math
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..events import Events
from ..files import FORMAT, write_json
from ..networks.graph import named
from ..networks.inputs import rows_in
from .calls import Calls, Pass
from .curves import value_of
from .loaders import Loaders
from .losses import NO_NAME, Loss, Name, is_scaled
from .movement import Movement
from .passes import Passes
from .runs import Run, begin, number, take_parameters
from .schedules import Schedule, made, unknown

FILE = "training.json"
MOST_RUNS = 1_000
MANY_RUNS = 50
"""Runs beyond which the curves of each are kept shorter."""
MOST_WALKS = 20
LATEST_RUNS = 50
"""Runs that are looked through for the one that trained a network last."""
AWAKE = 10
"""Latest runs whose weights are kept at hand to be looked at."""
LOOKED_IN_NEW_CELL = 50
ALWAYS_LOOKED, LOOK_EVERY = 500, 13
"""Losses of a run that are all looked at, and how many of later ones are: no two networks that
take turns may always fall on the same one."""
SHORT, STEPS_BETWEEN_CLOCKS = 0.02, 7
"""Where so many steps took less than so many seconds, the clock waits for as many again: an odd
number, so that two runs that take turns have both of theirs."""


class Trainings:
    """All runs of one kernel, in the order of their first steps."""

    def __init__(self, out: Path, events: Events) -> None:
        self.runs: list[Run] = []
        self.after_step: Callable[[float], float] = lambda now: math.inf
        """Called after a step with the time; gives back when it is to be called again."""
        self._out = out
        self._events = events
        self._loaders = Loaders(events)
        self._passes = Passes()
        self._by_optimizer: dict[int, Run] = {}
        self._before: tuple[weakref.ref[Any], Movement] | None = None
        """The weights of an optimizer that is about to take its first step."""
        self._calls: dict[int, Calls] = {}
        self._pending: list[Calls] = []
        """Networks that were called with gradients since the last `backward`."""
        self._met = 0
        """How many networks were met so far."""
        self._orders: deque[int] = deque(maxlen=2)
        """How many rows were put into a random order, since the last step."""
        self._schedules: list[tuple[Schedule, weakref.ref[Any]]] = []
        """Schedules of optimizers that have not stepped yet."""
        self._looks = self._looked = True
        """Whether the loss of the next `backward` is looked at, and that of the latest was."""
        self._look_until = 0
        self._last_loss: Loss | None = None
        self._loss_name: Name = NO_NAME
        self._walks = 0
        self._loss: float | Tensor | None = None
        self._clip: float | None = None
        self._backwards = 0
        self._steps = 0
        self._clock = 0.0
        """When it was looked at last."""
        self._clock_at = 0
        """The step after which it is looked at again."""
        self._called_in = -1
        """Steps before the latest step in which an optimizer called a closure."""
        self._next_writing = 0.0

    def start(self) -> None:
        """Listen to networks, losses, optimizers and schedulers."""
        self._loaders.start()
        self._events.forward.append(self._on_forward)
        self._events.loss.append(self._on_loss)
        self._events.backward.append(self._on_backward)
        self._events.turn.append(self._on_turn)
        self._events.step.append(self._on_step)
        self._events.scheduler_call.append(self._on_scheduler)
        self._events.scheduler_step.append(self._on_scheduler_step)
        self._events.clip.append(self._on_clip)
        self._events.order.append(self._on_order)

    def _on_forward(self, module: nn.Module, args: tuple[Any, ...]) -> None:
        calls = self._calls.get(id(module))
        if calls is None or calls.module() is not module:
            calls = self._meet(module)
            if calls is None:
                return
        batch = args[0] if args and type(args[0]) is Tensor else None
        rows = 0
        if batch is not None:
            # Asked here first, because time counts.
            rows = batch.shape[0] if batch.ndim > 1 else rows_in(module, batch)
        current = self._loaders.current
        iteration = None if current is None else calls.fresh(current, rows)
        training, cell = module.training, self._events.cell
        if torch.is_grad_enabled():
            if calls.last is None:
                self._pending.append(calls)
            else:
                calls.put_before()
            calls.batch, used = batch, calls.used
            if used is not None and used.is_like(training, cell, iteration, rows):
                # The usual case in a training loop, where time counts: the old record does.
                used.serial, calls.last = self._steps, used
            else:
                calls.last = Pass(training, True, cell, iteration, self._steps, rows, rows, 1)
            return
        found = calls.open
        if found is not None and found.takes(training, cell, iteration, self._steps, rows, batch):
            found.add(rows, batch)
        elif iteration is not None or not calls.sees_again(current):
            self._passes.add(calls, found)
            calls.open = Pass(training, False, cell, iteration, self._steps, rows)
            if iteration is not None:
                # Now, because the data set may be gone when this is written down.
                self._passes.is_training_data(calls, iteration.data)
            calls.open.add(rows, batch)

    def _meet(self, module: nn.Module) -> Calls | None:
        if next(named(module, "_parameters"), None) is None:
            return None
        self._met += 1
        calls = self._calls[id(module)] = Calls(weakref.ref(module))
        return calls

    def _on_loss(self, name: str, _args: Any, kwargs: dict[str, Any], result: Any) -> None:
        if torch.is_grad_enabled():
            self._last_loss = Loss(name, kwargs, weakref.ref(result))

    def _on_backward(self, tensor: Tensor) -> None:
        self._backwards += 1
        is_again = False
        if self._events.is_stepping:
            is_again, self._called_in = self._called_in == self._steps, self._steps
        for calls in self._pending:
            calls.use(self._steps, is_again=is_again)
            if calls.before:
                self._passes.add_before(calls)
        self._pending.clear()
        if not is_again:
            self._clip = None
            self._looked = self._looks
            if self._looks:
                self._loss, self._loss_name = value_of(tensor), self._named(tensor)

    def _named(self, tensor: Tensor) -> Name:
        loss = self._last_loss
        if loss is None:
            return NO_NAME
        if loss.result() is tensor:
            return loss.name()
        if self._walks >= MOST_WALKS and self._backwards % MOST_WALKS:
            return self._loss_name
        self._walks += 1
        return loss.name() if is_scaled(tensor, loss) else NO_NAME

    def _on_clip(self, largest: Any, _norm: Any) -> None:
        self._clip = number(largest)

    def _on_order(self, count: int) -> None:
        self._orders.append(count)

    def _on_turn(self, optimizer: Any) -> None:
        if self.run_of(optimizer) is None:
            held = (one for group in optimizer.param_groups for one in group["params"])
            self._before = None
            self._before = weakref.ref(optimizer), Movement(held)

    def _on_step(self, optimizer: Any) -> None:
        self._steps += 1
        run = self._by_optimizer.get(id(optimizer))
        if run is None or run.optimizer() is not optimizer:
            run = self._begin(optimizer)
        run.steps += 1
        if run.steps == run.look_at:
            run.see_movement()
        while self._orders:
            run.orders.draw(self._orders.popleft())
        cell = self._events.cell
        if run.cell != cell:
            run.see_cell(cell)
            run.latest = time.monotonic()
            self._look_until = max(self._look_until, self._backwards + LOOKED_IN_NEW_CELL)
        current = self._loaders.current
        if current is not None or run.by_loader.iteration is not None:
            run.see_iteration(current)
        if self._backwards != run.backward:
            run.backward = self._backwards
            if self._looked:
                self._see_batch(run)
                self._see_loss(run)
            elif run.wants_batches:
                steady = run.repeating.steady
                if steady is None:
                    self._see_batch(run)
                else:
                    steady.count += 1
        rate = optimizer.param_groups[0]["lr"]
        if rate is not run.raw_rate or not isinstance(rate, float):
            run.raw_rate = rate
            run.see_rate(number(rate))
        run.scheduled = False
        run.marks.take()
        self._looks = self._backwards < self._look_until or self._backwards % LOOK_EVERY == 0
        self._events.are_losses_told = self._looks
        if self._steps >= self._clock_at:
            self._look_at_clock(run)

    def _look_at_clock(self, run: Run) -> None:
        now = time.monotonic()
        run.seconds += now - run.latest
        run.latest = now
        is_fast = now - self._clock < SHORT
        self._clock, self._clock_at = now, self._steps + (STEPS_BETWEEN_CLOCKS if is_fast else 1)
        if now >= self._next_writing:
            self._next_writing = self.after_step(now)

    def run_of(self, optimizer: Any) -> Run | None:
        """The run of an optimizer; None if it has not stepped yet."""
        run = self._by_optimizer.get(id(optimizer))
        return run if run is not None and run.optimizer() is optimizer else None

    def _begin(self, optimizer: Any) -> Run:
        before, self._before = self._before, None
        is_its_own = before is not None and before[0]() is optimizer
        movement = before[1] if before is not None and is_its_own else None
        run = self._by_optimizer[id(optimizer)] = begin(optimizer, movement)
        if len(self.runs) < MOST_RUNS:
            self.runs.append(run)
        for older in self.runs[-AWAKE - 1 : -AWAKE]:
            older.marks.rest()
        for schedule, waiting in list(self._schedules):
            if waiting() is optimizer:
                run.schedules.append(schedule)
                run.scheduled = True
        self._schedules = [one for one in self._schedules if one[1]() not in (None, optimizer)]
        while len(self._orders) > 1:
            self._orders.popleft()
        self._look_until = self._backwards + ALWAYS_LOOKED
        return run

    def _see_batch(self, run: Run) -> None:
        if run.met != self._met:
            run.met = self._met
            run.calls = [calls for calls in self._calls.values() if _is_trained(calls, run)]
        is_seen = False
        for calls in run.calls:
            if calls.in_step and not is_seen:
                is_seen = True
                if self._looked:
                    run.batches[calls.rows_in_step, calls.in_step] += 1
                if self._loaders.current is None and calls.batch is not None:
                    run.see_batch(calls.rows_in_step, calls.batch)
            # What repeats itself is on data that is known already.
            if calls.used is not calls.trained or not run.is_repeating:
                calls.step()
            elif calls.last is None:
                # Held on to, it would make the next batch another place in memory: slower.
                calls.batch = None

    def _see_loss(self, run: Run) -> None:
        run.looks += 1
        run.loss_names[self._loss_name] += 1
        if self._loss is not None:
            run.losses.add(run.steps, self._loss)
        if self._clip is not None:
            run.clips[self._clip] += 1

    def _on_scheduler(self, scheduler: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._attach(scheduler, made(scheduler, args, kwargs))

    def _attach(self, scheduler: Any, schedule: Schedule) -> None:
        optimizer = scheduler.optimizer
        run = self.run_of(optimizer)
        if run is None:
            self._schedules.append((schedule, weakref.ref(optimizer)))
        else:
            schedule.at = run.steps
            run.schedules.append(schedule)
            run.scheduled = True

    def _on_scheduler_step(self, scheduler: Any) -> None:
        run = self.run_of(scheduler.optimizer)
        if run is None:
            return
        schedule = next((one for one in run.schedules if one.scheduler() is scheduler), None)
        if schedule is None:
            schedule = unknown(scheduler)
            run.schedules.append(schedule)
        schedule.see(run.steps)
        run.scheduled = True

    def last_run(self, tensors: Iterable[Tensor]) -> Run | None:
        """The run that began last of those that changed any of these tensors."""
        tensors = list(tensors)
        latest = self.runs[-LATEST_RUNS:]
        return next((run for run in reversed(latest) if any(map(run.holds, tensors))), None)

    def steps_of(self, tensors: Iterable[Tensor]) -> int:
        """Steps that changed any of these tensors."""
        tensors = list(tensors)
        return sum(run.steps for run in self.runs if any(map(run.holds, tensors)))

    def write(self, networks: Mapping[str, nn.Module]) -> None:
        """Write everything that is known, for networks with these names."""
        owners = {
            id(tensor): (tensor, name)
            for name, module in networks.items()
            for _, tensor in named(module, "_parameters")
        }
        is_one_of_many = len(self.runs) > MANY_RUNS
        runs = [
            run.as_json(_owners(run, owners), is_one_of_many=is_one_of_many) for run in self.runs
        ]
        ids = {id(module): name for name, module in networks.items()}
        passes = self._passes.as_list(ids, self._under_way())
        write_json(self._out / FILE, {"format": FORMAT, "runs": runs, "passes": passes})

    def _under_way(self) -> Iterator[tuple[Calls, Pass]]:
        """Passes that are not over, as far as they are known to be no training."""
        for calls in list(self._calls.values()):
            if calls.open is not None:
                yield calls, calls.open
            for found in calls.trailing():
                if calls.is_evaluation(found, is_over=True):
                    yield calls, found


def _is_trained(calls: Calls, run: Run) -> bool:
    module = calls.module()
    return module is not None and any(run.holds(one) for _, one in named(module, "_parameters"))


def _owners(run: Run, owners: dict[int, tuple[Tensor, str]]) -> list[str]:
    """The names of the networks whose parameters a run changes."""
    optimizer = run.optimizer()
    if optimizer is not None:
        take_parameters(run, optimizer)
    found = (owners[one] for one in run.parameters if one in owners)
    return list(dict.fromkeys(name for tensor, name in found if run.holds(tensor)))
