"""A2: every network and regime is the assignment's, and what is measured of faces means it."""

import dataclasses

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from torch import Tensor, nn

from grader.notation import output_shape, parameter_count, parse_architecture, write_architecture
from reference.a2 import RECIPES, noisy_labels, noisy_remedies
from reference.a2.faces import DENOISED, SEEN, decompose, eigenfaces_of
from reference.data import Source, splits
from reference.data.records import Examples, Splits
from reference.recipe import Recipe
from reference.runs import Run
from reference.training.device import DeviceData
from reference.training.study import together
from reference.training.train import train

pytestmark = pytest.mark.torch

BY_NAME = {recipe.name: recipe for recipe in RECIPES}
PARAMETERS = {
    "autoencoder-16": 135_184,
    "autoencoder-64": 528_448,
    "autoencoder-16-long": 135_184,
    "autoencoder-64-long": 528_448,
    "wrong-average-face": 135_184,
    "wrong-unscaled-faces": 135_184,
    "eigenfaces-16": 17 * 4096,  # with the mean face
    "eigenfaces-64": 65 * 4096,
    "shallow-fixed-lr": 25_450,
    "shallow-step-lr": 25_450,
    "deep-step-lr": 29_642,
    "wide-step-lr": 118_346,
    "wrong-softmax-twice": 29_642,
    "wrong-no-relu": 29_642,
    "wrong-unscaled": 29_642,
    "noisy-labels": 251_722,
    "noisy-weight-decay": 251_722,
    "noisy-dropout": 251_722,
    "noisy-early-stopping": 251_722,
    "noisy-label-smoothing": 251_722,
    "shallow-32": 25_450,
    "shallow-32-lr-0.01": 25_450,
    "shallow-128": 101_770,
    "shallow-512": 407_050,
    "shallow-32-adam": 25_450,
    "deep-a": 111_146,
    "deep-a-sigmoid": 111_146,
    "deep-a-adam": 111_146,
}
"""As on the assignment's page, in its order; of the free design what its layers come to."""

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


@pytest.fixture(scope="module")
def faces(stand_in: Source) -> Splits:
    return splits(stand_in, "a2/faces")


@pytest.fixture(scope="module")
def on_device(faces: Splits) -> DeviceData:
    return DeviceData(faces, BY_NAME["autoencoder-16"].regime, "cpu")


def array(tensor: Tensor) -> NDArray[np.float64]:
    return tensor.double().numpy()


def few(data: Splits, count: int) -> Splits:
    """So few examples that a training run takes a blink."""

    def first(examples: Examples) -> Examples:
        return Examples(inputs=examples.inputs[:count], labels=examples.labels[:count])

    validation = data.validation and first(data.validation)
    return Splits(train=first(data.train), validation=validation, test=first(data.test))


def score(run: Run, metric: str, at: str = "end") -> float:
    return next(s.value for s in run.scores if (s.metric, s.at) == (metric, at))


def trained_for(recipe: Recipe, data: Splits, epochs: int) -> Run:
    if recipe.by_hand:
        return recipe.by_hand(data, 0, epochs)
    (found,) = train(recipe, data, seeds=(0,), epochs=epochs)
    return found


def test_the_networks_have_the_parameters_of_the_page_in_its_order() -> None:
    found = {
        recipe.name: sum(weight.numel() for weight in recipe.network().parameters())
        for recipe in RECIPES
    }

    assert list(found.items()) == list(PARAMETERS.items())


@every_recipe
def test_the_notation_is_that_of_the_network(recipe: Recipe) -> None:
    told, network = parse_architecture(recipe.layers), recipe.network()

    assert write_architecture(told) == recipe.layers
    assert parameter_count(told) == PARAMETERS[recipe.name]
    assert len(told.layers) == len(list(network.children()))
    assert output_shape(told) == network(torch.zeros(2, *told.input)).shape[1:]


@every_recipe
def test_a_wrong_turn_says_so_in_its_name(recipe: Recipe) -> None:
    assert bool(recipe.wrong_turn) == recipe.name.startswith("wrong-")


@every_recipe
def test_a_run_reaches_every_figure_that_was_published(
    recipe: Recipe, faces: Splits, few_examples: Splits
) -> None:
    noisy = recipe.task == "a2/clothing-noisy" and recipe.data is None
    clothing = dataclasses.replace(few_examples, validation=None) if noisy else few_examples

    found = trained_for(recipe, few(faces if recipe.task == "a2/faces" else clothing, 70), 2)

    reached = {(one.metric, one.at) for one in found.scores}
    assert {(figure.metric, figure.at) for figure in recipe.published} <= reached
    assert {(metric, "end") for metric in recipe.measures} <= reached


@pytest.mark.parametrize("name", ["autoencoder-64", "deep-a-sigmoid", "noisy-dropout"])
def test_a_seed_reaches_alone_what_it_reaches_in_a_stack(
    name: str, faces: Splits, few_examples: Splits
) -> None:
    data = few(faces, 70) if name.startswith("auto") else few_examples

    stacked = train(BY_NAME[name], data, seeds=(0, 1), epochs=2)
    (alone,) = train(BY_NAME[name], data, seeds=(1,), epochs=2)

    for metric in ("train_loss", "test_loss", *BY_NAME[name].measures):
        assert score(stacked[1], metric) == pytest.approx(score(alone, metric), rel=1e-3)
    assert score(stacked[0], "train_loss") != score(stacked[1], "train_loss")


def test_recipes_that_differ_in_the_learning_rate_are_trained_together() -> None:
    groups = {tuple(recipe.name for recipe in group) for group in together(RECIPES)}

    assert {group for group in groups if len(group) > 1} == {("shallow-32", "shallow-32-lr-0.01")}


def test_a_remedy_is_all_that_differs_from_the_recipe_without_one() -> None:
    plain = dataclasses.replace(noisy_labels.RECIPE.regime, epochs=300)
    changed = {
        recipe.name: {
            field.name
            for field in dataclasses.fields(plain)
            if getattr(plain, field.name) != getattr(recipe.regime, field.name)
        }
        for recipe in noisy_remedies.RECIPES
    }
    dropping = parse_architecture(BY_NAME["noisy-dropout"].layers)
    without = parse_architecture(noisy_labels.RECIPE.layers)

    assert changed == {
        "noisy-weight-decay": {"weight_decay"},
        "noisy-dropout": set(),
        "noisy-early-stopping": set(),
        "noisy-label-smoothing": {"label_smoothing"},
    }
    kept = [layer for layer in dropping.layers if type(layer).__name__ != "Dropout"]
    assert (len(dropping.layers), kept) == (len(without.layers) + 4, list(without.layers))


def test_early_stopping_sets_a_fifth_aside_whose_labels_are_as_wrong(stand_in: Source) -> None:
    whole = splits(stand_in, "a2/clothing-noisy")

    found = noisy_remedies.some_set_aside(stand_in)

    assert found.validation is not None
    assert (len(found.train), len(found.validation)) == (8_000, 2_000)
    assert found.test is whole.test
    every = [row.tobytes() for part in (found.train, found.validation) for row in part.inputs]
    assert sorted(every) == sorted(row.tobytes() for row in whole.train.inputs)
    # The stand-in has true labels in the same order: the clothing without noise.
    clean = splits(stand_in, "a2/clothing")
    assert clean.validation is not None
    true = {
        row.tobytes(): label
        for part in (clean.train, clean.validation)
        for row, label in zip(part.inputs, part.labels, strict=True)
    }
    for part in (found.train, found.validation):
        labels = np.array([true[row.tobytes()] for row in part.inputs])
        assert (labels != part.labels).mean() == pytest.approx(0.27, abs=0.03)


def test_eigenfaces_are_principal_components_up_to_sign(faces: Splits) -> None:
    train_faces, test_faces = faces.train.inputs / 255, faces.test.inputs / 255
    pca = PCA(n_components=16, svd_solver="full").fit(train_faces)
    rebuilt = pca.inverse_transform(pca.transform(test_faces))

    found = eigenfaces_of(train_faces)
    run = decompose(faces, 0, 1, count=16)

    signs = np.sign((found.faces[:16] * pca.components_).sum(1, keepdims=True))
    assert found.mean == pytest.approx(pca.mean_)
    assert found.faces[:16] * signs == pytest.approx(pca.components_, abs=1e-8)
    share = 100 * pca.explained_variance_ratio_.sum()
    assert score(run, "explained_variance") == pytest.approx(share)
    assert score(run, "test_loss") == pytest.approx(np.square(test_faces - rebuilt).mean())


def test_more_eigenfaces_tell_the_faces_better(faces: Splits) -> None:
    few_of_them, many = (
        trained_for(BY_NAME[name], faces, 1) for name in ("eigenfaces-16", "eigenfaces-64")
    )

    assert score(few_of_them, "test_loss") > score(many, "test_loss") > 0
    assert score(few_of_them, "explained_variance") < score(many, "explained_variance") < 100


# What is measured, on networks whose answer is known.


def linear_autoencoder(data: DeviceData, hidden: int = 16) -> nn.Module:
    """The best linear code of the train faces, as a network."""
    eigenfaces = eigenfaces_of(array(data.train.inputs))
    leading = torch.tensor(eigenfaces.faces[:hidden], dtype=torch.float32)
    mean = torch.tensor(eigenfaces.mean, dtype=torch.float32)
    network = nn.Sequential(nn.Linear(4096, hidden), nn.Linear(hidden, 4096))
    network.load_state_dict(
        {"0.weight": leading, "0.bias": -leading @ mean, "1.weight": leading.T, "1.bias": mean}
    )
    return network.requires_grad_(False)


def average_face(data: DeviceData) -> nn.Module:
    """All hidden units are dead: one face for all."""
    network = BY_NAME["autoencoder-16"].network().requires_grad_(False)
    network[0].bias.fill_(-1e3)  # type: ignore[index]
    network[2].bias.copy_(data.train.inputs.mean(0))  # type: ignore[index]
    return network


def test_the_network_of_the_eigenfaces_is_as_good_as_they_are_and_lies_in_their_span(
    on_device: DeviceData,
) -> None:
    network = linear_autoencoder(on_device)

    assert SEEN["eigenface_error_ratio"](network, on_device) == pytest.approx(1, rel=1e-3)
    assert SEEN["face_space"](network, on_device) == pytest.approx(1, rel=1e-3)
    assert SEEN["weight_smoothness"](network, on_device) > 0.5  # the stand-in has grain
    assert 0.3 < SEEN["spread_of_reconstructions"](network, on_device) < 1.0


def test_fresh_weights_show_no_faces(on_device: DeviceData) -> None:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = BY_NAME["autoencoder-16"].network().requires_grad_(False)

    assert abs(SEEN["weight_smoothness"](network, on_device)) < 0.05
    assert SEEN["face_space"](network, on_device) < 0.02


def test_one_average_face_for_all_has_no_spread(on_device: DeviceData) -> None:
    network = average_face(on_device)

    assert SEEN["spread_of_reconstructions"](network, on_device) == 0
    assert SEEN["eigenface_error_ratio"](network, on_device) > 1


def test_who_gives_back_what_it_is_given_spreads_as_much_and_removes_no_noise(
    on_device: DeviceData,
) -> None:
    same = nn.Identity()

    assert SEEN["spread_of_reconstructions"](same, on_device) == 1
    assert {measure(same, on_device) for measure in DENOISED.values()} == {1.0}


def test_a_code_of_few_values_removes_noise(on_device: DeviceData) -> None:
    network = linear_autoencoder(on_device)

    for measure in DENOISED.values():
        assert measure(network, on_device) < 0.5
        assert measure(network, on_device) == measure(network, on_device)
