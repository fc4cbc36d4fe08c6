"""The process that opens documents of strangers, behind a wall, with limits."""

import contextlib
import json
import queue
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.collect.probe_files import read_bytes
from grader.collect.write_ups.reader import Opened
from grader.errors import ProbeError, SandboxError
from grader.records import Limits
from grader.records.execution import MEBIBYTE
from grader.sandbox.process import WalledProcess
from grader.sandbox.wall import Mount, View, Wall

SECONDS = 60.0
"""Time for one document."""
SECONDS_EACH = 10.0
"""Time for one of its pages."""
GRACE_SECONDS = 5.0
LARGEST_DOCUMENT = 256 * MEBIBYTE
LARGEST_OUTPUT = 48 * MEBIBYTE
LIMITS = Limits(
    wall_seconds=1e9,
    cpu_seconds=1e9,
    memory_bytes=2_048 * MEBIBYTE,
    processes=16,
    file_bytes=LARGEST_OUTPUT,
    disk_bytes=LARGEST_DOCUMENT + 2 * LARGEST_OUTPUT,
)
READER = Path(__file__).resolve().parent.parent / "reader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What came back when notes were to be written into a document."""

    content: bytes = b""
    """The copy with the notes; empty if there is none."""
    ending: str = ""
    """Why there is none."""


class ReadingRoom:
    """Opens documents behind a wall. Started when first needed, restarted when lost."""

    def __init__(
        self, wall: Wall, *, seconds: float = SECONDS, seconds_each: float = SECONDS_EACH
    ) -> None:
        self._wall = wall
        self._seconds, self._seconds_each = seconds, seconds_each
        self._lock = threading.Lock()
        self._process: WalledProcess | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="grade-read-"))
        self._exchange = Mount(source=str(self._folder), target="/grade/exchange", writable=True)
        self._program = Mount(source=str(READER), target="/grade/lib/grade_reader")

    def open(self, file: Path, form: str) -> Opened:
        """What the reader wrote about a document, as it wrote it; nothing of it is believed."""
        with self._lock:
            if file.stat().st_size > LARGEST_DOCUMENT:
                return Opened(ending="too large")
            return self._worked(file, {"format": form})

    def note(self, file: Path, marks: str) -> Noted:
        """A copy of a PDF with these marks, as `grader/reader/notes.py` takes them."""
        with self._lock:
            if file.stat().st_size > LARGEST_OUTPUT // 2:
                return Noted(ending="too large")
            found = self._worked(file, {"format": "pdf"}, marks=marks)
        if found.content.startswith(b'{"refused": '):
            return Noted(ending=str(json.loads(found.content)["refused"])[:40])
        if found.ending or b"%PDF-" not in found.content[:1024]:
            return Noted(ending=found.ending or "odd")
        return Noted(content=found.content)

    def close(self) -> None:
        """End the process and remove its files."""
        with self._lock:
            self._end()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _worked(self, file: Path, job: dict[str, str], *, marks: str = "") -> Opened:
        try:
            answer = self._answer(file, job, marks)
        except (SandboxError, ValueError) as error:
            # Whatever the process died of came with this document; the next gets a new one.
            self._end()
            answer = {"ended": "memory" if "memory" in str(error) else "crash"}
        if not isinstance(answer, dict):
            answer = {"ended": "crash"}
        try:
            content = read_bytes(self._folder / "out", largest=LARGEST_OUTPUT)
        except ProbeError:
            content, answer = b"", {"ended": answer.get("ended") or "output"}
        return Opened(
            content=content,
            ending=str(answer.get("ended", ""))[:40],
            lost=json.dumps(answer.get("lost", []))[:10_000],
        )

    def _answer(self, file: Path, job: dict[str, str], marks: str) -> object:
        """The process's answer; an old process may have been lost before this document came."""
        is_old = self._process is not None
        try:
            return self._ask(file, job, marks)
        except (SandboxError, ValueError):
            if not is_old:
                raise
            self._end()
            return self._ask(file, job, marks)

    def _ask(self, file: Path, job: dict[str, str], marks: str) -> object:
        for old in self._folder.iterdir():
            old.unlink()
        shutil.copyfile(file, self._folder / "document")
        if self._process is None:
            self._process = self._start()
        inside = self._wall.inside(self._exchange)
        asked: dict[str, object] = {
            **job,
            "source": f"{inside}/document",
            "out": f"{inside}/out",
            "seconds": self._seconds,
            "seconds_each": self._seconds_each,
        }
        if marks:
            (self._folder / "marks").write_text(marks, encoding="utf-8")
            asked["marks"] = f"{inside}/marks"
        self._process.send(json.dumps(asked))
        return json.loads(self._process.receive(self._seconds + GRACE_SECONDS))

    def _start(self) -> WalledProcess:
        view = View(
            mounts=(self._program, self._exchange),
            cwd=self._wall.inside(self._exchange),
            environment=(("PATH", "/usr/bin:/bin"), ("HOME", "/tmp"), ("LANG", "C.UTF-8")),
        )
        program = f"{self._wall.inside(self._program)}/start.py"
        return WalledProcess(self._wall, [sys.executable, "-I", program], view, LIMITS)

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None


class ReadingRooms:
    """As many rooms as may be used at once; each is started when it is first needed."""

    def __init__(self, wall: Wall, number: int) -> None:
        self._rooms = [ReadingRoom(wall) for _ in range(max(1, number))]
        self._free: queue.LifoQueue[ReadingRoom] = queue.LifoQueue()
        for room in self._rooms:
            self._free.put(room)

    def open(self, file: Path, form: str) -> Opened:
        """What the reader wrote about a document, in whichever room is free."""
        with self._room() as room:
            return room.open(file, form)

    def close(self) -> None:
        """End all processes and remove their files."""
        for room in self._rooms:
            room.close()

    @contextlib.contextmanager
    def _room(self) -> Iterator[ReadingRoom]:
        room = self._free.get()
        try:
            yield room
        finally:
            self._free.put(room)
