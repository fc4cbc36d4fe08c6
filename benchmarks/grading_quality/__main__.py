"""Grade correct solutions and planted faults, and say what was caught, missed and wrong.

    python -m benchmarks.grading_quality [ASSIGNMENT ...] [--sample N] [--keep DIR]
    python -m benchmarks.grading_quality a7 --only loss --only plain_loops--no-figure
    python -m benchmarks.grading_quality a2 --plant DIR && grade rubric a2.yaml --audit DIR

Everything is graded by `grade`, on the stand-in data unless --data names real data. With --keep a
second run executes only what is new or changed, so a changed rubric or check takes seconds.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.grading_quality.counting import Line, Result, lines_of, shares_of, table
from benchmarks.grading_quality.faults import (
    Assignment,
    FaultError,
    assignments,
    read_assignment,
)
from benchmarks.grading_quality.planting import plant, write_expected

ROOT = Path(__file__).resolve().parent.parent.parent
TOLD_AT_MOST = 600


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade, print one table for each assignment and one of all; 1 if anything is wrong."""
    options = _options(arguments)
    if options.plant:
        return _plant(options)
    every: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="grade-quality-") as scratch:
        work = options.keep or Path(scratch)
        for name in options.assignments or assignments():
            try:
                lines = _grade(_chosen(read_assignment(name), options), options, work / name)
            except FaultError as error:
                print(error, file=sys.stderr)
                return 1
            every += lines
            print(f"\n## {name}\n\n{table(lines)}\n")
            for share in shares_of(read_assignment(name), work / name / "graded"):
                print(f"- {share}")
            for line in lines:
                if options.all or line.result in (Result.WRONG, Result.MISSED, Result.UNDECIDED):
                    print(f"- {line.result}: {line.submission}: {line.told[:TOLD_AT_MOST]}")
    print(f"\n## All\n\n{table(every)}")
    return int(any(line.result in (Result.WRONG, Result.MISSED) for line in every))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.grading_quality", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", choices=[*assignments(), []]
    )
    parser.add_argument("--sample", type=int, metavar="N", help="only every Nth fault")
    only = "only faults with this in their names, and their solutions; may be said several times"
    parser.add_argument("--only", metavar="TEXT", action="append", default=[], help=only)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep submissions and results here"
    )
    parser.add_argument("--plant", type=Path, metavar="DIR", help="only write what is graded")
    parser.add_argument("--data", type=Path, metavar="DIR", help="real data, not the stand-in")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="(default: 2)")
    parser.add_argument("--time", default="20m", help="for each submission (default: 20m)")
    parser.add_argument("--all", action="store_true", help="list what was caught and kept, too")
    return parser.parse_args(arguments)


def _plant(options: argparse.Namespace) -> int:
    try:
        (name,) = options.assignments
        assignment = _chosen(read_assignment(name), options)
        plant(assignment, options.plant)
        write_expected(assignment, options.plant)
    except ValueError:
        print("--plant writes one assignment: name it", file=sys.stderr)
        return 1
    except FaultError as error:
        print(error, file=sys.stderr)
        return 1
    harmless = sum(fault.is_harmless for fault in assignment.faults)
    print(
        f"{options.plant}: solutions {len(assignment.solutions)}, "
        f"faults {len(assignment.faults) - harmless}, harmless changes {harmless}"
    )
    return 0


def _grade(assignment: Assignment, options: argparse.Namespace, work: Path) -> list[Line]:
    submissions, out = work / "submissions", work / "graded"
    shutil.rmtree(submissions, ignore_errors=True)
    plant(assignment, submissions)
    command = [str(Path(sys.executable).with_name("grade")), str(submissions)]
    command += ["--rubric", str(ROOT / "rubrics" / f"{assignment.name}.yaml"), "--out", str(out)]
    command += ["--workers", str(options.workers), "--time", options.time, "--run", "full"]
    command += ["--data", str(options.data)] if options.data else ["--offline"]
    # Without data of its own, an empty cache leaves the stand-in.
    environment = {**os.environ, "XDG_CACHE_HOME": str(work / "cache"), "GRADE_DATA": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode not in (0, 2):
        raise FaultError(f"{assignment.name}: grade ended with status {done.returncode}")
    lines, without = lines_of(assignment, out)
    if without:
        raise FaultError(f"{assignment.name}: {without[0]} has no verdict")
    return lines


def _chosen(assignment: Assignment, options: argparse.Namespace) -> Assignment:
    """The assignment with the faults that were asked for; raises FaultError if there are none."""
    faults = assignment.faults[:: options.sample] if options.sample else assignment.faults
    if not options.only:
        return replace(assignment, faults=faults)
    faults = tuple(fault for fault in faults if any(text in fault.id for text in options.only))
    if not faults:
        asked = " or ".join(map(repr, options.only))
        some = ", ".join(fault.id for fault in assignment.faults[:4])
        raise FaultError(
            f"{assignment.name}: no fault has {asked} in its name, there are {some}, ..."
        )
    used = {fault.solution for fault in faults}
    solutions = tuple(name for name in assignment.solutions if name in used)
    return replace(assignment, faults=faults, solutions=solutions)


if __name__ == "__main__":
    sys.exit(main())
