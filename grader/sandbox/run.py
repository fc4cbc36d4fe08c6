"""Runs submissions in kernels behind a wall."""

import itertools
import json
import logging
import os
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import grader
from grader.errors import SandboxError
from grader.records import (
    CellOutcome,
    CellRun,
    EndingName,
    Execution,
    Limits,
    Notebook,
    NotebookRun,
    Submission,
)
from grader.sandbox import endings, work_folder
from grader.sandbox.control_group import process_slack
from grader.sandbox.interface import Given, Watch
from grader.sandbox.kernel import (
    Budget,
    KernelResult,
    NotStartedError,
    Plan,
    executed_cells,
    run_notebook,
)
from grader.sandbox.spawn import Child
from grader.sandbox.wall import Mount, View, Wall
from grader.settings import START_ATTEMPTS

TASK_FORMAT = 1
SOCKET_PATH_BYTES = 90
"""Longest path of a socket that every system takes."""

_PROBE = Path(grader.__file__).parent / "probe"
_log = logging.getLogger(__name__)


class KernelSandbox:
    """Runs every notebook in a kernel of its own behind `wall`."""

    def __init__(self, wall: Wall, *, threads: int | None = None) -> None:
        """`threads` is the number of threads that torch and its like may use in a run."""
        self.name = wall.name
        self._wall = wall
        self._threads = threads or len(os.sched_getaffinity(0))
        self._folder = Path(tempfile.mkdtemp(prefix="grade-", dir=_short_temporary_folder()))
        self._numbers = itertools.count()

    def run(
        self, submission: Submission, given: Given, limits: Limits, watch: Watch
    ) -> Execution:
        """Run every notebook and script of the submission; see `Sandbox.run`."""
        if watch.stop.is_set():
            raise KeyboardInterrupt
        folder = self._folder / str(next(self._numbers))
        run = _SubmissionRun(self._wall, submission, given, limits, watch, folder, self._threads)
        try:
            return run.run()
        finally:
            work_folder.remove(run.folders_to_remove())

    def close(self) -> None:
        """Remove what the probes wrote; no process outlives a run."""
        work_folder.remove([self._folder])


class _SubmissionRun:
    """One submission's notebooks, which share a work folder and a budget."""

    def __init__(
        self,
        wall: Wall,
        submission: Submission,
        given: Given,
        limits: Limits,
        watch: Watch,
        folder: Path,
        threads: int,
    ) -> None:
        self._wall, self._submission, self._given = wall, submission, given
        self._limits, self._watch, self._folder = limits, watch, folder
        self._threads = threads
        self._work = folder / "work"
        self._budget = Budget(wall_seconds=limits.wall_seconds)
'''
