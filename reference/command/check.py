"""The command `check`: whether this machine reaches, in a short run, what was reached before."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reference.command.progress import Line
from reference.command.report import main_metrics, number
from reference.command.results import entry_of
from reference.command.words import epochs_in_words
from reference.data import Source
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.runs import Run
from reference.training.study import data_of
from reference.training.train import train

SEED = 1000
"""No study comes so far: a run of its own is compared, not one of those it is held against."""
FEW_EPOCHS = 5
FEW_SECONDS = 3.0
"""More than a few epochs are trained where they are known to take no longer than this."""
COMPARED = ("test_accuracy", "test_loss", "train_loss")
"""What is compared, of what there is; a recipe without any of these is held to its own measures."""
SLACK_WIDTHS = 3.0
SLACK_POINTS = 2.0
SLACK_SHARE = 0.1
"""How far outside what was reached a run may be: three times the width from least to greatest, or
two points of an accuracy and a tenth of any other figure, whichever is more.

Of five runs and a sixth that is just as good, the sixth is outside the other five one time in
three, but next to never by three times their width; the points and the tenth are for figures that
hardly differ between runs, where other processors and versions of torch show instead. What a check
is to find, a wrong installation or other data, is off by more.
"""

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check of one recipe came to."""

    line: str
    """The outcome in a line."""
    as_expected: bool | None
    """Whether all figures lie where they should; None if nothing could be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the run beside what was reached before."""

    metric: str
    """Which metric."""
    value: float
    """The run's."""
    low: float | None
    """The least that passes; None if a run before had no number there."""
    high: float | None
    """The greatest that passes."""

    @property
    def is_as_expected(self) -> bool:
        """Whether it lies between; where no number was reached before, anything does."""
        if self.low is None or self.high is None:
            return True
        return self.low <= self.value <= self.high

    def __str__(self) -> str:
        value = number(self.value if math.isfinite(self.value) else None, self.metric)
        return f"{self.metric} {value}"

    @property
    def expected(self) -> str:
        """What passes, in words."""
        if self.low is None or self.high is None:
            return "no number in every run"
        return f"{number(self.low, self.metric)} to {number(self.high, self.metric)}"


def check_all(
    recipes: Iterable[Recipe], source: Source, folder: Path, *, epochs: int | None, device: str
) -> bool:
    """Check one recipe after another and print a line for each; whether none is off."""
    found, line = [], Line()
    for recipe in recipes:
        one = check(recipe, source, folder, epochs=epochs, device=device, progress=line)
        line.clear()
        print(one.line, flush=True)
        found.append(one.as_expected)
    right, wrong, skipped = (found.count(answer) for answer in (True, False, None))
    print(f"{right} as expected, {wrong} not as expected, {skipped} skipped")
    return not wrong


def check(
    recipe: Recipe,
    source: Source,
    folder: Path,
    *,
    epochs: int | None = None,
    device: str = "cpu",
    progress: Told = lambda words: None,
) -> Outcome:
    """Train one run of a few epochs and hold it against the expected file's curves."""
    name = f"{recipe.assignment}/{recipe.name}"
    data, digest = data_of(recipe, source)
    entry = entry_of(folder, recipe)
    if entry is not None and entry["source_digest"] != recipe.digest:
        return _skipped(name, "the recipe changed since it was trained")
    results = entry["results"] if entry else []
    result = next((one for one in results if one["data_digest"] == digest), None)
    if result is None:
        return _skipped(name, "no numbers yet on this data")
    last = _last_epoch(recipe, result, epochs, device)
    run = _run(recipe, data, last, device, lambda epoch: progress(f"{name}: epoch {epoch}"))
    figures = list(_figures(recipe, run, result, last))
    if not figures:
        return _skipped(name, "its numbers have no figure of such a short run")
    return _outcome(name, figures, f"after {epochs_in_words(last)}" if run.curves else "computed")


def _skipped(name: str, why: str) -> Outcome:
    return Outcome(line=f"{name}: skipped, {why}", as_expected=None)


def _outcome(name: str, figures: list[Figure], when: str) -> Outcome:
    wrong = [figure for figure in figures if not figure.is_as_expected]
    told = wrong or figures[:1]
    words = "; ".join(f"{one} {when}, expected {one.expected}" for one in told)
    others = len(figures) - len(told)
    if wrong:
        verdict = "NOT as expected"
    else:
        verdict = f"as expected, as {others} more" if others else "as expected"
    return Outcome(line=f"{name}: {words}: {verdict}", as_expected=not wrong)


def _last_epoch(recipe: Recipe, result: dict[str, Any], epochs: int | None, device: str) -> int:
    """The last epoch of the known curves that a short run reaches."""
    few = FEW_EPOCHS
    if result["device"] == device:
        each = result["seconds"] / (result["runs"] * result["epochs"])
        few = max(few, int(FEW_SECONDS / max(each, 1e-3)))
    wanted = min(epochs or few, recipe.regime.epochs)
    return max((epoch for epoch in result["curves"]["epochs"] if epoch <= wanted), default=wanted)


def _run(
    recipe: Recipe, data: Splits, epochs: int, device: str, progress: Callable[[int], None]
) -> Run:
    if recipe.by_hand:
        return recipe.by_hand(data, SEED, epochs)
    (found,) = train(
        recipe,
        data,
        seeds=(SEED,),
        epochs=epochs,
        device=device,
        progress=lambda epoch, _: progress(epoch),
    )
    return found


def _figures(recipe: Recipe, run: Run, result: dict[str, Any], epoch: int) -> Iterator[Figure]:
    """The run's figures beside the known ones, at the epoch; those of the end without curves."""
    known, ours = _known_at(result, epoch), _ours(run)
    both = [metric for metric in known if metric in ours]
    compared = [metric for metric in COMPARED if metric in both]
    for metric in compared or main_metrics(recipe, both):
        least, greatest = known[metric]
        low, high = passing(metric, least, greatest)
        yield Figure(metric=metric, value=ours[metric], low=low, high=high)


def passing(
    metric: str, least: float | None, greatest: float | None
) -> tuple[float | None, float | None]:
    """What passes, from the least and the greatest that were reached."""
    if least is None or greatest is None:
        return None, None
    is_accuracy = metric.endswith("accuracy")
    floor = SLACK_POINTS if is_accuracy else SLACK_SHARE * max(abs(least), abs(greatest))
    slack = max(SLACK_WIDTHS * (greatest - least), floor)
    low, high = least - slack, greatest + slack
    return (max(low, 0.0), min(high, 100.0)) if is_accuracy else (low, high)


def _known_at(result: dict[str, Any], epoch: int) -> dict[str, tuple[float | None, float | None]]:
    curves = result["curves"]
    if not curves["epochs"]:
        ends = {metric: by["end"] for metric, by in result["metrics"].items() if "end" in by}
        return {metric: (one["minimum"], one["maximum"]) for metric, one in ends.items()}
    if epoch not in curves["epochs"]:
        return {}
    place = curves["epochs"].index(epoch)
    return {
        metric: (curve["minimum"][place], curve["maximum"][place])
        for metric, curve in curves.items()
        if metric != "epochs"
    }


def _ours(run: Run) -> dict[str, float]:
    if run.curves:
        return {curve.metric: curve.values[-1] for curve in run.curves}
    return {score.metric: score.value for score in run.scores if score.at == "end"}
