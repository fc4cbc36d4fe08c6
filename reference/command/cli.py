"""The command `reference`: train what assignments ask for, and show what it reached."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reference.command.assignments import ASSIGNMENTS, Assignment, assignment_of, assignments_of
from reference.command.options import Command, parser
from reference.data import (
    COURSE_FILES,
    DataProblem,
    Source,
    course_files,
    find_source,
    origin,
    stand_in_source,
    user_cache,
)
from reference.recipe import Recipe

DONE, ASKED_WRONGLY, NOT_AS_EXPECTED, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    commands = {
        "list": _list,
        "train": _train,
        "show": _show,
        "check": _check,
        "draw": _draw,
        "data": _data,
    }
    options = parser(commands, assignments=ASSIGNMENTS, version=_version()).parse_args(arguments)
    try:
        do: Command = options.do
        return do(options)
    except DataProblem as problem:
        print(f"reference: {problem}", file=sys.stderr)
        return ASKED_WRONGLY
    except BrokenPipeError:  # whoever read what we print has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        goes_on = ", the same command goes on from here" if options.do is _train else ""
        print(f"\nreference: stopped{goes_on}", file=sys.stderr)
        return STOPPED


def _list(options: argparse.Namespace) -> int:
    from reference.command.show import recipe_lines

    for place, assignment in enumerate(assignments_of(options.assignments)):
        blocks = ("\n".join(recipe_lines(recipe)) for recipe in assignment.recipes)
        print("\n" * (place > 0) + "\n".join(blocks))
    return DONE


def _train(options: argparse.Namespace) -> int:
    from reference.command.studies import Order, train_all

    assignment, recipes, source = _asked(options)
    repeated = ["--expected", str(options.expected)] if options.expected else []
    order = Order(
        assignment=assignment,
        recipes=recipes,
        source=source,
        runs=options.runs,
        epochs=options.epochs,
        device=_device(options.device),
        work=options.work or (options.cache or user_cache()) / "runs",
        folder=options.expected or assignment.expected,
        repeated=tuple(repeated + ["--stand-in"] * options.stand_in),
    )
    train_all(order)
    return DONE


def _show(options: argparse.Namespace) -> int:
    from reference.command.pictures import draw_all
    from reference.command.show import show_lines

    for place, assignment in enumerate(assignments_of(options.assignments)):
        folder = options.expected or assignment.expected
        print("\n" * (place > 0) + "\n".join(show_lines(assignment, folder)))
        for line in draw_all(assignment, folder, options.png) if options.png else ():
            print(line)
    return DONE


def _check(options: argparse.Namespace) -> int:
    from reference.command.check import check_all

    assignment, recipes, source = _asked(options)
    all_well = check_all(
        recipes,
        source,
        options.expected or assignment.expected,
        epochs=options.epochs,
        device=_device(options.device),
    )
    return DONE if all_well else NOT_AS_EXPECTED


def _draw(options: argparse.Namespace) -> int:
    from reference.command.draw import draw_all

    _, recipes, source = _asked(options)
    device = _device(options.device)
    for line in draw_all(recipes, source, options.png, epochs=options.epochs, device=device):
        print(line, flush=True)
    return DONE


def _data(options: argparse.Namespace) -> int:
    source = _source(options)
    if source.stand_in:
        print("reference: no real data, this is the STAND-IN", file=sys.stderr)
    for name, path in course_files(source, options.folder).items():
        print(f"{path}: {COURSE_FILES[name]} from {origin(source, COURSE_FILES[name]).name}")
    return DONE


def _asked(options: argparse.Namespace) -> tuple[Assignment, tuple[Recipe, ...], Source]:
    """What is to be trained, and on which data; says so if that is the stand-in."""
    from reference.command.studies import without_real_data

    assignment, source = assignment_of(options.assignment), _source(options)
    recipes = assignment.only(options.only)
    for task in without_real_data(source, recipes):
        print(f"reference: no real data for {task}, this is the STAND-IN", file=sys.stderr)
    return assignment, recipes, source


def _source(options: argparse.Namespace) -> Source:
    if options.stand_in:
        return stand_in_source(cache=options.cache)
    told = os.environ.get("GRADE_DATA")
    named = options.data or (Path(told) if told else None)
    return find_source(data=named, cache=options.cache, download=not options.offline)


def _device(choice: str) -> str:
    import torch

    if choice == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if choice == "cuda" and not torch.cuda.is_available():
        raise DataProblem("--device cuda: there is none that torch can use, try --device cpu")
    return choice


def _version() -> str:
    try:
        return version("grade")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    raise SystemExit(main())
