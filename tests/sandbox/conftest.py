"""The sandboxes that tests run submissions in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.records import Limits, NotebookRun
from grader.sandbox import Given, Watch, choose_wall
from grader.sandbox.run import KernelSandbox
from tests.sandbox.invented import RunCells, a_notebook, a_submission


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
