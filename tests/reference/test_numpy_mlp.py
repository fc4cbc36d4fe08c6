"""The MLP in plain NumPy: its gradients are autograd's, and it reaches what its twin reaches."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import nn

from reference.cs324 import mlp_numpy, mlp_torch, wrong_softmax_twice
from reference.cs324.numpy_mlp import Array, Linear, Sigmoid, cross_entropy, twin
from reference.data.made import moons
from reference.data.records import DataProblem, Examples, Splits
from reference.runs import Run
from reference.training.train import train

pytestmark = pytest.mark.torch

BATCH = 17
every_kind = pytest.mark.parametrize(
    "make",
    [mlp_torch.network, mlp_torch.sigmoid_network, wrong_softmax_twice.network],
    ids=["relu", "sigmoid", "softmax-twice"],
)


def assert_same(gradient: Array, learnt: torch.Tensor) -> None:
    torch.testing.assert_close(torch.tensor(gradient), learnt.grad, rtol=0.0, atol=1e-12)


def curve(run: Run, metric: str) -> tuple[float, ...]:
    return next(curve.values for curve in run.curves if curve.metric == metric)


@pytest.fixture
def few_points() -> Splits:
    points = moons()

    def first(examples: Examples, count: int) -> Examples:
        return Examples(inputs=examples.inputs[:count], labels=examples.labels[:count])

    # Not a whole number of batches: the last one of an epoch is smaller.
    return Splits(train=first(points.train, 750), validation=None, test=points.test)


@every_kind
def test_every_gradient_is_that_of_autograd(make: Callable[[], nn.Module]) -> None:
    torch.manual_seed(0)
    theirs = make().double()
    ours = twin(theirs)
    random = np.random.RandomState(1)
    inputs, labels = random.randn(BATCH, 2), random.randint(2, size=BATCH)

    watched = torch.tensor(inputs, requires_grad=True)
    expected = nn.functional.cross_entropy(theirs(watched), torch.tensor(labels))
    expected.backward()  # type: ignore[no-untyped-call]
    found = cross_entropy(ours.forward(inputs), labels)
    by_inputs = ours.backward(found.gradient)

    linear = [layer for layer in ours.layers if isinstance(layer, Linear)]
    gradients = [part for layer in linear for part in (layer.weight_gradient, layer.bias_gradient)]
    assert found.mean == pytest.approx(expected.item(), abs=1e-12)
    assert_same(by_inputs, watched)
    for gradient, weight in zip(gradients, theirs.parameters(), strict=True):
        assert_same(gradient, weight)


def test_scores_too_large_for_an_exponential_still_have_a_loss_and_a_gradient() -> None:
    scores = np.array([[2000.0, -2000.0], [-2000.0, 2000.0]])

    found = cross_entropy(scores, np.array([0, 0]))

    assert found.mean == 2000.0  # right for sure, and wrong by 4000
    assert found.gradient.tolist() == [[0.0, 0.0], [-0.5, 0.5]]
    assert Sigmoid().forward(scores).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_numpy_and_pytorch_reach_the_same_from_the_same_seed(few_points: Splits) -> None:
    by_hand, by_autograd = mlp_numpy.RECIPE, mlp_torch.RECIPES[0]
    assert by_hand.by_hand is not None

    ours = by_hand.by_hand(few_points, 3, 40)
    (theirs,) = train(by_autograd, few_points, seeds=(3,), epochs=40)

    assert ours.curve_epochs == theirs.curve_epochs
    for metric in ("train_loss", "test_loss"):
        # float64 here and float32 there
        assert curve(ours, metric) == pytest.approx(curve(theirs, metric), abs=1e-5)
    assert curve(ours, "test_accuracy") == pytest.approx(curve(theirs, "test_accuracy"), abs=0.51)
    assert curve(ours, "train_accuracy") == pytest.approx(curve(theirs, "train_accuracy"), abs=0.3)
    assert curve(ours, "test_accuracy")[-1] > 75  # it learnt


def test_both_have_their_figures_at_the_same_moments(few_points: Splits) -> None:
    assert mlp_numpy.RECIPE.by_hand is not None

    ours = mlp_numpy.RECIPE.by_hand(few_points, 0, 2)
    (theirs,) = train(mlp_torch.RECIPES[0], few_points, seeds=(0,), epochs=2)

    assert {(s.metric, s.at) for s in ours.scores} == {(s.metric, s.at) for s in theirs.scores}


def test_a_layer_without_gradients_by_hand_is_refused() -> None:
    with pytest.raises(DataProblem) as caught:
        twin(nn.Sequential(nn.Linear(2, 2), nn.Tanh()))

    assert str(caught.value) == "network: layer Tanh, expected Linear, ReLU, Sigmoid or Softmax"
