"""Networks that are trained side by side on one device."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

import torch
from torch import Tensor, nn
from torch.func import functional_call, grad_and_value, stack_module_state, vmap

from reference.recipe import Recipe
from reference.training.device import DeviceExamples
from reference.training.objective import Objective
from reference.training.optimizers import Group

EVALUATION_BATCH = 10_000
CONVOLUTION_EVALUATION_BATCH = 1_000
WORTH_STACKING = 16
"""Batches from this size on: for smaller ones `torch.func` costs a CPU more than it saves."""

State = dict[str, Tensor]
"""Weights and buffers by name, each with the members as first dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the networks that are trained side by side."""

    recipe: Recipe
    """Its recipe; those of one stack have the same network and differ in rates and decays only."""
    seed: int
    """Seed of its initialisation, its order of examples and its augmentation."""


class Networks(ABC):
    """The networks of all members, their weights stacked along a first dimension."""

    def __init__(self, members: Sequence[Member], networks: Sequence[nn.Module]) -> None:
        recipe = members[0].recipe
        self.members = tuple(members)
        self.regime = recipe.regime
        self.objective = Objective(recipe.regime, reconstructs=recipe.reconstructs)
        self._pattern = networks[0]
        self.steps = 0
        convolves = has_convolution(networks[0])
        self._evaluation_batch = CONVOLUTION_EVALUATION_BATCH if convolves else EVALUATION_BATCH
        weights, buffers = stack_module_state(list(networks))
        self.weights: State = {name: value.detach().clone() for name, value in weights.items()}
        self.state: State = self.weights | {name: value.clone() for name, value in buffers.items()}

    @abstractmethod
    def groups(self) -> list[Group]:
        """The weights as the optimizer is to have them."""

    @abstractmethod
    def fill_gradients(self, inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor | None]:
        """Leave in each weight its gradient for the member's own batch.

        Inputs are (members, batch, values), targets (members, batch[, values]); the losses and the
        numbers of right answers, each (members,), the latter None if there is no right answer.
        """

    @abstractmethod
    def _outputs(self, state: State, inputs: Tensor) -> Tensor:
        """The outputs (members, batch, values) for inputs (batch, values), to evaluate."""

    @torch.no_grad()
    def measure(self, state: State, examples: DeviceExamples) -> dict[str, Tensor]:
        """Mean loss and, where there is one, accuracy in per cent of every member, (members,)."""
        losses, right = [], []
        batches = zip(
            torch.split(examples.inputs, self._evaluation_batch),
            torch.split(examples.labels, self._evaluation_batch),
            strict=True,
        )
        for inputs, labels in batches:
            outputs = self._outputs(state, inputs)
            targets = self.objective.targets(inputs, labels)
            several = [self.objective.loss(own, targets) for own in outputs]
            losses.append(self.objective.over_batch(torch.stack(several), len(labels)))
            right.append(self.objective.right(outputs, targets))
        count = len(examples.labels)
        found = {"loss": sum(losses, torch.tensor(0.0)) / count}
        answers = [one for one in right if one is not None]
        if answers:
            found["accuracy"] = 100.0 * sum(answers, torch.tensor(0)) / count
        return found

    def network(self, state: State, place: int) -> nn.Module:
        """The network of the member at this place, with its weights of this state, to evaluate."""
        one = deepcopy(self._pattern).to_empty(device=next(iter(state.values())).device)
        one.load_state_dict({name: value[place] for name, value in state.items()})
        return one.eval()


class Stacked(Networks):
    """All networks in each operation, by `torch.func`."""

    def __init__(self, members: Sequence[Member], device: str) -> None:
        networks = [_network(member, device) for member in members]
        super().__init__(members, networks)
        self._pattern = networks[0].to("meta")
        self._gradients = vmap(grad_and_value(self._one_loss, has_aux=True))
        self._all_outputs = vmap(self._one_output, in_dims=(0, None))
        self._parts = _parts(self.members)
        self._groups = [
            Group(
                regime=self.members[part.start].recipe.regime,
                weights=[weight[part] for weight in self.weights.values()],
            )
            for part in self._parts
        ]

    def groups(self) -> list[Group]:
        """One for all members of a recipe: their part of every weight."""
        return self._groups

    def fill_gradients(self, inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor | None]:
        """See the base class."""
        gradients, (losses, outputs) = self._gradients(self.weights, inputs, targets)
        if self.regime.gradient_clip is not None:
            _clip(gradients, self.regime.gradient_clip)
        for group, part in zip(self._groups, self._parts, strict=True):
            for weight, gradient in zip(group.weights, gradients.values(), strict=True):
                weight.grad = gradient[part]
        return losses, self.objective.right(outputs, targets)

    def _outputs(self, state: State, inputs: Tensor) -> Tensor:
        outputs: Tensor = self._all_outputs(state, inputs)
        return outputs

    def _one_output(self, weights: State, inputs: Tensor) -> Tensor:
        outputs: Tensor = functional_call(self._pattern, weights, (inputs,))
        return outputs

    def _one_loss(self, weights: State, inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        outputs = self._one_output(weights, inputs)
        return self.objective.loss(outputs, targets), outputs


class OneByOne(Networks):
    """One network after another, by plain autograd.

    That is faster for convolutions and for small batches on a CPU, and it is the way for networks
    that draw at random or keep buffers.
    """

    def __init__(self, members: Sequence[Member], device: str) -> None:
        self._networks = [_network(member, device) for member in members]
        super().__init__(members, self._networks)
        self._pattern = deepcopy(self._networks[0]).to("meta")
        self._draws = draws_at_random(self._pattern)
        for place, network in enumerate(self._networks):
            for name, value in (*network.named_parameters(), *network.named_buffers()):
                value.data = self.state[name][place]  # a view: trained here, seen in the stack

    def groups(self) -> list[Group]:
        """One for each member."""
        return [
            Group(regime=member.recipe.regime, weights=list(network.parameters()))
            for member, network in zip(self.members, self._networks, strict=True)
        ]

    def fill_gradients(self, inputs: Tensor, targets: Tensor) -> tuple[Tensor, Tensor | None]:
        """See the base class."""
        losses, right = [], []
        self.steps += 1
        for place, network in enumerate(self._networks):
            network.zero_grad()
            with self._own_chance(place):
                outputs = network(inputs[place])
            loss = self.objective.loss(outputs, targets[place])
            loss.backward()  # type: ignore[no-untyped-call]
            if self.regime.gradient_clip is not None:
                nn.utils.clip_grad_norm_(network.parameters(), self.regime.gradient_clip)
            losses.append(loss.detach())
            right.append(self.objective.right(outputs.detach(), targets[place]))
        answers = [one for one in right if one is not None]
        return torch.stack(losses), torch.stack(answers) if answers else None

    def _outputs(self, state: State, inputs: Tensor) -> Tensor:
        networks = (self.network(state, place) for place in range(len(self.members)))
        return torch.stack([network(inputs) for network in networks])

    @contextmanager
    def _own_chance(self, place: int) -> Iterator[None]:
        """Draw what the member draws in this step, whoever else is trained beside it."""
        if not self._draws:
            yield
            return
        with torch.random.fork_rng():
            torch.manual_seed(self.members[place].seed * 1_000_000_007 + self.steps)
            yield


def networks_of(members: Sequence[Member], device: str) -> Networks:
    """The members' networks in the way that is right for them and fast on the device."""
    return strategy_of(members[0].recipe, device)(members, device)


def strategy_of(recipe: Recipe, device: str) -> type[Stacked] | type[OneByOne]:
    """How the recipe's networks are trained side by side on the device."""
    network = recipe.network()
    if draws_at_random(network) or any(True for _ in network.buffers()):
        return OneByOne
    small = recipe.regime.batch_size < WORTH_STACKING
    return OneByOne if device == "cpu" and (small or has_convolution(network)) else Stacked


def has_convolution(network: nn.Module) -> bool:
    """Whether a layer convolves."""
    return any(isinstance(layer, nn.modules.conv._ConvNd) for layer in network.modules())


def draws_at_random(network: nn.Module) -> bool:
    """Whether a layer drops values at random."""
    return any(isinstance(layer, nn.modules.dropout._DropoutNd) for layer in network.modules())


def _network(member: Member, device: str) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(member.seed)
        return member.recipe.network().to(device)


def _parts(members: Sequence[Member]) -> list[slice]:
    """Where the members of each recipe are; the members of one recipe are neighbours."""
    found, first = [], 0
    for _, several in groupby(members, key=lambda member: member.recipe.name):
        last = first + len(list(several))
        found.append(slice(first, last))
        first = last
    return found


def _clip(gradients: Mapping[str, Tensor], norm: float) -> None:
    """Scale each member's gradients so that all of them together have at most this norm.

    As `torch.nn.utils.clip_grad_norm_` does it for one network.
    """
    squares = [gradient.flatten(1).square().sum(1) for gradient in gradients.values()]
    scale = (norm / (torch.stack(squares).sum(0).sqrt() + 1e-6)).clamp(max=1.0)  # (members,)
    for gradient in gradients.values():
        gradient.mul_(scale.view(-1, *[1] * (gradient.dim() - 1)))
