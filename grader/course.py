"""The data of an assignment: what submissions are given, and what is held out from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.collect.measurements import HeldOutSet
from grader.errors import DataError
from grader.records import DataUsed, Rubric
from grader.sandbox.interface import Given, GivenFile
from grader.store import write_whole
from reference import data as reference_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The data of one run of the grader."""

    given: Given
    """What every submission finds in its sandbox."""
    held_out: tuple[HeldOutSet, ...]
    """What networks are measured on."""
    used: DataUsed
    """Where it all came from."""


def find_data(data: Path | None, *, offline: bool) -> reference_data.Source:
    """The data in the named folder, the cache, from a download, or the stand-in."""
    try:
        return reference_data.find_source(data=data, download=not offline)
    except reference_data.DataProblem as error:
        raise DataError(str(error)) from error


def whole_course(source: reference_data.Source) -> Course:
    """Every course file and every task that is known: for looking at a submission alone."""
    return _course(source, tuple(reference_data.COURSE_FILES), reference_data.TASKS)


def course_of(rubric: Rubric, source: reference_data.Source) -> Course:
    """The course files that a rubric provides and the tasks of its networks."""
    files = tuple(provided.name for provided in rubric.provide)
    tasks = {network.task for network in rubric.networks if network.task}
    return _course(source, files, sorted(tasks))


def _course(
    source: reference_data.Source, files: tuple[str, ...], tasks: Iterable[str]
) -> Course:
    try:
        paths = reference_data.student_files(source, files)
        held_out = [_held_out(source, task) for task in tasks]
    except (reference_data.DataProblem, OSError) as error:
        raise DataError(str(error)) from error
    return Course(
        given=Given(
            files=tuple(GivenFile(name=name, source=str(path)) for name, path in paths.items()),
            held_out=tuple(inputs for _, inputs in held_out),
        ),
        held_out=tuple(examples for examples, _ in held_out),
        used=DataUsed(name=source.name, stand_in=source.stand_in, digest=source.digest),
    )


def _held_out(source: reference_data.Source, task: str) -> tuple[HeldOutSet, GivenFile]:
    examples = reference_data.held_out(source, task)
    splits = reference_data.raw_splits(source, task)
    path = source.cache / "held-out" / f"{examples.digest}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, _npy(examples.inputs))
    known = HeldOutSet(
        task=task,
        labels=examples.labels.astype(np.int64),
        splits=tuple((split.name, split.images) for split in splits),
        digest=examples.digest,
    )
    return known, GivenFile(name=task, source=str(path))


def _npy(inputs: np.ndarray) -> bytes:
    import io

    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(inputs), allow_pickle=False)
    return buffer.getvalue()
