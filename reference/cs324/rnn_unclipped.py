"""CS324 A2, part 3, a wrong turn: the gradient clip that is promised and never called."""

from dataclasses import replace

from reference.cs324.rnn import REGIME, network
from reference.data.made import LENGTHS
from reference.recipe import Recipe


def _recipe(length: int) -> Recipe:
    return Recipe(
        assignment="cs324",
        name=f"rnn-unclipped-{length}",
        task=f"palindromes/{length}",
        layers=f"{length - 1}x1 -> op:rnn:4224 -> 10 in=64",
        network=network,
        regime=replace(REGIME, gradient_clip=None),
        published=(),
        file=__file__,
        wrong_turn="the gradients are never clipped",
    )


RECIPES = tuple(_recipe(length) for length in LENGTHS)
