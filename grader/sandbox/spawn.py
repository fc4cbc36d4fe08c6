"""Starting walled processes, and making sure that nothing of them is left."""

import collections
import concurrent.futures
import contextlib
import ctypes
import functools
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

import psutil

from grader.errors import SandboxError
from grader.records import EndingName
from grader.sandbox.wall import View, Wall

KILL_SECONDS = 10.0
LAST_WORDS_SECONDS = 1.0
TAIL_BYTES = 4_096
TAIL_CHARACTERS = 500
"""How much of what a process says on its error stream is kept, to explain a failed start."""

_SET_DEATH_SIGNAL = 1
_PRCTL: Any = getattr(ctypes.CDLL(None), "prctl", None)
_OUTER_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}


class Child:
    """A walled process with everything that it started."""

    def __init__(
        self,
        wall: Wall,
        argv: Sequence[str],
        view: View,
        *,
        prefix: Sequence[str] = (),
        talks: bool = False,
    ) -> None:
        """Start `argv`; `talks` keeps its standard input and output as pipes."""
        self._wall, self._view = wall, view
        self._ending = False
        command = [*prefix, *wall.command(argv, view)]
        self.popen = _lasting_thread(os.getpid()).submit(_start, command, talks).result()
        self._tail: collections.deque[bytes] = collections.deque(maxlen=8)
        error_stream = self.popen.stderr if talks else self.popen.stdout
        assert error_stream is not None
        self._drain = threading.Thread(target=self._keep_tail, args=(error_stream,), daemon=True)
        self._drain.start()

    @property
    def tail(self) -> str:
        """The last that it said on its error stream, on one line."""
        text = b"".join(self._tail)[-TAIL_BYTES:].decode(errors="replace")
        return " ".join(text.split())[-TAIL_CHARACTERS:]

    def last_words(self) -> str:
        """The same of a process that ended: what it said last may still be on its way."""
        self._drain.join(timeout=LAST_WORDS_SECONDS)
        return self.tail

    def is_alive(self) -> bool:
        """Whether the first process runs."""
        return self.popen.poll() is None

    def processes(self) -> list[psutil.Process]:
        """All processes in it, the wall's own too; those that vanish meanwhile are left out."""
        if not self.is_alive():
            # Its number may belong to somebody else by now.
            return []
        try:
            root = psutil.Process(self.popen.pid)
            return [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def limits_hit(self) -> Iterable[EndingName]:
        """Limits that the wall itself holds, and that ended it."""
        return self._wall.limits_hit(self._view)

    def kill(self) -> None:
        """End every process in it and wait until they are gone."""
        deadline = time.monotonic() + KILL_SECONDS
        killed = set(self.kill_now())
        while any(_runs(process) for process in killed) and time.monotonic() < deadline:
            time.sleep(0.01)
            # A fork may have slipped in between listing and killing.
            killed.update(self.kill_now())
        self.popen.wait()
        self._wall.remove(self._view)
        self._drain.join(timeout=1.0)
        for stream in (self.popen.stdin, self.popen.stdout, self.popen.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def kill_now(self) -> list[psutil.Process]:
        """Send the end to every process in it, without waiting; those that were alive."""
        if not self._ending:
            self._ending = True
            self._wall.end(self._view)
        alive = [*self.processes(), *self._wall.strays(self._view)]
        for process in alive:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self.popen.poll()
        return alive

    def _keep_tail(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError):
            while data := os.read(stream.fileno(), TAIL_BYTES):
                self._tail.append(data)


def _runs(process: psutil.Process) -> bool:
    """Whether it still runs; one that only waits for its parent to take notice does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _start(command: list[str], talks: bool) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if talks else subprocess.STDOUT,
            env=_OUTER_ENVIRONMENT,
            # Ctrl-C at the terminal is for us; what we started ends when we say so.
            start_new_session=True,
            preexec_fn=_ends_with(os.getpid()),
        )
    except OSError as error:
        raise SandboxError(f"{command[0]}: cannot be started: {error}") from error


def _ends_with(parent: int) -> Callable[[], None] | None:
    """What makes a new process end when we do, in whatever way, from its very first moment on.

    Bubblewrap asks the kernel for that too, but only once it has started: whoever ended us before
    would leave it behind. None where the kernel knows no such thing.
    """
    if _PRCTL is None:
        return None

    def ask() -> None:
        # Between a fork and what it becomes: nothing here may wait for another thread.
        _PRCTL(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


@functools.cache
def _lasting_thread(process_id: int) -> concurrent.futures.ThreadPoolExecutor:
    """The thread that starts processes: bubblewrap dies with the thread that started it.

    One for each process, because a fork of ours does not inherit threads.
    """
    return concurrent.futures.ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawn")
