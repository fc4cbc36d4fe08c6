"""Which parameters a loss reaches, and which of those no optimizer ever changes."""

import weakref
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from ..events import Events
from ..networks.graph import all_modules, named
from ..networks.seen import Networks
from .gradients import Gradients

LOOKS = 4
"""Losses that are followed in each cell and after each new optimizer."""
MOST_NODES = 4_000
MOST_LEAVES = 5_000
MOST_NAMES = 8
VALUES_COMPARED = 16
AT_LEAST = 3
"""Losses that must have reached a parameter, and steps that must have been taken meanwhile."""


@dataclass
class Leaf:
    """A parameter that losses reached."""

    parameter: "weakref.ref[Tensor]"
    values: Tensor
    walks: list[int] = field(default_factory=list)


class Reach:
    """What the losses of a run reached."""

    def __init__(self, events: Events, networks: Networks, gradients: Gradients) -> None:
        self._networks = networks
        self._gradients = gradients
        self._leaves: dict[int, Leaf] = {}
        self._loaded: set[int] = set()
        self._walks = 0
        self.looks = LOOKS
        """Losses that are still to be followed."""
        events.load_state_dict.append(lambda module, _: self._loaded.add(id(module)))

    def look_again(self) -> None:
        """Something new begins: follow the next few losses."""
        self.looks = LOOKS

    def on_backward(self, loss: Tensor) -> None:
        """A loss is about to send its gradients."""
        self.looks -= 1
        self._walks += 1
        with torch.no_grad():
            for leaf in _leaves(loss):
                self._note(leaf)

    def _note(self, parameter: Tensor) -> None:
        known = self._leaves.get(id(parameter))
        if known is None or known.parameter() is not parameter:
            if len(self._leaves) >= MOST_LEAVES:
                return
            known = Leaf(parameter=weakref.ref(parameter), values=_values(parameter).clone())
            self._leaves[id(parameter)] = known
        known.walks.append(self._walks)

    def left_out(self) -> list[dict[str, Any]]:
        """Parameters that losses reach beside others that are changed, and that never change."""
        flows = [flow for flow in self._gradients.flows if flow.steps >= AT_LEAST]
        every = {number for flow in self._gradients.flows for number in flow.parameters}
        changed = {number for flow in flows for number in flow.parameters}
        homes = _homes(self._networks)
        stepped = {homes[number][0] for number in changed if number in homes}
        found: dict[int, dict[str, Any]] = {}
        company: dict[tuple[int, ...], int | None] = {}
        for number, leaf in list(self._leaves.items()):
            parameter = leaf.parameter()
            if parameter is None or number in every or number not in homes:
                continue
            if len(leaf.walks) < AT_LEAST or not torch.equal(_values(parameter), leaf.values):
                continue
            network, name = homes[number]
            walks = tuple(leaf.walks)
            if walks not in company:
                company[walks] = self._beside(set(walks), every, changed, homes)
            beside = company[walks]
            if beside is None:
                continue
            if network not in found:
                found[network] = self._entry(network, beside, stepped)
            entry = found[network]
            entry["tensors"] += 1
            entry["values"] += parameter.numel()
            entry["names"] += [name[:100]] if len(entry["names"]) < MOST_NAMES else []
        return list(found.values())

    def _beside(
        self,
        walks: set[int],
        every: set[int],
        changed: set[int],
        homes: dict[int, tuple[int, str]],
    ) -> int | None:
        """Number of a network that the same losses reached and that an optimizer changed.

        0 if nothing that they reached is in any optimizer, None if it is not certain.
        """
        beside = [
            number
            for number, other in self._leaves.items()
            if number in every and not walks.isdisjoint(other.walks)
        ]
        for number in beside:
            together = len(walks.intersection(self._leaves[number].walks))
            if number in changed and number in homes and together >= AT_LEAST:
                return homes[number][0]
        return None if beside else 0

    def _entry(self, network: int, beside: int, stepped: set[int]) -> dict[str, Any]:
        modules = {seen.number: seen.module for seen in self._networks.all_seen()}
        own = modules[network]
        parts = all_modules(own)
        shapes = [_shapes(modules[number]) for number in stepped if number in modules]
        return {
            "network": f"n{network}",
            "beside": f"n{beside}" if beside else "",
            "same": network in stepped,
            "copy": network not in stepped and _shapes(own) in shapes,
            "loaded": any(id(part) in self._loaded for _, part in parts),
            "foreign": any(_is_foreign(part) for _, part in parts),
            "held_in": _held_in(own, modules.get(beside)),
            "tensors": 0,
            "values": 0,
            "of": sum(1 for _, each in named(own, "_parameters") if each.requires_grad),
            "names": [],
        }


def _leaves(loss: Tensor) -> list[Tensor]:
    waiting: list[Any] = [loss.grad_fn]
    seen: set[Any] = set()
    leaves: list[Tensor] = []
    while waiting and len(seen) < MOST_NODES:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        variable = getattr(node, "variable", None)
        if isinstance(variable, nn.Parameter):
            leaves.append(variable)
        waiting += [following for following, _ in node.next_functions]
    return leaves if not waiting else []


def _values(parameter: Tensor) -> Tensor:
    return parameter.detach().reshape(-1)[:VALUES_COMPARED]


def _homes(networks: Networks) -> dict[int, tuple[int, str]]:
    """Number of the network that holds each parameter, and its name in there."""
    homes: dict[int, tuple[int, str]] = {}
    for seen in networks.all_seen():
        for name, parameter in named(seen.module, "_parameters"):
            # What came later may be made of the parts of what was there first.
            homes.setdefault(id(parameter), (seen.number, name))
    return homes


def _shapes(module: nn.Module) -> list[tuple[int, ...]]:
    return [tuple(each.shape) for _, each in named(module, "_parameters")]


def _is_foreign(module: nn.Module) -> bool:
    """Whether its class is from a library of ready-made networks."""
    home = type(module).__module__.partition(".")[0]
    return home in ("torchvision", "timm", "transformers", "segmentation_models_pytorch")


def _held_in(part: nn.Module, owner: nn.Module | None) -> str:
    """Name of the plain list, tuple or dictionary of a network that holds a layer."""
    for prefix, module in all_modules(owner) if owner is not None else []:
        for name, value in list(vars(module).items()):
            if name[:1] == "_" or type(value) not in (list, tuple, dict):
                continue
            held = value.values() if type(value) is dict else value
            if any(each is part for each in held):
                return f"{prefix}.{name}"[:100] if prefix else name[:100]
    return ""
