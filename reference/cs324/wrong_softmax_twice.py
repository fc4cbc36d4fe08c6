"""CS324 A2, part 1a, a wrong turn: a softmax before a cross entropy that has one already.

The loss cannot fall below log(1 + 1/e) = 0.313 for two classes, and its gradients fade.
"""

from torch import nn

from grader.records import Regime
from reference.recipe import Recipe


def network() -> nn.Module:
    """102 learnt values."""
    return nn.Sequential(
        nn.Linear(2, 20),
        nn.ReLU(),
        nn.Linear(20, 2),
        nn.Softmax(dim=1),
    )


REGIME = Regime(
    optimizer="sgd",
    learning_rate=0.01,
    batch_size=100,
    epochs=1500,
    loss="cross_entropy",
    scaling="none",
)

RECIPE = Recipe(
    assignment="cs324",
    name="wrong-softmax-twice",
    task="moons",
    layers="2 -> 20 -> relu -> 2 -> softmax",
    network=network,
    regime=REGIME,
    published=(),
    file=__file__,
    wrong_turn="softmax before a cross entropy that has one already",
)
