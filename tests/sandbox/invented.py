"""Submissions made of a few lines."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

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
from grader.sandbox import Given, Sandbox, Watch

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


def run_all(sandbox: Sandbox, submission: Submission, given: Given | None = None) -> Execution:
    """Run a submission with the usual limits."""
    return sandbox.run(submission, given or Given(), Limits(wall_seconds=120.0), Watch())
