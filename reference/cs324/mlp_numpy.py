"""CS324 A2, part 1a: the MLP in plain NumPy, gradients by hand (`numpy_mlp.py`).

It begins with the weights of its twin in PyTorch and sees the examples in the twin's order, so
that the two reach the same.
"""

from functools import partial

from reference.cs324.mlp_torch import REGIME, network
from reference.cs324.numpy_mlp import train
from reference.recipe import Published, Recipe

RECIPE = Recipe(
    assignment="cs324",
    name="mlp-numpy",
    task="moons",
    layers="2 -> 20 -> relu -> 2",
    network=network,
    regime=REGIME,
    published=(Published(metric="test_accuracy", at="end", low=96.0),),
    file=__file__,
    by_hand=partial(train, network=network, regime=REGIME),
)
