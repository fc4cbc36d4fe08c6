"""Ends a grader at one moment of a batch, and looks at what is left of it."""

import json
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

WRITES = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "sqlite3.connect")
"""What Python tells of before it happens: each is a moment at which a grader may be ended."""
_RESULTS = ("grades.csv", "index.html", "manifest.json")


def count_writes(out: Path, then: Callable[[int], None]) -> None:
    """Call `then` with a running number before each step of this process that changes `out`."""
    place, done = str(out), 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event in WRITES and str(arguments[0]).startswith(place) and _changes(event, arguments):
            done += 1
            then(done)

    sys.addaudithook(hook)


def _changes(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return True
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def end_at(number: int) -> Callable[[int], None]:
    """Ends this process, as `kill -9` does, at this step."""

    def then(done: int) -> None:
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return then


def stored(out: Path) -> set[str]:
    """Ids of the submissions whose evidence is kept."""
    path = out / ".grade" / "evidence.sqlite"
    if not path.exists():
        return set()
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("select submission from evidence")}
    except sqlite3.OperationalError:
        # Ended before there was any table.
        return set()
    finally:
        connection.close()


def half_written(out: Path) -> Iterator[str]:
    """Files of results that are not whole."""
    for path in out.rglob("*"):
        # Neither what is not done, nor the database and its journal, which it mends itself.
        if path.is_dir() or path.name.startswith((".part-", "evidence.sqlite")) or not path.suffix:
            continue
        text = path.read_text(errors="replace")
        if path.suffix == ".json":
            try:
                json.loads(text)
            except ValueError:
                yield str(path)
        elif (path.suffix == ".html" and "</html>" not in text) or not text.endswith("\n"):
            yield str(path)


def results(out: Path) -> dict[str, str]:
    """What people read, without times and without digests of what holds times."""
    found = (path for path in out.rglob("*") if path.is_file() and ".grade" not in path.parts)
    return {
        str(path.relative_to(out)): _without_times(path.read_text())
        for path in found
        if path.name not in ("manifest.json", "evidence.json")
    }


def _without_times(text: str) -> str:
    return re.sub(r"took [0-9a-z. ]+|\b[0-9.]+ s\b|[0-9.]+ seconds?", "", text)
