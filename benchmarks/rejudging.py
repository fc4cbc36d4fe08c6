"""How long 200 stored submissions take to be judged by a changed rubric: less than 5 seconds.

Run with `python benchmarks/rejudging.py`. Samples of `submissions/` are run once in the real
sandbox, which takes minutes; what was found of them is stored for 200 submissions of other names.
Then the class is graded with `rubrics/a2.yaml`, and again with one number of it changed: nothing
runs, everything is judged, and all reports are written anew. `--evidence DIR` keeps what the
samples' runs showed, and finds it there the next time.
"""

import argparse
import io
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grader.changes import grade_changes
from grader.course import Course, find_data
from grader.evidence_key import evidence_key
from grader.grade import GradedClass, grade_class
from grader.ingest import read_class, read_one
from grader.records import Evidence, Rubric
from grader.rubric_file import load_rubric
from grader.rubric_tools.trying import evidence_of
from grader.scratch import scratch_folder
from grader.settings import Settings
from grader.store import Store

ROOT = Path(__file__).resolve().parents[1]
SUBMISSIONS = 200
MOST_SECONDS = 5.0
SAMPLES = ("sample-02-forgetful.ipynb", "sample-05-cautious.ipynb")
RUBRIC = ROOT / "rubrics" / "a2.yaml"
CHANGED = ("unless: {architecture: deep}", "unless: {architecture: ae16}")


def main() -> int:
    """Print a table; 1 if the changed rubric took too long."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--evidence", type=Path, metavar="DIR", help="folder of the samples' runs")
    options = parser.parse_args()
    source = find_data(None, download=False)
    rubric = load_rubric(RUBRIC, data=source.name)
    course = Course.of(rubric, source)
    with scratch_folder() as scratch, tempfile.TemporaryDirectory() as folder:
        runs = Settings(out=options.evidence or Path(folder, "runs"))
        samples = [
            read_one(ROOT / "submissions" / name, into=scratch / "samples") for name in SAMPLES
        ]
        found = evidence_of(samples, course, runs, console=Console()).values()
        evidence = [each for each in found if isinstance(each, Evidence)]
        settings = Settings(out=Path(folder, "graded"))
        handed_in = _class(Path(folder, "class"))
        _store(handed_in, evidence, course, settings, scratch)
        other = Path(folder, "changed.yaml")
        other.write_text(RUBRIC.read_text().replace(*CHANGED))
        first, first_busy, _ = _graded(handed_in, rubric, course, settings, scratch)
        second, second_busy, done = _graded(
            handed_in, load_rubric(other, data=source.name), course, settings, scratch
        )
    size = sum(len(one.evidence.networks) for one in done.graded if one.evidence)
    changed = sum(each.before != each.after for each in grade_changes(done.graded))
    print(f"{'submissions':<28}{len(done.graded):>8}")
    print(f"{'networks in their evidence':<28}{size:>8}")
    print(f"{'run now':<28}{done.executed:>8}")
    print(f"{'graded first':<28}{first:>8.2f} s, {first_busy:.2f} s of processor time")
    told = f"{second:>8.2f} s, {second_busy:.2f} s of processor time"
    print(f"{'judged again, changed rubric':<28}{told}; at most {MOST_SECONDS:g} s may pass")
    print(f"{'grades that changed':<28}{changed:>8}")
    return int(second > MOST_SECONDS or done.executed > 0)


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
    """Keep the samples' evidence as that of the class, in turn."""
    with Store(settings.out) as store:
        for number, one in enumerate(read_class(handed_in, into=scratch / "stored")):
            known = evidence[number % len(evidence)]
            key = evidence_key(one, settings, course)
            store.keep(key, replace(known, submission=one.id, name=one.name, digest=one.digest))


def _graded(
    handed_in: Path, rubric: Rubric, course: Course, settings: Settings, scratch: Path
) -> tuple[float, float, GradedClass]:
    """Seconds that passed, seconds of processor time in all processes, and what came of it."""
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
    return time.perf_counter() - begin, _busy() - busy, done


def _busy() -> float:
    """Seconds of processor time of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
