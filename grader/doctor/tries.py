"""Each limit is tried behind the wall, with code that goes far beyond a small one."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.doctor.finding import Finding, State
from grader.errors import SandboxError
from grader.records import Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox.bubblewrap import Bubblewrap
from grader.sandbox.containers import Containers
from grader.sandbox.process import WalledProcess
from grader.sandbox.strength import kernel_limits
from grader.sandbox.wall import Mount, View

ANSWER_SECONDS = 30.0
_KEEP_LOW = (
    "the kernel holds it where control groups may be written to: as root, or started by "
    "`systemd-run --user --scope grade ...`; elsewhere keep --memory times --workers well below "
    "what the machine has"
)

_REACH = """
import socket
reached = []
for address in ("1.1.1.1", 443), ("169.254.169.254", 80):
    try: socket.create_connection(address, timeout=2); reached.append(address[0])
    except OSError: pass
print(reached, flush=True)
"""
_CALL = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print(libc.ptrace(0, 0, 0, 0) < 0, flush=True)
"""
_MEMORY = "held = b'x' * (400 << 20)\nimport time\nprint('all of it', flush=True)\ntime.sleep(30)"
_FORKS = """
import os, time
started = 0
try:
    for _ in range(300):
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        started += 1
except OSError: pass
print(started, flush=True)
time.sleep(20)
"""
_DISK = """
import time
for number in range(30): open(f"/grade/exchange/{number}", "wb").write(bytes(1 << 20))
print("all of it", flush=True)
time.sleep(20)
"""


def tries(wall: Bubblewrap | Containers) -> Iterator[Finding]:
    """What holds behind the wall, tried one after the other."""
    if isinstance(wall, Containers):
        held: tuple[str, ...] = ("memory", "pids") if wall.holds_memory() else ()
    else:
        held = kernel_limits()
    yield _network(wall)
    yield _calls(wall)
    yield _memory(wall, held)
    yield _processes(wall, held)
    yield _disk(wall)


def _network(wall: Bubblewrap | Containers) -> Finding:
    said = _said(wall, _REACH, Limits())
    if said == "[]":
        return Finding(what="network", state=State.HOLDS, words="none inside")
    return Finding(what="network", state=State.MISSING, words=f"inside: {said}")


def _calls(wall: Bubblewrap | Containers) -> Finding:
    what = "calls of the kernel"
    if not wall.filters:
        return Finding(
            what=what,
            state=State.LESS,
            words="not filtered, only the walls of the namespaces hold",
            advice="a kernel with CONFIG_SECCOMP_FILTER on x86-64 or ARM lets them be filtered",
        )
    if _said(wall, _CALL, Limits()) == "True":
        return Finding(what=what, state=State.HOLDS, words="filtered, one was refused when tried")
    return Finding(what=what, state=State.MISSING, words="the filter let one through")


def _memory(wall: Bubblewrap | Containers, held: tuple[str, ...]) -> Finding:
    said = _said(wall, _MEMORY, Limits(memory_bytes=100 * MEBIBYTE))
    if "memory" not in said:
        return Finding(what="memory limit", state=State.MISSING, words=f"does not hold: {said}")
    if "memory" in held:
        words = "holds, and the kernel holds it too (control groups)"
        return Finding(what="memory limit", state=State.HOLDS, words=words)
    return Finding(
        what="memory limit",
        state=State.LESS,
        words="holds, but it is only looked at four times a second",
        advice=_KEEP_LOW,
    )


def _processes(wall: Bubblewrap | Containers, held: tuple[str, ...]) -> Finding:
    said = _said(wall, _FORKS, Limits(processes=8))
    if said.isdigit() and int(said) < 300:
        words = f"holds, {said} of 300 were started"
        return Finding(what="process limit", state=State.HOLDS, words=words)
    if "processes" in said and "pids" in held:
        return Finding(what="process limit", state=State.HOLDS, words="holds")
    if "processes" in said:
        words = "holds, but they are only counted twenty times a second"
        return Finding(what="process limit", state=State.LESS, words=words)
    return Finding(what="process limit", state=State.MISSING, words=f"does not hold: {said}")


def _disk(wall: Bubblewrap | Containers) -> Finding:
    said = _said(wall, _DISK, Limits(disk_bytes=5 * MEBIBYTE))
    if "disk" in said:
        words = "holds, looked at once a second"
        return Finding(what="disk limit", state=State.HOLDS, words=words)
    return Finding(what="disk limit", state=State.MISSING, words=f"does not hold: {said}")


def _said(wall: Bubblewrap | Containers, program: str, limits: Limits) -> str:
    """What a program behind the wall answers, or how it ended; a first answer may be too early."""
    with tempfile.TemporaryDirectory(prefix="grade-doctor-") as folder:
        exchange = Mount(source=str(Path(folder)), target="/grade/exchange", writable=True)
        view = View(mounts=(exchange,), environment=(("PATH", "/usr/bin:/bin"),))
        argv = [sys.executable, "-I", "-c", program]
        try:
            with WalledProcess(wall, argv, view, limits) as process:
                said = process.receive(ANSWER_SECONDS)
                if said == "all of it" or said == "300":
                    process.receive(ANSWER_SECONDS)
                return said
        except SandboxError as error:
            return str(error)
