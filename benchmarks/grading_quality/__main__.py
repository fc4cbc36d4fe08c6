"""Grade correct solutions and planted faults, and say what was caught, missed and wrong.

    python -m benchmarks.grading_quality [ASSIGNMENT ...] [--sample N] [--keep DIR] [--only TEXT]
    python -m benchmarks.grading_quality a2 --plant DIR && grade rubric rubrics/a2.yaml --audit DIR

Everything is graded by `grade`, on the stand-in data unless --data names real data. With --keep a
second run executes only what is new or changed, so a changed rubric or check takes seconds.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.grading_quality.counting import Line, Result, lines_of, table
from benchmarks.grading_quality.faults import (
    Assignment,
    Fault,
    FaultError,
    assignments,
    read_assignment,
)
from benchmarks.grading_quality.planting import plant, write_expected

ROOT = Path(__file__).resolve().parent.parent.parent
TOLD_AT_MOST = 600


def main() -> int:
    """Grade, print one table for each assignment and one of all; 1 if anything is wrong."""
    options = _options()
    if options.plant:
        return _plant(options)
    every: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="grade-quality-") as scratch:
        work = options.keep or Path(scratch)
        for name in options.assignments or assignments():
            try:
                lines = _grade(read_assignment(name), options, work / name)
            except FaultError as error:
                print(error, file=sys.stderr)
                return 1
            every += lines
            print(f"\n## {name}\n\n{table(lines)}\n")
            for line in lines:
                if options.all or line.result in (Result.WRONG, Result.MISSED, Result.UNDECIDED):
                    print(f"- {line.result}: {line.submission}: {line.told[:TOLD_AT_MOST]}")
    print(f"\n## All\n\n{table(every)}")
    return int(any(line.result in (Result.WRONG, Result.MISSED) for line in every))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.grading_quality", description=__doc__.splitlines()[0]
    )
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", choices=[*assignments(), []]
    )
    parser.add_argument("--sample", type=int, metavar="N", help="only every Nth fault")
    parser.add_argument("--only", metavar="TEXT", help="only faults with this in their names")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep submissions and results here"
    )
    parser.add_argument("--plant", type=Path, metavar="DIR", help="only write what is graded")
    parser.add_argument("--data", type=Path, metavar="DIR", help="real data, not the stand-in")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="(default: 2)")
    parser.add_argument("--time", default="20m", help="for each submission (default: 20m)")
    parser.add_argument("--all", action="store_true", help="list what was caught and kept, too")
    return parser.parse_args()


def _plant(options: argparse.Namespace) -> int:
    try:
        (name,) = options.assignments
        assignment = read_assignment(name)
        chosen = _chosen(assignment, options)
        plant(assignment, chosen, options.plant)
        write_expected(assignment, chosen, options.plant)
    except ValueError:
        print("--plant writes one assignment: name it", file=sys.stderr)
        return 1
    except FaultError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(chosen)} faults and {len(assignment.solutions)} solutions in {options.plant}")
    return 0


def _grade(assignment: Assignment, options: argparse.Namespace, work: Path) -> list[Line]:
    chosen = _chosen(assignment, options)
    submissions, out = work / "submissions", work / "graded"
    shutil.rmtree(submissions, ignore_errors=True)
    plant(assignment, chosen, submissions)
    command = [str(Path(sys.executable).with_name("grade")), str(submissions)]
    command += ["--rubric", str(ROOT / "rubrics" / f"{assignment.name}.yaml"), "--out", str(out)]
    command += ["--workers", str(options.workers), "--time", options.time, "--run", "full"]
    command += ["--data", str(options.data)] if options.data else ["--offline"]
    # Without data of its own, an empty cache leaves the stand-in.
    environment = {**os.environ, "XDG_CACHE_HOME": str(work / "cache"), "GRADE_DATA": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode not in (0, 2):
        raise FaultError(f"{assignment.name}: grade ended with status {done.returncode}")
    lines, without = lines_of(assignment, chosen, out)
    if without:
        raise FaultError(f"{assignment.name}: {without[0]} has no verdict")
    return lines


def _chosen(assignment: Assignment, options: argparse.Namespace) -> tuple[Fault, ...]:
    faults = assignment.faults
    if options.only:
        faults = tuple(fault for fault in faults if options.only in fault.id)
    return faults[:: options.sample] if options.sample else faults


if __name__ == "__main__":
    sys.exit(main())
