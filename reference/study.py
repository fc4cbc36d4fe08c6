"""A study: one recipe trained with many seeds on one data set, resumable, and what it comes to."""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

import numpy as np

from reference.data import Source, origin, splits, task_digest
from reference.recipe import Recipe
from reference.train import Curve, Run, Score, train

COMPLETE_RUNS = 5
"""A study of fewer runs is not called complete."""
STACK = 5
"""Seeds that are trained at once on a CPU."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
DIGITS = 4
"""Decimals that are written: beyond them the runs are noise."""

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What is to be run."""

    recipe: Recipe
    """The recipe."""
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


def run(study: Study, progress: Callable[[str], None] = lambda words: None) -> Json:
    """Train the seeds that are not there yet; the study's entry for the expected file."""
    recipe = study.recipe
    data, data_digest = splits(study.source, recipe.task), task_digest(study.source, recipe.task)
    folder = _folder(study, data_digest)
    missing = [seed for seed in range(study.runs) if _stored(folder, seed) is None]
    for first in range(0, len(missing), STACK):
        seeds = tuple(missing[first : first + STACK])
        who = f"{recipe.assignment}/{recipe.name} on {study.source.name}"
        words = f"{who}, seeds {seeds[0]} to {seeds[-1]}"
        for finished in train(
            recipe,
            data,
            seeds=seeds,
            epochs=study.epochs,
            device=study.device,
            progress=lambda epoch, epochs, words=words: progress(  # type: ignore[misc]
                f"{words}: epoch {epoch} of {epochs}"
            ),
        ):
            write_json(folder / f"seed-{finished.seed}.json", asdict(finished))
    runs = [_stored(folder, seed) for seed in range(study.runs)]
    return _entry(study, [found for found in runs if found], data_digest)


def _folder(study: Study, data_digest: str) -> Path:
    key = f"{study.recipe.digest[:12]}-{data_digest[:12]}-{study.epochs}-{study.device}"
    return study.work / study.recipe.assignment / study.recipe.name / key


def _stored(folder: Path, seed: int) -> Run | None:
    try:
        found = json.loads((folder / f"seed-{seed}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return Run(
        seed=found["seed"],
        seconds=found["seconds"],
        scores=tuple(Score(**score) for score in found["scores"]),
        curve_epochs=tuple(found["curve_epochs"]),
        curves=tuple(Curve(metric=c["metric"], values=tuple(c["values"])) for c in found["curves"]),
    )


def _entry(study: Study, runs: list[Run], data_digest: str) -> Json:
    """One result in the expected file, numbers over all runs."""
    metrics: dict[str, object] = {}
    for score in runs[0].scores:
        values = [_value(run, score) for run in runs]
        by_moment = metrics.setdefault(score.metric, {})
        assert isinstance(by_moment, dict)
        by_moment[score.at] = spread(values)
    complete = study.epochs >= study.recipe.regime.epochs and len(runs) >= COMPLETE_RUNS
    return {
        "data": origin(study.source, study.recipe.task).name,
        "data_digest": data_digest,
        "runs": len(runs),
        "epochs": study.epochs,
        "complete": complete,
        "versions": _versions(),
        "device": study.device,
        "seconds": round(sum(run.seconds for run in runs), 1),
        "metrics": metrics,
        "curves": _curves(runs),
    }


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
    return round(float(value), DIGITS) if np.isfinite(value) else None


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
