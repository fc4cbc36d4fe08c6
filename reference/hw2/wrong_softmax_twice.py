"""HW2, a wrong turn: the LeNet ends in a softmax, and cross entropy takes another one of it."""

from torch import nn

from grader.records import Regime
from reference.recipe import Recipe


def network() -> nn.Module:
    """62,006 learnt values."""
    return nn.Sequential(
        nn.Unflatten(1, (3, 32, 32)),
        nn.Conv2d(3, 6, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.ReLU(),
        nn.Linear(120, 84),
        nn.ReLU(),
        nn.Linear(84, 10),
        nn.Softmax(dim=-1),
    )


REGIME = Regime(
    optimizer="sgd",
    learning_rate=1e-3,
    momentum=0.9,
    batch_size=4,
    epochs=50,
    loss="cross_entropy",
    scaling="-1..1",
)

RECIPE = Recipe(
    assignment="hw2",
    name="wrong-softmax-twice",
    task="cifar-10",
    layers=(
        "3x32x32 -> conv 6 k5 -> relu -> maxpool 2 -> conv 16 k5 -> relu -> maxpool 2 -> flatten"
        " -> 120 -> relu -> 84 -> relu -> 10 -> softmax"
    ),
    network=network,
    regime=REGIME,
    published=(),
    file=__file__,
    wrong_turn="a softmax stands before cross entropy, which takes one of its own",
)
