"""Notebooks run under the probe in forks of one process that has imported everything already."""

import atexit
import functools
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.records import CellOutcome, CellRun, Ending, EndingName, NotebookRun, Place

PROBE = Path(__file__).parents[1] / "grader" / "probe"
# Not started as a file of its own: the module `__main__` belongs to the student's code.
START = f"""\
import sys; sys.path.insert(0, {str(PROBE.parents[1])!r})
from tests.forked_server import serve
sys.path.pop(0); del sys
serve({{}})
"""


@functools.cache
def _server() -> subprocess.Popen[str]:
    library = Path(tempfile.mkdtemp(prefix="grade-forked-"))
    (library / "grade_probe").symlink_to(PROBE)
    server = subprocess.Popen(
        [sys.executable, "-c", START.format(repr(str(library)))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(shutil.rmtree, library)
    atexit.register(server.kill)
    return server


def run_forked(
    folder: Path,
    *sources: str,
    path: str = "net.ipynb",
    is_script: bool = False,
    watched: bool = True,
    task: dict[str, Any] | None = None,
    dies: bool = False,
) -> NotebookRun:
    """Run code cells in `folder`, under the probe unless `watched` is False.

    With `dies`, the code ends its own process and there are no cells to tell of. What the probe
    wrote lies in the `probe_folder` of what is given back. `task` adds to what the
    probe is told to do.
    """
    out = Path(tempfile.mkdtemp(prefix="probe-", dir=folder))
    job = {
        "folder": str(folder),
        "printed": str(out / "printed"),
        "cells": str(out / "cells.json"),
        "sources": sources,
        "watched": watched,
        "task": {
            "out": str(out),
            "cells": list(range(len(sources))),
            "argv0": Path(path).name,
            "script": is_script,
            "held_out": {},
            **(task or {}),
        },
    }
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(job) + "\n")
    server.stdin.flush()
    answer = server.stdout.readline()
    assert answer, "the server of forked runs is gone"
    printed = (out / "printed").read_bytes()
    status = json.loads(answer)["status"]
    assert dies or status == 0, printed.decode(errors="replace")[-3000:]
    assert b"probe: " not in printed, printed.decode(errors="replace")[-3000:]
    cells = [] if dies else json.loads((out / "cells.json").read_text())
    runs = tuple(_cell(index, cell, printed) for index, cell in enumerate(cells))
    return NotebookRun(
        path=path,
        cells=runs,
        endings=_endings(path, runs),
        seconds=sum(cell.seconds for cell in runs),
        probe_folder=str(out),
    )


def printed(run: NotebookRun) -> str:
    """Everything that a run printed."""
    return "".join(cell.output for cell in run.cells)


def _cell(index: int, cell: dict[str, Any], printed: bytes) -> CellRun:
    start, end = cell["span"]
    return CellRun(
        index=index,
        outcome=CellOutcome.RAISED if cell["error"] else CellOutcome.OK,
        seconds=cell["seconds"],
        error=cell["error"],
        output=printed[start:end].decode(errors="replace"),
    )


def _endings(path: str, cells: Sequence[CellRun]) -> tuple[Ending, ...]:
    raised = tuple(
        Ending(name=EndingName.RAISED, sentence=cell.error, place=Place(file=path, cell=cell.index))
        for cell in cells
        if cell.error
    )
    return raised or (Ending(name=EndingName.FINISHED, sentence="It ran.", place=Place(file=path)),)
