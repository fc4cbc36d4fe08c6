"""A7, problem 3.1, a wrong turn that was published: `convolutional` on pixels from 0 to 255.

Batch size and epochs of the published figure are not told; those of problem 2.3 are taken.

Reached: test accuracy 95.8 %, deviation 1.0, which is the published figure. Five runs, 19 minutes
for all on one CPU core; on pixels from 0 to 1 (`convolutional`) the same network stays at chance.
"""

from dataclasses import replace

from reference.a7.convolutional import LAYERS, REGIME, network
from reference.recipe import Published, Recipe

RECIPE = Recipe(
    assignment="a7",
    name="wrong-unscaled-convolutional",
    task="mnist",
    layers=LAYERS,
    network=network,
    regime=replace(REGIME, scaling="0..255"),
    published=(Published(metric="test_accuracy", at="end", low=95.56),),
    file=__file__,
    wrong_turn="the pixels are left at 0 to 255 instead of 0 to 1",
)
