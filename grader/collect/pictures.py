"""Pictures on which networks that give pictures back are measured: no labels belong to them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from grader.collect.held_out import HeldOutSet
from grader.collect.marks import Floats, Images

NOISE_SEED = 1
ZEROED = 1 / 3
"""Share of the pixels that are made black."""
UNIFORM = (0.4, 0.9)
"""How far uniform noise reaches to both sides, where black is 0 and white is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noisy:
    """The same pictures with noise of one kind."""

    metric: str
    """Name of what is measured with them, as the reference calls it."""
    images: NDArray[np.float32]
    """The pictures (N, values), 0 to 255."""


class PictureSet:
    """The pictures of one task: those to learn from, and those that are looked at."""

    def __init__(self, task: str, train: Images, test: Images, *, stand_in: bool = False) -> None:
        """Pictures are bytes (N, values)."""
        self.stand_in = stand_in
        self.task = task
        self.train = train
        self.test = test
        self.recognised = HeldOutSet(
            task,
            np.zeros(0, dtype=np.int64),
            (("train", train), ("test", test)),
            f"pictures of {task}",
        )

    @property
    def values(self) -> int:
        """Values of one picture."""
        return int(self.test.shape[1])

    @cached_property
    def noisy(self) -> tuple[Noisy, ...]:
        """The pictures that are looked at, with noise that is always the same."""
        clean = self.test.astype(np.float32)
        chance = np.random.RandomState(NOISE_SEED).uniform(size=clean.shape).astype(np.float32)
        uniform = [
            Noisy(
                metric=f"denoised_{reach:g}",
                images=np.clip(clean + np.float32(255 * reach) * (2 * chance - 1), 0, 255),
            )
            for reach in UNIFORM
        ]
        black = np.where(chance >= ZEROED, clean, np.float32(0))
        return (*uniform, Noisy(metric="denoised_zeroed", images=black))

    @cached_property
    def inputs(self) -> NDArray[np.float32]:
        """All that a network is run on: the clean pictures, then each kind of noise."""
        parts = [self.test.astype(np.float32), *(each.images for each in self.noisy)]
        return np.concatenate(parts)

    def eigenface_error(self, count: int) -> float:
        """Mean squared error of the pictures told by so many leading directions of those to learn
        from; black is 0 and white is 1."""
        mean, directions = self._directions
        centred = self.test / 255 - mean
        leading = directions[:count]
        return float(np.square(centred - centred @ leading.T @ leading).mean())

    @cached_property
    def _directions(self) -> tuple[Floats, Floats]:
        faces = self.train / 255
        mean = faces.mean(axis=0)
        return mean, np.linalg.svd(faces - mean, full_matrices=False)[2]
