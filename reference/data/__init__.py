"""The courses' data files, made from public images; and what of them students never see.

A2: the test set is the 60,000 images of Fashion-MNIST's `train` file; train and validation are a
split of the 10,000 of its `t10k` file. Files for students have the same names, keys, shapes and
types as the course's, but of the test images only 10,000 are in them, six times over: a student's
own test accuracy is an honest estimate, and the other 50,000 images are held out.
"""

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import numpy as np

from reference.data.records import (
    Bytes,
    DataProblem,
    Examples,
    HeldOut,
    Inputs,
    Labels,
    Origin,
    RawSplit,
    Splits,
)
from reference.data.sources import Source, digest, find_source, stand_in_source, user_cache
from reference.data.tasks import ALL_TASKS, known, origin, rows, splits, splits_digest, task_digest

__all__ = [
    "ALL_TASKS",
    "COURSE_FILES",
    "TASKS",
    "DataProblem",
    "Examples",
    "HeldOut",
    "Origin",
    "RawSplit",
    "Source",
    "Splits",
    "course_files",
    "find_source",
    "held_out",
    "origin",
    "raw_splits",
    "splits",
    "splits_digest",
    "stand_in_source",
    "student_files",
    "task_digest",
    "user_cache",
]

COURSE_FILES = {
    "hw2_Q1.npy": "a2/faces",
    "hw2_Q2_and_Q3_data.npz": "a2/clothing",
    "hw2_Q4_data.npz": "a2/clothing-noisy",
}
"""Name of the data in each file that students open."""

TASKS = ("a2/clothing", "a2/clothing-noisy")
"""Names of the data on which students' networks are measured with held-out examples."""

MAKE_UP = 1
"""Raised when the files' content changes, so that files built before are not used."""
REPEATS = 6
"""The test images that students see are this share of all, and are repeated as often."""

PUBLIC_SEED = 3  # RandomState, because its streams never change

Array = Inputs | Labels


def course_files(
    source: Source, folder: Path, names: Iterable[str] = tuple(COURSE_FILES)
) -> dict[str, Path]:
    """Write the courses' full files into the folder: for course staff, never for students."""
    paths = {}
    for name, data in _asked(names):
        paths[name] = folder / name
        _write(paths[name], _full(source, data))
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
    paths = {}
    for name, data in _asked(names):
        paths[name] = place / name
        if not _is_whole(paths[name]):
            _write(paths[name], _shown(source, data))
            _write(_note(paths[name]), _digest_of(paths[name]))
    return paths


def held_out(source: Source, task: str) -> HeldOut:
    """The test examples that no student file contains."""
    test = splits(source, known(task, TASKS)).test
    hidden = rows(test, _held_out_rows(len(test)))
    inputs, labels = _images(hidden), hidden.labels
    return HeldOut(inputs=inputs, labels=labels, digest=digest(inputs, labels))


def raw_splits(source: Source, task: str) -> tuple[RawSplit, ...]:
    """The images of each split as students see it, and the held-out ones."""
    whole = splits(source, known(task, TASKS))
    count = len(whole.test)
    named = [
        ("train", whole.train),
        ("validation", whole.validation),
        ("test", rows(whole.test, _public_rows(count))),
        ("held-out", rows(whole.test, _held_out_rows(count))),
    ]
    return tuple(RawSplit(name=name, images=_images(part)) for name, part in named if part)


def _images(examples: Examples) -> Bytes:
    """Inputs that are known to be bytes, as those of all tasks with files for students are."""
    return np.asarray(examples.inputs, dtype=np.uint8)


def _full(source: Source, data: str) -> tuple[Array, ...]:
    """The arrays of a course file, in the file's order."""
    if data == "a2/faces":
        return (source.faces.content,)
    whole = splits(source, data)
    return _columns(whole.train, whole.validation, whole.test)


def _shown(source: Source, data: str) -> tuple[Array, ...]:
    """The arrays of a student's file: as the course's, but the test set is its public part."""
    if data == "a2/faces":
        return _full(source, data)
    whole = splits(source, data)
    public = np.tile(_public_rows(len(whole.test)), REPEATS)
    return _columns(whole.train, whole.validation, rows(whole.test, public))


def _columns(*parts: Examples | None) -> tuple[Array, ...]:
    # A transposed view, not a copy: written in Fortran order, the students' own transposition
    # then gives them contiguous rows.
    return tuple(array for part in parts if part for array in (part.inputs.T, part.labels))


def _public_rows(count: int) -> Labels:
    return np.sort(_shuffled(count)[: count // REPEATS])


def _held_out_rows(count: int) -> Labels:
    return np.sort(_shuffled(count)[count // REPEATS :])


def _shuffled(count: int) -> Labels:
    return np.random.RandomState(PUBLIC_SEED).permutation(count)


def _asked(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, COURSE_FILES[known(name, COURSE_FILES)]) for name in names]


def _note(path: Path) -> Path:
    """The file beside a built file that holds its digest."""
    return path.with_name(path.name + ".sha256")


def _is_whole(path: Path) -> bool:
    try:
        return _note(path).read_text() == _digest_of(path)
    except OSError:
        return False


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: tuple[Array, ...] | str) -> None:
    """Write beside the path, then rename: whoever reads sees all of it or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".building-") as folder:
            fresh = Path(folder) / path.name
            with fresh.open("wb") as file:
                _fill(file, path.suffix, content)
            fresh.chmod(0o444)
            fresh.replace(path)
    except OSError as error:
        raise DataProblem(f"{path}: cannot be written, {error.strerror}") from error


def _fill(file: IO[bytes], suffix: str, content: tuple[Array, ...] | str) -> None:
    if isinstance(content, str):
        file.write(content.encode())
    elif suffix == ".npy":
        np.save(file, content[0])
    else:
        np.savez(file, *content)
