"""The recipes of CS324: each network is the assignment's, and each can be trained."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from grader.notation import parameter_count, parse_architecture
from reference.cs324 import (
    RECIPES,
    mlp_torch,
    rnn,
    rnn_unclipped,
    wrong_softmax_twice,
    wrong_two_biases,
    wrong_whole_set,
)
from reference.data.made import moons, palindromes
from reference.data.records import Examples, Splits
from reference.data.tasks import ALL_TASKS
from reference.recipe import Recipe
from reference.runs import Run
from reference.training.train import train

pytestmark = pytest.mark.torch

PARAMETERS = {
    "mlp-numpy": 102,
    "mlp-torch": 102,
    "mlp-torch-sigmoid": 102,
    "wrong-softmax-twice": 102,
    "wrong-whole-set": 102,
    "mlp-cifar": 9_249_010,
    "vgg": 3_477_066,
    **{f"rnn-{length}": 4_874 for length in range(3, 12)},
    **{f"rnn-one-hot-{length}": 5_450 for length in range(3, 12)},
    **{f"rnn-unclipped-{length}": 4_874 for length in range(3, 12)},
    "wrong-two-biases-5": 4_938,
}
"""As the assignment's page counts them, in its order."""
RNN_5 = rnn.RECIPES[2]

every_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)


def few_of(recipe: Recipe) -> Splits:
    """Some of the task's data; instead of CIFAR-10, noise."""
    if recipe.task == "cifar-10":
        return Splits(train=_noise(6), validation=None, test=_noise(2))
    data = moons() if recipe.task == "moons" else palindromes(int(recipe.task.split("/")[1]))
    return Splits(train=_first(data.train), validation=None, test=_first(data.test))


def _first(examples: Examples) -> Examples:
    return Examples(inputs=examples.inputs[:40], labels=examples.labels[:40])


def _noise(count: int) -> Examples:
    random = np.random.RandomState(0)
    images = random.randint(256, size=(count, 3072)).astype(np.uint8)
    return Examples(inputs=images, labels=random.randint(10, size=count))


def score(run: Run, metric: str, at: str = "end") -> float:
    return next(s.value for s in run.scores if (s.metric, s.at) == (metric, at))


def curve(run: Run, metric: str) -> tuple[float, ...]:
    return next(curve.values for curve in run.curves if curve.metric == metric)


def test_the_recipes_are_those_of_the_assignment() -> None:
    assert [recipe.name for recipe in RECIPES] == list(PARAMETERS)
    assert {recipe.task for recipe in RECIPES} <= set(ALL_TASKS)


@every_recipe
def test_a_wrong_turn_says_in_words_what_is_wrong_and_no_other_does(recipe: Recipe) -> None:
    assert bool(recipe.wrong_turn) == recipe.name.startswith(("wrong-", "rnn-unclipped-"))


@every_recipe
def test_a_network_has_as_many_parameters_as_the_assignment_counts(recipe: Recipe) -> None:
    learnt = sum(weight.numel() for weight in recipe.network().parameters())

    assert learnt == PARAMETERS[recipe.name]
    assert learnt == parameter_count(parse_architecture(recipe.layers))


@every_recipe
def test_a_recipe_trains_and_reaches_every_figure_that_was_published(recipe: Recipe) -> None:
    data = few_of(recipe)
    if recipe.by_hand:
        found = recipe.by_hand(data, 0, 1)
    else:
        (found,) = train(recipe, data, seeds=(0,), epochs=1)

    assert math.isfinite(score(found, "train_loss"))
    for figure in recipe.published:
        assert 0 <= score(found, figure.metric, figure.at) <= 100


def test_the_rnn_is_what_torch_calls_one() -> None:
    torch.manual_seed(0)
    ours = rnn.Rnn(recurrent_bias=False)
    theirs = nn.RNN(1, 64, batch_first=True)
    theirs.load_state_dict(
        {
            "weight_ih_l0": ours.hx.weight,
            "bias_ih_l0": ours.hx.bias,
            "weight_hh_l0": ours.hh.weight,
            "bias_hh_l0": torch.zeros(64),
        }
    )
    digits = torch.randint(10, (7, 6)).float()

    _, last = theirs(digits.unsqueeze(-1))

    torch.testing.assert_close(ours(digits), ours.ph(last[0]))
    assert all(weight.abs().max() <= 1 / 8 for weight in ours.parameters())


def test_two_biases_can_say_nothing_that_their_sum_cannot() -> None:
    torch.manual_seed(0)
    two, one = rnn.Rnn(recurrent_bias=True), rnn.Rnn(recurrent_bias=False)
    weights = two.state_dict()
    weights["hx.bias"] = weights["hx.bias"] + weights.pop("hh.bias")
    one.load_state_dict(weights)
    digits = torch.randint(10, (7, 4)).float()

    torch.testing.assert_close(two(digits), one(digits))
    assert isinstance(wrong_two_biases.RECIPE.network(), rnn.Rnn)


def test_the_rnn_can_tell_the_last_digit_at_a_small_learning_rate() -> None:
    # So what the published rate of 0.05 reaches is the rate's doing, not the network's.
    slowly = replace(RNN_5, regime=replace(RNN_5.regime, learning_rate=0.001))

    (found,) = train(slowly, palindromes(5), seeds=(0,), epochs=30)

    assert score(found, "test_accuracy", "best_test") > 95


def test_an_rnn_reaches_alone_what_it_reaches_in_a_stack() -> None:
    # At the published rate the last bits of a sum grow to whole losses within a few epochs.
    tame = replace(RNN_5, regime=replace(RNN_5.regime, learning_rate=1e-3))
    stacked = train(tame, few_of(tame), seeds=(0, 1, 2), epochs=4)
    (alone,) = train(tame, few_of(tame), seeds=(1,), epochs=4)

    assert curve(stacked[1], "train_loss") == pytest.approx(curve(alone, "train_loss"), rel=1e-4)


def test_the_clip_is_all_that_the_unclipped_lack_and_it_bites() -> None:
    for clipped, unclipped in zip(rnn.RECIPES, rnn_unclipped.RECIPES, strict=True):
        assert (clipped.task, clipped.network) == (unclipped.task, unclipped.network)
        assert replace(clipped.regime, gradient_clip=None) == unclipped.regime

    (bound,), (free,) = (
        train(recipe, palindromes(5), seeds=(0,), epochs=3)
        for recipe in (RNN_5, rnn_unclipped.RECIPES[2])
    )
    assert curve(bound, "train_loss") != curve(free, "train_loss")


def test_a_wrong_turn_that_feeds_the_whole_set_takes_as_many_steps_on_all_of_it() -> None:
    order = torch.stack([torch.randperm(250), torch.randperm(250)])

    batches = list(wrong_whole_set.whole_set_each_step(order, 100))

    assert len(batches) == 3
    assert all(torch.equal(batch, order) for batch in batches)


def test_a_second_softmax_keeps_the_loss_above_its_floor() -> None:
    right, wrong = mlp_torch.RECIPES[0], wrong_softmax_twice.RECIPE
    faster = replace(right.regime, learning_rate=1.0)

    (once,), (twice,) = (
        train(replace(recipe, regime=faster), moons(), seeds=(0,), epochs=60)
        for recipe in (right, wrong)
    )

    floor = math.log(1 + math.exp(-1))
    assert score(once, "train_loss") < floor < score(twice, "train_loss")
