"""CS324 A2, part 2: a reduced VGG on CIFAR-10.

The assignment does not name the scaling: -1 to 1, as for the MLP.

Reached after 1 of the 100 epochs: 65.2 %. One run, 10 minutes on one CPU core, torch 2.15.

Differs: one epoch of 100 was run. `reference train cs324 --only vgg --device cuda --runs 5`
completes it.
"""

from torch import nn

from grader.records import Regime
from reference.recipe import Published, Recipe


def network() -> nn.Module:
    """3,477,066 learnt values."""
    return nn.Sequential(
        nn.Unflatten(1, (3, 32, 32)),
        nn.Conv2d(3, 64, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Conv2d(64, 64, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(kernel_size=3, stride=2),  # (batch, 64, 15, 15)
        nn.Conv2d(64, 128, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.Conv2d(128, 128, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(kernel_size=3, stride=2),  # (batch, 128, 7, 7)
        nn.Flatten(),
        nn.Linear(6272, 512),
        nn.ReLU(),
        nn.Linear(512, 10),
    )


REGIME = Regime(
    optimizer="adam",
    learning_rate=5e-4,
    weight_decay=1e-3,
    batch_size=32,
    epochs=100,
    loss="cross_entropy",
    scaling="-1..1",
)

RECIPE = Recipe(
    assignment="cs324",
    name="vgg",
    task="cifar-10",
    layers=(
        "3x32x32 -> conv 64 k3 p1 -> relu -> conv 64 k3 p1 -> relu -> maxpool 3 s2 -> "
        "conv 128 k3 p1 -> relu -> conv 128 k3 p1 -> relu -> maxpool 3 s2 -> "
        "flatten -> 512 -> relu -> 10"
    ),
    network=network,
    regime=REGIME,
    published=(Published(metric="test_accuracy", at="best_test", low=79.69),),
    file=__file__,
)
