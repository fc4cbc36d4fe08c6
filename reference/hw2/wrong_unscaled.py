"""HW2, a wrong turn: the LeNet on pixels as they are stored, 0 to 255."""

from dataclasses import replace

from reference.hw2.lenet import LAYERS, REGIME, network
from reference.recipe import Recipe

RECIPE = Recipe(
    assignment="hw2",
    name="wrong-unscaled",
    task="cifar-10",
    layers=LAYERS,
    network=network,
    regime=replace(REGIME, scaling="0..255"),
    published=(),
    file=__file__,
    wrong_turn="the pixels are left at 0 to 255 instead of -1 to 1",
)
