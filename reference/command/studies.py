"""The command `train`: an assignment's recipes, group by group, into its expected file."""

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference.command.assignments import Assignment
from reference.command.progress import Line
from reference.command.results import add_result, entry_of
from reference.command.words import epochs_in_words, runs_in_words
from reference.data import Source, origin
from reference.recipe import Recipe
from reference.training.study import COMPLETE_RUNS, Study, run, together


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be trained."""

    assignment: Assignment
    """Of which assignment."""
    recipes: tuple[Recipe, ...]
    """Which of its recipes."""
    source: Source
    """The data."""
    runs: int
    """Seeds of each recipe."""
    epochs: int | None
    """Stop after so many; None for the regime's."""
    device: str
    """`cpu` or `cuda`."""
    work: Path
    """Folder for finished runs."""
    folder: Path
    """Folder of the expected file."""
    repeated: tuple[str, ...] = ()
    """Options that a command which completes this needs as well."""


def train_all(order: Order) -> None:
    """Train everything, print a line for each recipe, and say what is missing in the end."""
    incomplete = []
    for recipes in together(order.recipes):
        regime = recipes[0].regime
        study = Study(
            recipes=recipes,
            source=order.source,
            runs=order.runs,
            epochs=min(order.epochs or regime.epochs, regime.epochs),
            device=order.device,
            work=order.work,
        )
        line = Line()
        results: list[Any] = run(study, line)
        line.clear()
        for recipe, result in zip(recipes, results, strict=True):
            written = add_result(order.folder, recipe, result)
            note = "written" if written else "not written, a longer study is there"
            print(
                f"{recipe.assignment}/{recipe.name}: {runs_in_words(result['runs'])} of "
                f"{epochs_in_words(result['epochs'])} on {result['data']}, "
                f"{result['seconds']} s, {note}"
            )
            if not _is_complete(order.folder, recipe, result["data"]):
                incomplete.append(recipe)
    if incomplete:
        print(f"incomplete: {', '.join(recipe.name for recipe in incomplete)}")
        print(f"a GPU completes this with: {completing_command(order, incomplete)}")


def completing_command(order: Order, incomplete: list[Recipe]) -> str:
    """The command that completes these recipes on a GPU."""
    words = ["reference", "train", order.assignment.asked]
    if len(incomplete) < len(order.assignment.recipes):
        words += [word for recipe in incomplete for word in ("--only", recipe.name)]
    words += ["--device", "cuda", "--runs", str(max(order.runs, COMPLETE_RUNS))]
    return shlex.join([*words, *order.repeated])


def without_real_data(source: Source, recipes: Iterable[Recipe]) -> list[str]:
    """The tasks among those of the recipes that are trained on the stand-in."""
    tasks = dict.fromkeys(recipe.task for recipe in recipes if recipe.data is None)
    return [task for task in tasks if origin(source, task).stand_in]


def _is_complete(folder: Path, recipe: Recipe, data: str) -> bool:
    results = (entry_of(folder, recipe) or {"results": []})["results"]
    return any(result["complete"] for result in results if result["data"] == data)
