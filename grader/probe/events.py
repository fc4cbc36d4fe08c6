"""The one place that hooks into torch: what happens there is told to whoever listens.

Nothing that is told may change what the student's code does: listeners look, and return nothing.
"""

import functools
import inspect
import random
import sys
import weakref
from collections.abc import Callable
from typing import Any

import numpy
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import lr_scheduler
from torch.optim.optimizer import (
    register_optimizer_step_post_hook,
    register_optimizer_step_pre_hook,
)
from torch.utils.data import DataLoader

LOSSES = (
    "cross_entropy",
    "nll_loss",
    "mse_loss",
    "l1_loss",
    "smooth_l1_loss",
    "huber_loss",
    "kl_div",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "multi_margin_loss",
)
"""Functions of torch.nn.functional; the loss modules of torch.nn all go through them."""

ORDERS: tuple[tuple[Any, str], ...] = (
    (torch, "randperm"),
    (numpy.random, "permutation"),
    (numpy.random, "shuffle"),
    (random, "shuffle"),
)
"""Functions that put numbers or rows into a random order."""

MOST_COMPLAINTS = 20

Listener = Callable[..., None]


class Events:
    """Who listens to what. Each list holds functions that are called with the event's values."""

    def __init__(self) -> None:
        self.cell: int | None = None
        """Index of the cell that runs."""
        self.asleep = False
        """Whether what happens now is our own doing, of which nothing is told."""
        self._complaints = 0
        self.is_stepping = False
        """Whether an optimizer is taking a step, in which it may call a closure."""
        self.parts: dict[int, weakref.ref[nn.Module]] = {}
        """Modules whose calls are not told, by their numbers: parts of networks, losses."""
        self.forward: list[Listener] = []
        """`(module, args)` before every call of a module that is not in `parts`."""
        self.registration: list[Listener] = []
        """`(part)` when a module becomes a part of another."""
        self.loss: list[Listener] = []
        """`(name, args, kwargs, result)` after a loss function of torch's."""
        self.are_losses_told = True
        """Whether they are; every few steps suffice once a training is under way."""
        self.backward: list[Listener] = []
        """`(tensor)` before `tensor.backward()`."""
        self.before_step: list[Listener] = []
        """`(optimizer)` that is about to take a step."""
        self.turn: list[Listener] = []
        """`(optimizer)` that is about to take a step, and did not take the latest."""
        self._stepped: Callable[[], Any] = lambda: None
        """Gives the optimizer that took the latest step, if it is still there."""
        self.step: list[Listener] = []
        """`(optimizer)` after it took a step."""
        self.zero_grad: list[Listener] = []
        """`(optimizer or module)` whose gradients are about to be set to zero or None."""
        self.scheduler_step: list[Listener] = []
        """`(scheduler)` after it took a step that the code asked for."""
        self.loader: list[Listener] = []
        """`(loader)` when an iteration over a DataLoader begins."""
        self.order: list[Listener] = []
        """`(count)` after so many numbers or rows were put into a random order."""
        self.draw: list[Listener] = []
        """`(iterator)` of a DataLoader that has just given a batch."""
        self.drained: list[Listener] = []
        """`(iterator)` of a DataLoader that has no more batches."""
        self.iterator: list[Listener] = []
        """`(loader, iterator)` when a DataLoader has made an iterator."""
        self.scheduler_made: list[Listener] = []
        """`(scheduler)` when one was made; it may be told twice."""
        self.scheduler_call: list[Listener] = []
        """`(scheduler, args, kwargs)` once for each of torch's own that was made, with the call."""
        self.clip: list[Listener] = []
        """`(largest norm, norm before)` after gradients were clipped by their norm."""
        self.load: list[Listener] = []
        """`(file, what was in it)` after `torch.load`."""
        self.before_load_state_dict: list[Listener] = []
        """`(module)` that is about to take over a state dict."""
        self.load_state_dict: list[Listener] = []
        """`(module, state dict)` after a module took over a state dict."""

    def start(self) -> None:
        """Install torch's public hooks, and wrap those functions that have none."""
        hooks = torch.nn.modules.module
        hooks.register_module_module_registration_hook(self._on_registration)
        register_optimizer_step_pre_hook(self._before_step)
        register_optimizer_step_post_hook(self._on_step)
        self._tell_of_calls()
        for name in LOSSES:
            self._tell_of_losses(name)
        self._tell_of(Tensor, "backward", self.backward)
        for owner in (torch.optim.Optimizer, nn.Module):
            self._tell_of(owner, "zero_grad", self.zero_grad)
        self._tell_of(nn.Module, "load_state_dict", self.before_load_state_dict)
        self._tell_of(DataLoader, "__iter__", self.loader)
        self._tell_after(nn.utils, "clip_grad_norm_", self._on_clip)
        nn.utils.clip_grad.clip_grad_norm_ = nn.utils.clip_grad_norm_
        self._tell_after(
            torch,
            "load",
            lambda args, kwargs, found: self._tell(self.load, _argument(args, kwargs, "f"), found),
        )
        self._tell_after(
            nn.Module,
            "load_state_dict",
            lambda args, kwargs, _: self._tell(
                self.load_state_dict, args[0], _argument(args[1:], kwargs, "state_dict")
            ),
        )
        for scheduler in _schedulers("step"):
            self._tell_after(scheduler, "step", lambda args, *_: self._on_schedule(args[0]))
        for scheduler in _schedulers("__init__"):
            self._tell_after(scheduler, "__init__", self._call_teller(scheduler))
        for owner, name in ORDERS:
            self._tell_after(owner, name, lambda args, kwargs, _: self._on_order(args, kwargs))
        for scheduler in (lr_scheduler.LRScheduler, lr_scheduler.ReduceLROnPlateau):
            self._tell_after(
                scheduler, "__init__", lambda args, *_: self._tell(self.scheduler_made, args[0])
            )
        self._tell_after(
            DataLoader,
            "__iter__",
            lambda args, _, found: self._tell(self.iterator, args[0], found),
        )
        self._follow_draws()

    def _follow_draws(self) -> None:
        owner: Any = getattr(torch.utils.data.dataloader, "_BaseDataLoaderIter", None)
        draw = getattr(owner, "__next__", None)
        if draw is None:
            return

        @functools.wraps(draw)
        def told(iterator: Any) -> Any:
            try:
                batch = draw(iterator)
            except StopIteration:
                self._tell(self.drained, iterator)
                raise
            self._tell(self.draw, iterator)
            return batch

        owner.__next__ = told

    def _tell_of_calls(self) -> None:
        """Calls of whole networks: a hook of torch's would slow down each layer of theirs too."""
        call, parts, forward = nn.Module.__call__, self.parts, self.forward
        is_known = hasattr(nn.Module, "_call_impl") and hasattr(nn.Module, "_compiled_call_impl")

        @functools.wraps(call)
        def told(module: nn.Module, *args: Any, **kwargs: Any) -> Any:
            # What is being traced is no number, and belongs to no training.
            if id(module) not in parts and not torch._C._is_tracing():
                self._tell(forward, module, args)
            if is_known and module._compiled_call_impl is None:
                # What torch's own does next: one call less for each layer.
                return module._call_impl(*args, **kwargs)  # type: ignore[no-untyped-call]
            return call(module, *args, **kwargs)

        setattr(nn.Module, "__call__", told)  # noqa: B010 - which mypy takes for a method's

    def _tell(self, listeners: list[Listener], *values: Any) -> None:
        if self.asleep:
            return
        for listener in listeners:
            try:
                listener(*values)
            except Exception as error:
                # Whatever goes wrong with us is nothing to the student's code.
                self._complain(error)

    def _complain(self, error: Exception) -> None:
        self._complaints += 1
        if self._complaints <= MOST_COMPLAINTS:
            print(f"probe: {type(error).__name__}: {error}", file=sys.__stderr__)

    def _on_registration(self, _parent: nn.Module, _name: str, part: nn.Module | None) -> None:
        if isinstance(part, nn.Module):
            self._tell(self.registration, part)

    def _on_step(self, optimizer: Any, _args: Any, _kwargs: Any) -> None:
        self.is_stepping = False
        if self._stepped() is not optimizer:
            self._stepped = weakref.ref(optimizer)
        self._tell(self.step, optimizer)

    def _before_step(self, optimizer: Any, _args: Any, _kwargs: Any) -> None:
        self.is_stepping = True
        if self.before_step:
            self._tell(self.before_step, optimizer)
        if self._stepped() is not optimizer:
            self._tell(self.turn, optimizer)

    def _on_schedule(self, scheduler: Any) -> None:
        # Schedulers take a step of their own when they are made.
        if getattr(scheduler, "_step_count", 2) > 1:
            self._tell(self.scheduler_step, scheduler)

    def _on_order(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        drawn = _argument(args, kwargs, "n")
        count = drawn if isinstance(drawn, int) else getattr(drawn, "__len__", lambda: 0)
        self._tell(self.order, count if isinstance(count, int) else count())

    def _on_clip(self, args: tuple[Any, ...], kwargs: dict[str, Any], norm: Any) -> None:
        largest = kwargs.get("max_norm", args[1] if len(args) > 1 else None)
        self._tell(self.clip, largest, norm)

    def _call_teller(self, kind: Any) -> Callable[[Any, Any, Any], None]:
        def tell(args: Any, kwargs: Any, _: Any) -> None:
            # Not what the constructor of a class below it passes on.
            if type(args[0]) is kind:
                self._tell(self.scheduler_call, args[0], args[1:], kwargs)

        return tell

    def _tell_of_losses(self, name: str) -> None:
        function = getattr(functional, name)

        @functools.wraps(function)
        def told(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            if self.are_losses_told:
                self._tell(self.loss, name, args, kwargs, result)
            return result

        setattr(functional, name, told)

    def _tell_of(self, owner: Any, name: str, listeners: list[Listener]) -> None:
        """Tell of the object whose method is about to be called."""
        function = inspect.getattr_static(owner, name)

        @functools.wraps(function)
        def told(*args: Any, **kwargs: Any) -> Any:
            self._tell(listeners, args[0])
            return function(*args, **kwargs)

        setattr(owner, name, told)

    def _tell_after(self, owner: Any, name: str, tell: Callable[[Any, Any, Any], None]) -> None:
        function = inspect.getattr_static(owner, name)

        @functools.wraps(function)
        def told(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            tell(args, kwargs, result)
            return result

        setattr(owner, name, told)


def _argument(args: tuple[Any, ...], kwargs: dict[str, Any], name: str) -> Any:
    """The first argument of a call, which may have been given by its name."""
    return args[0] if args else kwargs.get(name)


def _schedulers(method: str) -> list[Any]:
    """Every scheduler class of torch's that has such a method of its own."""
    return [
        found
        for found in vars(lr_scheduler).values()
        if inspect.isclass(found)
        and issubclass(found, lr_scheduler.LRScheduler)
        and method in vars(found)
    ]
