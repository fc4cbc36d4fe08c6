"""The data of an assignment: what submissions are given, and what is held out from them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from grader.collect.held_out import HeldOutSet
from grader.collect.mentions import mentioned_data
from grader.collect.pictures import PictureSet
from grader.errors import DataError
from grader.records import DataUsed, Rubric, Submission
from grader.sandbox.interface import Given, GivenDataSet, GivenFile
from reference import data as reference_data

CHANNELS = {"cifar-10": 3}
"""Colours of each task's images; all others are grey."""
CLASSES = {
    "mnist": "MNIST",
    "fashion-mnist": "FashionMNIST",
    "fashion-mnist for a2": "FashionMNIST",
    "cifar-10": "CIFAR10",
    "olivetti": "fetch_olivetti_faces",
}
"""What people call each data set by."""
HALF = (
    "The training set is whole. Of the test images half are there, twice over; the others are "
    "kept to measure networks on."
)
WORDS = {
    "fashion-mnist for a2": "The training images are the assignment's test images, of which one in "
    "six is there, six times over; the others are kept to measure networks on.",
    "olivetti": "They are the faces of the course's file.",
}
"""What is said of a data set that is not given in the usual way."""
FACES = "a2/faces"
STAND_IN = "The real images are not on this machine: these are a stand-in of the same size,"


def find_data(folder: Path | None, *, download: bool) -> reference_data.Source:
    """The data in the named folder, the cache, from a download, or the stand-in."""
    try:
        return reference_data.find_source(data=folder, download=download)
    except reference_data.DataProblem as error:
        raise DataError(str(error)) from error


class Course:
    """The data of one run of the grader; files are built only when something is executed."""

    def __init__(
        self,
        source: reference_data.Source,
        *,
        files: Iterable[str],
        tasks: Iterable[str],
        every: bool = False,
    ) -> None:
        """Of `every` course that is known, a submission is measured on what it speaks of."""
        self._source = source
        self._every = every
        self.files = tuple(files)
        self.tasks = tuple(tasks)

    @classmethod
    def whole(cls, source: reference_data.Source) -> "Course":
        """Every course file and every task that is known: for looking at a submission alone."""
        files, tasks = reference_data.COURSE_FILES, reference_data.TASKS
        return cls(source, files=files, tasks=tasks, every=True)

    @classmethod
    def of(cls, rubric: Rubric, source: reference_data.Source) -> "Course":
        """The course files that a rubric provides and the tasks of its networks."""
        files = (provided.name for provided in rubric.provide)
        tasks = sorted({network.task for network in rubric.networks if network.task})
        return cls(source, files=files, tasks=tasks)

    @cached_property
    def used(self) -> DataUsed:
        """What data it is, all in all."""
        try:
            return self._used()
        except (reference_data.DataProblem, OSError) as error:
            raise DataError(str(error)) from error

    @cached_property
    def given(self) -> Given:
        """What every submission finds in its sandbox."""
        try:
            paths = reference_data.student_files(self._source, self.files)
            held_out = [
                GivenFile(name=task, source=str(files.inputs)) for task, files in self._held_out
            ]
        except (reference_data.DataProblem, OSError) as error:
            raise DataError(str(error)) from error
        files = [GivenFile(name=name, source=str(path)) for name, path in paths.items()]
        return Given(files=tuple(files), held_out=tuple(held_out))

    @cached_property
    def held_out(self) -> tuple[HeldOutSet, ...]:
        """What networks are measured on."""
        try:
            return tuple(self._set(task, files) for task, files in self._held_out)
        except (reference_data.DataProblem, OSError) as error:
            raise DataError(str(error)) from error

    def given_to(self, submission: Submission) -> Given:
        """What this submission finds: of the published data sets, those that it speaks of."""
        tasks, speaks = self._tasks_for(submission), mentioned_data(submission)
        names = reference_data.data_sets_for(tasks)
        if "a2/faces" in (reference_data.COURSE_FILES.get(name) for name in self.files):
            names = (*names, "olivetti")
        try:
            sets = tuple(
                self._data_set(name, packed="packed" in speaks)
                for name in names
                if name.split()[0] in speaks
            )
        except (reference_data.DataProblem, OSError) as error:
            raise DataError(str(error)) from error
        held_out = tuple(file for file in self.given.held_out if file.name in tasks)
        return replace(self.given, data_sets=sets, held_out=held_out)

    def held_out_for(self, submission: Submission) -> tuple[HeldOutSet, ...]:
        """What the networks of this submission are measured on."""
        tasks = self._tasks_for(submission)
        return tuple(each for each in self.held_out if each.task in tasks)

    @cached_property
    def pictures(self) -> tuple[PictureSet, ...]:
        """Pictures that networks may be asked to give back: the faces, where they are given."""
        if FACES not in (reference_data.COURSE_FILES.get(name) for name in self.files):
            return ()
        try:
            whole = reference_data.splits(self._source, FACES)
        except (reference_data.DataProblem, OSError) as error:
            raise DataError(str(error)) from error
        train, test = (np.asarray(part.inputs, np.uint8) for part in (whole.train, whole.test))
        stand_in = self._source.faces.origin.stand_in
        return (PictureSet(FACES, train, test, stand_in=stand_in),)

    def _tasks_for(self, submission: Submission) -> tuple[str, ...]:
        """Of all courses' tasks, those of one course where two use the same images.

        A2's test images are Fashion-MNIST's training images, and the other way round.
        """
        if not self._every:
            return self.tasks
        speaks = mentioned_data(submission)
        is_a2 = "a2" in speaks or "fashion-mnist" not in speaks
        left_out = ("fashion-mnist",) if is_a2 else ("a2/clothing", "a2/clothing-noisy")
        return tuple(task for task in self.tasks if task not in left_out)

    @cached_property
    def _held_out(self) -> tuple[tuple[str, reference_data.HeldOutFiles], ...]:
        return tuple(
            (task, reference_data.held_out_files(self._source, task)) for task in self.tasks
        )

    def _set(self, task: str, files: reference_data.HeldOutFiles) -> HeldOutSet:
        return HeldOutSet(
            task=task,
            labels=np.load(files.labels, allow_pickle=False).astype(np.int64),
            splits=lambda: tuple(
                (split.name, split.images)
                for split in reference_data.raw_splits(self._source, task)
            ),
            digest=files.digest,
            values=int(np.load(files.inputs, mmap_mode="r", allow_pickle=False).shape[1]),
            channels=CHANNELS.get(task, 1),
        )

    def _data_set(self, name: str, *, packed: bool) -> GivenDataSet:
        files = reference_data.data_set_files(self._source, name, packed=packed)
        origin = reference_data.origin_of(self._source, name)
        words, published = WORDS.get(name, HALF), reference_data.PUBLISHED
        return GivenDataSet(
            name=CLASSES[name],
            words=f"{STAND_IN} {origin.place}. {words}" if origin.stand_in else words,
            files=tuple(
                GivenFile(
                    name=file,
                    source=str(path),
                    takes_place_of="" if origin.stand_in else published.get(file, ""),
                )
                for file, path in files.items()
            ),
        )

    def _used(self) -> DataUsed:
        """Of A2 the images of its clothes; else of all that is measured on."""
        source = self._source
        a2 = DataUsed(name=source.name, stand_in=source.stand_in, digest=source.digest)
        origins = {
            origin.digest: origin
            for task in self.tasks
            if not task.startswith("a2/")
            for origin in [reference_data.origin_of(source, task)]
        }
        if not origins:
            return a2
        parts = [(each.name, each.stand_in, each.digest) for each in origins.values()]
        if self.files or any(task.startswith("a2/") for task in self.tasks):
            parts.insert(0, (a2.name, a2.stand_in, a2.digest))
        return DataUsed(
            name=", ".join(dict.fromkeys(name for name, _, _ in parts)),
            stand_in=any(stand_in for _, stand_in, _ in parts),
            digest=reference_data.joined_digest(digest for _, _, digest in parts),
        )
