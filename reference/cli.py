"""The command `reference`: train what assignments ask for, and show what it reached."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

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
from reference.options import Command, parser
from reference.progress import Line

if TYPE_CHECKING:
    from reference.recipe import Recipe

DONE, ASKED_WRONGLY, STOPPED = 0, 1, 130
ASSIGNMENTS = ("a2",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the exit code."""
    commands = {"list": _list, "train": _train, "show": _show, "data": _data}
    known = parser(commands, assignments=ASSIGNMENTS, version=_version())
    options = known.parse_args(arguments)
    try:
        do: Command = options.do
        do(options)
    except DataProblem as problem:
        print(f"reference: {problem}", file=sys.stderr)
        return ASKED_WRONGLY
    except KeyboardInterrupt:
        print("\nreference: stopped, the same command goes on from here", file=sys.stderr)
        return STOPPED
    return DONE


def _list(options: argparse.Namespace) -> None:
    for assignment in ASSIGNMENTS:
        for recipe in _recipes(assignment, None):
            regime = recipe.regime
            print(f"{assignment}/{recipe.name}: {recipe.layers}")
            print(
                f"    {regime.optimizer} {regime.learning_rate:g}, {regime.schedule}, "
                f"batch {regime.batch_size}, {regime.epochs} epochs on {recipe.task}"
            )


def _train(options: argparse.Namespace) -> None:
    from reference.report import EXPECTED, add_result
    from reference.study import Study, run

    recipes, source = _recipes(options.assignment, options.only), _source(options)
    for recipe in recipes:
        study = Study(
            recipe=recipe,
            source=source,
            runs=options.runs,
            epochs=min(options.epochs or recipe.regime.epochs, recipe.regime.epochs),
            device=_device(options.device),
            work=options.work or (options.cache or user_cache()) / "runs",
        )
        line = Line()
        result = run(study, line)
        line.clear()
        written = add_result(options.expected or EXPECTED, recipe, result)
        note = "written" if written else "not written, a longer study is there"
        print(
            f"{options.assignment}/{recipe.name}: {result['runs']} runs of {result['epochs']} "
            f"epochs on {result['data']}, {result['seconds']} s, {note}"
        )


def _show(options: argparse.Namespace) -> None:
    from reference.report import EXPECTED, comparisons

    row = "{:<17} {:<14} {:<23} {:<20} {:>13} {:>16} {:>9}  {}"
    print(
        row.format("recipe", "data", "at", "metric", "published", "ours", "runs", "remark").rstrip()
    )
    for one in comparisons(options.expected or EXPECTED, _recipes(options.assignment, None)):
        cells = (one.recipe, one.data, one.at, one.metric)
        print(row.format(*cells, one.published, one.ours, one.runs, one.remark).rstrip())


def _data(options: argparse.Namespace) -> None:
    source = _source(options)
    for name, path in course_files(source, options.folder).items():
        print(f"{path}: {COURSE_FILES[name]} from {origin(source, COURSE_FILES[name]).name}")


def _recipes(assignment: str, only: list[str] | None) -> "tuple[Recipe, ...]":
    from reference.a2 import RECIPES

    by_name = {recipe.name: recipe for recipe in RECIPES if recipe.assignment == assignment}
    for name in only or ():
        if name not in by_name:
            raise DataProblem(f"--only {name}: no such recipe, there is {', '.join(by_name)}")
    return tuple(by_name[name] for name in only) if only else tuple(by_name.values())


def _source(options: argparse.Namespace) -> Source:
    if options.stand_in:
        source = stand_in_source(cache=options.cache)
    else:
        named = options.data or (Path(os.environ["GRADE_DATA"]) if _is_named() else None)
        source = find_source(data=named, cache=options.cache, download=not options.offline)
    if source.stand_in:
        print("reference: no real data, this is the STAND-IN", file=sys.stderr)
    return source


def _is_named() -> bool:
    return bool(os.environ.get("GRADE_DATA"))


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
