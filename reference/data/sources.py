"""Where raw data comes from: a folder, the user's cache, a download, or the stand-in."""

import hashlib
from pathlib import Path
from typing import Any

from reference.data.download import downloaded
from reference.data.memory import recall, remember
from reference.data.published import (
    CIFAR_10,
    CLOTHING,
    FACES,
    MNIST,
    PLACES,
    Clothing,
    DataSet,
    digest,
    found_in,
    found_sound,
    made_up,
    place_of,
)
from reference.data.records import Bytes, Content, DataProblem, Found, Origin, Splits

__all__ = ["Source", "digest", "find_source", "stand_in_source", "user_cache"]

_OF_STUDENTS: tuple[DataSet[Any], ...] = (CLOTHING, FACES)
"""What students' files are made of."""


class Source:
    """The raw data that tasks are made of; each data set is looked for when first asked for."""

    def __init__(self, *, data: Path | None, cache: Path, download: bool, stand_in: bool) -> None:
        self.cache = cache
        """Folder for what we build and download."""
        self._data = data
        self._download = download
        self._only_stand_in = stand_in
        self._kept: dict[str, Any] = {}
        if data is not None:
            self._refuse_wrong(data)

    @property
    def clothing(self) -> Found[Clothing]:
        """Fashion-MNIST or its stand-in."""
        return self._found(CLOTHING)

    @property
    def faces(self) -> Found[Bytes]:
        """Olivetti faces (400, 64, 64) or their stand-in."""
        return self._found(FACES)

    @property
    def mnist(self) -> Found[Splits]:
        """MNIST or its stand-in."""
        return self._found(MNIST)

    @property
    def cifar_10(self) -> Found[Splits]:
        """CIFAR-10 or its stand-in."""
        return self._found(CIFAR_10)

    @property
    def name(self) -> str:
        """Name of the images that students' networks are measured on."""
        return self.clothing.origin.name

    @property
    def stand_in(self) -> bool:
        """Whether these are the stand-in and not the assignment's data."""
        return self.clothing.origin.stand_in

    @property
    def digest(self) -> str:
        """SHA-256 over all the raw images of students' files, hexadecimal."""
        both = self.clothing.origin.digest + self.faces.origin.digest
        return hashlib.sha256(both.encode()).hexdigest()

    def origin(self, wanted: DataSet[Any]) -> Origin:
        """Where a data set comes from; it is only read if it was never read before."""
        place = self._place(wanted)
        known = recall(wanted, place, self.cache) if place or not self._download else None
        if known is None:
            known = self._found(wanted).origin
            if known.stand_in == (place is None):
                remember(wanted, place, self.cache, known)
        return known

    def key(self, wanted: DataSet[Any], *words: str) -> str:
        """A name for what is made of a data set, and of nothing but it and the words."""
        parts = (self.origin(wanted).digest, *words)
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    def _place(self, wanted: DataSet[Any]) -> Path | None:
        """Where a data set seems to lie; None if only its stand-in is left."""
        if self._only_stand_in:
            return None
        named = place_of(wanted, self._data) if self._data is not None else None
        return named or place_of(wanted, self.cache / "data")

    def _refuse_wrong(self, folder: Path) -> None:
        """Looked at before anything is built on it."""
        for wanted in _OF_STUDENTS:
            if place_of(wanted, folder) is not None:
                self._found(wanted)

    def _found(self, wanted: DataSet[Content]) -> Found[Content]:
        if wanted.name not in self._kept:
            self._kept[wanted.name] = self._look(wanted)
        found: Found[Content] = self._kept[wanted.name]
        return found

    def _look(self, wanted: DataSet[Content]) -> Found[Content]:
        if self._only_stand_in:
            return made_up(wanted)
        fetched = self.cache / "data"
        return (
            (found_in(wanted, self._data) if self._data is not None else None)
            or found_sound(wanted, fetched)
            or (downloaded(wanted, fetched) if self._download else None)
            or made_up(wanted)
        )


def find_source(
    *, data: Path | None = None, cache: Path | None = None, download: bool = False
) -> Source:
    """Look in the folder `data`, in the cache, on the network if allowed, then use the stand-in.

    A folder that was named must exist and hold something that we know; a data set in it that is
    not what its name says is refused, never replaced in silence: Fashion-MNIST and the faces at
    once, the others when they are asked for.
    """
    if data is not None:
        _demand_something(data)
    cache = cache if cache is not None else user_cache()
    return Source(data=data, cache=cache, download=download, stand_in=False)


def stand_in_source(*, cache: Path | None = None) -> Source:
    """The embedded stand-in, whatever real data there is."""
    cache = cache if cache is not None else user_cache()
    return Source(data=None, cache=cache, download=False, stand_in=True)


def user_cache() -> Path:
    """The folder in which this user's programs keep what can be made again."""
    try:
        from platformdirs import user_cache_path
    except ImportError:  # training needs no more than torch, numpy, scikit-learn and PyYAML
        return Path.home() / ".cache" / "grade"
    return user_cache_path("grade")


def _demand_something(folder: Path) -> None:
    if not folder.is_dir():
        raise DataProblem(f"{folder}: no such folder, --data takes one that holds data sets")
    if not any((folder / place).exists() for place in PLACES):
        raise DataProblem(f"{folder}: no data set that we know, expected {', '.join(PLACES)}")
