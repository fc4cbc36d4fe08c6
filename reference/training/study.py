"""A study: recipes trained with many seeds on one data set, resumable, and what it comes to."""

import hashlib
import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import Any

import numpy as np

from reference.data import ALL_TASKS, Source, origin, splits, splits_digest, task_digest
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.runs import Curve, Run, Score
from reference.training.bookmark import Bookmark
from reference.training.energy import Meter
from reference.training.stack import Member, OneByOne, strategy_of
from reference.training.train import train_together

COMPLETE_RUNS = 5
"""A study of fewer runs is not called complete."""
STACK, GPU_STACK = 16, 64
"""Networks that are trained at once on a CPU and on a GPU."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DIGITS = 6
"""Significant digits that are written: beyond them the runs are noise."""

Json = dict[str, object]
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What is to be run."""

    recipes: tuple[Recipe, ...]
    """The recipes; several only if they can be trained together, see `together`."""
    source: Source
    """The data."""
    runs: int
    """Seeds 0 to runs - 1."""
    epochs: int
    """Epochs of each run; fewer than the regime's make the study incomplete, and it says so."""
    device: str
    """`cpu` or `cuda`."""
    work: Path
    """Folder in which finished runs are kept, so that a study that is stopped goes on."""


def together(recipes: Iterable[Recipe]) -> list[tuple[Recipe, ...]]:
    """The recipes in groups that differ in nothing but learning rate, momentum, weight decay."""
    groups: dict[object, list[Recipe]] = {}
    for recipe in recipes:
        regime = replace(recipe.regime, learning_rate=0.0, momentum=0.0, weight_decay=0.0)
        same = (recipe.task, recipe.network, recipe.data, recipe.batches, regime)
        by_hand = recipe.name if recipe.by_hand else None
        groups.setdefault((*same, *recipe.measures.items(), by_hand), []).append(recipe)
    return [tuple(several) for several in groups.values()]


def run(study: Study, progress: Told = lambda words: None) -> list[Json]:
    """Train the seeds that are not there yet; each recipe's entry for the expected file."""
    data, data_digest = data_of(study.recipes[0], study.source)
    missing = [
        Member(recipe=recipe, seed=seed)
        for recipe in study.recipes
        for seed in range(study.runs)
        if _stored(_folder(study, recipe, data_digest), seed) is None
    ]
    for members in _in_stacks(missing, study.device):
        bookmark = Bookmark(_unfinished(study, members, data_digest))
        with Meter(study.device) as meter:
            finished = _trained(study, members, data, bookmark, progress)
        energy = None if bookmark.was_opened else meter.kilowatt_hours
        for member, one in zip(members, finished, strict=True):
            share = None if energy is None else energy / len(members)
            kept = replace(one, kilowatt_hours=share, energy_from=meter.how)
            folder = _folder(study, member.recipe, data_digest)
            write_json(folder / f"seed-{one.seed}.json", _without_nan(asdict(kept)))
        bookmark.remove()
    return [_entry(study, recipe, data_digest) for recipe in study.recipes]


def data_of(recipe: Recipe, source: Source) -> tuple[Splits, str]:
    """The recipe's data, and its digest."""
    if recipe.data is None:
        return splits(source, recipe.task), task_digest(source, recipe.task)
    own = recipe.data(source)
    return own, splits_digest(own)


def origin_of(recipe: Recipe, source: Source) -> str:
    """Name of the raw data; that of the task, if a course makes it all by itself."""
    return origin(source, recipe.task).name if recipe.task in ALL_TASKS else recipe.task


def _in_stacks(missing: list[Member], device: str) -> Iterator[list[Member]]:
    """The members that are trained at once."""
    if not missing:
        return
    recipe = missing[0].recipe
    alone = recipe.by_hand or strategy_of(recipe, device) is OneByOne
    size = 1 if alone else GPU_STACK if device == "cuda" else STACK
    for first in range(0, len(missing), size):
        yield missing[first : first + size]


def _trained(
    study: Study, members: list[Member], data: Splits, bookmark: Bookmark, progress: Told
) -> tuple[Run, ...]:
    by_hand = members[0].recipe.by_hand
    if by_hand:
        return (by_hand(data, members[0].seed, study.epochs),)
    words = f"{_who(members)} on {origin_of(members[0].recipe, study.source)}"
    return train_together(
        members,
        data,
        epochs=study.epochs,
        device=study.device,
        progress=lambda epoch, epochs: progress(f"{words}: epoch {epoch} of {epochs}"),
        bookmark=bookmark,
    )


def _unfinished(study: Study, members: list[Member], data_digest: str) -> Path:
    """Where training of these members is kept until it is finished."""
    name = hashlib.sha256(_who(members).encode()).hexdigest()[:16]
    return _folder(study, members[0].recipe, data_digest) / f"unfinished-{name}.pt"


def _who(members: list[Member]) -> str:
    """The members in words: what is trained, and with which seeds."""
    several: dict[str, list[str]] = {}
    for member in members:
        name = f"{member.recipe.assignment}/{member.recipe.name}"
        several.setdefault(name, []).append(str(member.seed))
    return "; ".join(f"{name}, seeds {', '.join(seeds)}" for name, seeds in several.items())


def _folder(study: Study, recipe: Recipe, data_digest: str) -> Path:
    key = f"{recipe.digest[:12]}-{data_digest[:12]}-{study.epochs}-{study.device}"
    return study.work / recipe.assignment / recipe.name / key


def _stored(folder: Path, seed: int) -> Run | None:
    try:
        found = json.loads((folder / f"seed-{seed}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    for score in found["scores"]:
        score["value"] = _number(score["value"])
    found["scores"] = tuple(Score(**score) for score in found["scores"])
    found["curve_epochs"] = tuple(found["curve_epochs"])
    curves = (
        (curve["metric"], tuple(_number(value) for value in curve["values"]))
        for curve in found["curves"]
    )
    found["curves"] = tuple(Curve(metric=metric, values=values) for metric, values in curves)
    return Run(**found)


def _entry(study: Study, recipe: Recipe, data_digest: str) -> Json:
    """One result in the expected file, numbers over all runs."""
    folder = _folder(study, recipe, data_digest)
    stored = (_stored(folder, seed) for seed in range(study.runs))
    runs = [one for one in stored if one is not None]
    metrics: dict[str, object] = {}
    for score in runs[0].scores:
        values = [_value(run, score) for run in runs]
        by_moment = metrics.setdefault(score.metric, {})
        assert isinstance(by_moment, dict)
        by_moment[score.at] = spread(values)
    complete = study.epochs >= recipe.regime.epochs and len(runs) >= COMPLETE_RUNS
    return {
        "data": origin_of(recipe, study.source),
        "data_digest": data_digest,
        "runs": len(runs),
        "epochs": study.epochs,
        "complete": complete,
        "versions": _versions(),
        "device": study.device,
        "seconds": round(sum(run.seconds for run in runs), 1),
        "energy": _energy(runs),
        "metrics": metrics,
        "curves": _curves(runs),
    }


def _energy(runs: list[Run]) -> Json | None:
    """Energy of all runs, and how it was found; None if one of them was not metered."""
    shares = [run.kilowatt_hours for run in runs if run.kilowatt_hours is not None]
    if len(shares) < len(runs):
        return None
    sources = sorted({run.energy_from for run in runs})
    return {"kilowatt_hours": round(sum(shares), 9), "from": "; ".join(sources)}


def _value(run: Run, wanted: Score) -> float:
    return next(s.value for s in run.scores if (s.metric, s.at) == (wanted.metric, wanted.at))


def spread(values: list[float]) -> Json:
    """Mean, sample standard deviation (null for a single run), extremes and quantiles."""
    several = np.asarray(values, dtype=np.float64)
    return {
        "mean": _rounded(several.mean()),
        "standard_deviation": _rounded(several.std(ddof=1)) if len(values) > 1 else None,
        "minimum": _rounded(several.min()),
        "maximum": _rounded(several.max()),
        "quantiles": {f"{q:g}": _rounded(np.quantile(several, q)) for q in QUANTILES},
    }


def _curves(runs: list[Run]) -> Json:
    curves: Json = {"epochs": list(runs[0].curve_epochs)}
    for place, curve in enumerate(runs[0].curves):
        values = np.array([run.curves[place].values for run in runs])  # (runs, epochs)
        curves[curve.metric] = {
            "mean": [_rounded(value) for value in values.mean(axis=0)],
            "minimum": [_rounded(value) for value in values.min(axis=0)],
            "maximum": [_rounded(value) for value in values.max(axis=0)],
        }
    return curves


def _rounded(value: float) -> float | None:
    """JSON has no word for a loss that is not a number; null says that there is none."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _without_nan(content: Any) -> Any:
    """The same with null for what is no number: the losses of a run that diverged."""
    if isinstance(content, dict):
        return {key: _without_nan(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_without_nan(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _versions() -> Json:
    return {"python": python_version(), "numpy": _version("numpy"), "torch": _version("torch")}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def write_json(path: Path, content: object) -> None:
    """Write beside the path, then rename: whoever reads sees all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(_on_short_lines(content) + "\n")
    Path(name).chmod(0o644)
    Path(name).replace(path)


def _on_short_lines(content: object, indent: str = "") -> str:
    """JSON with one line for each key, but lists of numbers and flat objects on one line."""
    if isinstance(content, dict) and any(isinstance(v, dict | list) for v in content.values()):
        inner = [
            f"{indent}  {json.dumps(key)}: {_on_short_lines(value, indent + '  ')}"
            for key, value in content.items()
        ]
        return "{\n" + ",\n".join(inner) + f"\n{indent}}}"
    if isinstance(content, list | tuple) and any(isinstance(v, dict) for v in content):
        inner = [f"{indent}  {_on_short_lines(value, indent + '  ')}" for value in content]
        return "[\n" + ",\n".join(inner) + f"\n{indent}]"
    return json.dumps(content, allow_nan=False)
