"""The expected files: what was reached, written after training and read by whoever compares."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reference.data.records import DataProblem
from reference.recipe import Published, Recipe
from reference.training.study import Json, write_json

FORMAT = 1
STAND_IN = "stand-in"

Entry = dict[str, Any]
"""What an expected file holds of one recipe."""


def expected_file(folder: Path, assignment: str) -> Path:
    """Where the assignment's numbers are."""
    return folder / f"{assignment}.json"


def read_expected(folder: Path, assignment: str) -> Json:
    """The assignment's expected file; one without recipes if there is none yet."""
    path = expected_file(folder, assignment)
    if not path.exists():
        return {"format": FORMAT, "assignment": assignment, "recipes": {}}
    try:
        content: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataProblem(f"{path}: cannot be read, {error}") from error
    if content.get("format") != FORMAT:
        raise DataProblem(f"{path}: format {content.get('format')}, expected {FORMAT}")
    return content


def entries_of(folder: Path, assignment: str) -> dict[str, Entry]:
    """What the assignment's expected file holds of each recipe that was trained, by its name."""
    entries: Any = read_expected(folder, assignment)["recipes"]
    return dict(entries)


def entry_of(folder: Path, recipe: Recipe) -> Entry | None:
    """What the expected file holds of the recipe; None if it was never trained."""
    return entries_of(folder, recipe.assignment).get(recipe.name)


def results_in(entry: Entry | None) -> list[dict[str, Any]]:
    """What was reached with a recipe: the stand-in's only if there is nothing else."""
    results: list[dict[str, Any]] = entry["results"] if entry else []
    return [result for result in results if result["data"] != STAND_IN] or results


def add_result(folder: Path, recipe: Recipe, result: Json) -> bool:
    """Put a study's result into the expected file; False if a longer study is kept instead.

    What the file says of the recipe itself is brought up to date in either case.
    """
    path = expected_file(folder, recipe.assignment)
    with _alone(path):
        content = read_expected(folder, recipe.assignment)
        recipes: Any = content["recipes"]
        known = recipes.get(recipe.name, {})
        # Results of a recipe that was changed since are of another recipe: they go.
        results = known["results"] if known.get("source_digest") == recipe.digest else []
        is_kept = not any(_is_longer(old, result) for old in results)
        if is_kept:
            others = [old for old in results if old["data"] != result["data"]]
            results = sorted([*others, result], key=lambda one: str(one["data"]))
        recipes[recipe.name] = _head(recipe) | {"results": results}
        content["recipes"] = dict(sorted(recipes.items()))
        write_json(path, content)
    return is_kept


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let no other process of this user change the file meanwhile, where that can be had."""
    lock = _locked(path)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _locked(path: Path) -> int | None:
    """A descriptor that holds the file's lock until it is closed."""
    key = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    with suppress(ImportError, OSError):
        import fcntl

        place = _lock_folder() / f"grade-{os.getuid()}-{key}.lock"
        descriptor = os.open(place, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return descriptor
    return None


def _lock_folder() -> Path:
    return Path(tempfile.gettempdir())


def _is_longer(old: Json, new: Json) -> bool:
    same = all(old[key] == new[key] for key in ("data", "data_digest"))
    return same and _size(old) > _size(new)


def _size(result: Json) -> tuple[int, int]:
    return int(str(result["epochs"])), int(str(result["runs"]))


def _head(recipe: Recipe) -> Json:
    weights = recipe.network().parameters()
    return {
        "network": recipe.layers,
        "parameters": sum(weight.numel() for weight in weights),
        "task": recipe.task,
        "regime": asdict(recipe.regime),
        "published": _published(recipe.published),
        "source_digest": recipe.digest,
    }


def _published(figures: tuple[Published, ...]) -> Json:
    """By moment, then by metric: a number, or the least and greatest of several."""
    found: dict[str, Json] = {}
    for figure in figures:
        value = figure.low if figure.high is None else [figure.low, figure.high]
        moment = found.setdefault(figure.at, {})
        moment[figure.metric] = value
        if figure.epoch is not None:
            moment["epoch"] = figure.epoch
    return dict(found)
