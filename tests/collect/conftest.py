"""Student code run under the probe in a process of its own, without kernel and sandbox."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.records import CellOutcome, CellRun, NotebookRun

ASSETS = Path(__file__).parents[1] / "assets"
PROBE = Path(__file__).parents[2] / "grader" / "probe"
HARNESS = """
import sys, json, pathlib, __main__
sys.path.insert(0, {library!r})
from grade_probe import watch
watch.start({{"out": {out!r}, "cells": [0], "held_out": {held_out!r}}})
exec(compile(pathlib.Path({code!r}).read_text(), "student", "exec"), vars(__main__))
watch._session._cell_ends(None)
watch.finish()
"""


def run_under_probe(
    code: Path, folder: Path, held_out: dict[str, str] | None = None
) -> NotebookRun:
    """Run a file of student code and give back what the probe left, as a run of one cell."""
    library, out = folder / "lib", folder / "out"
    library.mkdir()
    out.mkdir()
    (library / "grade_probe").symlink_to(PROBE)
    program = HARNESS.format(
        library=str(library), out=str(out), code=str(code), held_out=held_out or {}
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "probe:" not in done.stderr, done.stderr
    cell = CellRun(index=0, outcome=CellOutcome.OK, seconds=0, output=done.stdout)
    return NotebookRun(
        path="net.ipynb", cells=(cell,), endings=(), seconds=0, probe_folder=str(out)
    )


@pytest.fixture(scope="session")
def students(tmp_path_factory: pytest.TempPathFactory) -> NotebookRun:
    """The run of `assets/students/networks.py`."""
    folder = tmp_path_factory.mktemp("students")
    return run_under_probe(ASSETS / "students" / "networks.py", folder)
