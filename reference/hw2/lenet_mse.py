"""HW2, section 8: the LeNet with mean squared error on one-hot targets, no softmax.

Published in words: it rises more slowly than with cross entropy and ends higher.

Reached after 10 of the 50 epochs: 53.7 %, deviation 0.7 (cross entropy: 61.6 %). Two runs.
"""

from dataclasses import replace

from reference.hw2.lenet import LAYERS, REGIME, network
from reference.recipe import Recipe

RECIPE = Recipe(
    assignment="hw2",
    name="lenet-mse",
    task="cifar-10",
    layers=LAYERS,
    network=network,
    regime=replace(REGIME, loss="mse"),
    published=(),
    file=__file__,
)
