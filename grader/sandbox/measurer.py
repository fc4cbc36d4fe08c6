"""The clean sandbox: runs exported networks on held-out inputs; no student code is in it.

One process holds torch and waits; each network runs in a fork of it. It sees the held-out
inputs, the graph and the weights of one network at a time, and never a label.
"""

import json
import shutil
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.collect.measurements import LARGEST_OUTPUTS, Job
from grader.collect.probe_files import read_bytes
from grader.errors import ProbeError, SandboxError
from grader.records import Limits, Missing
from grader.records.execution import MEBIBYTE
from grader.sandbox.interface import Given
from grader.sandbox.process import WalledProcess
from grader.sandbox.wall import Mount, View, Wall

SECONDS_EACH = 120.0
"""Time for one network on all held-out inputs."""
LIMITS = Limits(
    wall_seconds=1e9,
    cpu_seconds=1e9,
    memory_bytes=6_144 * MEBIBYTE,
    file_bytes=LARGEST_OUTPUTS,
    disk_bytes=2_048 * MEBIBYTE,
)
PROBE = Path(__file__).resolve().parent.parent / "probe"


class CleanRoom:
    """Runs exported networks behind a wall. Started when first needed, restarted when lost."""

    def __init__(self, wall: Wall, given: Given, *, threads: int) -> None:
        self._wall = wall
        self._given = given
        self._threads = threads
        self._lock = threading.Lock()
        self._process: WalledProcess | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="grade-measure-"))
        self._exchange = Mount(source=str(self._folder), target="/grade/exchange", writable=True)
        self._program = Mount(source=str(PROBE), target="/grade/lib/grade_probe")
        self._inputs = {
            file.name: Mount(source=file.source, target=f"/grade/held_out/{number}.npy")
            for number, file in enumerate(given.held_out)
        }

    def warm_up(self) -> None:
        """Begin to start the process, so that it is ready when the first network comes."""
        with self._lock:
            if self._process is None:
                self._process = self._start()

    def outputs(self, job: Job) -> NDArray[np.float32] | Missing:
        """Raw outputs, one row for each held-out input; or why there are none."""
        with self._lock:
            answer = self._ask(job)
            if not answer.get("ok"):
                return Missing(reason=f"it could not be run again: {answer.get('reason')}")
            return self._read(answer)

    def close(self) -> None:
        """End the process and remove its files."""
        with self._lock:
            self._end()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, job: Job) -> dict[str, object]:
        if self._process is None:
            self._process = self._start()
        try:
            self._process.send(json.dumps(self._written(job)))
            answer = json.loads(self._process.receive(SECONDS_EACH))
        except (SandboxError, ValueError) as error:
            # A network that is too large or slow takes the process with it: that is its fault,
            # and it is told as such; the next network gets a new process.
            self._end()
            return {"ok": False, "reason": str(error)}
        return answer if isinstance(answer, dict) else {"ok": False, "reason": "no answer"}

    def _written(self, job: Job) -> dict[str, object]:
        """The job's files are put into the exchange folder; the job names them."""
        caught = job.caught
        assert caught.graph is not None
        for old in self._folder.iterdir():
            old.unlink()
        (self._folder / "graph.json").write_text(caught.graph.model_dump_json())
        (self._folder / "weights").write_bytes(caught.weights)
        inside = self._wall.inside(self._exchange)
        if job.inputs is not None:
            np.save(self._folder / "inputs.npy", job.inputs)
        return {
            "graph": f"{inside}/graph.json",
            "weights": f"{inside}/weights",
            "outputs": f"{inside}/outputs",
            "inputs": f"{inside}/inputs.npy"
            if job.inputs is not None
            else self._wall.inside(self._inputs[job.task]),
            "tensors": [tensor.model_dump() for tensor in caught.entry.tensors],
            "scale": job.scaling.scale,
            "shift": job.scaling.shift,
            "channels_last": job.scaling.channels_last,
            "shape": job.shape,
            "dtype": job.dtype,
        }

    def _read(self, answer: dict[str, object]) -> NDArray[np.float32] | Missing:
        shape = answer.get("shape")
        if not (isinstance(shape, list) and len(shape) == 2 and all(map(_is_size, shape))):
            return Missing(reason="it gave no outputs")
        try:
            content = read_bytes(self._folder / "outputs", largest=LARGEST_OUTPUTS)
            return np.frombuffer(content, dtype="<f4").reshape(shape)
        except (ProbeError, ValueError):
            return Missing(reason="its outputs could not be read")

    def _start(self) -> WalledProcess:
        view = View(
            mounts=(self._program, *self._inputs.values(), self._exchange),
            cwd=self._wall.inside(self._exchange),
            environment=(
                ("PATH", "/usr/bin:/bin"),
                ("HOME", "/tmp"),
                ("LANG", "C.UTF-8"),
                ("OMP_NUM_THREADS", str(self._threads)),
            ),
        )
        program = f"{self._wall.inside(self._program)}/measure.py"
        return WalledProcess(self._wall, [sys.executable, "-I", program], view, LIMITS)

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
