"""A process behind a wall that is talked with by lines, for work without student code."""

import os
import select
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from grader.errors import SandboxError
from grader.records import Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox.control_group import ControlGroup
from grader.sandbox.limits import Watcher
from grader.sandbox.spawn import Child
from grader.sandbox.wall import View, Wall

SEND_SECONDS = 60.0
LINE_BYTES = 64 * MEBIBYTE
"""Longest line that is received."""

_CHUNK = 65_536


class WalledProcess:
    """Runs `argv` within a wall; every failure of it is a `SandboxError`."""

    def __init__(self, wall: Wall, argv: Sequence[str], view: View, limits: Limits) -> None:
        self._group = ControlGroup(limits)
        self._name = Path(argv[0]).name
        self._received = bytearray()
        try:
            view = replace(view, limits=limits)
            self._child = Child(wall, argv, view, prefix=self._group.prefix(), talks=True)
        except SandboxError:
            self._group.close()
            raise
        self._watcher = Watcher(
            self._child,
            limits,
            folders=[Path(mount.source) for mount in view.mounts if mount.writable],
        )
        self._watcher.start()

    def __enter__(self) -> "WalledProcess":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def send(self, text: str) -> None:
        """Send one line; a line break is added."""
        remaining = memoryview(text.encode() + b"\n")
        stream = self._child.popen.stdin
        assert stream is not None
        os.set_blocking(stream.fileno(), False)
        deadline = time.monotonic() + SEND_SECONDS
        while remaining:
            _, ready, _ = select.select([], [stream], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise SandboxError(f"{self._name}: does not read what it is sent")
            try:
                remaining = remaining[os.write(stream.fileno(), remaining[:_CHUNK]) :]
            except OSError as error:
                raise self._lost() from error

    def receive(self, timeout_seconds: float) -> str:
        """The next line that it prints, without the line break."""
        deadline = time.monotonic() + timeout_seconds
        stream = self._child.popen.stdout
        assert stream is not None
        searched = 0
        while (end := self._received.find(b"\n", searched)) < 0:
            searched = len(self._received)
            if searched > LINE_BYTES:
                raise SandboxError(f"{self._name}: sent a line of more than {LINE_BYTES} bytes")
            ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise SandboxError(f"{self._name}: no answer within {timeout_seconds:g} seconds")
            if not (data := os.read(stream.fileno(), _CHUNK)):
                raise self._lost()
            self._received += data
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        return line.decode(errors="replace")

    def close(self) -> None:
        """End it, and everything that it started."""
        self._watcher.stop()
        self._child.kill()
        self._group.close()

    def _lost(self) -> SandboxError:
        if hit := self._watcher.hit or next(iter(self._child.limits_hit()), None):
            return SandboxError(f"{self._name}: stopped, limit hit: {hit}")
        return SandboxError(
            f"{self._name}: ended unexpectedly: {self._child.last_words() or 'no words'}"
        )
