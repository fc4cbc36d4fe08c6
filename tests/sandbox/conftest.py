"""Submissions made of a few lines, and the sandboxes that run them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from grader.records import (
    Cell,
    Execution,
    FileKind,
    Limits,
    Notebook,
    NotebookRun,
    Submission,
    SubmittedFile,
)
from grader.sandbox import Given, Watch, choose_wall
from grader.sandbox.run import KernelSandbox

RunCells = Callable[..., NotebookRun]


def a_notebook(*sources: str, path: str = "a2.ipynb", is_script: bool = False) -> Notebook:
    """A notebook of code cells."""
    cells = tuple(
        Cell(index=index, kind="code", source=source) for index, source in enumerate(sources)
    )
    return Notebook(path=path, cells=cells, is_script=is_script)


def a_submission(
    folder: Path, *notebooks: Notebook, files: Mapping[str, str] | None = None
) -> Submission:
    """A submission whose files lie in `folder`."""
    records = []
    for path, text in (files or {}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
        kind = FileKind.DATA if path.endswith((".npy", ".npz", ".csv")) else FileKind.OTHER
        digest = hashlib.sha256(text.encode()).hexdigest()
        records.append(SubmittedFile(path=path, kind=kind, size=len(text), digest=digest))
    return Submission(
        id="s1",
        name="s1",
        digest="0" * 64,
        folder=str(folder),
        files=tuple(records),
        notebooks=notebooks,
    )


@pytest.fixture(params=["bubblewrap", "none"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[KernelSandbox]:
    """Each member of the family that runs kernels."""
    made = KernelSandbox(choose_wall(request.param), threads=1)
    yield made
    made.close()


@pytest.fixture
def walled() -> Iterator[KernelSandbox]:
    """The member that strangers' code runs in."""
    made = KernelSandbox(choose_wall("bubblewrap"), threads=1)
    yield made
    made.close()


@pytest.fixture
def run_cells(walled: KernelSandbox, tmp_path: Path) -> RunCells:
    """Runs a notebook of these cells in the real sandbox."""

    def run(*sources: str, limits: Limits | None = None, is_script: bool = False) -> NotebookRun:
        notebook = a_notebook(*sources, is_script=is_script)
        submission = a_submission(tmp_path, notebook)
        execution = walled.run(submission, Given(), limits or Limits(), Watch())
        return execution.notebooks[0]

    return run


def run_all(
    sandbox: KernelSandbox, submission: Submission, given: Given | None = None
) -> Execution:
    """Run a submission with the usual limits."""
    return sandbox.run(submission, given or Given(), Limits(wall_seconds=120.0), Watch())
