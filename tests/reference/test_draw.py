"""Pictures of what networks learn: what is on their pages, and what is written."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from grader.records import Regime
from reference.a2 import autoencoder, eigenfaces
from reference.a2.faces import DENOISED, decompose, eigenfaces_of, face_space
from reference.command import draw, pictures
from reference.command.cli import ASKED_WRONGLY, DONE, main
from reference.command.draw import snapshot_epochs, trained
from reference.command.learnt import (
    Snapshot,
    can_be_drawn,
    denoising_page,
    pages_of,
    pages_of_eigenfaces,
    span_page,
    weight_page,
)
from reference.command.pages import Grid, Page
from reference.data import Source, splits
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.training.device import DeviceData
from reference.training.stack import Member, Networks
from reference.training.train import train_together

pytestmark = pytest.mark.torch

PNG = b"\x89PNG"


def network() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 20), nn.ReLU(), nn.Linear(20, 10))


RECIPE = Recipe(
    assignment="a0",
    name="tiny",
    task="a tiny one",
    layers="784 -> 20 -> relu -> 10",
    network=network,
    regime=Regime(
        optimizer="sgd",
        learning_rate=0.05,
        momentum=0.9,
        batch_size=50,
        epochs=8,
        loss="cross_entropy",
    ),
    file=__file__,
)
AUTOENCODER = autoencoder.RECIPES[0]


def first(network: nn.Module) -> nn.Linear:
    return next(layer for layer in network.modules() if isinstance(layer, nn.Linear))


def a_page(found: tuple[Page, ...], name: str) -> Grid:
    (page,) = (page for page in found if page.name == name)
    assert isinstance(page, Grid)
    return page


@pytest.fixture(scope="module")
def faces(stand_in: Source) -> DeviceData:
    return DeviceData(splits(stand_in, "a2/faces"), AUTOENCODER.regime, "cpu")


def test_who_watches_sees_every_epoch_and_changes_nothing(few_examples: Splits) -> None:
    members = [Member(recipe=RECIPE, seed=seed) for seed in (0, 1)]
    seen: dict[int, Tensor] = {}

    def watch(epoch: int, networks: Networks) -> None:
        torch.rand(1)
        seen[epoch] = first(networks.network(networks.state, 1)).weight.detach()

    watched = train_together(members, few_examples, epochs=3, watch=watch)

    alone = train_together(members, few_examples, epochs=3)
    assert list(seen) == [0, 1, 2, 3]
    assert all(not torch.equal(seen[epoch], seen[epoch + 1]) for epoch in range(3))
    assert [run.scores for run in watched] == [run.scores for run in alone]
    torch.manual_seed(1)
    assert torch.equal(seen[0], first(network()).weight)


@pytest.mark.parametrize(
    ("epochs", "drawn"),
    [
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (300, (0, 1, 4, 17, 72, 300)),
        (3000, (0, 1, 7, 55, 405, 3000)),
    ],
)
def test_epochs_are_drawn_ever_further_apart(epochs: int, drawn: tuple[int, ...]) -> None:
    assert snapshot_epochs(epochs) == drawn


def test_a_page_of_weights_has_a_row_for_each_epoch_and_one_for_what_was_learnt(
    few_examples: Splits,
) -> None:
    snapshots = trained(RECIPE, few_examples, epochs=3)
    data = DeviceData(few_examples, RECIPE.regime, "cpu")

    page = weight_page(snapshots, data.test.inputs)

    assert [row.label.split("\n")[0] for row in page.rows] == [
        *(f"epoch {epoch}" for epoch in range(4)),
        "epoch 3",
    ]
    assert all(row.pictures.shape == (16, 28, 28) for row in page.rows)
    assert all(row.low == -row.high for row in page.rows)
    assert page.rows[0].label.split("\n")[1] == "change 0"
    learnt = page.rows[-1].pictures
    np.testing.assert_allclose(learnt, page.rows[-2].pictures - page.rows[0].pictures)
    assert page.words[0].startswith("Weights of the first layer: 16 of 20 units")


def test_dead_units_are_counted_and_come_last() -> None:
    before, after = network(), network()
    with torch.no_grad():
        for one in (before, after):
            first(one).weight.zero_()
            first(one).bias.fill_(1.0)
        first(after).weight[3] = 0.1
        first(after).weight[5] = 0.2
        first(after).weight[7] = -0.9  # changed most, and never active again
    snapshots = [Snapshot(epoch=0, network=before), Snapshot(epoch=1, network=after)]

    page = weight_page(snapshots, torch.ones(3, 784))

    assert page.rows[0].above[:2] == ("unit 6", "unit 4")
    assert "1 of 20 are dead" in page.words[0]
    assert not any("dead" in unit for unit in page.rows[0].above)  # there are 19 others
    assert page.rows[-1].high == pytest.approx(0.2)  # colours are those of units that live


def test_without_relu_no_unit_is_called_dead() -> None:
    linear = nn.Sequential(nn.Linear(784, 4), nn.Sigmoid())

    page = weight_page([Snapshot(epoch=0, network=linear)], torch.zeros(2, 784))

    assert "dead" not in " ".join(page.words)


def test_kernels_that_see_colours_are_drawn_in_colours() -> None:
    convolution = nn.Sequential(nn.Unflatten(1, (3, 32, 32)), nn.Conv2d(3, 6, 5), nn.ReLU())
    with torch.no_grad():
        convolution.get_parameter("1.weight")[2, 0] = 7.0  # all of its red

    page = weight_page([Snapshot(epoch=0, network=convolution)], torch.rand(2, 3072))

    (row, _) = page.rows
    assert row.pictures.shape == (6, 5, 5, 3)
    assert (row.pictures[2, :, :, 0] == 7.0).all()
    assert (np.abs(row.pictures[2, :, :, 1:]) < 1.0).all()


def test_what_reconstructs_is_drawn_with_its_reconstructions(stand_in: Source) -> None:
    data = splits(stand_in, "a2/faces")
    on_device = DeviceData(data, AUTOENCODER.regime, "cpu")
    snapshots = trained(AUTOENCODER, data, epochs=1)

    found = tuple(pages_of(AUTOENCODER, snapshots, on_device))

    assert [page.name for page in found] == ["weights", "reconstructions", "denoising", "span"]
    inputs, outputs = a_page(found, "reconstructions").rows
    assert inputs.pictures.shape == outputs.pictures.shape == (8, 64, 64)
    np.testing.assert_allclose(
        inputs.pictures[0].ravel(), data.test.inputs[0].astype(float) / 255, atol=1e-6
    )
    with torch.no_grad():
        given = snapshots[-1].network(on_device.test.inputs)
    np.testing.assert_allclose(outputs.pictures[-1].ravel(), given[-1].numpy(), rtol=1e-6)


def test_noise_that_is_made_for_other_pixels_is_not_drawn(stand_in: Source) -> None:
    regime = dataclasses.replace(AUTOENCODER.regime, scaling="0..255")
    unscaled = dataclasses.replace(AUTOENCODER, regime=regime)
    data = DeviceData(splits(stand_in, "a2/faces"), regime, "cpu")
    snapshots = [Snapshot(epoch=0, network=unscaled.network())]

    found = tuple(pages_of(unscaled, snapshots, data))

    assert [page.name for page in found] == ["weights", "reconstructions", "span"]
    assert {row.high for row in a_page(found, "reconstructions").rows} == {255.0}


def test_the_noise_that_is_drawn_is_the_noise_that_is_measured(faces: DeviceData) -> None:
    same = nn.Identity()

    page = denoising_page(same, faces)

    clean, *others = page.rows
    assert len(others) == 2 * len(DENOISED)
    for noisy, output in zip(others[::2], others[1::2], strict=True):
        assert "100 % of it left" in noisy.heading
        assert not np.array_equal(noisy.pictures, clean.pictures)
        np.testing.assert_array_equal(noisy.pictures, output.pictures)
    zeroed = others[-1].pictures
    assert (zeroed == 0).mean() == pytest.approx(1 / 3, abs=0.02)


def test_units_that_are_eigenfaces_lie_in_their_span(faces: DeviceData) -> None:
    leading = eigenfaces_of(faces.train.inputs.double().numpy()).faces
    one = AUTOENCODER.network()
    with torch.no_grad():
        first(one).weight[:8] = torch.as_tensor(leading[:8])
        first(one).weight[8:] = torch.as_tensor(leading[100:108])
        first(one).weight[15] = 0.0

        share = face_space(one, faces)

    page = span_page(one, faces)

    np.testing.assert_allclose(page.values, [100.0] * 8 + [0.0] * 8, atol=1e-3)
    assert f"{100 * share:.1f} % of all units together" in page.words[1]


def test_eigenfaces_reconstruct_as_well_as_they_are_said_to(
    stand_in: Source, faces: DeviceData
) -> None:
    recipe = eigenfaces.RECIPES[0]

    found = tuple(pages_of_eigenfaces(recipe, faces))

    assert [page.name for page in found] == ["eigenfaces", "reconstructions", "denoising"]
    mean, *leading = a_page(found, "eigenfaces").rows
    np.testing.assert_allclose(
        mean.pictures[0].ravel(), faces.train.inputs.mean(0).numpy(), atol=1e-5
    )
    assert [row.pictures.shape for row in leading] == [(8, 64, 64)] * 2
    run = decompose(splits(stand_in, "a2/faces"), 0, 1, count=16)
    error = next(score.value for score in run.scores if score.metric == "test_loss")
    assert f"mean squared error {error:.3g} over all" in found[1].words[0]


def test_only_what_looks_at_images_can_be_drawn() -> None:
    from reference.cs324 import mlp_numpy, mlp_torch, rnn, vgg

    assert can_be_drawn(RECIPE)
    assert can_be_drawn(vgg.RECIPE)
    assert all(can_be_drawn(recipe) for recipe in (*autoencoder.RECIPES, *eigenfaces.RECIPES))
    others = (mlp_numpy.RECIPE, *mlp_torch.RECIPES, *rnn.RECIPES)
    assert not any(can_be_drawn(recipe) for recipe in others)


def test_the_command_writes_a_picture_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "draw a2 --only wrong-average-face --only eigenfaces-16 --epochs 1 --stand-in"
    folder = tmp_path / "pictures"

    status = main([*asked.split(), "--device", "cpu", "--png", str(folder)])

    assert status == DONE
    said = capsys.readouterr()
    assert "no real data for a2/faces, this is the STAND-IN" in said.err
    assert said.out.splitlines() == [
        str(folder / f"a2-{name}.png")
        for name in (
            "wrong-average-face-weights",
            "wrong-average-face-reconstructions",
            "wrong-average-face-denoising",
            "wrong-average-face-span",
            "eigenfaces-16-eigenfaces",
            "eigenfaces-16-reconstructions",
            "eigenfaces-16-denoising",
        )
    ]
    assert all(Path(path).read_bytes().startswith(PNG) for path in said.out.splitlines())


def test_what_has_no_pictures_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "draw cs324 --only mlp-numpy --only rnn-5 --offline --png"

    assert main([*asked.split(), str(tmp_path)]) == DONE

    assert capsys.readouterr().out == "No pictures to draw: mlp-numpy, rnn-5\n"
    assert not list(tmp_path.iterdir())


def test_nothing_is_trained_if_nothing_can_be_drawn_or_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("trained")

    monkeypatch.setattr(draw, "train_together", refuse)
    asked = "draw a2 --only autoencoder-16 --stand-in --png".split()
    file = tmp_path / "file"
    file.touch()

    assert main([*asked, str(file)]) == ASKED_WRONGLY
    assert f"--png {file}: cannot be made" in capsys.readouterr().err

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(pictures, "import_module", missing)
    assert main([*asked, str(tmp_path)]) == ASKED_WRONGLY
    assert "--png: matplotlib is not installed" in capsys.readouterr().err
