"""Answers one job a line: which document, in which format, where to write, how long it may take.

Every document is read in a fork, since what it holds may hang, crash or take over whoever reads
it. A fork that is lost costs the page that it was at: the next one goes on behind it.
"""

import ctypes
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from .docx import read as read_docx
from .html import read as read_html
from .pdf import read as read_pdf

MEMORY_BYTES = 1_536 * 1024 * 1024
OUTPUT_BYTES = 48 * 1024 * 1024
MOST_LOST = 5
"""Pages of one document that may be lost before the rest of it is left unread."""

_READERS: dict[str, Callable[[str, int], Iterator[dict[str, Any]]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
}
_NOT_DUMPABLE = (4, 0)
_ENDINGS = {
    signal.SIGALRM: "time",
    signal.SIGXCPU: "time",
    signal.SIGXFSZ: "output",
    signal.SIGKILL: "killed",
}


def serve() -> None:
    """Answer jobs until standard input ends."""
    _protect()
    for line in sys.stdin:
        print(json.dumps(_attend(json.loads(line))), flush=True)


def _attend(job: dict[str, Any]) -> dict[str, Any]:
    """Read one document, page by page in as many forks as it takes; or write notes into it."""
    if "marks" in job:
        return {"lost": [], "ended": _in_fork(job, 1, job["seconds"])}
    deadline = time.monotonic() + job["seconds"]
    out = Path(job["out"])
    lost: list[dict[str, Any]] = []
    first = 1
    while True:
        ending = _in_fork(job, first, max(0.1, deadline - time.monotonic()))
        if not ending:
            return {"lost": lost, "ended": ""}
        reached = _pages_begun(out)
        if reached < first or len(lost) >= MOST_LOST or time.monotonic() >= deadline:
            return {"lost": lost, "ended": "time" if time.monotonic() >= deadline else ending}
        lost.append({"page": reached, "ending": ending})
        first = reached + 1


def _in_fork(job: dict[str, Any], first: int, seconds: float) -> str:
    """How the fork ended; empty if it read to the end."""
    child = os.fork()
    if child == 0:
        _be_the_fork(job, first)
    deadline = time.monotonic() + seconds
    pause = 0.001
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return _ending(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "time"
        time.sleep(pause)
        pause = min(0.02, pause * 1.3)


def _ending(status: int) -> str:
    if os.WIFSIGNALED(status):
        return _ENDINGS.get(signal.Signals(os.WTERMSIG(status)), "crash")
    return "memory" if os.WEXITSTATUS(status) == 3 else "crash" if status else ""


def _be_the_fork(job: dict[str, Any], first: int) -> None:
    """Read, write and exit; nothing that the document does leaves this process."""
    code = 1
    try:
        _limit_itself(job)
        if "marks" in job:
            _write_notes(job)
            os._exit(0)
        with Path(job["out"]).open("a", encoding="utf-8", errors="replace") as out:
            _write(_READERS[job["format"]](job["source"], first), out, job)
        code = 0
    except MemoryError:
        code = 3
    except BaseException as error:
        code = 3 if "alloc" in str(error) else 1
    finally:
        os._exit(code)


def _write_notes(job: dict[str, Any]) -> None:
    # Imported by the few who need it: it takes longer than reading a page.
    from .notes import write

    write(job["source"], job["marks"], job["out"])


def _write(parts: Iterator[dict[str, Any]], out: TextIO, job: dict[str, Any]) -> None:
    """One line for each part; each may take so long and no longer."""
    each = job["seconds_each"]
    signal.setitimer(signal.ITIMER_REAL, each)
    for part in parts:
        out.write(json.dumps(part, ensure_ascii=False) + "\n")
        out.flush()
        signal.setitimer(signal.ITIMER_REAL, each)


def _pages_begun(out: Path) -> int:
    """The last page that was announced."""
    found = 0
    with out.open("rb") as lines:
        for line in lines:
            if line.startswith(b'{"begun": '):
                found = int(line[10:].rstrip(b"}\n") or 0)
    return found


def _limit_itself(job: dict[str, Any]) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))
    seconds = int(job["seconds"]) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    _no_more_processes()


def _no_more_processes() -> None:
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _protect() -> None:
    """No fork may look into this process, which will read the documents of others."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(*_NOT_DUMPABLE, 0, 0, 0)
