"""Networks that are trained side by side: none feels the others, and each is what it is alone."""

import dataclasses
from pathlib import Path

import pytest
import torch
from torch import nn

from grader.records import Regime
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.runs import Run
from reference.training import bookmark as bookmark_module
from reference.training.bookmark import Bookmark
from reference.training.stack import Member, OneByOne, Stacked, strategy_of
from reference.training.study import together
from reference.training.train import train, train_together

pytestmark = pytest.mark.torch

REGIME = Regime(
    optimizer="sgd",
    learning_rate=0.05,
    momentum=0.9,
    batch_size=64,
    epochs=4,
    loss="cross_entropy",
    schedule="step 2 x0.1",
)


def dense() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 8), nn.ReLU(), nn.Linear(8, 10))


def convolutional() -> nn.Module:
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 2, 5, stride=3),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(128, 10),
    )


def dropping() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 10))


def normalising() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 10))


def squeezing() -> nn.Module:
    return nn.Sequential(nn.Linear(784, 4), nn.ReLU(), nn.Linear(4, 784))


RECIPE = Recipe(
    assignment="a0",
    name="dense",
    task="a2/clothing",
    layers="784 -> 8 -> relu -> 10",
    network=dense,
    regime=REGIME,
    published=(),
    file=__file__,
)


def variant(**changes: object) -> Recipe:
    """The recipe with another network or other fields of its regime."""
    own = {name: changes.pop(name) for name in ("network", "name", "reconstructs") & changes.keys()}
    regime = dataclasses.replace(REGIME, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(RECIPE, regime=regime, **own)  # type: ignore[arg-type]


def curve(run: Run, metric: str) -> list[float]:
    return list(next(curve.values for curve in run.curves if curve.metric == metric))


def assert_same(one: Run, other: Run) -> None:
    assert one.seed == other.seed
    for metric in ("train_loss", "test_loss"):
        assert curve(one, metric) == pytest.approx(curve(other, metric), rel=1e-4)


@pytest.mark.parametrize(
    "recipe",
    [
        variant(),
        variant(network=convolutional),
        variant(network=dropping),
        variant(network=normalising),
        variant(network=squeezing, reconstructs=True, loss="mse"),
        variant(optimizer="adam", learning_rate=1e-3),
        variant(optimizer="rmsprop", learning_rate=1e-3, gradient_clip=0.5),
        variant(loss="mse", weight_decay=1e-3),
        variant(label_smoothing=0.2),
    ],
    ids=lambda recipe: f"{recipe.network.__name__}-{recipe.regime.optimizer}-{recipe.regime.loss}",
)
def test_a_seed_reaches_in_company_what_it_reaches_alone(
    few_examples: Splits, recipe: Recipe
) -> None:
    several = train(recipe, few_examples, seeds=(0, 1, 2), epochs=3)
    (alone,) = train(recipe, few_examples, seeds=(1,), epochs=3)

    assert_same(several[1], alone)
    assert curve(several[0], "train_loss") != curve(several[1], "train_loss")


@pytest.mark.parametrize("clip", [None, 0.3])
def test_both_ways_of_training_side_by_side_agree(
    few_examples: Splits, monkeypatch: pytest.MonkeyPatch, clip: float | None
) -> None:
    recipe = variant(network=convolutional, gradient_clip=clip)
    one_by_one = train(recipe, few_examples, seeds=(0, 1), epochs=3)
    monkeypatch.setattr("reference.training.stack.strategy_of", lambda recipe, device: Stacked)
    stacked = train(recipe, few_examples, seeds=(0, 1), epochs=3)

    for one, other in zip(one_by_one, stacked, strict=True):
        assert_same(one, other)


@pytest.mark.parametrize(
    ("network", "way"),
    [(dense, Stacked), (convolutional, OneByOne), (dropping, OneByOne), (normalising, OneByOne)],
)
def test_networks_are_stacked_where_that_is_right_and_fast(
    network: object, way: type[Stacked] | type[OneByOne]
) -> None:
    assert strategy_of(variant(network=network), "cpu") is way


def test_small_batches_are_not_worth_stacking_on_a_cpu() -> None:
    assert strategy_of(variant(batch_size=4), "cpu") is OneByOne


@pytest.mark.parametrize("recipe", [variant(network=convolutional), variant(batch_size=1)])
def test_what_only_costs_launches_is_stacked_on_a_gpu(recipe: Recipe) -> None:
    assert strategy_of(recipe, "cuda") is Stacked


def test_recipes_that_differ_in_rates_and_decays_are_trained_together(
    few_examples: Splits,
) -> None:
    fast = variant(name="fast")
    slow = variant(name="slow", learning_rate=0.001, momentum=0.0)
    decaying = variant(name="decaying", weight_decay=0.1)
    other = variant(name="other", batch_size=32)

    assert together([fast, other, slow, decaying]) == [(fast, slow, decaying), (other,)]

    members = [Member(recipe=r, seed=seed) for r in (fast, slow, decaying) for seed in (0, 1)]
    found = train_together(members, few_examples, epochs=4)

    for place, recipe in ((1, fast), (3, slow), (5, decaying)):
        (alone,) = train(recipe, few_examples, seeds=(1,), epochs=4)
        assert_same(found[place], alone)
    assert curve(found[1], "train_loss")[-1] < curve(found[3], "train_loss")[-1]


def test_clipped_gradients_have_at_most_the_norm_that_was_asked_for(few_examples: Splits) -> None:
    members = [Member(recipe=variant(gradient_clip=1e-3), seed=seed) for seed in (0, 1)]
    stacked = Stacked(members, "cpu")
    inputs = torch.tensor(few_examples.train.inputs[:64]).float().expand(2, 64, 784)
    labels = torch.tensor(few_examples.train.labels[:64]).expand(2, 64)

    stacked.fill_gradients(inputs, labels)

    (group,) = stacked.groups()
    squares = [weight.grad.flatten(1).square().sum(1) for weight in group.weights]  # type: ignore[union-attr]
    norms = torch.stack(squares).sum(0).sqrt()
    assert norms.tolist() == pytest.approx([1e-3, 1e-3], rel=1e-2)


class PowerCutError(Exception):
    """The power went out."""


@pytest.mark.parametrize(
    "recipe",
    [
        variant(optimizer="adam", learning_rate=1e-3, schedule="multistep 2 x0.1"),
        variant(network=dropping),
        variant(network=normalising),
    ],
    ids=lambda recipe: recipe.network.__name__,
)
def test_training_that_was_stopped_goes_on_and_ends_as_if_it_never_was(
    few_examples: Splits, tmp_path: Path, recipe: Recipe
) -> None:
    members = [Member(recipe=recipe, seed=seed) for seed in (0, 1)]
    whole = train_together(members, few_examples, epochs=6)
    seen: list[int] = []

    def stop(epoch: int, epochs: int) -> None:
        seen.append(epoch)
        if seen == [1, 2, 3, 4]:
            raise PowerCutError

    def go() -> tuple[Run, ...]:
        kept = Bookmark(tmp_path / "unfinished.pt", every_seconds=0.0)
        return train_together(members, few_examples, epochs=6, progress=stop, bookmark=kept)

    with pytest.raises(PowerCutError):
        go()
    again = go()

    assert seen == [1, 2, 3, 4, 4, 5, 6]  # the fourth was not kept yet
    for one, other in zip(whole, again, strict=True):
        assert (one.scores, one.curves) == (other.scores, other.curves)


def test_a_damaged_bookmark_is_training_from_the_start(
    few_examples: Splits, tmp_path: Path
) -> None:
    path = tmp_path / "unfinished.pt"
    path.write_bytes(b"half of a file")
    members = [Member(recipe=RECIPE, seed=0)]

    (found,) = train_together(members, few_examples, epochs=2, bookmark=Bookmark(path))

    assert found.curve_epochs == (1, 2)


def test_a_bookmark_is_not_written_at_every_epoch() -> None:
    assert bookmark_module.EVERY_SECONDS >= 10  # writing the weights costs more than small epochs


def test_reconstruction_has_no_accuracy_and_tells_its_own_measures(few_examples: Splits) -> None:
    recipe = dataclasses.replace(
        variant(network=squeezing, reconstructs=True, loss="mse"),
        measures={"brightness": lambda net, data: float(net(data.test.inputs).mean())},
    )
    blind = dataclasses.replace(few_examples, validation=None)

    (found,) = train(recipe, blind, seeds=(0,), epochs=3)

    assert {curve.metric for curve in found.curves} == {"train_loss", "test_loss", "brightness"}
    assert {score.at for score in found.scores} == {"end", "lowest_train_loss", "lowest_test_loss"}
    assert curve(found, "train_loss")[-1] < curve(found, "train_loss")[0]


def test_a_summed_loss_is_told_for_one_example(few_examples: Splits) -> None:
    mean = variant(network=squeezing, reconstructs=True, loss="mse", learning_rate=0.0)
    summed = variant(network=squeezing, reconstructs=True, loss="mse_sum", learning_rate=0.0)

    (one,) = train(mean, few_examples, seeds=(0,), epochs=1)
    (other,) = train(summed, few_examples, seeds=(0,), epochs=1)

    for metric in ("train_loss", "test_loss", "validation_loss"):
        assert curve(other, metric)[0] == pytest.approx(784 * curve(one, metric)[0], rel=1e-3)


def test_the_whole_set_may_stand_in_every_batch(few_examples: Splits) -> None:
    def whole_set(order: torch.Tensor, batch_size: int) -> list[torch.Tensor]:
        return [order] * (order.shape[1] // batch_size)

    (found,) = train(
        dataclasses.replace(RECIPE, batches=whole_set), few_examples, seeds=(0,), epochs=2
    )

    full = dataclasses.replace(
        RECIPE, regime=dataclasses.replace(REGIME, batch_size=300, epochs=8, schedule="constant")
    )
    (plain,) = train(full, few_examples, seeds=(0,), epochs=8)
    assert curve(found, "test_loss") == pytest.approx(curve(plain, "test_loss")[3::4], rel=1e-3)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_recorded_step_is_the_same_as_one_that_is_not(few_examples: Splits) -> None:
    recipe = variant(batch_size=4, optimizer="adam", learning_rate=1e-3, schedule="step 1 x0.5")

    (recorded,) = train(recipe, few_examples, seeds=(0,), epochs=3, device="cuda")
    (plain,) = train(recipe, few_examples, seeds=(0,), epochs=3, device="cpu")

    assert curve(recorded, "train_loss") == pytest.approx(curve(plain, "train_loss"), rel=1e-3)
