"""A2, question 3.1, with one mistake each: what the deep MLP looks like then.

The regime is that of deep_step_lr, but for 200 epochs: what a mistake looks like is seen by then.
"""

from dataclasses import replace

from torch import nn

from grader.records import Regime
from reference.recipe import Recipe

LAYERS = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"


def network() -> nn.Module:
    """29,642 learnt values."""
    return nn.Sequential(
        nn.Linear(784, 32),
        nn.ReLU(),
        nn.Linear(32, 64),
        nn.ReLU(),
        nn.Linear(64, 32),
        nn.ReLU(),
        nn.Linear(32, 10),
    )


def softmax_network() -> nn.Module:
    """29,642 learnt values; gives probabilities to a loss that wants logits."""
    return nn.Sequential(
        nn.Linear(784, 32),
        nn.ReLU(),
        nn.Linear(32, 64),
        nn.ReLU(),
        nn.Linear(64, 32),
        nn.ReLU(),
        nn.Linear(32, 10),
        nn.Softmax(dim=-1),
    )


def linear_network() -> nn.Module:
    """29,642 learnt values, in vain: no more than a single layer can tell."""
    return nn.Sequential(
        nn.Linear(784, 32),
        nn.Linear(32, 64),
        nn.Linear(64, 32),
        nn.Linear(32, 10),
    )


REGIME = Regime(
    optimizer="sgd",
    learning_rate=1e-3,
    momentum=0.9,
    batch_size=128,
    epochs=200,
    loss="cross_entropy",
    schedule="multistep 80 x0.1",
)

SOFTMAX_TWICE = Recipe(
    assignment="a2",
    name="wrong-softmax-twice",
    task="a2/clothing",
    layers=f"{LAYERS} -> softmax",
    network=softmax_network,
    regime=REGIME,
    published=(),
    file=__file__,
    wrong_turn="a softmax before a cross entropy that takes its own",
)
NO_RELU = replace(
    SOFTMAX_TWICE,
    name="wrong-no-relu",
    layers=LAYERS.replace("relu -> ", ""),
    network=linear_network,
    wrong_turn="no activation between the layers",
)
UNSCALED = replace(
    SOFTMAX_TWICE,
    name="wrong-unscaled",
    layers=LAYERS,
    network=network,
    regime=replace(REGIME, scaling="0..255"),
    wrong_turn="inputs from 0 to 255, not scaled",
)

RECIPES = (SOFTMAX_TWICE, NO_RELU, UNSCALED)
