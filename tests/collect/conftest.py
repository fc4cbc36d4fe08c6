"""Student code run under the probe in a process of its own, without kernel and sandbox."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader.records import CellOutcome, CellRun, NotebookRun

ASSETS = Path(__file__).parents[1] / "assets"
PROBE = Path(__file__).parents[2] / "grader" / "probe"
CELL = "\n# %%\n"
"""Parts the cells of a file of student code."""
INTERRUPTIBLE = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""As in a kernel, also where the tests were started with interrupts ignored."""
HARNESS = """
import sys, pathlib, types, __main__
sys.path.insert(0, {library!r})
from grade_probe import watch
{before}
cells = pathlib.Path({code!r}).read_text().split({between!r})
watch.start({{"out": {out!r}, "cells": list(range(len(cells))), "held_out": {held_out!r}}})
for cell in cells:
    watch._session._cell_begins(types.SimpleNamespace(store_history=True))
    exec(compile(cell, "student", "exec"), vars(__main__))
    watch._session._cell_ends(None)
watch.finish()
"""


def run_under_probe(
    code: Path, folder: Path, held_out: dict[str, str] | None = None, *, before: str = ""
) -> NotebookRun:
    """Run a file of student code in `folder`; gives back what the probe left, as one cell's run.

    `before` is code of the test's that runs before the probe begins.
    """
    library, out = folder / "lib", folder / "out"
    library.mkdir()
    out.mkdir()
    (library / "grade_probe").symlink_to(PROBE)
    program = HARNESS.format(
        library=str(library),
        out=str(out),
        code=str(code),
        held_out=held_out or {},
        between=CELL,
        before=before,
    )
    printed = run_python(program, folder)
    cell = CellRun(index=0, outcome=CellOutcome.OK, seconds=0, output=printed)
    return NotebookRun(
        path="net.ipynb", cells=(cell,), endings=(), seconds=0, probe_folder=str(out)
    )


def run_python(program: str, folder: Path) -> str:
    """What a program prints that runs in `folder` and has nothing to complain of."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTIBLE + program],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    assert "probe:" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def students(tmp_path_factory: pytest.TempPathFactory) -> NotebookRun:
    """The run of `assets/students/networks.py`."""
    folder = tmp_path_factory.mktemp("students")
    return run_under_probe(ASSETS / "students" / "networks.py", folder)
