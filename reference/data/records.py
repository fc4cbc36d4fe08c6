"""The nouns of the course data: frozen, made of numpy arrays."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Inputs = NDArray[np.uint8] | NDArray[np.float32]
"""Bytes are scaled as a regime says; floats are what a network is given as they are."""
Labels = NDArray[np.int64]

Content = TypeVar("Content")


class DataProblem(Exception):  # noqa: N818 - as `Missing` is: what is wrong is the data
    """Data is not there or not what it claims to be; one line: place, what, what would be right."""


# Arrays have no single answer to `==`, so records that hold them are compared by identity.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Examples:
    """Inputs with their labels."""

    inputs: Inputs
    """One example a row (N, values); an image's bytes row by row, one colour after the other."""
    labels: Labels
    """Class of each example (N,), from 0."""

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a data set came from."""

    name: str
    """`fashion-mnist`, `olivetti`, `mnist`, `cifar-10`, `moons`, `palindromes` or `stand-in`."""
    stand_in: bool
    """Whether it is the embedded stand-in and not the assignment's data."""
    digest: str
    """SHA-256 of its content, hexadecimal; of CIFAR-10, of what all its copies have in common."""
    place: str
    """Where it was found, in words."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found(Generic[Content]):
    """A data set with where it came from."""

    origin: Origin
    """Where it came from."""
    content: Content
    """The arrays."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Splits:
    """One task of a course, whole: also what students never see."""

    train: Examples
    """What networks are trained on, labels as the course gives them."""
    validation: Examples | None
    """What the course gives to choose between networks; None if it gives none."""
    test: Examples
    """What networks are measured on."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeldOut:
    """Examples that appear, image or label, in no file that a student's code can open."""

    inputs: Bytes
    """One image a row (N, 784) or (N, 3072), values 0..255."""
    labels: Labels
    """Class of each image (N,), 0..9."""
    digest: str
    """SHA-256 of inputs and labels, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutFiles:
    """Held-out examples as files in the cache."""

    inputs: Path
    """The images (`.npy`), one a row, values 0..255; this file may be shown to a sandbox."""
    labels: Path
    """Class of each image (`.npy`); this file is shown to nobody."""
    digest: str
    """SHA-256 of inputs and labels, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawSplit:
    """The images of one split, unscaled, to recognise what a network saw."""

    name: str
    """`train`, `validation`, `test` (what students see of it) or `held-out`."""
    images: Bytes
    """One image a row (N, 784) or (N, 3072), values 0..255."""
