"""Watches the clock over the cell that runs."""

import asyncio
import math
import threading
import time

from jupyter_client.manager import AsyncKernelManager

from grader.errors import SandboxError
from grader.records import EndingName
from grader.sandbox.limits import Watcher
from grader.sandbox.shares import Grant
from grader.sandbox.spawn import Child

TICK_SECONDS = 0.1
INTERRUPT_AGAIN_SECONDS = 4.0
INTERRUPT_GRACE_SECONDS = 10.0
"""How long a cell may go on after it was interrupted, before everything is killed."""


class Overseer:
    """Interrupts a cell whose time is over, and ends the kernel when the cell does not stop."""

    def __init__(
        self, child: Child, watcher: Watcher, manager: AsyncKernelManager, stop: threading.Event
    ) -> None:
        self._child, self._watcher = child, watcher
        self._manager, self._stop = manager, stop
        self.own_fault: SandboxError | None = None
        self._deadline = math.inf
        self._deadline_name = EndingName.WALL_TIME
        self._running = False
        self._cut: EndingName | None = None
        self._cut_at = self._interrupted_at = 0.0

    def begin(self, grant: Grant) -> None:
        """A cell begins, and may take so long."""
        self._deadline = time.monotonic() + grant.seconds
        self._deadline_name = grant.limit
        self._cut, self._running = None, True

    async def end(self) -> EndingName | None:
        """The cell is over; why it was cut short, if it was."""
        self._running = False
        if self._cut:
            # An interrupt that is still on its way must not hit the next cell.
            await asyncio.sleep(2 * TICK_SECONDS)
        return self._cut

    async def oversee(self) -> None:
        """Look at the running cell again and again."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                if self._stop.is_set():
                    self._child.kill_now()
                elif self._running:
                    await self._look(time.monotonic())
            except Exception as error:
                # Nothing may run that nobody oversees.
                self.own_fault = SandboxError(f"sandbox: a run could not be overseen: {error!r}")
                self._child.kill_now()
                return

    async def _look(self, now: float) -> None:
        if self._cut is None:
            self._cut = self._watcher.hit
            if self._cut is None and now > self._deadline:
                self._cut = self._deadline_name
            self._cut_at, self._interrupted_at = now, -math.inf
        if self._cut is None:
            return
        if now - self._cut_at > INTERRUPT_GRACE_SECONDS:
            self._child.kill_now()
        elif now - self._interrupted_at > INTERRUPT_AGAIN_SECONDS:
            self._interrupted_at = now
            await self._manager.interrupt_kernel()
