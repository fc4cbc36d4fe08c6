"""The real command with the real sandbox is ended at any moment: nothing of it survives."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.fake_runs import write_notebook
from tests.kill.killing import half_written, results, stored

pytestmark = pytest.mark.sandbox

RUBRIC = """\
rubric: 1
title: Cheap
points: 5
questions:
  - {id: "1", points: 5, deductions: [{id: fails, points: 2, unless: notebook_runs}]}
"""
STUDENTS = ("anna", "ben", "cleo", "dora")
CELLS = (
    "import subprocess, time",
    "child = subprocess.Popen(['sleep', '{mark}'])",
    "time.sleep(1)",
)
GONE_SECONDS = 60.0
"""Far more than it takes: on a machine with much to do, even what was killed needs its turn."""
PROGRAM = """\
import sys
from grader.cli import main
out, kill_at, *words = sys.argv[1:]
if int(kill_at):
    from tests.kill.killing import count_writes, end_at
    count_writes(out, end_at(int(kill_at)))
sys.exit(main(words))
"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A class, and where it is graded."""

    folder: Path

    def begin(self, out: Path, *, kill_at: int = 0) -> "subprocess.Popen[str]":
        """Start the command, which ends itself at the step `kill_at`, if there is one."""
        words = [str(self.folder / "class"), "--rubric", str(self.folder / "rubric.yaml")]
        words += ["--out", str(out), "--offline", "--workers", "2", "--time", "60s"]
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(out), str(kill_at), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "TMPDIR": str(self.folder / "t"), "COLUMNS": "120"},
            start_new_session=True,
        )

    def alive(self) -> list[str]:
        """What still runs of the graders of this place, and of all that they started."""
        words = (str(self.folder), self.mark)
        found = (" ".join(each.info["cmdline"] or ()) for each in psutil.process_iter(["cmdline"]))
        return [line for line in found if any(word in line for word in words)]

    @property
    def mark(self) -> str:
        """An argument of what the submissions leave running, which is this place's own."""
        return f"7{os.getpid()}.5"


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    # Not pytest's folder: sockets lie in it, and their paths have little room.
    folder = Path(tempfile.mkdtemp(prefix="kill-", dir="/tmp"))
    made = Place(folder=folder)
    (folder / "t").mkdir()
    (folder / "rubric.yaml").write_text(RUBRIC)
    for name in STUDENTS:
        cells = (cell.format(mark=made.mark) for cell in CELLS)
        write_notebook(folder / "class" / name / "a2.ipynb", f"# {name}", *cells)
    yield made
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def undisturbed(place: Place) -> tuple[Path, float]:
    """What a grader writes that nobody ends, and how long it takes."""
    began = time.monotonic()
    process = place.begin(place.folder / "whole")
    printed, _ = process.communicate(timeout=280)
    assert f"{len(STUDENTS)} run now" in printed
    return place.folder / "whole", time.monotonic() - began


def test_after_each_end_the_same_command_goes_on_and_nothing_survives(
    kills: int, place: Place, undisturbed: tuple[Path, float]
) -> None:
    whole, seconds = undisturbed
    for number in range(kills):
        chance = random.Random(number)
        out = place.folder / f"out-{number}"
        # Every other one by the clock, the others at a step that writes.
        by_clock = number % 2 == 0
        process = place.begin(out, kill_at=0 if by_clock else chance.randint(1, 90))
        try:
            process.wait(timeout=chance.uniform(0.1, 1.0) * seconds if by_clock else 200)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        _assert_nothing_survives(place, number)
        assert list(half_written(out)) == [], number
        known = stored(out)

        printed, _ = place.begin(out).communicate(timeout=280)

        assert f"{len(STUDENTS) - len(known)} run now, {len(known)} known" in printed, number
        assert results(out) == results(whole), number
        assert _verdicts(out) == _verdicts(whole), number
        assert list(out.rglob(".part-*")) == [], number
        _assert_nothing_survives(place, number)
        assert list((place.folder / "t").iterdir()) == [], number
        shutil.rmtree(out)


def _verdicts(out: Path) -> dict[str, object]:
    return {name: json.loads((out / name / "verdict.json").read_text()) for name in STUDENTS}


def _assert_nothing_survives(place: Place, number: int) -> None:
    deadline = time.monotonic() + GONE_SECONDS
    while (alive := place.alive()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == [], number
