"""What is minimised: the loss function of torch's that `backward` starts from, if it is one."""

import math
import weakref
from dataclasses import dataclass
from typing import Any

from torch import Tensor

NODES = {
    "cross_entropy": "NllLoss", "nll_loss": "NllLoss", "mse_loss": "MseLoss",
    "l1_loss": "L1Loss", "smooth_l1_loss": "SmoothL1Loss", "huber_loss": "HuberLoss",
    "kl_div": "KlDiv", "binary_cross_entropy": "BinaryCrossEntropyBackward",
    "binary_cross_entropy_with_logits": "BinaryCrossEntropyWithLogits",
    "multi_margin_loss": "MultiMarginLoss",
}  # fmt: skip
"""How the gradient function of each loss begins."""
SCALINGS = ("Mul", "Div", "Mean", "ToCopy", "Clone", "Squeeze", "View", "Reshape", "Add")
"""Gradient functions of what leaves a loss the same, if nothing else comes in."""
LONGEST = 12


Name = tuple[str, float]
"""A loss function with its reduction, e.g. `mse_loss` or `mse_loss sum`, and label smoothing."""
NO_NAME: Name = ("", 0.0)


@dataclass(slots=True)
class Loss:
    """One value of a loss function of torch's."""

    function: str
    kwargs: dict[str, Any]
    result: "weakref.ref[Tensor]"

    def name(self) -> Name:
        """Its name; no name for a reduction that is neither a mean nor a sum."""
        reduction = self.kwargs.get("reduction", "mean")
        if self.kwargs.get("size_average") is not None or self.kwargs.get("reduce") is not None:
            return NO_NAME
        smoothing = self.kwargs.get("label_smoothing", 0.0)
        if not isinstance(smoothing, int | float) or not math.isfinite(smoothing):
            return NO_NAME
        if reduction == "mean":
            return self.function, float(smoothing)
        return (f"{self.function} sum", float(smoothing)) if reduction == "sum" else NO_NAME


def is_scaled(tensor: Tensor, loss: Loss) -> bool:
    """Whether a tensor is that loss times a number, and nothing besides."""
    node = tensor.grad_fn
    for _ in range(LONGEST):
        if node is None:
            return False
        if node.name().startswith(NODES[loss.function]):
            return True
        if not node.name().startswith(SCALINGS):
            return False
        inputs = [found for found, _ in node.next_functions if found is not None]
        if len(inputs) != 1:
            return False
        node = inputs[0]
    return False
