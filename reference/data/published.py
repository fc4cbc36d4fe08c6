"""The published data sets: where each lies in a folder, how it is read, how it is recognised."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

import numpy as np

from reference.data.batches import read_batches
from reference.data.records import (
    Bytes,
    Content,
    DataProblem,
    Examples,
    Found,
    Inputs,
    Labels,
    Origin,
    Splits,
)
from reference.data.stand_in import (
    stand_in_cifar_10,
    stand_in_clothing,
    stand_in_faces,
    stand_in_mnist,
)

FEW, MANY = 10_000, 60_000
"""Images in the `t10k` file and in the `train` file of MNIST and of Fashion-MNIST."""

RECOMPRESSED = (
    *(1259, 1369, 1422, 2245, 2737, 2935, 3695, 3718, 4085, 4496),
    *(5791, 5896, 6286, 7580, 7707, 7724, 7832, 8117, 8551, 9254),
)
"""Test images of CIFAR-10 whose pixels the digest leaves out.

Copies are in circulation in which these twenty images, nineteen ships and a horse, were
recompressed. They differ from the published ones by a few grey levels, in the right place and with
the right label, so both are CIFAR-10, and an accuracy on them differs by at most 0.2 points.
"""

Clothing = tuple[Examples, Examples]
"""The examples of Fashion-MNIST's `t10k` file and those of its `train` file."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DataSet(Generic[Content]):
    """A published data set, and what stands in for it."""

    name: str
    """What it is called where numbers are told."""
    title: str
    """What it is called in a sentence."""
    places: tuple[str, ...]
    """Where it may lie in a folder that holds data sets; the first that is there counts."""
    read: Callable[[Path], Content]
    """Reads it from such a place; `DataProblem` if it cannot be read."""
    arrays: Callable[[Content], tuple[Inputs | Labels, ...]]
    """What of it all copies have in common."""
    digest: str
    """SHA-256 of these arrays, hexadecimal; anything else under its name is refused."""
    stand_in: Callable[[], Content]
    """Makes what stands in for it."""
    made_of: str
    """What that is, in words."""
    downloader: str | None = None
    """The class of torchvision that downloads it, into the first of the places."""
    download_seconds: int = 180
    """How long that may take."""


def digest(*arrays: np.ndarray) -> str:
    """SHA-256 over the arrays' shapes, types and values."""
    total = hashlib.sha256()
    for array in arrays:
        total.update(f"{array.shape}{array.dtype.str}".encode())
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()


def place_of(wanted: DataSet[Content], folder: Path) -> Path | None:
    """Where in the folder the data set lies, if anything of its name is there."""
    return next((folder / place for place in wanted.places if (folder / place).exists()), None)


def found_in(wanted: DataSet[Content], folder: Path) -> Found[Content] | None:
    """The data set as it lies in the folder; None if it does not, `DataProblem` if it is wrong."""
    place = place_of(wanted, folder)
    if place is None:
        return None
    content = wanted.read(place)
    found = digest(*wanted.arrays(content))
    if found != wanted.digest:
        raise DataProblem(
            f"{place}: not the published {wanted.title}, expected its original content"
        )
    origin = Origin(name=wanted.name, stand_in=False, digest=found, place=str(place))
    return Found(origin=origin, content=content)


def found_sound(wanted: DataSet[Content], folder: Path) -> Found[Content] | None:
    """The same of a folder that nobody named, so nobody is told when it is damaged: None."""
    try:
        return found_in(wanted, folder)
    except DataProblem:
        return None


def made_up(wanted: DataSet[Content]) -> Found[Content]:
    """What stands in for the data set."""
    content = wanted.stand_in()
    origin = Origin(
        name="stand-in",
        stand_in=True,
        digest=digest(*wanted.arrays(content)),
        place=f"made of {wanted.made_of}",
    )
    return Found(origin=origin, content=content)


def _clothing(raw: Path) -> Clothing:
    return _idx_examples(raw, "t10k", FEW), _idx_examples(raw, "train", MANY)


def _mnist(raw: Path) -> Splits:
    train, test = _idx_examples(raw, "train", MANY), _idx_examples(raw, "t10k", FEW)
    return Splits(train=train, validation=None, test=test)


def _idx_examples(raw: Path, part: str, count: int) -> Examples:
    images = _idx(raw / f"{part}-images-idx3-ubyte", header=16, values=count * 784)
    labels = _idx(raw / f"{part}-labels-idx1-ubyte", header=8, values=count)
    return Examples(inputs=images.reshape(count, 784), labels=labels.astype(np.int64))


def _idx(path: Path, *, header: int, values: int) -> Bytes:
    """The values of a file as torchvision lays it out, packed or unpacked."""
    packed = path.with_name(path.name + ".gz")
    if not (path.is_file() or packed.is_file()):
        raise DataProblem(f"{path}: not there, nor is {packed.name}")
    try:
        with path.open("rb") if path.is_file() else gzip.open(packed, "rb") as file:
            content = file.read(header + values + 1)
    except (OSError, EOFError) as error:
        raise DataProblem(f"{path}: cannot be read, {error}") from error
    if len(content) != header + values:
        raise DataProblem(f"{path}: {len(content):,} bytes, expected {header + values:,}")
    return np.frombuffer(content, dtype=np.uint8, offset=header)


def _faces(path: Path) -> Bytes:
    """The faces from the `.npz`; scikit-learn's `.pkz` is a pickle and is never opened."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return np.asarray(file["images"])
    except (OSError, ValueError, KeyError) as error:
        raise DataProblem(f"{path}: cannot be read, expected an array `images`") from error


def _of_examples(*parts: Examples) -> tuple[Inputs | Labels, ...]:
    return tuple(array for part in parts for array in (part.inputs, part.labels))


def _of_cifar_10(content: Splits) -> tuple[Inputs | Labels, ...]:
    """All but the pixels of the twenty images in which copies differ."""
    same = np.setdiff1d(np.arange(len(content.test)), RECOMPRESSED)
    return (*_of_examples(content.train), content.test.inputs[same], content.test.labels)


CLOTHING: DataSet[Clothing] = DataSet(
    name="fashion-mnist",
    title="Fashion-MNIST",
    places=("FashionMNIST/raw",),
    read=_clothing,
    arrays=lambda content: _of_examples(*content),
    digest="273a3e43166e26d2ce17f676cd2b4709a9ea237c6f14527c193935d93808b2cc",
    stand_in=lambda: stand_in_clothing(few=FEW, many=MANY),
    made_of="scikit-learn's digits, enlarged",
    downloader="FashionMNIST",
)
FACES: DataSet[Bytes] = DataSet(
    name="olivetti",
    title="Olivetti faces",
    places=("olivetti_faces.npz", "olivetti/olivetti_faces.npz"),
    read=_faces,
    arrays=lambda content: (content,),
    digest="75acdd5b2c7c3c356314e320c4e60140db4f127ad4a0154b633cf4809dd5e576",
    stand_in=stand_in_faces,
    made_of="drawn ellipses",
)
MNIST: DataSet[Splits] = DataSet(
    name="mnist",
    title="MNIST",
    places=("MNIST/raw",),
    read=_mnist,
    arrays=lambda content: _of_examples(content.train, content.test),
    digest="238fc7991bb5945adac5ada91b79a93204f7f96d866566b909927429663b6618",
    stand_in=stand_in_mnist,
    made_of="scikit-learn's digits, enlarged",
    downloader="MNIST",
)
CIFAR_10: DataSet[Splits] = DataSet(
    name="cifar-10",
    title="CIFAR-10",
    places=("cifar-10-batches-py", "cifar-10-batches-bin"),
    read=read_batches,
    arrays=_of_cifar_10,
    digest="6db233026915ab32dec1333c73154443443e376e6bff967688fe3da02c0c1009",
    stand_in=stand_in_cifar_10,
    made_of="scikit-learn's digits, enlarged and in colours",
    downloader="CIFAR10",
    download_seconds=900,
)

PLACES = tuple(place for each in (CLOTHING, FACES, MNIST, CIFAR_10) for place in each.places)
"""Everything that a folder of data sets may hold."""
