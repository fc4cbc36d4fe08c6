"""CS324 A2, part 1a: the MLP on the two moons, its hidden layer of ReLU or of sigmoid units.

The published figures do not say which of the two they belong to; they stand with ReLU.
"""

from collections.abc import Callable

from torch import nn

from grader.records import Regime
from reference.recipe import Published, Recipe


def network() -> nn.Module:
    """102 learnt values."""
    return nn.Sequential(
        nn.Linear(2, 20),
        nn.ReLU(),
        nn.Linear(20, 2),
    )


def sigmoid_network() -> nn.Module:
    """102 learnt values."""
    return nn.Sequential(
        nn.Linear(2, 20),
        nn.Sigmoid(),
        nn.Linear(20, 2),
    )


REGIME = Regime(
    optimizer="sgd",
    learning_rate=0.01,
    batch_size=100,
    epochs=1500,
    loss="cross_entropy",
    scaling="none",
)


def _recipe(name: str, hidden: str, make: Callable[[], nn.Module], *published: Published) -> Recipe:
    return Recipe(
        assignment="cs324",
        name=name,
        task="moons",
        layers=f"2 -> 20 -> {hidden} -> 2",
        network=make,
        regime=REGIME,
        published=published,
        file=__file__,
    )


RECIPES = (
    _recipe("mlp-torch", "relu", network, Published(metric="test_accuracy", at="end", low=91.0)),
    _recipe("mlp-torch-sigmoid", "sigmoid", sigmoid_network),
)
