"""The networks of many seeds as one, and the data that they are trained on, on one device."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.func import functional_call, grad_and_value, stack_module_state, vmap

from grader.records import Regime
from reference.recipe import Recipe
from reference.records import DataProblem, Examples, Splits

EVALUATION_BATCH = 10_000

Weights = dict[str, Tensor]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeviceExamples:
    """Examples on the device, scaled."""

    inputs: Tensor
    labels: Tensor


class DeviceData:
    """A task's splits on the device."""

    def __init__(self, data: Splits, regime: Regime, device: str) -> None:
        self.train = _on_device(data.train, regime, device)
        self.test = _on_device(data.test, regime, device)
        self.validation = data.validation and _on_device(data.validation, regime, device)


def _on_device(examples: Examples, regime: Regime, device: str) -> DeviceExamples:
    low, high = _ends(regime)
    raw = torch.tensor(examples.inputs, device=device)
    return DeviceExamples(
        inputs=raw.float().mul_((high - low) / 255).add_(low),
        labels=torch.tensor(examples.labels, device=device),
    )


def _ends(regime: Regime) -> tuple[float, float]:
    """What 0 and 255 become."""
    if regime.augmentation != "none":
        raise DataProblem(f"regime: augmentation '{regime.augmentation}', expected none")
    try:
        low, high = (float(end) for end in regime.scaling.split(".."))
    except ValueError as error:
        raise DataProblem(f"regime: scaling '{regime.scaling}', expected e.g. `0..1`") from error
    return low, high


class Stack:
    """The networks of all seeds, their weights stacked along a first dimension."""

    def __init__(self, recipe: Recipe, seeds: tuple[int, ...], device: str) -> None:
        networks = [_network(recipe, seed) for seed in seeds]
        weights, buffers = stack_module_state(networks)
        if buffers:
            raise DataProblem(f"{recipe.name}: has buffers, only weights can be stacked")
        self.template = networks[0].to("meta")
        self.weights: Weights = {
            name: value.detach().to(device).clone() for name, value in weights.items()
        }
        self._loss = _loss_of(recipe.regime)
        self._gradients = vmap(grad_and_value(self._one_loss))
        self._outputs = vmap(self._one_output, in_dims=(0, None))

    def fill_gradients(self, inputs: Tensor, labels: Tensor) -> Tensor:
        """Leave in each weight its gradient for the seed's own batch; the losses (seeds,)."""
        losses: Tensor
        gradients, losses = self._gradients(self.weights, inputs, labels)
        for name, weight in self.weights.items():
            weight.grad = gradients[name]
        return losses

    @torch.no_grad()
    def measure(self, weights: Weights, examples: DeviceExamples) -> tuple[Tensor, Tensor]:
        """Mean loss and accuracy in per cent of every seed, both (seeds,)."""
        losses, right = [], []
        batches = zip(
            torch.split(examples.inputs, EVALUATION_BATCH),
            torch.split(examples.labels, EVALUATION_BATCH),
            strict=True,
        )
        for inputs, labels in batches:
            outputs = self._outputs(weights, inputs)  # (seeds, batch, classes)
            losses.append(torch.stack([self._loss(own, labels) for own in outputs]) * len(labels))
            right.append((outputs.argmax(-1) == labels).sum(-1))
        count = len(examples.labels)
        return sum(losses, torch.tensor(0.0)) / count, 100.0 * sum(right, torch.tensor(0)) / count

    def _one_output(self, weights: Weights, inputs: Tensor) -> Tensor:
        outputs: Tensor = functional_call(self.template, weights, (inputs,))
        return outputs

    def _one_loss(self, weights: Weights, inputs: Tensor, labels: Tensor) -> Tensor:
        return self._loss(self._one_output(weights, inputs), labels)


def _network(recipe: Recipe, seed: int) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return recipe.network()


def _loss_of(regime: Regime) -> Callable[[Tensor, Tensor], Tensor]:
    if regime.loss != "cross_entropy":
        raise DataProblem(f"regime: loss '{regime.loss}', expected cross_entropy")
    return nn.functional.cross_entropy


def optimizer_of(regime: Regime, weights: Iterable[Tensor]) -> torch.optim.Optimizer:
    """The regime's optimizer; all of these work value by value, so a stack is no different."""
    rate, decay = regime.learning_rate, regime.weight_decay
    match regime.optimizer:
        case "sgd":
            momentum = regime.momentum
            return torch.optim.SGD(weights, rate, momentum=momentum, weight_decay=decay, fused=True)
        case "adam":
            return torch.optim.Adam(weights, rate, weight_decay=decay, fused=True)
    raise DataProblem(f"regime: optimizer '{regime.optimizer}', expected sgd or adam")


def schedule_of(
    regime: Regime, optimizer: torch.optim.Optimizer
) -> torch.optim.lr_scheduler.LRScheduler:
    """The regime's schedule, stepped once an epoch.

    `step 80 x0.1` falls every 80 epochs, `multistep 80,120 x0.1` at epochs 80 and 120 only.
    """
    match regime.schedule.split():
        case ["constant"]:
            return torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)
        case ["step", every, factor]:
            return torch.optim.lr_scheduler.StepLR(optimizer, int(every), float(factor[1:]))
        case ["multistep", at, factor]:
            milestones = [int(epoch) for epoch in at.split(",")]
            return torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones, float(factor[1:]))
    raise DataProblem(f"regime: schedule '{regime.schedule}', expected e.g. `step 80 x0.1`")
