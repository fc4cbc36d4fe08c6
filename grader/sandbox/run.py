"""Runs submissions in kernels behind a wall."""

import contextlib
import itertools
import logging
import os
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

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
from grader.sandbox.disk import disk_use
from grader.sandbox.gpu import Gpu, Gpus
from grader.sandbox.interface import Given, Watch
from grader.sandbox.kernel import NotStartedError
from grader.sandbox.layout import Layout, Shown, show_checkpoints, show_given
from grader.sandbox.notebook_run import (
    Budget,
    KernelResult,
    Plan,
    executed_cells,
    run_notebook,
)
from grader.sandbox.shares import notebook_share
from grader.sandbox.spawn import Child
from grader.sandbox.wall import Wall
from grader.settings import START_ATTEMPTS

LONGEST_FOLDER = 40
"""Sockets lie below; their whole path may have a hundred characters or so."""

_log = logging.getLogger(__name__)


class KernelSandbox:
    """Runs every notebook in a kernel of its own behind `wall`."""

    def __init__(self, wall: Wall, *, threads: int | None = None, gpus: Gpus | None = None) -> None:
        """`threads` is the number of threads that torch and its like may use in a run.

        Of `gpus` each submission gets one, if there are any.
        """
        self.name = wall.name
        self._gpus = gpus
        self._wall = wall
        self._threads = threads or os.cpu_count() or 1
        work_folder.remove_abandoned(Path(_temporary_folder()))
        self._folder = Path(tempfile.mkdtemp(prefix=work_folder.PREFIX, dir=_temporary_folder()))
        self._lock = work_folder.lock(self._folder)
        self._numbers = itertools.count()

    def run(self, submission: Submission, given: Given, limits: Limits, watch: Watch) -> Execution:
        """Run every notebook and script of the submission; see `Sandbox.run`."""
        if watch.stop.is_set():
            raise KeyboardInterrupt
        lent = self._gpus.lend(watch) if self._gpus else contextlib.nullcontext()
        with lent as gpu:
            run = _SubmissionRun(
                wall=self._wall,
                submission=submission,
                given=given,
                limits=limits,
                watch=watch,
                folder=self._folder / str(next(self._numbers)),
                threads=self._threads,
                gpu=gpu,
            )
            return Execution(sandbox=self.name, notebooks=run.run())

    def close(self) -> None:
        """Remove what the probes wrote; no process outlives its run."""
        work_folder.remove([self._folder])
        self._lock.close()


@dataclass(frozen=True, kw_only=True)
class _SubmissionRun:
    """One submission's notebooks, which share a work folder and a budget."""

    wall: Wall
    submission: Submission
    given: Given
    limits: Limits
    watch: Watch
    folder: Path
    threads: int
    gpu: Gpu | None

    def run(self) -> tuple[NotebookRun, ...]:
        """Run one notebook after the other; what the probes wrote stays, all else goes."""
        work = self.folder / "work"
        work.mkdir(parents=True)
        try:
            work_folder.copy_submission(self.submission, work)
            files, held_out = show_given(self.wall, self.given, self.folder)
            work_folder.link_given(self.submission, work, files.paths)
            work_folder.put_in_place(self.submission, work, files.in_place_of)
            budget = Budget(wall_seconds=self.limits.wall_seconds, disk_before=disk_use([work]))
            return tuple(
                self._run_notebook(notebook, number, budget, files, held_out)
                for number, notebook in enumerate(self.submission.notebooks)
            )
        except OSError as error:
            raise SandboxError(f"{self.submission.id}: cannot be prepared: {error}") from error
        finally:
            work_folder.remove([work, self.folder / "given", self.folder / "held_out"])

    def _run_notebook(
        self, notebook: Notebook, number: int, budget: Budget, files: Shown, held_out: Shown
    ) -> NotebookRun:
        if why := notebook.not_run or _used_up(budget, self.limits):
            out = self.folder / f"{number}-out"
            out.mkdir()
            return _not_run(notebook, why, out)
        for attempt in range(1, START_ATTEMPTS + 1):
            folder = self.folder / f"{number}-{attempt}"
            try:
                return self._attempt(notebook, folder, budget, files, held_out)
            except NotStartedError as error:
                _log.warning("%s: attempt %d: %s", self.submission.id, attempt, error)
                reason = error
        words = f"{self.submission.id}: {reason} ({START_ATTEMPTS} attempts)"
        raise SandboxError(words) from reason

    def _attempt(
        self, notebook: Notebook, folder: Path, budget: Budget, files: Shown, held_out: Shown
    ) -> NotebookRun:
        layout = Layout(self.wall, folder, self.folder / "work")
        cells = [cell.index for cell in executed_cells(notebook)]
        handed_in = show_checkpoints(self.wall, self.submission)
        own = work_folder.own_files(self.submission)
        layout.write_task(notebook, cells, self.limits, held_out, handed_in, files, own)
        shown = (files, held_out, handed_in)
        view = layout.view(notebook, shown, self.threads, gpu=self.gpu)
        view = replace(view, limits=self.limits)
        command = layout.command()
        position = self.submission.notebooks.index(notebook)
        later = sum(not each.not_run for each in self.submission.notebooks[position + 1 :])
        plan = Plan(
            notebook=notebook,
            limits=self.limits,
            wall_seconds=notebook_share(budget.wall_seconds, later=later, mode=self.limits.mode),
            later_notebooks=later,
            watch=self.watch,
            start=lambda group: Child(self.wall, command, view, prefix=group.prefix()),
            sockets=layout.sockets,
            sockets_inside=layout.sockets_inside,
            connection_file=layout.connection_file,
            written=layout.written,
        )
        started = time.monotonic()
        try:
            result = run_notebook(plan, budget)
        finally:
            work_folder.remove([layout.home, layout.sockets])
            work_folder.keep_plain_files(layout.out)
        return _notebook_run(notebook, result, time.monotonic() - started, layout.out)


def _used_up(budget: Budget, limits: Limits) -> str:
    """What of the whole submission's limits is used up, in words; empty if nothing is."""
    if budget.wall_seconds <= 0:
        return "the time for the whole submission was over"
    if budget.cpu_spent >= limits.cpu_seconds:
        return "the processor time for the whole submission was used up"
    return ""


def _notebook_run(
    notebook: Notebook, result: KernelResult, seconds: float, out: Path
) -> NotebookRun:
    return NotebookRun(
        path=notebook.path,
        cells=result.cells,
        endings=result.endings,
        seconds=seconds,
        probe_folder=str(out),
    )


def _not_run(notebook: Notebook, reason: str, out: Path) -> NotebookRun:
    name = EndingName.FOREIGN if notebook.framework else EndingName.NOT_RUN
    words = f"{notebook.path} was not run, because {reason}."
    cells = tuple(
        CellRun(index=cell.index, outcome=CellOutcome.NOT_RUN, seconds=0.0)
        for cell in notebook.cells
        if cell.kind == "code"
    )
    ending = endings.ending(name, words, notebook)
    result = KernelResult(cells=cells, endings=(ending,))
    return _notebook_run(notebook, result, 0.0, out)


def _temporary_folder() -> str:
    usual = tempfile.gettempdir()
    return usual if len(usual) <= LONGEST_FOLDER else "/tmp"
