"""What networks learn, page by page: weights, reconstructions, and what eigenfaces make of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from reference.a2.faces import DENOISED, SIDE, Eigenfaces, eigenfaces_of
from reference.command.pages import Bars, Grid, Page, Row, image_row, signed_row
from reference.command.units import (
    SHAPES,
    Array,
    Overheard,
    dead_units,
    first_layer,
    image_shape,
    images_of,
    weights_of,
)
from reference.recipe import Recipe
from reference.training.device import DeviceData

UNITS, EIGENFACES = 16, 16
"""At most so many are shown."""
IN_A_ROW = 8
NOISES = {
    "denoised_0.4": "noise up to 0.4 to both sides",
    "denoised_0.9": "noise up to 0.9 to both sides",
    "denoised_zeroed": "a third of the pixels made black",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapshot:
    """A network as it was after an epoch."""

    epoch: int
    """Which, 0 before training."""
    network: nn.Module
    """With its weights of then, to evaluate."""


def can_be_drawn(recipe: Recipe) -> bool:
    """Whether there are pictures: of a first layer that looks at images, or of eigenfaces."""
    if recipe.by_hand:
        return are_eigenfaces(recipe)
    return image_shape(first_layer(recipe.network())) is not None


def are_eigenfaces(recipe: Recipe) -> bool:
    """Whether the recipe decomposes faces and trains nothing."""
    return recipe.regime.optimizer == "svd" and recipe.reconstructs


def pages_of_eigenfaces(recipe: Recipe, data: DeviceData) -> Iterator[Page]:
    """The eigenfaces of the train faces, and what they make of clean and of noisy test faces."""
    layer = first_layer(recipe.network())
    assert isinstance(layer, nn.Linear)
    found = eigenfaces_of(_array(data.train.inputs))
    network = projection(found, layer.in_features).to(data.test.inputs.device)
    yield eigenface_page(found, layer.in_features)
    yield reconstruction_page(network, data, (0.0, 1.0))
    yield denoising_page(network, data)


def pages_of(recipe: Recipe, snapshots: Sequence[Snapshot], data: DeviceData) -> Iterator[Page]:
    """All that can be drawn of a network that was trained."""
    yield weight_page(snapshots, data.test.inputs)
    network = snapshots[-1].network
    are_images = data.test.inputs.shape[1] in SHAPES and recipe.regime.scaling != "none"
    if recipe.reconstructs and are_images:
        low, high = (float(end) for end in recipe.regime.scaling.split(".."))
        yield reconstruction_page(network, data, (low, high))
        if (low, high) == (0.0, 1.0):  # what the noises are made for
            yield denoising_page(network, data)
        layer = first_layer(network)
        if isinstance(layer, nn.Linear) and layer.in_features == SIDE**2:
            yield span_page(network, data)


def weight_page(snapshots: Sequence[Snapshot], inputs: Tensor) -> Grid:
    """The weights of the first layer's units, a row for each epoch; in the end, how they changed.

    The units that changed most come first, but the dead ones, which decay alone may change, last.
    """
    last = snapshots[-1]
    start, end = weights_of(_first(snapshots[0].network)), weights_of(_first(last.network))
    count, dead = len(start), dead_units(last.network, inputs)
    is_dead = np.zeros(count, dtype=np.bool_) if dead is None else dead
    shown = _worth_showing(np.abs(end - start).mean(axis=1), is_dead)
    rows = [_weight_row(snapshot, start, shown) for snapshot in snapshots]
    above = tuple(f"{unit + 1}, dead" if is_dead[unit] else f"unit {unit + 1}" for unit in shown)
    rows[0] = replace(rows[0], above=above)
    alive = shown[~is_dead[shown]]
    learnt = signed_row(
        f"epoch {last.epoch}\nless epoch {snapshots[0].epoch}",
        _pictures(end[shown] - start[shown], last.network),
        by=end[alive] - start[alive] if len(alive) else None,
        heading="What was learnt: the weights of the end less those of the start",
    )
    which = f"{len(shown)} of {count} units" if len(shown) < count else f"all {count} units"
    words = f"Weights of the first layer: {which}, those that changed most first"
    if dead is not None:
        words += f" and dead ones last; {dead.sum()} of {count} are dead, active for no test image"
    beside = "Beside each epoch: the mean change of all weights since the start"
    return Grid(name="weights", words=(words, beside), rows=(*rows, learnt))


def reconstruction_page(network: nn.Module, data: DeviceData, ends: tuple[float, float]) -> Grid:
    """Test images and what the network makes of them, in the shades between both ends."""
    inputs = data.test.inputs
    with torch.no_grad():
        outputs = network(inputs)
    error = float(functional.mse_loss(outputs, inputs))
    low, high = ends
    return Grid(
        name="reconstructions",
        words=(
            f"Test images and reconstructions; mean squared error {error:.3g} over all "
            f"{len(inputs)} of them, pixels {low:g}..{high:g}",
        ),
        rows=(_images("input", inputs, ends), _images("output", outputs, ends)),
    )


def denoising_page(network: nn.Module, data: DeviceData) -> Grid:
    """Test images with each noise, and what the network makes of them; pixels from 0 to 1."""
    ends, clean = (0.0, 1.0), data.test.inputs
    rows = [_images("clean", clean, ends)]
    for name, measure in DENOISED.items():
        with torch.no_grad(), Overheard(network) as overheard:
            left = measure(network, data)
        before = float(functional.mse_loss(overheard.inputs, clean))
        after = float(functional.mse_loss(overheard.outputs, clean))
        heading = (
            f"{NOISES.get(name, name)}: mean squared error {before:.3g} before, {after:.3g} "
            f"after, {100 * left:.0f} % of it left"
        )
        rows.append(_images("noisy", overheard.inputs, ends, heading=heading))
        rows.append(_images("output", overheard.outputs, ends))
    words = f"Denoising: errors against the clean images, over all {len(clean)} test images"
    return Grid(name="denoising", words=(words,), rows=tuple(rows))


def span_page(network: nn.Module, data: DeviceData) -> Bars:
    """How much of each unit's weights lies in the span of as many eigenfaces as there are units."""
    weights = weights_of(_first(network))
    count = len(weights)
    leading = eigenfaces_of(_array(data.train.inputs)).faces[:count]
    within = np.square(weights @ leading.T).sum(axis=1)
    energy = np.square(weights).sum(axis=1)
    shares = np.divide(within, energy, out=np.zeros(count), where=energy > 0)
    by_chance = len(leading) / weights.shape[1]
    dead = dead_units(network, data.test.inputs)
    return Bars(
        name="span",
        words=(
            f"Share of each unit's squared weights in the span of the {len(leading)} leading "
            "eigenfaces",
            f"{100 * within.sum() / energy.sum():.1f} % of all units together, "
            f"{100 * by_chance:.1f} % of random weights",
        ),
        axis="share in the span (%)",
        values=100.0 * shares,
        dead=np.zeros(count, dtype=np.bool_) if dead is None else dead,
    )


def eigenface_page(found: Eigenfaces, count: int) -> Grid:
    """The mean face and the leading ones of so many eigenfaces, with the variance of each."""
    shown = min(count, EIGENFACES)
    leading = found.faces[:shown]
    # Either sign is right; this one is the same on every machine.
    leading = leading * np.where(leading.sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    faces = leading.reshape(-1, SIDE, SIDE)
    shares = 100.0 * found.variances / found.variances.sum()
    rows = [Row(label="mean face", pictures=found.mean.reshape(1, SIDE, SIDE), low=0.0, high=1.0)]
    for first in range(0, shown, IN_A_ROW):
        last = min(first + IN_A_ROW, shown)
        rows.append(
            signed_row(
                f"eigenfaces\n{first + 1} to {last}",
                faces[first:last],
                above=tuple(f"{share:.1f} %" for share in shares[first:last]),
            )
        )
    words = (
        f"The mean face and the {shown} leading eigenfaces with the variance that each explains; "
        f"{count} together explain {found.explained_variance(count):.1f} %"
    )
    return Grid(name="eigenfaces", words=(words,), rows=tuple(rows))


def projection(found: Eigenfaces, count: int) -> nn.Module:
    """The network that tells faces (N, 4096) from 0 to 1 by so many leading eigenfaces."""
    faces, mean = torch.as_tensor(found.faces[:count]), torch.as_tensor(found.mean)
    values = len(mean)
    network = nn.Sequential(nn.Linear(values, count), nn.Linear(count, values))
    learnt = (faces, -faces @ mean, faces.T, mean)
    for parameter, own in zip(network.parameters(), learnt, strict=True):
        parameter.data = own.float()
    return network.eval()


def _images(label: str, images: Tensor, ends: tuple[float, float], *, heading: str = "") -> Row:
    shape = SHAPES[images.shape[1]]
    return image_row(label, _array(images), shape, ends, heading=heading)


def _worth_showing(change: Array, dead: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The places of the units that changed most, the most first, and the dead ones last."""
    return np.lexsort((-change, dead))[:UNITS]


def _weight_row(snapshot: Snapshot, start: Array, shown: NDArray[np.int64]) -> Row:
    weights = weights_of(_first(snapshot.network))
    return signed_row(
        f"epoch {snapshot.epoch}\nchange {np.abs(weights - start).mean():.2g}",
        _pictures(weights[shown], snapshot.network),
    )


def _pictures(weights: Array, network: nn.Module) -> Array:
    shape = image_shape(_first(network))
    assert shape is not None
    return images_of(weights, shape)


def _first(network: nn.Module) -> nn.Module:
    layer = first_layer(network)
    assert layer is not None
    return layer


def _array(values: Tensor) -> Array:
    return values.cpu().double().numpy()
