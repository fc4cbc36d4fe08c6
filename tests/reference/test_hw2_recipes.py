"""HW2: every network and regime is the handout's."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from grader.notation import output_shape, parameter_count, parse_architecture, write_architecture
from grader.records import Regime
from reference.data.records import Examples, Splits
from reference.hw2 import RECIPES
from reference.hw2.lenet_augmented import augmented_test_accuracy
from reference.recipe import Recipe
from reference.runs import Run
from reference.training.device import DeviceData
from reference.training.stack import Stacked
from reference.training.study import together
from reference.training.train import train

pytestmark = pytest.mark.torch

BY_NAME = {recipe.name: recipe for recipe in RECIPES}
LENET = 62_006
PARAMETERS = {"linear": 30_730, "mlp-without-relu": 346_994, "mlp": 346_994}
"""What the handout says, where it is not the LeNet."""

REGIME = Regime(
    optimizer="sgd",
    learning_rate=0.001,
    momentum=0.9,
    batch_size=4,
    epochs=50,
    loss="cross_entropy",
    scaling="-1..1",
)
CHANGES: dict[str, dict[str, object]] = {
    "tutorial": {"epochs": 2},
    "linear": {},
    "mlp-without-relu": {},
    "mlp": {},
    "lenet": {},
    "lenet-batch-1": {"batch_size": 1},
    "lenet-batch-500": {"batch_size": 500},
    "lenet-batch-1000": {"batch_size": 1000},
    "lenet-lr-10": {"learning_rate": 10.0},
    "lenet-lr-0.1": {"learning_rate": 0.1},
    "lenet-lr-0.01": {"learning_rate": 0.01},
    "lenet-augmented": {"augmentation": "random_resized_crop 32 + flip"},
    "lenet-mse": {"loss": "mse"},
    "wrong-softmax-twice": {},
    "wrong-unscaled": {"scaling": "0..255"},
}
"""What each recipe changes in the regime of the tutorial with 50 epochs, in the handout's order."""

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


@pytest.fixture(scope="module")
def pictures() -> Splits:
    random = np.random.RandomState(0)

    def some(count: int) -> Examples:
        inputs = random.randint(0, 256, size=(count, 3072)).astype(np.uint8)
        return Examples(inputs=inputs, labels=random.randint(10, size=count))

    return Splits(train=some(24), validation=None, test=some(16))


def fresh(name: str) -> nn.Module:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return BY_NAME[name].network()


def some_inputs(count: int) -> Tensor:
    return 2 * torch.rand(count, 3072, generator=torch.Generator().manual_seed(0)) - 1


def curve(run: Run, metric: str) -> tuple[float, ...]:
    return next(curve.values for curve in run.curves if curve.metric == metric)


@every_recipe
def test_a_network_has_the_parameters_of_the_handout(recipe: Recipe) -> None:
    found = sum(weight.numel() for weight in recipe.network().parameters())

    assert found == PARAMETERS.get(recipe.name, LENET)


@every_recipe
def test_the_notation_is_that_of_the_network(recipe: Recipe) -> None:
    told = parse_architecture(recipe.layers)
    built = [type(layer).__name__ for layer in recipe.network().children()]

    assert write_architecture(told) == recipe.layers
    assert parameter_count(told) == PARAMETERS.get(recipe.name, LENET)
    assert output_shape(told) == recipe.network()(some_inputs(2)).shape[1:] == (10,)
    assert len(told.layers) == len([name for name in built if name != "Unflatten"])


def test_the_regimes_are_those_of_the_handout_in_its_order() -> None:
    assert [recipe.name for recipe in RECIPES] == list(CHANGES)
    for recipe in RECIPES:
        expected = dataclasses.replace(REGIME, **CHANGES[recipe.name])  # type: ignore[arg-type]
        assert recipe.regime == expected
        assert (recipe.assignment, recipe.task) == ("hw2", "cifar-10")
        assert bool(recipe.wrong_turn) == recipe.name.startswith("wrong-")


def test_the_lenet_is_the_network_of_the_public_tutorial() -> None:
    network, images = fresh("lenet"), some_inputs(3)
    first, first_bias, second, second_bias, *dense = network.parameters()

    found = images.view(3, 3, 32, 32)
    found = functional.max_pool2d(functional.conv2d(found, first, first_bias).relu(), 2)
    found = functional.max_pool2d(functional.conv2d(found, second, second_bias).relu(), 2)
    found = functional.linear(found.reshape(3, 400), dense[0], dense[1]).relu()
    found = functional.linear(found, dense[2], dense[3]).relu()
    found = functional.linear(found, dense[4], dense[5])

    assert torch.allclose(network(images), found, atol=1e-6)


@pytest.mark.parametrize(("name", "affine"), [("mlp-without-relu", True), ("mlp", False)])
def test_three_layers_are_one_linear_map_exactly_if_there_is_no_relu(
    name: str, affine: bool
) -> None:
    network, inputs = fresh(name), some_inputs(50)
    shift = network(torch.zeros(1, 3072))
    matrix = network(torch.eye(3072)) - shift  # (3072, 10): what each value alone adds

    one_map = inputs @ matrix + shift

    assert torch.allclose(network(inputs), one_map, atol=1e-4) is affine


def test_the_softmax_too_many_is_all_that_is_wrong_with_the_network() -> None:
    lenet, wrong = fresh("lenet"), fresh("wrong-softmax-twice")

    outputs = wrong(some_inputs(5))

    assert torch.allclose(outputs, lenet(some_inputs(5)).softmax(1))
    assert torch.allclose(outputs.sum(1), torch.ones(5))


def test_recipes_that_differ_in_the_learning_rate_are_trained_together() -> None:
    groups = {frozenset(recipe.name for recipe in group) for group in together(RECIPES)}

    assert {"lenet", "lenet-lr-10", "lenet-lr-0.1", "lenet-lr-0.01"} in groups
    assert all(len(group) in (1, 4) for group in groups)


@every_recipe
def test_a_run_reaches_every_figure_that_was_published(recipe: Recipe, pictures: Splits) -> None:
    (found,) = train(recipe, pictures, seeds=(0,), epochs=2)

    reached = {(score.metric, score.at) for score in found.scores}
    assert {(figure.metric, figure.at) for figure in recipe.published} <= reached
    assert {("test_accuracy", "end"), ("test_accuracy", "best_test")} <= reached
    assert len(curve(found, "train_accuracy")) == len(curve(found, "test_accuracy")) == 2


@pytest.mark.parametrize("name", ["lenet", "lenet-augmented", "lenet-mse", "wrong-softmax-twice"])
def test_a_seed_reaches_alone_what_it_reaches_in_a_stack(
    name: str, pictures: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    (alone,) = train(BY_NAME[name], pictures, seeds=(1,), epochs=2)
    # As on a GPU.
    monkeypatch.setattr("reference.training.stack.strategy_of", lambda recipe, device: Stacked)
    stacked = train(BY_NAME[name], pictures, seeds=(0, 1), epochs=2)

    for metric in ("train_loss", "test_loss"):
        assert curve(stacked[1], metric) == pytest.approx(curve(alone, metric), rel=1e-4)
    assert curve(stacked[0], "train_loss") != curve(stacked[1], "train_loss")


def test_the_augmented_recipe_tells_both_accuracies(pictures: Splits) -> None:
    (found,) = train(BY_NAME["lenet-augmented"], pictures, seeds=(0,), epochs=2)

    reached = {(score.metric, score.at) for score in found.scores}
    for at in ("end", "best_test"):
        assert {("test_accuracy", at), ("augmented_test_accuracy", at)} <= reached


class Colour(nn.Module):
    """Tells red, green and blue pictures apart."""

    def forward(self, inputs: Tensor) -> Tensor:
        return inputs.view(-1, 3, 32 * 32).mean(2)


class Side(nn.Module):
    """Tells pictures that are bright on the left from those that are bright on the right."""

    def forward(self, inputs: Tensor) -> Tensor:
        columns = inputs.view(-1, 3, 32, 32).mean((1, 2))
        return torch.stack([columns[:, :16].mean(1), columns[:, 16:].mean(1)], dim=1)


def coloured(count: int) -> Examples:
    labels = np.arange(count) % 3
    inputs = np.zeros((count, 3, 1024), dtype=np.uint8)
    inputs[np.arange(count), labels] = 200
    return Examples(inputs=inputs.reshape(count, 3072), labels=labels)


def sided(count: int) -> Examples:
    labels = np.arange(count) % 2
    inputs = np.zeros((count, 3, 32, 2, 16), dtype=np.uint8)
    inputs[np.arange(count), :, :, labels] = 200
    return Examples(inputs=inputs.reshape(count, 3072), labels=labels)


def on_device(examples: Examples) -> DeviceData:
    return DeviceData(Splits(train=examples, validation=None, test=examples), REGIME, "cpu")


def test_augmented_test_images_keep_their_colour_and_lose_their_side() -> None:
    # More images than are measured at once, and the last part is smaller.
    colours, sides = on_device(coloured(1_234)), on_device(sided(1_234))

    assert augmented_test_accuracy(Colour(), colours) == 100.0
    assert augmented_test_accuracy(Side(), sides) == pytest.approx(50, abs=5)
    assert augmented_test_accuracy(Side(), sides) == augmented_test_accuracy(Side(), sides)
