"""A2, question 1.2: eigenfaces, by singular value decomposition of the faces less their mean.

Nothing is trained: all the train faces are looked at once, and every seed gives the same. The
network is what turns 16 or 64 shares of eigenfaces into a face: its weights are the eigenfaces, its
biases the mean face.
"""

from functools import partial

from torch import nn

from grader.records import Regime
from reference.a2.faces import decompose
from reference.recipe import Recipe


def network(count: int) -> nn.Module:
    """69,632 values with 16 eigenfaces, 266,240 with 64."""
    return nn.Sequential(nn.Linear(count, 4096))


REGIME = Regime(
    optimizer="svd",
    learning_rate=0.0,
    batch_size=360,
    epochs=1,
    loss="mse",
)


def _recipe(count: int) -> Recipe:
    return Recipe(
        assignment="a2",
        name=f"eigenfaces-{count}",
        task="a2/faces",
        layers=f"{count} -> 4096",
        network=partial(network, count),
        regime=REGIME,
        published=(),
        file=__file__,
        reconstructs=True,
        by_hand=partial(decompose, count=count),
    )


RECIPES = tuple(_recipe(count) for count in (16, 64))
