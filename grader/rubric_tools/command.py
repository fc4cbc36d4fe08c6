"""`grade rubric`: which of the tools was asked for."""

import argparse
import json
from pathlib import Path

from rich.console import Console

from grader.course import Course, find_data
from grader.options import settings_from
from grader.records import Rubric
from grader.resources import rubric_path
from grader.rubric_file import describe_rubric, load_rubric, rubric_schema
from grader.rubric_tools.auditing import case_folder, run_audit
from grader.rubric_tools.explaining import explain_item
from grader.rubric_tools.starting import start_rubric
from grader.rubric_tools.trying import describe_try, grade_alone
from grader.scratch import scratch_folder


def rubric_command(options: argparse.Namespace, *, data: Path | None) -> bool:
    """Do what was asked; gives back whether an audit found something that is not as it should."""
    console = Console(highlight=False)
    if options.schema or options.new:
        _without_rubric(options, console)
        return False
    path = rubric_path(options.file)
    rubric = load_rubric(path)
    if options.explain is not None:
        console.print(explain_item(rubric, options.explain))
    elif options.tried is not None or options.audit is not None:
        return _with_runs(options, path, console, data)
    else:
        console.print(describe_rubric(rubric))
    return False


def _without_rubric(options: argparse.Namespace, console: Console) -> None:
    if options.new:
        start_rubric(options.file, console)
        return
    print(json.dumps(rubric_schema(), indent=2))


def _with_runs(
    options: argparse.Namespace, path: Path, console: Console, data: Path | None
) -> bool:
    """What needs submissions; a folder that is not there is said before data is looked for."""
    cases = None if options.audit is None else case_folder(path, options.audit)
    settings = settings_from(options, data=data)
    source = find_data(settings.data, download=not settings.offline)
    rubric: Rubric = load_rubric(path, data=source.name)
    course = Course.of(rubric, source)
    with scratch_folder() as scratch:
        if cases is not None:
            return run_audit(cases, rubric, course, settings, scratch=scratch, console=console)
        graded = grade_alone(
            options.tried, rubric, course, settings, scratch=scratch, console=console
        )
    console.print(describe_try(graded, rubric))
    if source.stand_in:
        console.print("Measured on the stand-in data, not on the assignment's: see --data.")
    return False
