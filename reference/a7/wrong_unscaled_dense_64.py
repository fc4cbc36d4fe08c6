"""A7, problem 2.3, a wrong turn that was published: `dense-64` on pixels from 0 to 255.

Reached: 94.4 % at the end, deviation 0.1. Larger inputs make larger steps: at this small rate raw
pixels train faster than scaled ones. Five seeds, half a minute for all on one CPU core, torch 2.15.
"""

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
