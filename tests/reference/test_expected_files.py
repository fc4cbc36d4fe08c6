"""The expected files: they belong to the recipes as they are now, and say what they rest on."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from torch import nn

from reference.a2 import RECIPES
from reference.data import DataProblem, Source, task_digest
from reference.moments import CURVE_POINTS
from reference.recipe import Published, Recipe
from reference.report import EXPECTED, add_result, comparisons, read_expected
from reference.study import COMPLETE_RUNS

pytestmark = pytest.mark.torch

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


def entry(recipe: Recipe) -> Any:
    content: Any = read_expected(EXPECTED, recipe.assignment)
    return content["recipes"][recipe.name]


def result(recipe: Recipe, data: str) -> Any:
    return next(one for one in entry(recipe)["results"] if one["data"] == data)


def notation(network: nn.Module) -> str:
    words: list[str] = []
    for layer in network.children():
        if isinstance(layer, nn.Linear):
            words += [str(layer.in_features)] * (not words) + [str(layer.out_features)]
        else:
            words.append(type(layer).__name__.lower())
    return " -> ".join(words)


@every_recipe
def test_the_numbers_are_those_of_the_recipe_as_it_is_now(recipe: Recipe) -> None:
    # If this fails the recipe was changed: run `reference train a2 --only NAME` again.
    assert entry(recipe)["source_digest"] == recipe.digest


@every_recipe
def test_the_file_describes_the_recipe(recipe: Recipe) -> None:
    found, network = entry(recipe), recipe.network()

    assert found["network"] == recipe.layers == notation(network)
    assert found["parameters"] == sum(weight.numel() for weight in network.parameters())
    assert found["task"] == recipe.task
    assert found["regime"] == dataclasses.asdict(recipe.regime)


@every_recipe
def test_the_stand_in_numbers_rest_on_the_stand_in_as_it_is_now(
    recipe: Recipe, stand_in: Source
) -> None:
    assert result(recipe, "stand-in")["data_digest"] == task_digest(stand_in, recipe.task)


@every_recipe
def test_the_real_numbers_rest_on_the_real_data(recipe: Recipe, real: Source) -> None:
    assert result(recipe, "fashion-mnist")["data_digest"] == task_digest(real, recipe.task)


@every_recipe
@pytest.mark.parametrize("data", ["fashion-mnist", "stand-in"])
def test_a_result_says_truthfully_whether_it_is_complete(recipe: Recipe, data: str) -> None:
    found = result(recipe, data)

    all_epochs = found["epochs"] == recipe.regime.epochs
    assert found["complete"] == (all_epochs and found["runs"] >= COMPLETE_RUNS)
    assert found["runs"] >= 2  # else there is no spread


@every_recipe
@pytest.mark.parametrize("data", ["fashion-mnist", "stand-in"])
def test_every_figure_is_a_possible_one(recipe: Recipe, data: str) -> None:
    metrics = result(recipe, data)["metrics"]

    for metric, moments in metrics.items():
        for spread in moments.values():
            assert spread["minimum"] <= spread["mean"] <= spread["maximum"]
            assert spread["standard_deviation"] >= 0
            if metric.endswith("accuracy"):
                assert 0 <= spread["minimum"] <= spread["maximum"] <= 100


@every_recipe
@pytest.mark.parametrize("data", ["fashion-mnist", "stand-in"])
def test_a_curve_ends_where_the_runs_end(recipe: Recipe, data: str) -> None:
    found = result(recipe, data)
    curves = found["curves"]

    assert len(curves["epochs"]) <= CURVE_POINTS
    assert curves["epochs"][-1] == found["epochs"]
    for metric, curve in curves.items():
        if metric != "epochs":
            assert len(curve["mean"]) == len(curves["epochs"])
            at_end = found["metrics"][metric]["end"]["mean"]
            assert curve["mean"][-1] == pytest.approx(at_end, abs=1e-3)


@every_recipe
def test_every_published_figure_can_be_compared(recipe: Recipe) -> None:
    metrics = result(recipe, "fashion-mnist")["metrics"]

    for figure in recipe.published:
        assert figure.at in metrics[figure.metric]


def test_no_recipe_is_left_in_the_file_that_is_not_there_any_more() -> None:
    content: Any = read_expected(EXPECTED, "a2")

    assert set(content["recipes"]) == {recipe.name for recipe in RECIPES}
    assert (content["format"], content["assignment"]) == (1, "a2")


# What was trained, held against what was published. A failure here is news, not a slip.


def mean(recipe_name: str, metric: str, at: str) -> float:
    recipe = next(one for one in RECIPES if one.name == recipe_name)
    value: float = result(recipe, "fashion-mnist")["metrics"][metric][at]["mean"]
    return value


def test_a_fixed_learning_rate_overfits_and_a_stepped_one_hardly_does() -> None:
    lost_when_fixed, lost_when_stepped = (
        mean(name, "test_accuracy", "best_validation") - mean(name, "test_accuracy", "end")
        for name in ("shallow-fixed-lr", "shallow-step-lr")
    )

    assert lost_when_fixed > 1.0
    assert lost_when_stepped < 0.5


def test_noisy_labels_peak_early_and_are_learnt_by_heart() -> None:
    assert mean("noisy-labels", "test_accuracy", "best_test") == pytest.approx(84.19, abs=1.0)
    assert mean("noisy-labels", "epoch", "best_test") < 100
    assert mean("noisy-labels", "test_accuracy", "end") < 70
    assert mean("noisy-labels", "train_loss", "end") < 0.1


# How the file is kept.


def a_recipe(folder: Path, text: str = "LEARNING_RATE = 0.1\n") -> Recipe:
    file = folder / "recipe.py"
    file.write_text(text)
    published = (Published(metric="test_accuracy", at="end", low=80.0, high=81.0),)
    return dataclasses.replace(RECIPES[0], file=str(file), published=published)


def a_result(**changes: object) -> dict[str, object]:
    spread = {"mean": 82.5, "standard_deviation": 0.25}
    return {
        "data": "fashion-mnist",
        "data_digest": "d",
        "runs": 5,
        "epochs": 10,
        "metrics": {"test_accuracy": {"end": spread}},
    } | changes


def test_comments_docstrings_and_layout_do_not_change_a_recipe(tmp_path: Path) -> None:
    plain = a_recipe(tmp_path, "RATE = 0.1\n\n\ndef network():\n    return RATE\n").digest
    told = a_recipe(
        tmp_path,
        '"""Reached 84.4."""\n\nRATE = 0.1  # as published\n\n\n'
        'def network():\n    """A network."""\n    # made here\n    return RATE\n',
    ).digest

    assert told == plain


def test_what_belongs_to_a_block_changes_a_recipe(tmp_path: Path) -> None:
    inside = a_recipe(tmp_path, "if RATE:\n    RATE = 1\n    NAME = 2\nSEED = 3\n").digest
    outside = a_recipe(tmp_path, "if RATE:\n    RATE = 1\nNAME = 2\nSEED = 3\n").digest

    assert inside != outside


@pytest.mark.parametrize("changed", ["RATE = 0.2\n", 'RATE = "0.1"\n', "RATE = 0.1\nRATE *= 2\n"])
def test_a_change_of_code_changes_a_recipe(tmp_path: Path, changed: str) -> None:
    before = a_recipe(tmp_path, "RATE = 0.1\n").digest

    assert a_recipe(tmp_path, changed).digest != before


def test_a_shorter_study_does_not_replace_a_longer_one(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)

    assert add_result(tmp_path, recipe, a_result(epochs=10))
    assert not add_result(tmp_path, recipe, a_result(epochs=9))
    assert not add_result(tmp_path, recipe, a_result(runs=4))
    assert add_result(tmp_path, recipe, a_result(runs=6))
    assert add_result(tmp_path, recipe, a_result(epochs=1, data="stand-in"))

    content: Any = read_expected(tmp_path, "a2")
    results = content["recipes"]["shallow-fixed-lr"]["results"]
    assert [(one["data"], one["runs"], one["epochs"]) for one in results] == [
        ("fashion-mnist", 6, 10),
        ("stand-in", 5, 1),
    ]


def test_other_data_under_the_same_name_replaces_what_is_there(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)
    add_result(tmp_path, recipe, a_result())

    assert add_result(tmp_path, recipe, a_result(epochs=1, data_digest="e"))


def test_numbers_of_a_recipe_that_was_changed_go(tmp_path: Path) -> None:
    add_result(tmp_path, a_recipe(tmp_path), a_result())
    add_result(tmp_path, a_recipe(tmp_path), a_result(data="stand-in"))
    changed = a_recipe(tmp_path, "LEARNING_RATE = 0.2\n")

    (shown,) = {one.remark for one in comparisons(tmp_path, (changed,))}
    assert shown == "the recipe changed since: train it again"

    assert add_result(tmp_path, changed, a_result(epochs=1))
    content: Any = read_expected(tmp_path, "a2")
    assert len(content["recipes"]["shallow-fixed-lr"]["results"]) == 1


def test_a_difference_of_more_than_a_point_is_remarked_on(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)
    add_result(tmp_path, recipe, a_result())

    (found,) = comparisons(tmp_path, (recipe,))

    assert (found.published, found.ours, found.runs) == ("80.00..81.00", "82.50 ± 0.25", "5 x 10")
    assert found.remark == "+1.50 points"


def test_the_stand_in_is_not_held_against_published_figures(tmp_path: Path) -> None:
    recipe = a_recipe(tmp_path)
    add_result(tmp_path, recipe, a_result(data="stand-in"))

    (found,) = comparisons(tmp_path, (recipe,))

    assert found.remark == "stand-in data: not comparable"


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a2.json").write_text(json.dumps({"format": 2}))

    with pytest.raises(DataProblem, match=r"a2\.json: format 2, expected 1"):
        read_expected(tmp_path, "a2")


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a2.json").write_text("{")

    with pytest.raises(DataProblem, match=r"a2\.json: cannot be read"):
        read_expected(tmp_path, "a2")
