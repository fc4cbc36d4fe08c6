"""The watcher: adds up what a whole tree of processes uses, and ends it when it is too much.

It is the floor that every machine has. Where control groups or limits of single processes hold
first, the student's code gets an ordinary error and goes on.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import psutil

from grader.errors import SandboxError
from grader.records import EndingName, Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox.control_group import process_slack
from grader.sandbox.disk import MAX_FILES, DiskUse, disk_use, files_in_memory
from grader.sandbox.spawn import Child

T = TypeVar("T")

POLL_SECONDS = 0.25
QUICK_SECONDS = 0.05
"""Between two looks at the number of all tasks of the machine, which one short file tells."""
DISK_POLL_SECONDS = 1.0
HARD_FACTOR = 1.5
"""A run that was asked to stop and still goes on ends for good at this many times the limit."""
OWN_GROWTH_BYTES = 2_048 * MEBIBYTE
"""A kernel that floods us with messages must not exhaust the grader itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a tree of processes uses now."""

    memory_bytes: int = 0
    """Memory, shared pages counted once where the machine can tell."""
    cpu_seconds: float = 0.0
    """Processor time of all processes so far, those that ended too."""
    tasks: int = 0
    """Processes and threads."""
    disk_bytes: int = 0
    """What it wrote."""
    files: int = 0
    """Files and folders that it made."""


class _CrowdedError(Exception):
    """So many tasks are on the machine that it must be found out whose they are."""


class Watcher:
    """Watches one `Child` from a thread of its own.

    `hit` names the first limit that was hit. Too much processor time or disk only sets it, so
    that whoever runs the child can interrupt and keep what is there; too much memory or too many
    processes ends the child at once, and so does going on far beyond the others.
    """

    def __init__(
        self,
        child: Child,
        limits: Limits,
        *,
        folders: Iterable[Path] = (),
        disk_before: DiskUse | None = None,
        cpu_spent: float = 0.0,
    ) -> None:
        """`disk_before` is what of the `folders`' content is not the child's."""
        self.hit: EndingName | None = None
        self.usage = Usage()
        self.own_fault: SandboxError | None = None
        self._child, self._limits = child, limits
        self._folders = tuple(folders)
        self._cpu_before = cpu_spent
        self._cpu_seen: dict[tuple[int, float], float] = {}
        self._disk_before = disk_before or disk_use(self._folders)
        self._disk = self._disk_before
        self._next_disk_look = 0.0
        self._tasks_allowed = limits.processes + process_slack()
        self._machine_allowed = _machine_tasks() + self._tasks_allowed
        self._groups: set[int] = set()
        self._own_before = psutil.Process().memory_info().rss
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        next_look = time.monotonic() + POLL_SECONDS
        while not self._ended.wait(QUICK_SECONDS):
            try:
                if self._step(look=time.monotonic() >= next_look):
                    next_look = time.monotonic() + POLL_SECONDS
            except (psutil.Error, OSError):
                # A process vanished while it was looked at; the next look is soon.
                continue
            except Exception as error:
                # Nothing may run that nobody watches.
                self.own_fault = SandboxError(f"sandbox: a run could not be watched: {error!r}")
                self._child.kill_now()
                return

    def _step(self, *, look: bool) -> bool:
        """One turn; whether everything was looked at."""
        try:
            self._check_crowd()
            if look:
                self._look()
        except _CrowdedError:
            self._look_at_stopped()
        return look

    def _look_at_stopped(self) -> None:
        """Look while nothing moves: many times more tasks would never let us come to the end.

        Stopping a whole process group takes one call, however many there are in it.
        """
        self._machine_allowed = sys.maxsize
        self._signal_groups(signal.SIGSTOP)
        try:
            with contextlib.suppress(psutil.Error, OSError):
                self._look()
        finally:
            self._signal_groups(signal.SIGCONT)
        # If the child still lives, it was others who started so much.
        self._machine_allowed = _machine_tasks() + self._tasks_allowed

    def _check_crowd(self) -> None:
        if _machine_tasks() > self._machine_allowed:
            raise _CrowdedError

    def _each(self, processes: list[psutil.Process], ask: Callable[[psutil.Process], T]) -> list[T]:
        """The answers of those processes that are still there.

        Asking takes time, the more the busier the machine is; a fork bomb would outrun it.
        """
        answers = []
        for process in processes:
            self._check_crowd()
            with contextlib.suppress(psutil.Error, ProcessLookupError):
                answers.append(ask(process))
        return answers

    def _signal_groups(self, number: signal.Signals) -> None:
        for group in self._groups - {os.getpgrp()}:
            with contextlib.suppress(OSError):
                os.killpg(group, number)

    def _look(self) -> None:
        self.usage = self._measure()
        hard, soft = self._exceeded()
        self.hit = self.hit or hard or soft
        if psutil.Process().memory_info().rss - self._own_before > OWN_GROWTH_BYTES:
            self.own_fault = SandboxError("sandbox: the grader's own memory grew too much")
        if hard or self.own_fault:
            self._child.kill_now()

    def _exceeded(self) -> tuple[EndingName | None, EndingName | None]:
        """The limit that ends the child at once, and the one that asks it to stop."""
        usage, limits = self.usage, self._limits
        if usage.memory_bytes > limits.memory_bytes:
            return EndingName.MEMORY, None
        if usage.tasks > self._tasks_allowed:
            return EndingName.PROCESSES, None
        ratios = {
            EndingName.CPU_TIME: usage.cpu_seconds / limits.cpu_seconds,
            EndingName.DISK: max(usage.disk_bytes / limits.disk_bytes, usage.files / MAX_FILES),
        }
        worst = max(ratios, key=lambda name: ratios[name])
        hard = worst if ratios[worst] > HARD_FACTOR else None
        return hard, worst if ratios[worst] > 1 else None

    def _measure(self) -> Usage:
        processes = self._child.processes()
        tasks = sum(self._each(processes, lambda process: process.num_threads()))
        if tasks > self._tasks_allowed:
            return replace(self.usage, tasks=tasks)
        # Not those of before too: their numbers may belong to somebody else by now.
        self._groups = set(self._each(processes, lambda process: os.getpgid(process.pid)))
        self._look_at_disk()
        return Usage(
            memory_bytes=self._memory(processes),
            cpu_seconds=self._cpu_before + self._cpu(processes),
            tasks=tasks,
            disk_bytes=self._disk.size - self._disk_before.size,
            files=self._disk.files - self._disk_before.files + _files_in_memory(processes),
        )

    def _memory(self, processes: list[psutil.Process]) -> int:
        resident = sum(self._each(processes, lambda process: process.memory_info().rss))
        if resident <= self._limits.memory_bytes:
            return resident
        # Loaders with several workers share nearly everything; the sum alone would wrong them.
        return sum(self._each(processes, _proportional))

    def _cpu(self, processes: list[psutil.Process]) -> float:
        """Two ways to count, since each misses something: the larger one holds.

        Seen while alive misses what lives shorter than our interval; adding up the waited-for
        children misses what was never waited for.
        """
        waited = 0.0
        for process in processes:
            self._check_crowd()
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                own = times.user + times.system
                self._cpu_seen[process.pid, process.create_time()] = own
                waited += own + times.children_user + times.children_system
        return max(waited, sum(self._cpu_seen.values()))

    def _look_at_disk(self) -> None:
        now = time.monotonic()
        if now < self._next_disk_look:
            return
        self._disk = disk_use(self._folders)
        took = time.monotonic() - now
        self._next_disk_look = now + max(DISK_POLL_SECONDS, 10 * took)


def _files_in_memory(processes: list[psutil.Process]) -> int:
    """All of them see the same folders, but the first is the wall's and sees ours."""
    return files_in_memory(processes[-1].pid) if processes else 0


def _machine_tasks() -> int:
    """Processes and threads of the whole machine; 0 where it does not tell."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    except (OSError, IndexError, ValueError):
        return 0


def _proportional(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.Error, AttributeError):
        with contextlib.suppress(psutil.Error):
            return int(process.memory_info().rss)
    return 0
