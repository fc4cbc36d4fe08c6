"""The commands: parse, load, run, print, return. Nothing below reads the environment."""

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path

from rich.console import Console

from grader.changes import grade_changes
from grader.course import Course, find_data
from grader.doctor import doctor_command
from grader.documents import write_evidence
from grader.errors import GraderError
from grader.gather import gather
from grader.grade import grade_class
from grader.ingest import read_one
from grader.late import read_late_file
from grader.options import (
    grade_parser,
    inspect_parser,
    rubric_options,
    settings_from,
    write_up_parser,
)
from grader.records import Missing
from grader.render.changes import changes_table
from grader.render.terminal import describe_evidence, summary_table
from grader.render.text import clean
from grader.resources import rubric_path
from grader.rubric_file import load_rubric
from grader.rubric_tools import rubric_command
from grader.sandbox import choose_wall
from grader.scratch import scratch_folder
from grader.store import Store
from grader.verify import verify_command
from grader.write_up_command import Found, hold_and_tell

LONGEST_COMPLAINT = 4_000
"""Characters of one line about what went wrong."""


class Exit(IntEnum):
    """What the exit status says. A bad grade is not one of them."""

    ALL_GRADED = 0
    ASKED_WRONGLY = 1
    WAITS_FOR_A_PERSON = 2
    STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments ask for."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands: dict[str, Callable[[list[str]], int]] = {
        "rubric": _rubric,
        "inspect": _inspect,
        "writeup": _write_up,
        "doctor": doctor_command,
        "verify": verify_command,
    }
    command = commands.get(words[0]) if words else None
    try:
        return int(command(words[1:]) if command else _grade(words))
    except GraderError as error:
        for line in str(error).splitlines():
            # A message may hold a name or a piece of a file that a stranger made.
            print(clean(line, limit=LONGEST_COMPLAINT), file=sys.stderr)
        return int(Found.NOT_CHECKED if command is _write_up else Exit.ASKED_WRONGLY)
    except KeyboardInterrupt:
        print("stopped; what was done is kept, the same command goes on there", file=sys.stderr)
        return int(Exit.STOPPED)
    except BrokenPipeError:
        # Whoever read the output had enough; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.ALL_GRADED)


def _grade(words: list[str]) -> Exit:
    options = grade_parser().parse_args(words)
    settings = settings_from(options, data=_data_folder())
    path = rubric_path(options.rubric)
    load_rubric(path)
    late = read_late_file(options.late) if options.late else {}
    source = find_data(settings.data, download=not settings.offline)
    rubric = load_rubric(path, data=source.name)
    console = Console()
    with scratch_folder() as scratch:
        done = grade_class(
            options.path,
            rubric,
            Course.of(rubric, source),
            settings,
            late=late,
            graded_on=datetime.date.today().isoformat(),
            scratch=scratch,
            console=console,
        )
    console.print(summary_table(done.graded))
    if changes := grade_changes(done.graded):
        console.print(changes_table(changes))
    if source.stand_in:
        console.print("Measured on the stand-in data, not on the assignment's: see --data.")
    console.print(done.told, soft_wrap=True, highlight=False, markup=False)
    return Exit.WAITS_FOR_A_PERSON if done.waits else Exit.ALL_GRADED


def _inspect(words: list[str]) -> Exit:
    options = inspect_parser().parse_args(words)
    settings = settings_from(options, data=_data_folder())
    course = Course.whole(find_data(settings.data, download=not settings.offline))
    console = Console(stderr=options.json == Path("-"))
    with scratch_folder() as scratch, Store(scratch / "out") as store:
        submission = read_one(options.path, into=scratch / "submissions")
        ((_, evidence),) = gather([submission], settings, course, store, console)
    if isinstance(evidence, Missing):
        raise GraderError(f"{options.path}: {evidence.reason}")
    if options.json == Path("-"):
        sys.stdout.write(write_evidence(evidence))
    else:
        console.print(describe_evidence(evidence))
        if options.json:
            options.json.write_text(write_evidence(evidence), encoding="utf-8")
    return Exit.ALL_GRADED


def _write_up(words: list[str]) -> Found:
    options = write_up_parser().parse_args(words)
    rubric = load_rubric(rubric_path(options.rubric)) if options.rubric else None
    wall = choose_wall(options.sandbox)
    with scratch_folder() as scratch:
        return hold_and_tell(options, rubric, wall, scratch)


def _rubric(words: list[str]) -> Exit:
    found_faults = rubric_command(rubric_options(words), data=_data_folder())
    return Exit.WAITS_FOR_A_PERSON if found_faults else Exit.ALL_GRADED


def _data_folder() -> Path | None:
    named = os.environ.get("GRADE_DATA")
    return Path(named) if named else None
