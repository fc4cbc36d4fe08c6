"""A7: every network and regime is the handout's, and every published figure is of raw pixels."""

import dataclasses

import pytest
import torch
from torch import nn

from grader.notation import output_shape, parameter_count, parse_architecture, write_architecture
from grader.records import Regime
from reference.a7 import RECIPES
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.runs import Run
from reference.training.stack import Stacked
from reference.training.study import together
from reference.training.train import train

pytestmark = pytest.mark.torch

BY_NAME = {recipe.name: recipe for recipe in RECIPES}
DECAYS = ("1e-3", "1e-4", "1e-5", "1e-6", "1e-7")
WRONG = "wrong-unscaled-"
LAYERS = {
    "dense-64": [50_240, 4_160, 650],
    **{f"dense-500-300-wd-{decay}": [392_500, 150_300, 3_010] for decay in DECAYS},
    "convolutional": [40, 296, 1_168, 33_684, 850],
}
"""Learnt values of each layer, as the handout counts them or as its layers come to."""
TOTALS = {"dense-64": 55_050, "dense-500-300": 545_810, "convolutional": 36_038}

REGIME = Regime(
    optimizer="sgd", learning_rate=0.001, batch_size=256, epochs=10, loss="cross_entropy"
)

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


def right(recipe: Recipe) -> str:
    """The name without what is wrong about it."""
    return recipe.name.removeprefix(WRONG)


def curve(run: Run, metric: str) -> tuple[float, ...]:
    return next(curve.values for curve in run.curves if curve.metric == metric)


@every_recipe
def test_each_layer_has_the_parameters_of_the_handout(recipe: Recipe) -> None:
    learning = [layer for layer in recipe.network().children() if list(layer.parameters())]
    found = [sum(weight.numel() for weight in layer.parameters()) for layer in learning]

    assert found == LAYERS[right(recipe)]
    assert sum(found) == TOTALS[right(recipe).partition("-wd-")[0]]


@every_recipe
def test_the_notation_is_that_of_the_network(recipe: Recipe) -> None:
    told = parse_architecture(recipe.layers)
    built = [type(layer).__name__ for layer in recipe.network().children()]

    assert write_architecture(told) == recipe.layers
    assert parameter_count(told) == sum(LAYERS[right(recipe)])
    assert output_shape(told) == recipe.network()(torch.rand(2, 784)).shape[1:] == (10,)
    assert len(told.layers) == len([name for name in built if name != "Unflatten"])


def test_the_convolutions_and_pools_are_those_of_the_published_network() -> None:
    layers = list(BY_NAME["convolutional"].network().children())

    found = [
        (type(layer).__name__, layer.kernel_size, layer.stride)
        for layer in layers
        if isinstance(layer, nn.Conv2d | nn.MaxPool2d | nn.AvgPool2d)
    ]

    assert found == [
        ("Conv2d", (3, 3), (1, 1)),
        ("MaxPool2d", 2, 1),
        ("Conv2d", (3, 3), (1, 1)),
        ("AvgPool2d", 2, 1),
        ("Conv2d", (3, 3), (2, 2)),
        ("AvgPool2d", 2, 2),
    ]


def test_the_regimes_are_those_of_the_handout() -> None:
    expected = {
        "dense-64": REGIME,
        "convolutional": REGIME,
        **{
            f"dense-500-300-wd-{decay}": dataclasses.replace(
                REGIME, epochs=40, weight_decay=float(decay)
            )
            for decay in DECAYS
        },
    }

    assert {recipe.name: recipe.regime for recipe in RECIPES if not recipe.wrong_turn} == expected
    assert {(recipe.assignment, recipe.task) for recipe in RECIPES} == {("a7", "mnist")}


def test_the_scale_of_the_pixels_is_all_that_is_wrong() -> None:
    wrong = [recipe for recipe in RECIPES if recipe.wrong_turn]

    assert {recipe.name for recipe in wrong} == {WRONG + name for name in LAYERS}
    for recipe in wrong:
        as_asked = BY_NAME[right(recipe)]
        assert recipe.network is as_asked.network
        assert recipe.regime == dataclasses.replace(as_asked.regime, scaling="0..255")


def test_what_was_published_is_of_raw_pixels_and_a_range_of_three_runs() -> None:
    published = {recipe.name: recipe.published for recipe in RECIPES if recipe.published}

    assert set(published) == {
        f"{WRONG}convolutional",
        *(f"{WRONG}dense-500-300-wd-{decay}" for decay in DECAYS),
    }
    (smallest,) = published[f"{WRONG}dense-500-300-wd-1e-6"]
    assert (smallest.low, smallest.high) == (82.27, 83.56)


def test_weight_decays_are_trained_together() -> None:
    groups = [{recipe.name for recipe in group} for group in together(RECIPES)]

    for prefix in ("", WRONG):
        assert {f"{prefix}dense-500-300-wd-{decay}" for decay in DECAYS} in groups
    assert len(groups) == 6


@every_recipe
def test_a_run_reaches_every_figure_that_was_published(
    recipe: Recipe, few_examples: Splits
) -> None:
    blind = dataclasses.replace(few_examples, validation=None)

    (found,) = train(recipe, blind, seeds=(0,), epochs=2)

    reached = {(score.metric, score.at) for score in found.scores}
    assert {(figure.metric, figure.at) for figure in recipe.published} <= reached
    assert {("test_accuracy", "end"), ("test_accuracy", "best_test")} <= reached


@pytest.mark.parametrize("name", ["dense-64", "convolutional"])
def test_a_seed_reaches_alone_what_it_reaches_in_a_stack(
    name: str, few_examples: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    (alone,) = train(BY_NAME[name], few_examples, seeds=(1,), epochs=2)
    # As on a GPU.
    monkeypatch.setattr("reference.training.stack.strategy_of", lambda recipe, device: Stacked)
    stacked = train(BY_NAME[name], few_examples, seeds=(0, 1), epochs=2)

    for metric in ("train_loss", "test_loss"):
        assert curve(stacked[1], metric) == pytest.approx(curve(alone, metric), rel=1e-4)
    assert curve(stacked[0], "train_loss") != curve(stacked[1], "train_loss")
