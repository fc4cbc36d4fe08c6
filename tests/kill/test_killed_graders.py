"""A grader that is ended at any moment: the same command goes on there, and nothing is lost."""

import contextlib
import io
import multiprocessing
import os
import random
import time
from pathlib import Path

import pytest
from rich.console import Console

from grader.course import Course, find_data
from grader.evidence_key import evidence_key, program_digest
from grader.grade import grade_class
from grader.records import Execution, Limits, Submission
from grader.rubric_file import load_rubric
from grader.sandbox.interface import Given, Watch
from grader.settings import Settings
from tests.conftest import SMALL_RUBRIC
from tests.fake_runs import Scripted, write_notebook
from tests.kill.killing import count_writes, end_at, half_written, results, stored

STUDENTS = ("anna", "ben", "cleo", "dora")
TIMED, AIMED = 4, 10
"""Moments by the clock, and steps that write, at which a grader is ended."""
_FORK = multiprocessing.get_context("fork")


class Slow(Scripted):
    """Takes a moment for each submission, and writes down which were begun."""

    def run(self, submission: Submission, given: Given, limits: Limits, watch: Watch) -> Execution:
        """The run of one notebook with one network."""
        log = os.open(self.folder.parent / "begun", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(log, f"{submission.id}\n".encode())
        os.close(log)
        time.sleep(0.05)
        return super().run(submission, given, limits, watch)


@pytest.fixture(scope="module")
def course() -> Course:
    source = find_data(None, download=False)
    made = Course(source, files=["hw2_Q2_and_Q3_data.npz"], tasks=["a2/clothing"])
    # Worked out here, so that all graders are the same program, whoever edits it meanwhile.
    program_digest()
    evidence_key(
        Submission(id="", name="", digest="", folder="", files=(), notebooks=()), Settings(), made
    )
    return made


class Bench:
    """A class that is graded in processes of their own."""

    def __init__(self, folder: Path, course: Course) -> None:
        self.folder, self._course = folder, course
        self.out = folder / "out"
        (folder / "small.yaml").write_text(SMALL_RUBRIC)
        for name in STUDENTS:
            write_notebook(folder / "class" / name / "a2.ipynb", f"# {name}\nprint(1)")
        self.seconds = 0.0
        self._numbers = iter(range(1_000))

    def begin(self, *, kill_at: int = 0) -> multiprocessing.process.BaseProcess:
        """Start a grader, which ends itself at the step `kill_at`, if there is one."""
        process = _FORK.Process(target=self._grade, args=(next(self._numbers), kill_at))
        process.start()
        return process

    def _grade(self, number: int, kill_at: int) -> None:
        place = self.folder / f"run-{number}"
        place.mkdir()
        steps = place / "steps"

        def then(done: int) -> None:
            steps.write_text(str(done))
            end_at(kill_at)(done)

        count_writes(self.out, then)
        self.grade(place)

    def grade(self, place: Path) -> None:
        """Grade in this very process."""
        (place / "scratch").mkdir(parents=True)
        with contextlib.redirect_stdout(io.StringIO()):
            grade_class(
                self.folder / "class",
                load_rubric(self.folder / "small.yaml", data=self._course.used.name),
                self._course,
                Settings(out=self.out, workers=2),
                late={"ben": 1},
                graded_on="2026-01-02",
                scratch=place / "scratch",
                console=Console(file=io.StringIO()),
                open_examiner=Slow(place / "probe").opener(),
            )

    def steps(self) -> int:
        """How many steps the first grader took that write."""
        return int((self.folder / "run-0" / "steps").read_text())

    def begun(self, number: int) -> list[str]:
        """What a grader ran."""
        log = self.folder / f"run-{number}" / "begun"
        return log.read_text().split() if log.exists() else []


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Bench:
    # Whatever is made once in a process is made here, and not in every fork of it.
    Bench(warm := tmp_path_factory.mktemp("warm"), course).grade(warm / "run")
    bench = Bench(tmp_path_factory.mktemp("undisturbed"), course)
    began = time.monotonic()
    process = bench.begin()
    process.join()
    bench.seconds = time.monotonic() - began
    assert process.exitcode == 0
    return bench


@pytest.mark.parametrize("share", [number / AIMED for number in range(AIMED)])
def test_a_grader_ended_at_a_step_that_writes_is_followed_by_one_that_goes_on(
    share: float, undisturbed: Bench, tmp_path: Path, course: Course
) -> None:
    bench = Bench(tmp_path, course)
    process = bench.begin(kill_at=1 + int(share * (undisturbed.steps() - 1)))
    process.join()

    assert process.exitcode == -9
    _assert_goes_on(bench, undisturbed)


@pytest.mark.parametrize("number", range(TIMED))
def test_a_grader_ended_at_any_moment_is_followed_by_one_that_goes_on(
    number: int, undisturbed: Bench, tmp_path: Path, course: Course
) -> None:
    bench = Bench(tmp_path, course)
    process = bench.begin()
    time.sleep(random.Random(number).random() * undisturbed.seconds)
    process.kill()
    process.join()

    _assert_goes_on(bench, undisturbed)


def _assert_goes_on(bench: Bench, undisturbed: Bench) -> None:
    assert list(half_written(bench.out)) == []
    known = stored(bench.out)

    again = bench.begin()
    again.join()

    assert again.exitcode == 0
    assert sorted(bench.begun(1)) == sorted(set(STUDENTS) - known)
    assert results(bench.out) == results(undisturbed.out)
    assert list(half_written(bench.out)) == []
    assert list(bench.out.rglob(".part-*")) == []
    assert stored(bench.out) == set(STUDENTS)
    kept = {path.stem for path in (bench.out / ".grade" / "judged").iterdir()}
    assert kept == set(STUDENTS)


def test_a_third_run_finds_all_of_it_known(undisturbed: Bench) -> None:
    before = results(undisturbed.out)

    again = undisturbed.begin()
    again.join()

    assert again.exitcode == 0
    assert undisturbed.begun(1) == []
    assert results(undisturbed.out) == before


def test_leftovers_of_a_grader_that_lives_stay(undisturbed: Bench) -> None:
    mine = undisturbed.out / f".part-{os.getpid()}-x"
    mine.write_text("half")

    again = undisturbed.begin()
    again.join()

    assert mine.exists()
    mine.unlink()
