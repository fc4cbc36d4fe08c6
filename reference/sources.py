"""Where the raw images come from: a folder, the user's cache, a download, or the stand-in.

The later assignments' data sets (MNIST, CIFAR-10, moons, palindromes) are to be found here too:
each gets a function that reads it from a folder, and a field in `Source`.
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

from reference.records import Bytes, DataProblem, Examples, Origin
from reference.stand_in import stand_in_clothing, stand_in_faces

FEW, MANY = 10_000, 60_000
"""Images in Fashion-MNIST's `t10k` file and in its `train` file."""
FASHION_MNIST = "273a3e43166e26d2ce17f676cd2b4709a9ea237c6f14527c193935d93808b2cc"
OLIVETTI = "75acdd5b2c7c3c356314e320c4e60140db4f127ad4a0154b633cf4809dd5e576"
"""What `digest` gives for the real data; anything else under their names is refused."""
DOWNLOAD_SECONDS = 180
CONNECT_SECONDS = 5
FORGET_FAILURE_SECONDS = 3_600
"""How long a failed download is remembered, so that not every command waits for it again."""

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found(Generic[Content]):
    """Raw content with where it came from."""

    origin: Origin
    """Where it came from."""
    content: Content
    """The arrays."""


Clothing = tuple[Examples, Examples]
"""The examples of the `t10k` file and those of the `train` file."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """The raw images that course data is made of."""

    clothing: Found[Clothing]
    """Fashion-MNIST or its stand-in."""
    faces: Found[Bytes]
    """Olivetti faces (400, 64, 64) or their stand-in."""
    cache: Path
    """Folder for what we build and download."""

    @property
    def name(self) -> str:
        """Name of the images that networks are measured on."""
        return self.clothing.origin.name

    @property
    def stand_in(self) -> bool:
        """Whether networks are measured on the stand-in and not on the assignment's data."""
        return self.clothing.origin.stand_in

    @property
    def digest(self) -> str:
        """SHA-256 over all the raw images, hexadecimal."""
        both = self.clothing.origin.digest + self.faces.origin.digest
        return hashlib.sha256(both.encode()).hexdigest()


def find_source(
    *, data: Path | None = None, cache: Path | None = None, download: bool = False
) -> Source:
    """Look in the folder `data`, in the cache, on the network if allowed, then use the stand-in.

    A folder that was named must exist and hold something that we know; a data set in it that is
    not what its name says is refused, never replaced in silence.
    """
    cache = cache if cache is not None else user_cache()
    if data is not None:
        _demand_something(data)
    clothing = (
        (_clothing_in(data) if data is not None else None)
        or _if_sound(_clothing_in, cache / "data")
        or (_downloaded(cache) if download else None)
        or _stand_in_clothing()
    )
    faces = (
        (_faces_in(data) if data is not None else None)
        or _if_sound(_faces_in, cache / "data")
        or _stand_in_faces()
    )
    return Source(clothing=clothing, faces=faces, cache=cache)


def stand_in_source(*, cache: Path | None = None) -> Source:
    """The embedded stand-in, whatever real data there is."""
    cache = cache if cache is not None else user_cache()
    return Source(clothing=_stand_in_clothing(), faces=_stand_in_faces(), cache=cache)


def user_cache() -> Path:
    """The folder in which this user's programs keep what can be made again."""
    try:
        from platformdirs import user_cache_path
    except ImportError:  # training needs no more than torch, numpy, scikit-learn and PyYAML
        return Path.home() / ".cache" / "grade"
    return user_cache_path("grade")


def digest(*arrays: np.ndarray) -> str:
    """SHA-256 over the arrays' shapes, types and values."""
    total = hashlib.sha256()
    for array in arrays:
        total.update(f"{array.shape}{array.dtype.str}".encode())
        total.update(np.ascontiguousarray(array).data)
    return total.hexdigest()


def _if_sound(look: Callable[[Path], Found[Content] | None], folder: Path) -> Found[Content] | None:
    """What the cache holds, unless it is damaged: nobody named the cache, so nobody is told."""
    try:
        return look(folder)
    except DataProblem:
        return None


def _demand_something(folder: Path) -> None:
    if not folder.is_dir():
        raise DataProblem(f"{folder}: no such folder, --data takes one that holds data sets")
    known = ("FashionMNIST/raw", "olivetti_faces.npz", "olivetti/olivetti_faces.npz")
    if not any((folder / name).exists() for name in known):
        raise DataProblem(
            f"{folder}: no data set that we know, expected FashionMNIST/raw or olivetti_faces.npz"
        )


def _clothing_in(folder: Path) -> Found[Clothing] | None:
    """Fashion-MNIST as torchvision lays it out, packed or unpacked."""
    raw = folder / "FashionMNIST" / "raw"
    if not raw.is_dir():
        return None
    few, many = _idx_examples(raw, "t10k", FEW), _idx_examples(raw, "train", MANY)
    found = digest(few.inputs, few.labels, many.inputs, many.labels)
    if found != FASHION_MNIST:
        raise DataProblem(f"{raw}: not the published Fashion-MNIST, fetch its four files again")
    origin = Origin(name="fashion-mnist", stand_in=False, digest=found, place=str(raw))
    return Found(origin=origin, content=(few, many))


def _idx_examples(raw: Path, part: str, count: int) -> Examples:
    images = _idx(raw / f"{part}-images-idx3-ubyte", header=16, values=count * 784)
    labels = _idx(raw / f"{part}-labels-idx1-ubyte", header=8, values=count)
    return Examples(inputs=images.reshape(count, 784), labels=labels.astype(np.int64))


def _idx(path: Path, *, header: int, values: int) -> Bytes:
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


def _faces_in(folder: Path) -> Found[Bytes] | None:
    """The faces from the `.npz`; scikit-learn's `.pkz` is a pickle and is never opened."""
    places = (folder / "olivetti_faces.npz", folder / "olivetti" / "olivetti_faces.npz")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        return None
    try:
        with np.load(path, allow_pickle=False) as file:
            faces = np.asarray(file["images"])
    except (OSError, ValueError, KeyError) as error:
        raise DataProblem(f"{path}: cannot be read, expected an array `images`") from error
    found = digest(faces)
    if found != OLIVETTI:
        raise DataProblem(f"{path}: not the Olivetti faces, expected 400 images of 64x64 bytes")
    return Found(
        origin=Origin(name="olivetti", stand_in=False, digest=found, place=str(path)), content=faces
    )


def _stand_in_clothing() -> Found[Clothing]:
    few, many = stand_in_clothing(few=FEW, many=MANY)
    found = digest(few.inputs, few.labels, many.inputs, many.labels)
    return Found(origin=_stand_in(found, "scikit-learn's digits, enlarged"), content=(few, many))


def _stand_in_faces() -> Found[Bytes]:
    faces = stand_in_faces()
    return Found(origin=_stand_in(digest(faces), "drawn ellipses"), content=faces)


def _stand_in(content: str, made_of: str) -> Origin:
    return Origin(name="stand-in", stand_in=True, digest=content, place=f"made of {made_of}")


def _downloaded(cache: Path) -> Found[Clothing] | None:
    """Fashion-MNIST by torchvision into the cache; None if it cannot be had now."""
    folder = cache / "data"
    failed = folder / "download-failed"
    with suppress(OSError):  # a cache that cannot be written is as good as no network
        if failed.exists() and time.time() - failed.stat().st_mtime < FORGET_FAILURE_SECONDS:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="download-") as fresh:
            if _fetch(Path(fresh)) and _if_sound(_clothing_in, Path(fresh)):
                _put_in_place(Path(fresh) / "FashionMNIST", folder / "FashionMNIST")
                return _if_sound(_clothing_in, folder)
        failed.touch()
    return None


def _put_in_place(fresh: Path, place: Path) -> None:
    """Move the folder to its place, unless another process was faster and did it well."""
    if _if_sound(_clothing_in, place.parent) is None:
        shutil.rmtree(place, ignore_errors=True)  # damaged
        with suppress(OSError):
            fresh.replace(place)


def _fetch(folder: Path) -> bool:
    """Whether torchvision could fetch Fashion-MNIST; in a process of its own.

    torchvision prints, takes seconds to import and has no time limit but the process-wide one.
    """
    program = (
        f"import socket, sys; socket.setdefaulttimeout({CONNECT_SECONDS})\n"
        "from torchvision.datasets import FashionMNIST\n"
        "FashionMNIST(sys.argv[1], download=True)\n"
    )
    try:
        run = subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=DOWNLOAD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0
