"""What was reached, beside what was published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference.command.results import STAND_IN, entries_of, results_in
from reference.recipe import Published, Recipe

REMARKABLE = 1.0
"""A difference from a published accuracy, in points, that `reference show` remarks on."""
MANY_DIGITS_BELOW = 100.0
"""From here on two decimals are enough."""
SPLITS = ("train_", "validation_", "test_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One published figure beside ours; or one of ours that has no published one."""

    recipe: str
    """Name of the recipe."""
    data: str
    """The data that ours were reached on."""
    metric: str
    """Which metric."""
    at: str
    """At which moment of a run."""
    published: str
    """The published figure, or range; empty if there is none."""
    ours: str
    """Our mean and standard deviation."""
    runs: str
    """How many runs of how many epochs; a star says that they are not all."""
    remark: str
    """Whether they differ by more than a point; empty if not."""
    differs: bool = False
    """Whether they can be compared and differ by more than a point."""


def comparisons(folder: Path, recipes: tuple[Recipe, ...]) -> Iterator[Comparison]:
    """Every published figure beside ours, and the main metric of those without published ones.

    The stand-in's numbers are given only if there are no others.
    """
    names = {recipe.assignment for recipe in recipes}
    entries = {name: entries_of(folder, name) for name in names}
    for recipe in recipes:
        entry = entries[recipe.assignment].get(recipe.name)
        changed = entry is not None and entry["source_digest"] != recipe.digest
        for result in results_in(entry):
            rows: list[tuple[str, str, Published | None]] = [
                (figure.metric, figure.at, figure) for figure in recipe.published
            ] or [(metric, "end", None) for metric in main_metrics(recipe, result["metrics"])]
            for metric, at, figure in rows:
                yield _comparison(recipe, metric, at, figure, result, changed=changed)


def main_metrics(recipe: Recipe, metrics: Iterable[str]) -> tuple[str, ...]:
    """Of these metrics what tells most: test accuracy and own measures, else the test loss."""
    known = [metric for metric in metrics if metric not in ("epoch", "epochs")]
    own = [metric for metric in known if metric in recipe.measures or not _is_split(metric)]
    main = [metric for metric in ("test_accuracy", *own) if metric in known]
    return tuple(main or [metric for metric in ("test_loss",) if metric in known])


def number(value: float | None, metric: str) -> str:
    """A figure as it is printed; a mean is null where a run's loss was not a number."""
    if value is None:
        return "not a number"
    places = 2 if metric.endswith("accuracy") or abs(value) >= MANY_DIGITS_BELOW else 4
    return f"{value:.{places}f}"


def _is_split(metric: str) -> bool:
    return metric.startswith(SPLITS) and metric.endswith(("_loss", "_accuracy"))


def _comparison(
    recipe: Recipe,
    metric: str,
    at: str,
    figure: Published | None,
    result: dict[str, Any],
    *,
    changed: bool,
) -> Comparison:
    ours = result["metrics"].get(metric, {}).get(at)  # an old result lacks what came later
    difference = _difference(figure, ours) if figure and ours else 0.0
    stand_in = result["data"] == STAND_IN
    star = "" if result.get("complete", True) else "*"
    if changed:
        remark = "the recipe changed since: train it again"
    elif stand_in and figure:
        remark = "stand-in data: not comparable"
    else:
        remark = f"{difference:+.2f} points" if difference else ""
    return Comparison(
        recipe=recipe.name,
        data=str(result["data"]),
        metric=metric,
        at=at,
        published=_published(figure, metric) if figure else "",
        ours=_mean_and_spread(ours, metric) if ours else "not measured",
        runs=f"{result['runs']} x {result['epochs']}{star}",
        remark=remark,
        differs=bool(difference) and not changed and not stand_in,
    )


def _published(figure: Published, metric: str) -> str:
    high = "" if figure.high is None else f"..{number(figure.high, metric)}"
    return number(figure.low, metric) + high


def _mean_and_spread(ours: dict[str, Any], metric: str) -> str:
    mean, deviation = ours["mean"], ours["standard_deviation"]
    spread = "" if mean is None or deviation is None else f" ± {number(deviation, metric)}"
    return number(mean, metric) + spread


def _difference(figure: Published, ours: dict[str, Any]) -> float:
    """By how many points we are above or below a published accuracy; 0 if it is one or less."""
    mean = ours["mean"]
    if not figure.metric.endswith("accuracy") or mean is None:
        return 0.0
    high = figure.low if figure.high is None else figure.high
    difference: float = mean - high if mean > high else min(mean - figure.low, 0.0)
    return difference if abs(difference) > REMARKABLE else 0.0
