"""A7, problem 2.3, a wrong turn that was published: `dense-64` on pixels from 0 to 255."""

from dataclasses import replace

from reference.a7.dense_64 import LAYERS, REGIME, network
from reference.recipe import Recipe

RECIPE = Recipe(
    assignment="a7",
    name="wrong-unscaled-dense-64",
    task="mnist",
    layers=LAYERS,
    network=network,
    regime=replace(REGIME, scaling="0..255"),
    published=(),
    file=__file__,
    wrong_turn="the pixels are left at 0 to 255 instead of 0 to 1",
)
