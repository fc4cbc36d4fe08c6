"""A2, another year's shallow study: three widths at a learning rate of 0.1, the least at 0.01 too.

Published in words alone: wider is better, and converges in fewer epochs.
"""

from functools import partial

from torch import nn

from grader.records import Regime
from reference.recipe import Recipe


def network(hidden: int) -> nn.Module:
    """25,450 learnt values with 32 hidden units, 101,770 with 128, 407,050 with 512."""
    return nn.Sequential(
        nn.Linear(784, hidden),
        nn.ReLU(),
        nn.Linear(hidden, 10),
    )


# One object for each width: recipes with the same one are trained together.
NETWORKS = {hidden: partial(network, hidden) for hidden in (32, 128, 512)}


def _recipe(name: str, hidden: int, learning_rate: float) -> Recipe:
    return Recipe(
        assignment="a2",
        name=name,
        task="a2/clothing",
        layers=f"784 -> {hidden} -> relu -> 10",
        network=NETWORKS[hidden],
        regime=Regime(
            optimizer="sgd",
            learning_rate=learning_rate,
            batch_size=128,
            epochs=500,
            loss="cross_entropy",
        ),
        published=(),
        file=__file__,
    )


RECIPES = (
    _recipe("shallow-32", 32, 0.1),
    _recipe("shallow-32-lr-0.01", 32, 0.01),
    _recipe("shallow-128", 128, 0.1),
    _recipe("shallow-512", 512, 0.1),
)
