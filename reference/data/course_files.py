"""The files of A2, as the course has them and as students see them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import numpy as np

from reference.data.built import Fill, built, write
from reference.data.hidden import REPEATS, public_test
from reference.data.records import Examples, Inputs, Labels
from reference.data.sources import Source
from reference.data.tasks import known, splits

COURSE_FILES = {
    "hw2_Q1.npy": "a2/faces",
    "hw2_Q2_and_Q3_data.npz": "a2/clothing",
    "hw2_Q4_data.npz": "a2/clothing-noisy",
}
"""Name of the data in each file that students open."""

MAKE_UP = 1
"""Raised when the files' content changes, so that files built before are not used."""

Array = Inputs | Labels


def course_files(
    source: Source, folder: Path, names: Iterable[str] = tuple(COURSE_FILES)
) -> dict[str, Path]:
    """Write the courses' full files into the folder: for course staff, never for students."""
    paths = {}
    for name, data in _asked(names):
        paths[name] = folder / name
        write(paths[name], _filler(name, _full(source, data)))
    return paths


def student_files(
    source: Source, names: Iterable[str] = tuple(COURSE_FILES), folder: Path | None = None
) -> dict[str, Path]:
    """The files that a sandbox shows, by name; nothing held out is in them.

    They are built once for each source, in the source's cache or below the folder, and may be
    asked for by several processes at once.
    """
    key = hashlib.sha256(f"{MAKE_UP} {source.digest}".encode()).hexdigest()[:16]
    place = (folder if folder is not None else source.cache / "course") / key
    return {name: built(place / name, _shown(source, name, data)) for name, data in _asked(names)}


def _shown(source: Source, name: str, data: str) -> Fill:
    """Writes a student's file: as the course's, but its test set is the public part, repeated."""
    return lambda file: _filler(name, _public(source, data))(file)


def _full(source: Source, data: str) -> tuple[Array, ...]:
    """The arrays of a course file, in the file's order."""
    if data == "a2/faces":
        return (source.faces.content,)
    whole = splits(source, data)
    return _columns(whole.train, whole.validation, whole.test)


def _public(source: Source, data: str) -> tuple[Array, ...]:
    if data == "a2/faces":
        return _full(source, data)
    whole = splits(source, data)
    shown = len(whole.test) // REPEATS * REPEATS
    return _columns(whole.train, whole.validation, public_test(source, data, shown))


def _columns(*parts: Examples | None) -> tuple[Array, ...]:
    # A transposed view, not a copy: written in Fortran order, the students' own transposition
    # then gives them contiguous rows.
    return tuple(array for part in parts if part for array in (part.inputs.T, part.labels))


def _asked(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, COURSE_FILES[known(name, COURSE_FILES)]) for name in names]


def _filler(name: str, content: tuple[Array, ...]) -> Fill:
    def fill(file: IO[bytes]) -> None:
        if name.endswith(".npy"):
            np.save(file, content[0])
        else:
            np.savez(file, *content)

    return fill
