"""A2, question 1.1, with one mistake each: autoencoders whose faces are all alike."""

from dataclasses import replace

from torch import nn

from grader.records import Regime
from reference.a2.faces import SEEN
from reference.recipe import Recipe


def network() -> nn.Module:
    """135,184 learnt values."""
    return nn.Sequential(
        nn.Linear(4096, 16),
        nn.ReLU(),
        nn.Linear(16, 4096),
    )


AVERAGE_FACE = Recipe(
    assignment="a2",
    name="wrong-average-face",
    task="a2/faces",
    layers="4096 -> 16 -> relu -> 4096",
    network=network,
    regime=Regime(
        optimizer="sgd",
        learning_rate=0.01,
        batch_size=64,
        epochs=10,
        loss="mse_sum",
    ),
    published=(),
    file=__file__,
    reconstructs=True,
    measures=SEEN,
    wrong_turn="a summed loss at a learning rate that is for a mean one",
)
UNSCALED = replace(
    AVERAGE_FACE,
    name="wrong-unscaled-faces",
    regime=Regime(
        optimizer="adam",
        learning_rate=1e-4,
        weight_decay=2.5e-5,
        batch_size=64,
        epochs=300,
        loss="mse",
        scaling="0..255",
    ),
    wrong_turn="inputs from 0 to 255, not scaled",
)

RECIPES = (AVERAGE_FACE, UNSCALED)
