"""The units of a network's first layer: their weights, as pictures, and which of them are dead."""

from types import TracebackType

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

SHAPES = {784: (1, 28, 28), 3072: (3, 32, 32), 4096: (1, 64, 64)}
"""Colours, height and width of the images with so many values."""
BATCH = 1_000

Array = NDArray[np.float64]


class Overheard:
    """What a layer was given and gave, the last time that it was asked while this is open."""

    def __init__(self, layer: nn.Module) -> None:
        self.inputs, self.outputs = torch.empty(0), torch.empty(0)
        self._handle = layer.register_forward_hook(self._keep)

    def __enter__(self) -> "Overheard":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._handle.remove()

    def _keep(self, _: nn.Module, inputs: tuple[Tensor, ...], outputs: Tensor) -> None:
        self.inputs, self.outputs = inputs[0], outputs


def first_layer(network: nn.Module) -> nn.Module | None:
    """The first layer that learns; None if none does."""
    return next((layer for layer in _layers(network) if _learns(layer)), None)


def weights_of(layer: nn.Module) -> Array:
    """The layer's weights, a row for each unit (units, values)."""
    weight = layer.weight
    assert isinstance(weight, Tensor)
    return weight.detach().flatten(1).cpu().double().numpy()


def image_shape(layer: nn.Module | None) -> tuple[int, ...] | None:
    """Colours, height and width of a unit's weights as an image.

    None if the layer looks at something else than an image of one or three colours.
    """
    match layer:
        case nn.Linear():
            return SHAPES.get(layer.in_features)
        case nn.Conv2d() if layer.weight.shape[1] in (1, 3):
            return tuple(layer.weight.shape[1:])
    return None


def images_of(values: Array, shape: tuple[int, ...]) -> Array:
    """Rows (N, values) as images (N, height, width), those with colours (N, height, width, 3)."""
    images = values.reshape(-1, *shape)
    return images[:, 0] if shape[0] == 1 else images.transpose(0, 2, 3, 1)


def dead_units(network: nn.Module, inputs: Tensor) -> NDArray[np.bool_] | None:
    """Which units of the first layer are active for none of the inputs (N, values), (units,).

    None if no ReLU follows: then no unit is ever dead.
    """
    layers = _layers(network)
    place = next(place for place, layer in enumerate(layers) if _learns(layer))
    if not any(isinstance(follower, nn.ReLU) for follower in layers[place + 1 : place + 2]):
        return None
    alive = np.zeros(len(weights_of(layers[place])), dtype=np.bool_)
    with torch.no_grad(), Overheard(layers[place]) as overheard:
        for batch in torch.split(inputs, BATCH):
            network(batch)
            outputs = overheard.outputs.transpose(0, 1).flatten(1)  # (units, all others)
            alive |= (outputs > 0).any(1).cpu().numpy()
    return ~alive


def _layers(network: nn.Module) -> list[nn.Module]:
    """The layers that are made of no others."""
    return [layer for layer in network.modules() if not any(True for _ in layer.children())]


def _learns(layer: nn.Module) -> bool:
    return any(True for _ in layer.parameters())
