"""Which loss functions were used on which network's output, as far as the order of calls tells."""

import functools
from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

WATCHED = (
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


def watch(note: Callable[[str], None]) -> None:
    """Call `note` with a loss function's name whenever one is computed for training."""
    for name in WATCHED:
        setattr(functional, name, _noted(getattr(functional, name), name, note))


def _noted(
    function: Callable[..., Any], name: str, note: Callable[[str], None]
) -> Callable[..., Any]:
    @functools.wraps(function)
    def noted(*args: Any, **kwargs: Any) -> Any:
        if torch.is_grad_enabled():
            note(name)
        return function(*args, **kwargs)

    return noted
