"""Submissions made of cells, and what is read of them."""

from collections.abc import Callable

import pytest

from grader.collect.written import Written, read_written
from grader.records import Cell, Notebook, Submission

Read = Callable[..., Written]


def read(*sources: str, kind: str = "code", is_script: bool = False) -> Written:
    """What a notebook of these cells says."""
    cells = tuple(
        Cell(index=index, kind=kind, source=source) for index, source in enumerate(sources)
    )
    notebook = Notebook(path="a.ipynb", cells=cells, is_script=is_script)
    submission = Submission(id="s", name="s", digest="", folder="", files=(), notebooks=(notebook,))
    return read_written(submission)


@pytest.fixture(name="read")
def _read() -> Read:
    return read
