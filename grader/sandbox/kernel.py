"""Drives the kernel of one notebook: the only file that knows nbclient and its exceptions."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient import exceptions as nbclient_exceptions
from nbformat import NotebookNode

from grader.errors import SandboxError
from grader.records import Cell, EndingName
from grader.sandbox.output import CellOutput, error_in
from grader.sandbox.overseer import TICK_SECONDS
from grader.sandbox.provisioner import reconnect

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

IsAlive = Callable[[], bool]


class NotStartedError(SandboxError):
    """The kernel did not come up; no code of the student's has run, so it may be tried again."""


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

    async def run_cell(self, cell: Cell, output: CellOutput) -> Any | EndingName:
        """Run one cell; the kernel's reply, also when the cell raised, or how it ended instead."""
        try:
            return await self._run_cell(cell, output)
        except tuple(TRANSLATION) as error:
            return translate(error)
        except Exception as error:
            # Whatever garbage the kernel sent: nothing about the notebook follows from it.
            raise SandboxError(f"kernel: cannot be followed: {error!r:.200}") from error

    async def _run_cell(self, cell: Cell, output: CellOutput) -> Any:
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


async def wait_until_ready(client: AsyncKernelClient, is_alive: IsAlive) -> None:
    """Wait until the kernel answers, and until its outputs reach us."""
    deadline = time.monotonic() + START_SECONDS
    answered = heard = False
    while not (answered and heard):
        if not answered:
            client.kernel_info()
        answered = answered or await _message(client.shell_channel, 1.0)
        heard = heard or (answered and await _message(client.iopub_channel, 1.0))
        if not is_alive():
            raise NotStartedError("kernel: ended at its start")
        if time.monotonic() > deadline:
            raise NotStartedError(f"kernel: no answer for {START_SECONDS:g} seconds")


async def finish(client: AsyncKernelClient, is_alive: IsAlive) -> None:
    """Let the probe write down what is left; no failure of it matters."""
    request = client.execute(
        _FINISH, silent=True, store_history=False, allow_stdin=False, stop_on_error=False
    )
    deadline = time.monotonic() + FINISH_SECONDS
    try:
        while is_alive() and time.monotonic() < deadline:
            with contextlib.suppress(Empty):
                reply = await client.shell_channel.get_msg(timeout=TICK_SECONDS)
                if reply["parent_header"].get("msg_id") == request:
                    _log.debug("the probe finished: %s", error_in(reply))
                    return
        _log.info("the probe did not finish")
    except Exception as error:
        _log.info("the probe's end was lost: %r", error)


def translate(error: Exception) -> EndingName:
    """The ending that an exception of nbclient's stands for; raises when it is our failure."""
    meaning = TRANSLATION.get(type(error), SandboxError)
    if isinstance(meaning, EndingName):
        return meaning
    raise SandboxError(f"kernel: cannot be followed: {error!r:.200}") from error


def _node(content: dict[str, Any]) -> NotebookNode:
    return NotebookNode(content)  # type: ignore[no-untyped-call]


async def _message(channel: Any, timeout_seconds: float) -> bool:
    try:
        await channel.get_msg(timeout=timeout_seconds)
    except Empty:
        return False
    return True
