"""What is measured of a network that reconstructs faces, and the eigenfaces it is held against.

A network is given faces (N, 4096) from 0 to 1 and gives faces back; its first fully connected layer
has one picture of 64 x 64 weights for each hidden unit.
"""

from dataclasses import dataclass
from functools import lru_cache, partial
from time import perf_counter

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from reference.data.records import Splits
from reference.recipe import Measure
from reference.runs import Run, figures_of
from reference.training.device import DeviceData

SIDE = 64
NOISE_SEED = 1
ZEROED = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Eigenfaces:
    """Principal components of faces, by singular value decomposition of faces less their mean."""

    mean: NDArray[np.float64]
    """The average face (4096,)."""
    faces: NDArray[np.float64]
    """Orthogonal directions of length 1, one a row (components, 4096), the leading one first."""
    variances: NDArray[np.float64]
    """Variance of the faces along each direction (components,), summed over the faces."""

    def explained_variance(self, count: int) -> float:
        """Share of the variance that lies along so many leading directions, in per cent."""
        return float(100.0 * self.variances[:count].sum() / self.variances.sum())

    def error(self, faces: NDArray[np.float64], count: int) -> float:
        """Mean squared error when faces (N, 4096) are told by so many leading directions."""
        leading = self.faces[:count]
        centred = faces - self.mean
        return float(np.square(centred - centred @ leading.T @ leading).mean())


def eigenfaces_of(faces: NDArray[np.float64]) -> Eigenfaces:
    """The eigenfaces of faces (N, 4096), all that there are."""
    mean = faces.mean(axis=0)
    _, lengths, directions = np.linalg.svd(faces - mean, full_matrices=False)
    return Eigenfaces(mean=mean, faces=directions, variances=np.square(lengths))


def decompose(data: Splits, seed: int, epochs: int, *, count: int) -> Run:
    """How well so many leading eigenfaces of the train faces tell the test faces."""
    start = perf_counter()
    found = eigenfaces_of(data.train.inputs / 255)
    figures = {
        "test_loss": found.error(data.test.inputs / 255, count),
        "explained_variance": found.explained_variance(count),
    }
    return figures_of(seed, perf_counter() - start, figures)


def spread_of_reconstructions(network: nn.Module, data: DeviceData) -> float:
    """How much the outputs for test faces differ from one another, next to the faces themselves.

    1 is as much as they do; 0 is one average face for all.
    """
    faces = data.test.inputs
    return float((network(faces).var(0).mean() / faces.var(0).mean()).sqrt())


def weight_smoothness(network: nn.Module, data: DeviceData) -> float:
    """Correlation of weights with their right and lower neighbours in the pictures of the units.

    About 0 when the weights are drawn, towards 1 for the smooth pictures of ghost faces.
    """
    pictures = _first_layer(network).weight.view(-1, SIDE, SIDE)
    pictures = pictures - pictures.mean((1, 2), keepdim=True)
    across = _alike(pictures[:, :, :-1], pictures[:, :, 1:])
    down = _alike(pictures[:, :-1], pictures[:, 1:])
    return float((across + down) / 2)


def face_space(network: nn.Module, data: DeviceData) -> float:
    """Share of the first layer's squared weights that lies in the span of eigenfaces, 0 to 1.

    The eigenfaces of the train faces, the leading ones, as many as there are hidden units.
    """
    weights = _first_layer(network).weight
    leading = torch.as_tensor(_eigenfaces(data).faces[: len(weights)]).to(weights)
    return float((weights @ leading.T).square().sum() / weights.square().sum())


def eigenface_error_ratio(network: nn.Module, data: DeviceData) -> float:
    """Error on test faces over that of as many eigenfaces as there are hidden units.

    1 is as good as the best linear code of the train faces.
    """
    units = _first_layer(network).out_features
    eigenfaces = _eigenfaces(data).error(_array(data.test.inputs), units)
    return float(functional.mse_loss(network(data.test.inputs), data.test.inputs)) / eigenfaces


def denoised_uniform(network: nn.Module, data: DeviceData, *, reach: float) -> float:
    """What is left of the error of test faces with noise, uniform to both sides, in [0, 1] again.

    Less than 1: the output is nearer to the clean face than the noisy face was.
    """
    faces = data.test.inputs
    noisy = (faces + reach * (2 * _chance(faces) - 1)).clamp(0, 1)
    return _what_is_left(network, faces, noisy)


def denoised_zeroed(network: nn.Module, data: DeviceData) -> float:
    """What is left of the error of test faces of which a third of the pixels are made black."""
    faces = data.test.inputs
    return _what_is_left(network, faces, faces * (_chance(faces) >= ZEROED))


SEEN: dict[str, Measure] = {
    "spread_of_reconstructions": spread_of_reconstructions,
    "weight_smoothness": weight_smoothness,
    "face_space": face_space,
    "eigenface_error_ratio": eigenface_error_ratio,
}
"""What is seen of any autoencoder, however its inputs are scaled."""

DENOISED: dict[str, Measure] = {
    "denoised_0.4": partial(denoised_uniform, reach=0.4),
    "denoised_0.9": partial(denoised_uniform, reach=0.9),
    "denoised_zeroed": denoised_zeroed,
}
"""Noise that is made for inputs from 0 to 1, always the same."""


def _first_layer(network: nn.Module) -> nn.Linear:
    return next(layer for layer in network.modules() if isinstance(layer, nn.Linear))


def _alike(first: Tensor, second: Tensor) -> Tensor:
    """Correlation of values whose mean is about 0, over all pictures together."""
    # Together, because a unit whose weights decayed to 0 has no correlation of its own.
    return (first * second).sum() / (first.square().sum() * second.square().sum()).sqrt()


def _what_is_left(network: nn.Module, faces: Tensor, noisy: Tensor) -> float:
    after = functional.mse_loss(network(noisy), faces)
    return float(after / functional.mse_loss(noisy, faces))


def _chance(faces: Tensor) -> Tensor:
    """Uniform numbers from 0 to 1, one a pixel, the same in every run and on every device."""
    chance = torch.Generator().manual_seed(NOISE_SEED)
    return torch.rand(faces.shape, generator=chance).to(faces.device)


@lru_cache(maxsize=1)
def _eigenfaces(data: DeviceData) -> Eigenfaces:
    """The eigenfaces of the train faces; kept, for a run asks at every point of its curve."""
    return eigenfaces_of(_array(data.train.inputs))


def _array(faces: Tensor) -> NDArray[np.float64]:
    return faces.cpu().double().numpy()
