"""The expected files: what was reached, written after training and read by whoever compares."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from reference.data import DataProblem
from reference.recipe import Published, Recipe
from reference.study import Json, write_json

FORMAT = 1
EXPECTED = Path(__file__).parent / "expected"
REMARKABLE = 1.0
"""A difference from a published accuracy, in points, that `reference show` remarks on."""


def read_expected(folder: Path, assignment: str) -> Json:
    """The assignment's expected file; one without recipes if there is none yet."""
    path = folder / f"{assignment}.json"
    if not path.exists():
        return {"format": FORMAT, "assignment": assignment, "recipes": {}}
    try:
        content: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataProblem(f"{path}: cannot be read, {error}") from error
    if content.get("format") != FORMAT:
        raise DataProblem(f"{path}: format {content.get('format')}, expected {FORMAT}")
    return content


def add_result(folder: Path, recipe: Recipe, result: Json) -> bool:
    """Put a study's result into the expected file; False if a longer study is kept instead."""
    content = read_expected(folder, recipe.assignment)
    recipes = content["recipes"]
    assert isinstance(recipes, dict)
    known = recipes.get(recipe.name, {})
    # Results of a recipe that was changed since are of another recipe: they go.
    results = known["results"] if known.get("source_digest") == recipe.digest else []
    kept = [old for old in results if old["data"] != result["data"]]
    if any(_is_longer(old, result) for old in results):
        return False
    recipes[recipe.name] = _head(recipe) | {
        "results": sorted([*kept, result], key=lambda one: str(one["data"]))
    }
    content["recipes"] = dict(sorted(recipes.items()))
    write_json(folder / f"{recipe.assignment}.json", content)
    return True


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One published figure beside ours."""

    recipe: str
    """Name of the recipe."""
    data: str
    """The data that ours were reached on."""
    metric: str
    """Which metric."""
    at: str
    """At which moment of a run."""
    published: str
    """The published figure, or range."""
    ours: str
    """Our mean and standard deviation."""
    runs: str
    """How many runs of how many epochs."""
    remark: str
    """Whether they differ by more than a point; empty if not."""


def comparisons(folder: Path, recipes: tuple[Recipe, ...]) -> Iterator[Comparison]:
    """Every published figure beside ours; the stand-in's are given only if there are no others."""
    for recipe in recipes:
        known = read_expected(folder, recipe.assignment)["recipes"]
        assert isinstance(known, dict)
        if recipe.name not in known:
            continue
        changed = known[recipe.name]["source_digest"] != recipe.digest
        results = known[recipe.name]["results"]
        real = [result for result in results if result["data"] != "stand-in"]
        for result in real or results:
            for figure in recipe.published:
                yield _comparison(recipe, figure, result, changed=changed)


def _comparison(recipe: Recipe, figure: Published, result: Json, *, changed: bool) -> Comparison:
    metrics = result["metrics"]
    assert isinstance(metrics, dict)
    ours = metrics[figure.metric][figure.at]
    high = figure.low if figure.high is None else figure.high
    places = 2 if figure.metric.endswith("accuracy") else 4
    published = f"{figure.low:.{places}f}"
    if figure.high is not None:
        published += f"..{high:.{places}f}"
    return Comparison(
        recipe=recipe.name,
        data=str(result["data"]),
        metric=figure.metric,
        at=figure.at,
        published=published,
        ours=_mean_and_spread(ours, places),
        runs=f"{result['runs']} x {result['epochs']}",
        remark=_remark(figure, ours["mean"], result, changed=changed),
    )


def _mean_and_spread(ours: Json, places: int) -> str:
    mean, deviation = ours["mean"], ours["standard_deviation"]
    if not isinstance(mean, float | int):
        return "not a number"
    spread = f" ± {deviation:.{places}f}" if isinstance(deviation, float | int) else ""
    return f"{mean:.{places}f}{spread}"


def _remark(figure: Published, mean: float | None, result: Json, *, changed: bool) -> str:
    if changed:
        return "the recipe changed since: train it again"
    if result["data"] == "stand-in":
        return "stand-in data: not comparable"
    if not figure.metric.endswith("accuracy") or mean is None:
        return ""
    high = figure.low if figure.high is None else figure.high
    difference = mean - high if mean > high else min(mean - figure.low, 0.0)
    return f"{difference:+.2f} points" if abs(difference) > REMARKABLE else ""
