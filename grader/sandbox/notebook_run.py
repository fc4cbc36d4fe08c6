"""Runs one notebook from its first cell to its last, in a kernel behind a wall."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.errors import SandboxError
from grader.records import (
    Cell,
    CellOutcome,
    CellRun,
    Ending,
    EndingName,
    Limits,
    Notebook,
    RunMode,
)
from grader.sandbox.control_group import ControlGroup
from grader.sandbox.disk import DiskUse
from grader.sandbox.interface import Watch
from grader.sandbox.journal import Journal
from grader.sandbox.kernel import CellClient, NotStartedError, finish, wait_until_ready
from grader.sandbox.limits import Watcher
from grader.sandbox.output import CellError, CellOutput, error_in
from grader.sandbox.overseer import Overseer
from grader.sandbox.provisioner import make_client, make_manager
from grader.sandbox.shares import grant_cell
from grader.sandbox.spawn import Child

LAST_WORDS = 300
LAST_TEXT = 10_000
_EXIT_STATUS = re.compile(r"SystemExit: [1-9][0-9]{0,2}")


@dataclass(slots=True, kw_only=True)
class Budget:
    """What is left of the limits that hold for a whole submission."""

    wall_seconds: float
    """Time for cells that is left."""
    disk_before: DiskUse
    """What lay in the work folder before anything ran."""
    cpu_spent: float = 0.0
    """Processor time that was used so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is needed to run one notebook."""

    notebook: Notebook
    limits: Limits
    wall_seconds: float
    """Time for the notebook's cells."""
    later_notebooks: int
    """Notebooks that are run after it."""
    watch: Watch
    start: Callable[[ControlGroup], Child]
    """Starts the kernel's process within the group."""
    sockets: Path
    """Folder for the sockets, on our side."""
    sockets_inside: str
    """The same folder as seen from inside."""
    connection_file: Path
    """Where the file goes that tells the kernel where to listen."""
    written: tuple[Path, ...]
    """Folders that the run writes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KernelResult:
    """What became of the notebook's cells."""

    cells: tuple[CellRun, ...]
    """Its code cells in order."""
    endings: tuple[Ending, ...]
    """How it ended."""


def executed_cells(notebook: Notebook) -> tuple[Cell, ...]:
    """The cells that are executed, in order: all code cells that hold more than blanks."""
    return tuple(c for c in notebook.cells if c.kind == "code" and c.source.strip())


def run_notebook(plan: Plan, budget: Budget) -> KernelResult:
    """Run the notebook; in the end none of its processes is alive.

    Raises `NotStartedError`, `SandboxError`, or `KeyboardInterrupt` when asked to stop.
    """
    # In a thread of its own, so that Ctrl-C reaches us and not a callback of nbclient's.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="kernel") as thread:
        future = thread.submit(lambda: asyncio.run(_Run(plan, budget).run()))
        try:
            result = future.result()
        except KeyboardInterrupt:
            plan.watch.stop.set()
            raise
        except SandboxError:
            if not plan.watch.stop.is_set():
                raise
    if plan.watch.stop.is_set():
        raise KeyboardInterrupt
    return result


class _Run:
    """One run of one notebook."""

    def __init__(self, plan: Plan, budget: Budget) -> None:
        self._plan, self._budget = plan, budget
        self._notebook, self._limits = plan.notebook, plan.limits
        self._left = plan.wall_seconds
        self._journal = Journal(plan.notebook, plan.limits)

    async def run(self) -> KernelResult:
        """Start the kernel, run every cell, let the probe write, end the kernel."""
        with contextlib.ExitStack() as stack:
            try:
                await self._start(stack)
            except Exception as error:
                tail = self._child.tail if hasattr(self, "_child") else ""
                raise NotStartedError(f"{error}: {tail}" if tail else f"{error}") from error
            oversight = asyncio.create_task(self._overseer.oversee())
            cells = await self._execute_all()
            if self._child.is_alive():
                self._plan.watch.progress(f"{self._notebook.path}, looking at what is there")
                await finish(self._client, self._child.is_alive)
            oversight.cancel()
            self._budget.cpu_spent = self._watcher.usage.cpu_seconds
        self._journal.finished()
        return KernelResult(cells=cells, endings=self._journal.endings)

    async def _start(self, stack: contextlib.ExitStack) -> None:
        self._group = ControlGroup(self._limits)
        stack.callback(self._group.close)
        manager = make_manager(
            lambda: self._start_child(stack),
            sockets=self._plan.sockets,
            sockets_inside=self._plan.sockets_inside,
            inside_file=self._plan.connection_file,
        )
        stack.callback(manager.context.destroy, linger=0)
        await manager.start_kernel()
        self._client = make_client(manager)
        self._overseer = Overseer(self._child, self._watcher, manager, self._plan.watch.stop)
        await wait_until_ready(self._client, self._may_go_on)
        self._cells = CellClient(manager, self._client)

    def _start_child(self, stack: contextlib.ExitStack) -> Child:
        self._child = self._plan.start(self._group)
        stack.callback(self._child.kill)
        self._watcher = Watcher(
            self._child,
            self._limits,
            folders=self._plan.written,
            disk_before=self._budget.disk_before,
            cpu_spent=self._budget.cpu_spent,
        )
        self._watcher.start()
        stack.callback(self._watcher.stop)
        return self._child

    def _may_go_on(self) -> bool:
        return self._child.is_alive() and not self._plan.watch.stop.is_set()

    async def _execute_all(self) -> tuple[CellRun, ...]:
        executed = executed_cells(self._notebook)
        runs, number = [], 0
        for cell in self._notebook.cells:
            if cell.kind != "code":
                continue
            if cell not in executed:
                runs.append(CellRun(index=cell.index, outcome=CellOutcome.OK, seconds=0.0))
            elif self._journal.over:
                runs.append(CellRun(index=cell.index, outcome=CellOutcome.NOT_RUN, seconds=0.0))
            else:
                number += 1
                words = f"{self._notebook.path}, cell {number} of {len(executed)}"
                self._plan.watch.progress(words)
                runs.append(await self._execute(cell, later=len(executed) - number))
        return tuple(runs)

    async def _execute(self, cell: Cell, *, later: int) -> CellRun:
        output = CellOutput(self._limits.output_bytes)
        started = time.monotonic()
        grant = grant_cell(
            self._left,
            later_cells=later,
            later_notebooks=self._plan.later_notebooks,
            limits=self._limits,
        )
        self._journal.grant = grant
        self._overseer.begin(grant)
        try:
            reply = await self._cells.run_cell(cell, output)
        finally:
            cut = await self._overseer.end()
        seconds = time.monotonic() - started
        self._left -= seconds
        self._budget.wall_seconds -= seconds
        if fault := self._watcher.own_fault or self._overseer.own_fault:
            raise fault
        return self._judged(cell, output, seconds=seconds, reply=reply, cut=cut)

    def _judged(
        self, cell: Cell, output: CellOutput, *, seconds: float, reply: Any, cut: EndingName | None
    ) -> CellRun:
        """The cell's run in our words; notes its endings."""
        error = _with_last_words(self._notebook, error_in(reply, cell.source), output)
        outcome = self._outcome(cell, reply, cut, error)
        self._journal.limits_hit(cell, self._group.limits_hit())
        self._journal.printed(cell, output)
        hit = self._watcher.hit
        if hit and self._journal.over is None:
            # It was over before it could be interrupted.
            self._journal.interrupted(cell, hit, None)
        failed = outcome in (CellOutcome.RAISED, CellOutcome.INTERRUPTED)
        return CellRun(
            index=cell.index,
            outcome=outcome,
            seconds=seconds,
            error=error.words if error and outcome is CellOutcome.RAISED else "",
            line=error.line if error and failed else None,
            output=output.text,
            dropped_bytes=output.dropped_bytes,
        )

    def _outcome(
        self, cell: Cell, reply: Any, cut: EndingName | None, error: CellError | None
    ) -> CellOutcome:
        if reply is EndingName.DIED:
            held = (*self._group.limits_hit(), *self._child.limits_hit())
            over_memory = [name for name in held if name is EndingName.MEMORY]
            hit = self._watcher.hit or (cut is None and over_memory and EndingName.MEMORY) or None
            self._journal.died(cell, self._child.popen.poll(), cut=cut, hit=hit)
            return CellOutcome.DIED
        if cut:
            self._journal.interrupted(cell, cut, error)
            return CellOutcome.INTERRUPTED
        if error and _left_out(self._limits, error):
            self._journal.left_out(cell, error)
            return CellOutcome.INTERRUPTED
        if error and not _is_clean_exit(self._notebook, error):
            self._journal.raised(cell, error)
            return CellOutcome.RAISED
        return CellOutcome.OK


def _left_out(limits: Limits, error: CellError) -> bool:
    """Whether the cell was left because it began to train."""
    return limits.mode is RunMode.SAVED and error.name == "TrainingLeftOut"


def _with_last_words(
    notebook: Notebook, error: CellError | None, output: CellOutput
) -> CellError | None:
    """The error; where a script gave itself up, with what it printed last, which says why."""
    if error is None or not (notebook.is_script and _EXIT_STATUS.fullmatch(error.words)):
        return error
    lines = [line.strip() for line in output.text[-LAST_TEXT:].splitlines() if line.strip()]
    telling = [line for line in lines if "error:" in line.casefold()] or lines
    return replace(error, words=f"{error.words} ({telling[-1][:LAST_WORDS]})") if lines else error


def _is_clean_exit(notebook: Notebook, error: CellError) -> bool:
    """Whether this is how a script says that it is done."""
    clean = ("SystemExit", "SystemExit: 0", "SystemExit: None")
    return notebook.is_script and error.words in clean
