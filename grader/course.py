"""The data of an assignment: what submissions are given, and what is held out from them."""

import io
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.collect.measurements import HeldOutSet
from grader.errors import DataError
from grader.records import DataUsed, Rubric
from grader.sandbox.interface import Given, GivenFile
from grader.store import write_whole
from reference import data as reference_data


def find_data(folder: Path | None, *, download: bool) -> reference_data.Source:
    """The data in the named folder, the cache, from a download, or the stand-in."""
    try:
        return reference_data.find_source(data=folder, download=download)
    except reference_data.DataProblem as error:
        raise DataError(str(error)) from error


class Course:
    """The data of one run of the grader; files are built only when something is executed."""

    def __init__(
        self, source: reference_data.Source, *, files: Iterable[str], tasks: Iterable[str]
    ) -> None:
        self._source = source
        self.files = tuple(files)
        self.tasks = tuple(tasks)
        self.used = DataUsed(name=source.name, stand_in=source.stand_in, digest=source.digest)

    @classmethod
    def whole(cls, source: reference_data.Source) -> "Course":
        """Every course file and every task that is known: for looking at a submission alone."""
        return cls(source, files=reference_data.COURSE_FILES, tasks=reference_data.TASKS)

    @classmethod
    def of(cls, rubric: Rubric, source: reference_data.Source) -> "Course":
        """The course files that a rubric provides and the tasks of its networks."""
        files = (provided.name for provided in rubric.provide)
        tasks = sorted({network.task for network in rubric.networks if network.task})
        return cls(source, files=files, tasks=tasks)

    @cached_property
    def given(self) -> Given:
        """What every submission finds in its sandbox."""
        try:
            paths = reference_data.student_files(self._source, self.files)
            held_out = [self._inputs(each) for each in self.held_out]
        except (reference_data.DataProblem, OSError) as error:
            raise DataError(str(error)) from error
        files = [GivenFile(name=name, source=str(path)) for name, path in paths.items()]
        return Given(files=tuple(files), held_out=tuple(held_out))

    @cached_property
    def held_out(self) -> tuple[HeldOutSet, ...]:
        """What networks are measured on."""
        try:
            return tuple(self._held_out(task) for task in self.tasks)
        except reference_data.DataProblem as error:
            raise DataError(str(error)) from error

    def _held_out(self, task: str) -> HeldOutSet:
        examples = reference_data.held_out(self._source, task)
        splits = reference_data.raw_splits(self._source, task)
        return HeldOutSet(
            task=task,
            labels=examples.labels.astype(np.int64),
            splits=tuple((split.name, split.images) for split in splits),
            digest=examples.digest,
        )

    def _inputs(self, held_out: HeldOutSet) -> GivenFile:
        """The file of held-out inputs, without labels."""
        path = self._source.cache / "held-out" / f"{held_out.digest}.npy"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            examples = reference_data.held_out(self._source, held_out.task)
            write_whole(path, _npy(examples.inputs))
        return GivenFile(name=held_out.task, source=str(path))


def _npy(inputs: NDArray[np.uint8]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(inputs), allow_pickle=False)
    return buffer.getvalue()
