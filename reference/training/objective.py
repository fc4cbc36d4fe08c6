"""What a network is trained towards: its loss, and how often it is right."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from grader.records import Regime
from reference.data.records import DataProblem

LossFunction = Callable[[Tensor, Tensor], Tensor]


class Objective:
    """The loss of a regime, towards labels or towards the input itself."""

    def __init__(self, regime: Regime, *, reconstructs: bool) -> None:
        self._reconstructs = reconstructs
        self._is_summed = regime.loss.endswith("_sum")
        self._loss = _loss_of(regime, reconstructs=reconstructs)

    def targets(self, inputs: Tensor, labels: Tensor) -> Tensor:
        """What outputs are compared with: the inputs (..., values), or the labels (...)."""
        return inputs if self._reconstructs else labels

    def loss(self, outputs: Tensor, targets: Tensor) -> Tensor:
        """The loss of one batch of outputs (batch, values)."""
        return self._loss(outputs, targets)

    def over_batch(self, losses: Tensor, examples: int) -> Tensor:
        """Losses of batches of so many examples as sums over their examples."""
        return losses if self._is_summed else losses * examples

    def right(self, outputs: Tensor, targets: Tensor) -> Tensor | None:
        """How many outputs (..., batch, classes) name their label (...); None if there is none."""
        if self._reconstructs:
            return None
        return (outputs.argmax(-1) == targets).sum(-1)


def _loss_of(regime: Regime, *, reconstructs: bool) -> LossFunction:
    match regime.loss:
        case "cross_entropy" if not reconstructs:
            smoothing = regime.label_smoothing
            return lambda outputs, labels: functional.cross_entropy(
                outputs, labels, label_smoothing=smoothing
            )
        case "mse" | "mse_sum":
            reduction = "mean" if regime.loss == "mse" else "sum"
            if reconstructs:
                return lambda outputs, inputs: functional.mse_loss(
                    outputs, inputs, reduction=reduction
                )
            return lambda outputs, labels: functional.mse_loss(
                outputs, _one_hot(labels, outputs), reduction=reduction
            )
    expected = "mse or mse_sum" if reconstructs else "cross_entropy, mse or mse_sum"
    raise DataProblem(f"regime: loss '{regime.loss}', expected {expected}")


def _one_hot(labels: Tensor, outputs: Tensor) -> Tensor:
    # Not functional.one_hot, which looks at the values and so cannot be stacked or recorded.
    classes = torch.arange(outputs.shape[-1], device=outputs.device)
    return (labels.unsqueeze(-1) == classes).to(outputs.dtype)
