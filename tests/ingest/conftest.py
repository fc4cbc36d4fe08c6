"""Submissions made by code: nothing hostile lies in the tree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.ingest import DEFAULT, IngestLimits, read_class
from grader.records import Submission

ReadTheOne = Callable[..., Submission]


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """An empty folder for a class."""
    folder = tmp_path / "class"
    folder.mkdir()
    return folder


@pytest.fixture
def read_all(class_folder: Path, tmp_path: Path) -> Callable[..., tuple[Submission, ...]]:
    """Reads the class."""

    def read(limits: IngestLimits = DEFAULT) -> tuple[Submission, ...]:
        return read_class(class_folder, into=tmp_path / "private", limits=limits)

    return read


@pytest.fixture
def read_the_one(read_all: Callable[..., tuple[Submission, ...]]) -> ReadTheOne:
    """Reads a class that holds one submission."""

    def read(limits: IngestLimits = DEFAULT) -> Submission:
        (submission,) = read_all(limits)
        return submission

    return read
