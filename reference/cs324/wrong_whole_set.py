"""CS324 A2, part 1a, a wrong turn: every mini-batch step is given the whole training set.

As many steps as there are batches, each of them on all examples: each epoch costs as many times
more, and the noise of small batches is gone.
"""

from collections.abc import Iterable

from torch import Tensor

from reference.cs324.mlp_torch import REGIME, network
from reference.recipe import Recipe


def whole_set_each_step(order: Tensor, batch_size: int) -> Iterable[Tensor]:
    """All of the order (members, examples), as often as it has batches."""
    steps = -(-order.shape[1] // batch_size)
    return (order for _ in range(steps))


RECIPE = Recipe(
    assignment="cs324",
    name="wrong-whole-set",
    task="moons",
    layers="2 -> 20 -> relu -> 2",
    network=network,
    regime=REGIME,
    published=(),
    file=__file__,
    batches=whole_set_each_step,
    wrong_turn="the whole training set in every mini-batch step",
)
