"""Submissions made by code: nothing hostile lies in the tree."""

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.ingest import DEFAULT, IngestLimits, read_class
from grader.records import Submission

MakeZip = Callable[..., Path]
ReadTheOne = Callable[..., Submission]


def notebook_text(*sources: str, **extra: object) -> str:
    """A notebook of version 4 with these code cells."""
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | extra)


def zip_bytes(*members: tuple[str, bytes]) -> bytes:
    """A zip in memory."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tar_bytes(*members: tuple[tarfile.TarInfo, bytes], mode: str = "w:gz") -> bytes:
    """A tar in memory."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


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


def paths(submission: Submission) -> list[str]:
    """The paths of what was read."""
    return [file.path for file in submission.files]


def reasons(submission: Submission) -> dict[str, str]:
    """Why what was not read was not read, by path."""
    return {one.path: one.reason for one in submission.unreadable}
