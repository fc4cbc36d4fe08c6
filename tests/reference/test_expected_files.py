"""The expected files: they belong to the recipes as they are now, and say what they rest on."""

import dataclasses
import functools
from typing import Any

import pytest

from reference.command.assignments import ASSIGNMENTS, EXPECTED, assignment_of
from reference.command.results import entries_of, read_expected
from reference.data import Source
from reference.recipe import Recipe
from reference.runs import CURVE_POINTS
from reference.training.study import COMPLETE_RUNS, data_of

pytestmark = pytest.mark.torch

RECIPES = [recipe for name in ASSIGNMENTS for recipe in assignment_of(name).recipes]
MADE = ("moons", "palindromes")
"""Data that are made, the same on every machine: nothing needs to stand in for them."""


def name_of(recipe: Recipe) -> str:
    return f"{recipe.assignment}/{recipe.name}"


known = functools.cache(entries_of)


def entry(recipe: Recipe) -> Any:
    return known(EXPECTED, recipe.assignment)[recipe.name]


digests: dict[object, str] = {}


def digest_of(recipe: Recipe, source: Source) -> str:
    """The digest of the recipe's data; many recipes have the same."""
    key = (recipe.task, recipe.data, source)
    if key not in digests:
        digests[key] = data_of(recipe, source)[1]
    return digests[key]


def results(recipe: Recipe, *, stand_in: bool) -> list[Any]:
    return [one for one in entry(recipe)["results"] if (one["data"] == "stand-in") == stand_in]


def is_made(recipe: Recipe) -> bool:
    return recipe.task.split("/")[0] in MADE


every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=name_of)
every_result = pytest.mark.parametrize(
    ("recipe", "stand_in"),
    [(one, stand_in) for one in RECIPES for stand_in in (False, True) if not is_made(one)]
    + [(one, False) for one in RECIPES if is_made(one)],
    ids=lambda value: name_of(value) if isinstance(value, Recipe) else f"stand-in-{value}",
)


@every_recipe
def test_the_numbers_are_those_of_the_recipe_as_it_is_now(recipe: Recipe) -> None:
    # If this fails the recipe was changed: run `reference train a2 --only NAME` again.
    assert entry(recipe)["source_digest"] == recipe.digest


@every_recipe
def test_the_file_describes_the_recipe(recipe: Recipe) -> None:
    found, network = entry(recipe), recipe.network()

    assert found["network"] == recipe.layers
    assert found["parameters"] == sum(weight.numel() for weight in network.parameters())
    assert found["task"] == recipe.task
    assert found["regime"] == dataclasses.asdict(recipe.regime)


@every_result
def test_each_recipe_has_one_result_on_each_data(recipe: Recipe, stand_in: bool) -> None:
    assert len(results(recipe, stand_in=stand_in)) == 1


@pytest.mark.parametrize("recipe", [one for one in RECIPES if not is_made(one)], ids=name_of)
def test_the_stand_in_numbers_rest_on_the_stand_in_as_it_is_now(
    recipe: Recipe, stand_in: Source
) -> None:
    assert results(recipe, stand_in=True)[0]["data_digest"] == digest_of(recipe, stand_in)


@every_recipe
def test_the_real_numbers_rest_on_the_real_data(recipe: Recipe, real: Source) -> None:
    assert results(recipe, stand_in=False)[0]["data_digest"] == digest_of(recipe, real)


@every_result
def test_a_result_says_truthfully_whether_it_is_complete(recipe: Recipe, stand_in: bool) -> None:
    (found,) = results(recipe, stand_in=stand_in)

    all_epochs = found["epochs"] == recipe.regime.epochs
    assert found["complete"] == (all_epochs and found["runs"] >= COMPLETE_RUNS)
    assert found["runs"] >= 2 or not found["complete"]  # one run has no spread


@every_result
def test_every_figure_is_a_possible_one(recipe: Recipe, stand_in: bool) -> None:
    (found,) = results(recipe, stand_in=stand_in)

    for metric, moments in found["metrics"].items():
        for spread in moments.values():
            if spread["mean"] is None:  # the loss of a run that diverged is not a number
                assert metric.endswith("loss")
                continue
            assert spread["minimum"] <= spread["mean"] * (1 + 1e-5)
            assert spread["mean"] <= spread["maximum"] * (1 + 1e-5)
            deviation = spread["standard_deviation"]
            assert deviation is None if found["runs"] == 1 else deviation >= 0
            if metric.endswith("accuracy"):
                assert 0 <= spread["minimum"] <= spread["maximum"] <= 100


@every_result
def test_a_curve_ends_where_the_runs_end(recipe: Recipe, stand_in: bool) -> None:
    (found,) = results(recipe, stand_in=stand_in)
    curves = found["curves"]
    if recipe.regime.optimizer == "svd":
        assert curves == {"epochs": []}
        return

    assert len(curves["epochs"]) <= CURVE_POINTS
    assert curves["epochs"][-1] == found["epochs"]
    for metric, curve in curves.items():
        if metric != "epochs":
            assert len(curve["mean"]) == len(curves["epochs"])
            at_end, last = found["metrics"][metric]["end"]["mean"], curve["mean"][-1]
            assert last is at_end is None or last == pytest.approx(at_end, rel=1e-3, abs=1e-3)


@every_recipe
def test_every_published_figure_can_be_compared(recipe: Recipe) -> None:
    (found,) = results(recipe, stand_in=False)

    for figure in recipe.published:
        assert figure.at in found["metrics"][figure.metric]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_no_recipe_is_left_in_the_file_that_is_not_there_any_more(assignment: str) -> None:
    content: Any = read_expected(EXPECTED, assignment)

    assert set(content["recipes"]) == {one.name for one in assignment_of(assignment).recipes}
    assert (content["format"], content["assignment"]) == (1, assignment)
