"""How long 200 stored submissions take to be judged by a changed rubric: less than 5 seconds.

Run with `python benchmarks/rejudging.py`. A2's solutions in `benchmarks/grading_quality` are run
once in the real sandbox, which takes minutes; what was found of them is stored for 200 submissions
of other names. The class is graded with `rubrics/a2.yaml`, and then with one item of it changed
after the other: nothing runs, everything is judged, and all reports are written anew. `--evidence
DIR` takes the evidence of an earlier `grade --out DIR`, or keeps there what is run now.

Beside each time stands that of a fixed computation on all cores just before: when it took longer
than at other times, the machine had other work.
"""

import argparse
import io
import multiprocessing
import os
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.grading_quality.faults import read_assignment
from benchmarks.grading_quality.planting import plant
from grader.changes import grade_changes
from grader.course import Course, find_data
from grader.documents import read_evidence
from grader.evidence_key import evidence_key
from grader.grade import GradedClass, grade_class
from grader.ingest import read_class
from grader.records import Evidence, Rubric
from grader.rubric_file import load_rubric
from grader.rubric_tools.trying import evidence_of
from grader.scratch import scratch_folder
from grader.settings import Settings
from grader.store import FOLDER, Store

ROOT = Path(__file__).resolve().parents[1]
SUBMISSIONS = 200
MOST_SECONDS = 5.0
RUBRIC = ROOT / "rubrics" / "a2.yaml"
CHANGES = (
    ("unless: {architecture: deep}", "when: {architecture: deep}"),
    ("unless: {architecture: deep}", "unless: {architecture: ae16}"),
    ("points: [1, 2]", "points: [1, 1.5]"),
    ("at_least: 84%", "at_least: 85%"),
    ("at_least: 84%", "at_least: 99%"),
)
"""What is changed, one after the other, each in the rubric as it ships."""
COUNTED = 4_000_000
"""Size of the fixed computation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One time that the class was judged."""

    what: str
    """By which rubric."""
    seconds: float
    """That passed."""
    busy: float
    """Seconds of processor time in all processes."""
    fixed: float
    """Seconds that the fixed computation took just before."""
    changed: int
    """Grades that changed."""

    def __str__(self) -> str:
        return (
            f"{self.what:<34}{self.seconds:>8.2f} s{self.busy:>9.2f} s of processor time"
            f"{self.fixed:>8.2f} s{self.changed:>6} grades changed"
        )


def main() -> int:
    """Print a table; 1 if the changed rubrics took too long."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--evidence", type=Path, metavar="DIR", help="results of an earlier run")
    options = parser.parse_args()
    source = find_data(None, download=False)
    rubric = load_rubric(RUBRIC, data=source.name)
    course = Course.of(rubric, source)
    with scratch_folder() as scratch, tempfile.TemporaryDirectory() as folder:
        ran = options.evidence or Path(folder, "runs")
        evidence = _stored(ran) or _run(course, ran, scratch)
        settings = Settings(out=Path(folder, "graded"))
        handed_in = _class(Path(folder, "class"))
        _store(handed_in, evidence, course, settings, scratch)
        shutil.copytree(ran / FOLDER / "blobs", settings.out / FOLDER / "blobs", dirs_exist_ok=True)
        timings = []
        for what, path in _rubrics(Path(folder)):
            changed = load_rubric(path, data=source.name)
            timing, done = _graded(what, handed_in, changed, course, settings, scratch)
            print(timing, flush=True)
            timings.append(timing)
            if done.executed:
                print(f"{done.executed} were run: their evidence was not found", file=sys.stderr)
                return 1
    seconds = statistics.median(timing.seconds for timing in timings[1:])
    print(f"{len(done.graded)} submissions of {len(evidence)} kinds, {os.cpu_count()} cores")
    print(f"by a changed rubric, median: {seconds:.2f} s; at most {MOST_SECONDS:g} s may pass")
    return int(seconds > MOST_SECONDS)


def _stored(folder: Path) -> list[Evidence]:
    """All evidence in a folder of results; none if it is no such folder."""
    path = folder / FOLDER / "evidence.sqlite"
    if not path.is_file():
        return []
    with sqlite3.connect(path) as connection:
        rows = connection.execute("select document from evidence order by submission").fetchall()
    return [read_evidence(document, source=str(path)) for (document,) in rows]


def _run(course: Course, out: Path, scratch: Path) -> list[Evidence]:
    """What runs of the solutions show."""
    plant(replace(read_assignment("a2"), faults=()), scratch / "solutions")
    solutions = read_class(scratch / "solutions", into=scratch / "read")
    found = evidence_of(list(solutions), course, Settings(out=out), console=Console())
    return [each for each in found.values() if isinstance(each, Evidence)]


def _rubrics(folder: Path) -> list[tuple[str, Path]]:
    text = RUBRIC.read_text("utf-8")
    found = [("graded first", RUBRIC)]
    for number, (old, new) in enumerate(CHANGES, 1):
        if old not in text:
            raise SystemExit(f"{RUBRIC.name}: {old!r} is not there any more, change CHANGES")
        path = folder / f"changed-{number}.yaml"
        path.write_text(text.replace(old, new, 1), "utf-8")
        found.append((new, path))
    return found


def _class(folder: Path) -> Path:
    """A class whose submissions differ by a comment."""
    text = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    for number in range(SUBMISSIONS):
        own = folder / f"student-{number:03}"
        own.mkdir(parents=True)
        (own / "a2.ipynb").write_text(text)
        (own / "name.py").write_text(f"NUMBER = {number}\n")
    return folder


def _store(
    handed_in: Path,
    evidence: Sequence[Evidence],
    course: Course,
    settings: Settings,
    scratch: Path,
) -> None:
    """Keep the evidence as that of the class, in turn."""
    with Store(settings.out) as store:
        for number, one in enumerate(read_class(handed_in, into=scratch / "stored")):
            known = evidence[number % len(evidence)]
            key = evidence_key(one, settings, course)
            store.keep(key, replace(known, submission=one.id, name=one.name, digest=one.digest))


def _graded(
    what: str, handed_in: Path, rubric: Rubric, course: Course, settings: Settings, scratch: Path
) -> tuple[Timing, GradedClass]:
    fixed = _fixed_computation()
    begin, busy = time.perf_counter(), _busy()
    done = grade_class(
        handed_in,
        rubric,
        course,
        settings,
        late={},
        graded_on="2026-01-01",
        scratch=scratch / f"judged-{rubric.digest[:8]}",
        console=Console(file=io.StringIO()),
    )
    changed = sum(each.before != each.after for each in grade_changes(done.graded))
    seconds, busy = time.perf_counter() - begin, _busy() - busy
    return Timing(what=what, seconds=seconds, busy=busy, fixed=fixed, changed=changed), done


def _fixed_computation() -> float:
    """Seconds that it takes when every core does it."""
    begin = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        pool.map(_count, [COUNTED] * (os.cpu_count() or 1))
    return time.perf_counter() - begin


def _count(number: int) -> int:
    return sum(each * each for each in range(number))


def _busy() -> float:
    """Seconds of processor time of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
