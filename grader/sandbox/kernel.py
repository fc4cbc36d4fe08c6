"""Runs one notebook in a kernel behind a wall: the only file that knows nbclient's exceptions."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient import exceptions as nbclient_exceptions
from nbformat import NotebookNode

from grader.errors import SandboxError
from grader.records import Cell, CellOutcome, CellRun, Ending, EndingName, Limits, Notebook
from grader.sandbox import endings
from grader.sandbox.control_group import ControlGroup
from grader.sandbox.interface import Watch
from grader.sandbox.limits import DiskUse, Watcher
from grader.sandbox.output import CellError, CellOutput, error_in
from grader.sandbox.overseer import TICK_SECONDS, Overseer
from grader.sandbox.provisioner import (
    WalledProvisioner,
    make_client,
    make_manager,
    reconnect,
)
from grader.sandbox.spawn import Child

START_SECONDS = 90.0
FINISH_SECONDS = 60.0

TRANSLATION: dict[type[Exception], EndingName | type[SandboxError]] = {
    nbclient_exceptions.CellControlSignal: SandboxError,
    nbclient_exceptions.CellExecutionComplete: SandboxError,
    nbclient_exceptions.CellTimeoutError: EndingName.CELL_TIME,
    nbclient_exceptions.CellExecutionError: EndingName.RAISED,
    nbclient_exceptions.DeadKernelError: EndingName.DIED,
}
"""What each exception of nbclient means here."""

_FINISH = "__import__('grade_probe.watch').watch.finish()"

_EMPTY: dict[str, Any] = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
_NODE: dict[str, Any] = {
    "cell_type": "code",
    "metadata": {},
    "outputs": [],
    "execution_count": None,
}

_log = logging.getLogger(__name__)


class NotStartedError(SandboxError):
    """The kernel did not come up; no code of the student's has run, so it may be tried again."""


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
        self._endings: list[Ending] = []
        self._over: EndingName | None = None
        """Why no further cell is run."""

    async def run(self) -> KernelResult:
        """Start the kernel, run every cell, let the probe write, end the kernel."""
        with contextlib.ExitStack() as stack:
            await self._start(stack)
            oversight = asyncio.create_task(self._overseer.oversee())
            cells = await self._execute_all()
            await self._finish()
            oversight.cancel()
            self._budget.cpu_spent = self._watcher.usage.cpu_seconds
        if self._over is None:
            words = f"{self._notebook.path} ran to its end."
            self._endings.append(endings.ending(EndingName.FINISHED, words, self._notebook))
        return KernelResult(cells=cells, endings=tuple(self._endings))

    async def _start(self, stack: contextlib.ExitStack) -> None:
        self._group = ControlGroup(self._limits)
        stack.callback(self._group.close)
        manager = make_manager(
            lambda: self._plan.start(self._group),
            sockets=self._plan.sockets,
            sockets_inside=self._plan.sockets_inside,
            inside_file=self._plan.connection_file,
        )
        stack.callback(manager.context.destroy, linger=0)
        await manager.start_kernel()
        assert isinstance(manager.provisioner, WalledProvisioner)
        self._child = manager.provisioner.child
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
        self._client = make_client(manager)
        self._overseer = Overseer(self._child, self._watcher, manager, self._plan.watch.stop)
        await self._wait_until_ready()
        self._cells = CellClient(manager, self._client)

    async def _wait_until_ready(self) -> None:
        """Wait until the kernel answers, and until its outputs reach us."""
        deadline = time.monotonic() + START_SECONDS
        answered = heard = False
        while not (answered and heard):
            if not answered:
                self._client.kernel_info()
            answered = answered or await _message(self._client.shell_channel, 1.0)
            heard = heard or (answered and await _message(self._client.iopub_channel, 1.0))
            if self._plan.watch.stop.is_set() or not self._child.is_alive():
                raise NotStartedError(f"kernel: ended at its start: {self._child.tail}")
            if time.monotonic() > deadline:
                raise NotStartedError(
                    f"kernel: no answer for {START_SECONDS:g} seconds: {self._child.tail}"
                )

    async def _execute_all(self) -> tuple[CellRun, ...]:
        code = [cell for cell in self._notebook.cells if cell.kind == "code"]
        executed = executed_cells(self._notebook)
        runs, number = [], 0
        for cell in code:
            if cell not in executed:
                runs.append(CellRun(index=cell.index, outcome=CellOutcome.OK, seconds=0.0))
                continue
            number += 1
            if self._over is None:
                self._plan.watch.progress(
                    f"{self._notebook.path}, cell {number} of {len(executed)}"
                )
                runs.append(await self._execute(cell))
            else:
                runs.append(CellRun(index=cell.index, outcome=CellOutcome.NOT_RUN, seconds=0.0))
        return tuple(runs)

    async def _execute(self, cell: Cell) -> CellRun:
        output = CellOutput(self._limits.output_bytes)
        started = time.monotonic()
        self._overseer.begin(self._budget.wall_seconds, self._limits.cell_seconds)
        reply, meaning = None, None
        try:
            reply = await self._cells.run_cell(cell, output)
        except tuple(TRANSLATION) as error:
            meaning = translate(error)
        except Exception as error:
            # Whatever garbage the kernel sent: nothing about the notebook follows from it.
            raise SandboxError(f"kernel: cannot be followed: {error!r:.200}") from error
        finally:
            cut = await self._overseer.end()
            seconds = time.monotonic() - started
            self._budget.wall_seconds -= seconds
        if self._watcher.own_fault:
            raise self._watcher.own_fault
        return self._judged(cell, output, seconds=seconds, reply=reply, cut=cut, meaning=meaning)

    def _judged(
        self,
        cell: Cell,
        output: CellOutput,
        *,
        seconds: float,
        reply: Any,
        cut: EndingName | None,
        meaning: EndingName | None,
    ) -> CellRun:
        """The cell's run in our words; notes its endings."""
        error = error_in(reply, cell.source)
        if meaning is EndingName.DIED:
            outcome, error = CellOutcome.DIED, None
            self._note_death(cell, cut)
        elif cut:
            outcome = CellOutcome.INTERRUPTED
            self._note_cut(cell, cut, error)
        elif error and not _is_clean_exit(self._notebook, error):
            outcome = CellOutcome.RAISED
            self._note_error(cell, error)
        else:
            outcome, error = CellOutcome.OK, None
        self._note_limits(cell, output)
        return CellRun(
            index=cell.index,
            outcome=outcome,
            seconds=seconds,
            error=error.words if error and outcome is CellOutcome.RAISED else "",
            line=error.line if error else None,
            output=output.text,
            dropped_bytes=output.dropped_bytes,
        )

    def _note(self, name: EndingName, cell: Cell, sentence: str, line: int | None = None) -> None:
        ending = endings.ending(name, sentence, self._notebook, cell=cell.index, line=line)
        self._endings.append(ending)

    def _note_limit(
        self, name: EndingName, cell: Cell, line: int | None = None, then: str = ""
    ) -> None:
        where = endings.where(self._notebook, cell.index)
        sentence = endings.limit_sentence(name, self._limits, where)
        self._note(name, cell, f"{sentence} {then}".strip(), line)

    def _note_cut(self, cell: Cell, cut: EndingName, error: CellError | None) -> None:
        goes_on = cut is EndingName.CELL_TIME
        then = endings.consequence(kernel_lives=True, goes_on=goes_on)
        self._note_limit(cut, cell, error.line if error else None, then)
        if not goes_on:
            self._over = cut

    def _note_death(self, cell: Cell, cut: EndingName | None) -> None:
        where = endings.where(self._notebook, cell.index)
        exit_code = self._child.popen.poll()
        over_memory = EndingName.MEMORY if EndingName.MEMORY in self._group.limits_hit() else None
        over_cpu = EndingName.CPU_TIME if endings.is_cpu_signal(exit_code) else None
        self._over = EndingName.DIED
        if cause := self._watcher.hit or cut or over_memory or over_cpu:
            then = endings.consequence(kernel_lives=False, goes_on=False) if cut else ""
            self._note_limit(cause, cell, then=then)
        else:
            self._note(EndingName.DIED, cell, endings.death_sentence(exit_code, where))

    def _note_error(self, cell: Cell, error: CellError) -> None:
        where = endings.where(self._notebook, cell.index)
        if limit := endings.limit_behind(error.words):
            self._note_limit(limit, cell, error.line)
        words = f"An error was raised {where}: {error.words}"
        self._note(EndingName.RAISED, cell, words, error.line)

    def _note_limits(self, cell: Cell, output: CellOutput) -> None:
        """Note limits that were hit without ending the cell."""
        noted = {ending.name for ending in self._endings}
        for name in self._group.limits_hit():
            if name not in noted:
                self._note_limit(name, cell)
        if output.dropped_bytes:
            where = endings.where(self._notebook, cell.index)
            words = endings.output_sentence(output.kept_bytes, output.dropped_bytes, where)
            self._note(EndingName.OUTPUT, cell, words)
        hit = self._watcher.hit
        if hit and self._over is None:
            self._over = hit
            self._note_limit(hit, cell)

    async def _finish(self) -> None:
        """Let the probe write down what is left; no failure of it matters."""
        if not self._child.is_alive():
            return
        self._plan.watch.progress(f"{self._notebook.path}, looking at what is there")
        request = self._client.execute(
            _FINISH, silent=True, store_history=False, allow_stdin=False, stop_on_error=False
        )
        deadline = time.monotonic() + FINISH_SECONDS
        try:
            while self._child.is_alive() and time.monotonic() < deadline:
                with contextlib.suppress(Empty):
                    reply = await self._client.shell_channel.get_msg(timeout=TICK_SECONDS)
                    if reply["parent_header"].get("msg_id") == request:
                        _log.debug("finishing: %s", error_in(reply))
                        return
            _log.info("%s: the probe did not finish", self._notebook.path)
        except Exception as error:
            _log.info("%s: the probe's end was lost: %r", self._notebook.path, error)


class CellClient(NotebookClient):
    """nbclient without anything that a notebook or its kernel could make grow."""

    def __init__(self, manager: AsyncKernelManager, client: AsyncKernelClient) -> None:
        super().__init__(_node(_EMPTY), km=manager, record_timing=False, log=_log, timeout=None)
        self.kc = client
        self._outputs = client.iopub_channel
        self._alive = manager.is_alive
        self._idle = True
        self._reply: Any = None
        self._output = CellOutput(0)
        self.on_cell_executed = self._keep_reply

    async def run_cell(self, cell: Cell, output: CellOutput) -> Any:
        """Run one cell and return the kernel's reply, also when the cell raised."""
        self._reply, self._output, self._idle = None, output, False
        # A fresh node: no metadata, no tags, no saved outputs.
        node = _node({**_NODE, "source": cell.source})
        self.nb.cells = [node]
        try:
            await self.async_execute_cell(node, 0)
        except nbclient_exceptions.CellExecutionError:
            if self._reply is None:
                raise
        if not self._idle:
            reconnect(self._outputs)
        content = self._reply.get("content") if isinstance(self._reply, dict) else None
        if isinstance(content, dict):
            output.take_count(content.get("dropped"))
        return self._reply

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> None:
        """Keep text, up to the limit; everything else is dropped as it comes."""
        kind, content = msg["msg_type"], msg["content"]
        state = content.get("execution_state") if isinstance(content, dict) else None
        if kind == "status" and state == "idle":
            self._idle = True
            raise nbclient_exceptions.CellExecutionComplete
        self._output.take(kind, content)

    def _keep_reply(self, *, cell: Any, cell_index: int, execute_reply: Any) -> None:
        self._reply = execute_reply

    async def _async_poll_kernel_alive(self) -> None:
        # As in nbclient, but a dead kernel is noticed sooner than after a second.
        while await self._alive():
            await asyncio.sleep(TICK_SECONDS)
        if self.task_poll_for_reply is not None:
            self.task_poll_for_reply.cancel()


def translate(error: Exception) -> EndingName:
    """The ending that an exception of nbclient's stands for; raises when it is our failure."""
    meaning = TRANSLATION.get(type(error), SandboxError)
    if isinstance(meaning, EndingName):
        return meaning
    raise SandboxError(f"kernel: cannot be followed: {error!r:.200}") from error


def _is_clean_exit(notebook: Notebook, error: CellError) -> bool:
    """Whether this is how a script says that it is done."""
    clean = ("SystemExit", "SystemExit: 0", "SystemExit: None")
    return notebook.is_script and error.words in clean


def _node(content: dict[str, Any]) -> NotebookNode:
    return NotebookNode(content)  # type: ignore[no-untyped-call]


async def _message(channel: Any, timeout_seconds: float) -> bool:
    try:
        await channel.get_msg(timeout=timeout_seconds)
    except Empty:
        return False
    return True
