"""The one place that hooks into torch: what happens there is told to whoever listens.

Nothing that is told may change what the student's code does: listeners look, and return nothing.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import lr_scheduler
from torch.optim.optimizer import register_optimizer_step_post_hook
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

Listener = Callable[..., None]


class Events:
    """Who listens to what. Each list holds functions that are called with the event's values."""

    def __init__(self) -> None:
        self.cell: int | None = None
        """Index of the cell that runs."""
        self.asleep = False
        """Whether what happens now is our own doing, of which nothing is told."""
        self.forward: list[Listener] = []
        """`(module, args)` before every call of every module, parts of networks too."""
        self.registration: list[Listener] = []
        """`(part)` when a module becomes a part of another."""
        self.loss: list[Listener] = []
        """`(name, args, kwargs, result)` after a loss function of torch's."""
        self.backward: list[Listener] = []
        """`(tensor)` before `tensor.backward()`."""
        self.step: list[Listener] = []
        """`(optimizer)` after it took a step."""
        self.zero_grad: list[Listener] = []
        """`(optimizer or module)` whose gradients are about to be set to zero or None."""
        self.scheduler_step: list[Listener] = []
        """`(scheduler)` after it took a step that the code asked for."""
        self.loader: list[Listener] = []
        """`(loader)` when an iteration over a DataLoader begins."""
        self.clip: list[Listener] = []
        """`(largest norm, norm before)` after gradients were clipped by their norm."""

    def start(self) -> None:
        """Install torch's public hooks, and wrap those functions that have none."""
        hooks = torch.nn.modules.module
        hooks.register_module_module_registration_hook(self._on_registration)
        hooks.register_module_forward_pre_hook(self._on_forward)
        register_optimizer_step_post_hook(self._on_step)
        for name in LOSSES:
            self._tell_after(functional, name, self._loss_teller(name))
        self._tell_before(Tensor, "backward", lambda args, _: self._tell(self.backward, args[0]))
        for owner in (torch.optim.Optimizer, nn.Module):
            self._tell_before(
                owner, "zero_grad", lambda args, _: self._tell(self.zero_grad, args[0])
            )
        self._tell_before(DataLoader, "__iter__", lambda args, _: self._tell(self.loader, args[0]))
        self._tell_after(
            nn.utils,
            "clip_grad_norm_",
            lambda args, kwargs, norm: self._on_clip(args, kwargs, norm),
        )
        nn.utils.clip_grad.clip_grad_norm_ = nn.utils.clip_grad_norm_
        for scheduler in _schedulers():
            self._tell_after(scheduler, "step", lambda args, *_: self._on_schedule(args[0]))

    def _tell(self, listeners: list[Listener], *values: Any) -> None:
        if not self.asleep:
            for listener in listeners:
                listener(*values)

    def _on_registration(self, _parent: nn.Module, _name: str, part: nn.Module | None) -> None:
        if isinstance(part, nn.Module):
            self._tell(self.registration, part)

    def _on_forward(self, module: nn.Module, args: Any) -> None:
        if not self.asleep:
            for listener in self.forward:
                listener(module, args)

    def _on_step(self, optimizer: Any, _args: Any, _kwargs: Any) -> None:
        self._tell(self.step, optimizer)

    def _on_schedule(self, scheduler: Any) -> None:
        # Schedulers take a step of their own when they are made.
        if getattr(scheduler, "_step_count", 2) > 1:
            self._tell(self.scheduler_step, scheduler)

    def _on_clip(self, args: tuple[Any, ...], kwargs: dict[str, Any], norm: Any) -> None:
        largest = kwargs.get("max_norm", args[1] if len(args) > 1 else None)
        self._tell(self.clip, largest, norm)

    def _loss_teller(self, name: str) -> Callable[[Any, Any, Any], None]:
        return lambda args, kwargs, result: self._tell(self.loss, name, args, kwargs, result)

    def _tell_before(self, owner: Any, name: str, tell: Callable[[Any, Any], None]) -> None:
        function = inspect.getattr_static(owner, name)

        @functools.wraps(function)
        def told(*args: Any, **kwargs: Any) -> Any:
            tell(args, kwargs)
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


def _schedulers() -> list[Any]:
    """Every scheduler class of torch's that has a step of its own."""
    return [
        found
        for found in vars(lr_scheduler).values()
        if inspect.isclass(found)
        and issubclass(found, lr_scheduler.LRScheduler)
        and "step" in vars(found)
    ]
