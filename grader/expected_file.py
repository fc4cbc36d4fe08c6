"""What reference training runs reached, read from `reference/expected/<assignment>.json`."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from grader.errors import ExpectedFileError
from grader.records import Expected, Missing, Regime

# 1: recipes with their results, metrics by name and by point of time.
FORMAT = 1
METRIC = "test_accuracy"
POINT_OF_TIME = "end"
STAND_IN = "stand-in"
MOST_BYTES = 8 * 1024 * 1024

_Finite = Annotated[float, Field(allow_inf_nan=False)]


class Spread(BaseModel):
    """One metric over the runs at one point of time, in the metric's unit."""

    model_config = ConfigDict(frozen=True)

    mean: _Finite
    standard_deviation: Annotated[_Finite, Field(ge=0)] | None = None
    minimum: _Finite | None = None
    maximum: _Finite | None = None
    quantiles: dict[str, _Finite] = {}


class Metrics(BaseModel):
    """The metrics that grading uses, by point of time; the file has more, curves among them."""

    model_config = ConfigDict(frozen=True)

    test_accuracy: dict[str, Spread] = {}
    spread_of_reconstructions: dict[str, Spread] = {}
    eigenface_error_ratio: dict[str, Spread] = {}
    weight_smoothness: dict[str, Spread] = {}
    denoised_04: Annotated[dict[str, Spread], Field(alias="denoised_0.4")] = {}
    denoised_09: Annotated[dict[str, Spread], Field(alias="denoised_0.9")] = {}
    denoised_zeroed: dict[str, Spread] = {}


class Result(BaseModel):
    """What the runs of one recipe reached on one data set."""

    model_config = ConfigDict(frozen=True)

    data: str
    data_digest: str = ""
    runs: Annotated[int, Field(ge=1)]
    epochs: Annotated[int, Field(ge=0)]
    complete: bool
    metrics: Metrics


class Recipe(BaseModel):
    """A network, how it was trained, and what it reached."""

    model_config = ConfigDict(frozen=True)

    network: str
    parameters: Annotated[int, Field(ge=0)]
    regime: Regime | None = None
    results: tuple[Result, ...] = ()


class ExpectedFile(BaseModel):
    """The expected numbers of one assignment."""

    model_config = ConfigDict(frozen=True)

    format: int
    assignment: str
    recipes: dict[str, Recipe]


def expected_folder() -> Path:
    """The folder of expected numbers, part of the package `reference`."""
    package = find_spec("reference")
    if package is None or not package.submodule_search_locations:
        raise ExpectedFileError(
            "reference: the package is not installed, install the project again"
        )
    return Path(package.submodule_search_locations[0]) / "expected"


def read_expected_file(path: Path) -> ExpectedFile:
    """The file's content; raises `ExpectedFileError` when it is not what we write."""
    content = _json(path)
    found = content.get("format") if isinstance(content, dict) else None
    if found != FORMAT:
        raise ExpectedFileError(f"{path}: format {found!r} is not known, format {FORMAT} is read")
    try:
        return ExpectedFile.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ExpectedFileError(f"{path}: {place}: {first['msg'].lower()}") from error


def known_recipes(folder: Path | None = None) -> dict[str, Recipe]:
    """Every recipe by its full name, e.g. `a2/deep-step-lr`."""
    files = sorted((folder or expected_folder()).glob("*.json"))
    return {
        f"{path.stem}/{name}": recipe
        for path in files
        for name, recipe in read_expected_file(path).recipes.items()
    }


def expected(recipe: str, data: str, *, folder: Path | None = None) -> Expected | Missing:
    """The test accuracy at the end of training that `recipe` reached on `data`."""
    known = known_recipes(folder).get(recipe)
    if known is None:
        return Missing(reason=f"there is no reference recipe {recipe}")
    return expected_of(recipe, known, data)


def expected_of(name: str, recipe: Recipe, data: str) -> Expected | Missing:
    """The same for a recipe that was read already."""
    there = [result for result in recipe.results if result.data == data]
    # An interrupted study stopped at fewer epochs: lower than the regime really gives, or higher.
    whole = [result for result in there if result.complete]
    if not whole:
        what = "are not complete" if there else "do not exist"
        return Missing(reason=f"reference runs of {name} on {data} {what}")
    best = max(whole, key=lambda result: result.runs)
    spread = best.metrics.test_accuracy.get(POINT_OF_TIME)
    if spread is None or spread.standard_deviation is None:
        return Missing(reason=f"reference runs of {name} on {data} have no spread of {METRIC}")
    return Expected(
        recipe=name,
        metric=METRIC,
        mean=spread.mean,
        deviation=spread.standard_deviation,
        runs=best.runs,
        data=data,
    )


def figures_of(name: str, recipe: Recipe, *, stand_in: bool) -> tuple[Expected, ...]:
    """What a recipe reached at the end besides accuracy, on the stand-in or on real data."""
    there = [
        result
        for result in recipe.results
        if result.complete and (result.data == STAND_IN) == stand_in
    ]
    if not there:
        return ()
    best = max(there, key=lambda result: result.runs)
    spreads = {
        field.alias or metric: getattr(best.metrics, metric).get(POINT_OF_TIME)
        for metric, field in Metrics.model_fields.items()
        if metric != METRIC
    }
    return tuple(
        Expected(
            recipe=name,
            metric=metric,
            mean=spread.mean,
            deviation=spread.standard_deviation or 0.0,
            runs=best.runs,
            data=best.data,
        )
        for metric, spread in spreads.items()
        if spread is not None
    )


def _json(path: Path) -> object:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ExpectedFileError(f"{path}: larger than {MOST_BYTES:,} bytes, is it ours?")
        return json.loads(content)
    except OSError as error:
        raise ExpectedFileError(f"{path}: cannot be read, {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ExpectedFileError(f"{path}: is not JSON, {error}") from error
