"""The process that opens documents of strangers, behind a wall, with limits."""

import json
import shutil
import sys
import tempfile
import threading
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
            return self._open(file, form)

    def close(self) -> None:
        """End the process and remove its files."""
        with self._lock:
            self._end()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _open(self, file: Path, form: str) -> Opened:
        try:
            answer = self._answer(file, form)
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

    def _answer(self, file: Path, form: str) -> object:
        """The process's answer; an old process may have been lost before this document came."""
        is_old = self._process is not None
        try:
            return self._ask(file, form)
        except (SandboxError, ValueError):
            if not is_old:
                raise
            self._end()
            return self._ask(file, form)

    def _ask(self, file: Path, form: str) -> object:
        for old in self._folder.iterdir():
            old.unlink()
        shutil.copyfile(file, self._folder / "document")
        if self._process is None:
            self._process = self._start()
        inside = self._wall.inside(self._exchange)
        job = {
            "source": f"{inside}/document",
            "out": f"{inside}/out",
            "format": form,
            "seconds": self._seconds,
            "seconds_each": self._seconds_each,
        }
        self._process.send(json.dumps(job))
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
