"""The optimizer and the schedule of a regime, for weights that are trained side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.optim.lr_scheduler import ConstantLR, LRScheduler, MultiStepLR, StepLR

from grader.records import Regime
from reference.data.records import DataProblem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Weights that are trained by one regime."""

    regime: Regime
    """Their regime; groups of one optimizer differ in learning rate, momentum, weight decay."""
    weights: Sequence[Tensor]
    """The weights, with their gradients in `grad`."""


def optimizer_of(groups: Iterable[Group]) -> torch.optim.Optimizer:
    """The groups' optimizer; all of these work value by value, so a stack is no different."""
    several = list(groups)
    on_gpu = several[0].weights[0].is_cuda
    options = [_options(group, on_gpu=on_gpu) for group in several]
    match several[0].regime.optimizer:
        case "sgd":
            for group, own in zip(several, options, strict=True):
                own["momentum"] = group.regime.momentum
            return torch.optim.SGD(options, fused=True)
        case "adam":
            return torch.optim.Adam(options, fused=True, capturable=on_gpu)
        case "rmsprop":
            return torch.optim.RMSprop(options, capturable=on_gpu)
    name = several[0].regime.optimizer
    raise DataProblem(f"regime: optimizer '{name}', expected sgd, adam or rmsprop")


def _options(group: Group, *, on_gpu: bool) -> dict[str, object]:
    regime = group.regime
    rate: float | Tensor = regime.learning_rate
    if on_gpu:  # a recorded step reads the rate from where it was when it was recorded
        rate = torch.tensor(rate, device=group.weights[0].device)
    return {"params": list(group.weights), "lr": rate, "weight_decay": regime.weight_decay}


def schedule_of(regime: Regime, optimizer: torch.optim.Optimizer) -> LRScheduler:
    """The regime's schedule, stepped once an epoch.

    `step 80 x0.1` falls every 80 epochs, `multistep 80,120 x0.1` at epochs 80 and 120 only.
    """
    match regime.schedule.split():
        case ["constant"]:
            return ConstantLR(optimizer, factor=1.0)
        case ["step", every, factor]:
            return StepLR(optimizer, int(every), float(factor[1:]))
        case ["multistep", at, factor]:
            milestones = [int(epoch) for epoch in at.split(",")]
            return MultiStepLR(optimizer, milestones, float(factor[1:]))
    raise DataProblem(f"regime: schedule '{regime.schedule}', expected e.g. `step 80 x0.1`")
