"""Work done beside the student's process: in a fork of it, which sees all and changes nothing.

What the fork draws, counts, imports or breaks is gone with it, and one that hangs is ended.
"""

import contextlib
import gc
import os
import select
import signal
import time
from collections.abc import Callable, Iterator

LONGEST_ANSWER = 4_096
_ORPHANED_AFTER = 30
"""Seconds after which a fork ends itself, should nobody be left to end it."""

Answer = Callable[[str], None]


def aside(work: Callable[[Answer], None], *, seconds: tuple[float, float]) -> list[str]:
    """The lines that `work` answers in a fork; those until then, if it takes too long.

    The first line must come within the first number of seconds, and the end within the second
    number after that. An error of the fork's is its last line, and begins with `!`.
    """
    reader, writer = os.pipe()
    try:
        child = os.fork()
    except OSError:
        # There may be no more processes than these.
        os.close(reader)
        os.close(writer)
        return []
    if not child:
        _become(work, writer)
    os.close(writer)
    try:
        received = b"".join(_received(reader, seconds))
    finally:
        os.close(reader)
        with contextlib.suppress(OSError):
            os.kill(child, signal.SIGKILL)
        # Whoever ignores the ends of children has none to wait for.
        with contextlib.suppress(OSError):
            os.waitpid(child, 0)
    return received.decode(errors="replace").splitlines()


def _received(reader: int, seconds: tuple[float, float]) -> Iterator[bytes]:
    poll, total = select.poll(), 0
    poll.register(reader, select.POLLIN | select.POLLHUP)
    deadline = time.monotonic() + seconds[0]
    while total < LONGEST_ANSWER and (left := deadline - time.monotonic()) > 0:
        if not poll.poll(left * 1000):
            return
        part = os.read(reader, LONGEST_ANSWER)
        if not part:
            return
        if not total:
            deadline = time.monotonic() + seconds[1]
        total += len(part)
        yield part


def _become(work: Callable[[Answer], None], writer: int) -> None:
    try:
        # A student's object that is only collected here might still tell the other process so.
        gc.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_ORPHANED_AFTER)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        work(lambda line: _say(writer, line))
    except BaseException as error:
        _say(writer, f"!{type(error).__name__}: {error}")
    finally:
        os._exit(0)


def _say(writer: int, line: str) -> None:
    with contextlib.suppress(OSError):
        os.write(writer, " ".join(line[:500].split()).encode(errors="replace") + b"\n")
