"""A2, question 1.1 and 1.3: autoencoders of faces, with 16 and with 64 hidden units.

They are trained on clean faces only. What they do with noisy ones is measured as the share of the
noise's squared error that is left: uniform noise up to 0.4 and up to 0.9 to both sides, clipped to
[0, 1], and a third of the pixels made black.

The course had other faces, likely more: 300 epochs of these 360 are 1,800 steps, too few for what
was published. autoencoder_long takes ten times as many.

Reached: after 300 epochs of 360 faces, which are 1,800 steps, neither is trained. With 16 hidden
units all faces are one, error 0.175; with 64 reconstructions differ by half of what faces do, error
0.0136, and no weight picture shows a face. Published are pictures of faces after as many epochs: of
a course with more faces, which make more steps. `autoencoder-16-long` goes on for as long as that
takes. Five seeds, a minute for all on one CPU core, torch 2.15.
"""

from functools import partial

from torch import nn

from grader.records import Regime
from reference.a2.faces import DENOISED, SEEN
from reference.recipe import Recipe

WEIGHT_DECAYS = {16: 2.5e-5, 64: 5e-5}
"""By hidden units."""


def network(hidden: int) -> nn.Module:
    """135,184 learnt values with 16 hidden units, 528,448 with 64."""
    return nn.Sequential(
        nn.Linear(4096, hidden),
        nn.ReLU(),
        nn.Linear(hidden, 4096),
    )


def _recipe(hidden: int, weight_decay: float) -> Recipe:
    return Recipe(
        assignment="a2",
        name=f"autoencoder-{hidden}",
        task="a2/faces",
        layers=f"4096 -> {hidden} -> relu -> 4096",
        network=partial(network, hidden),
        regime=Regime(
            optimizer="adam",
            learning_rate=1e-4,
            weight_decay=weight_decay,
            batch_size=64,
            epochs=300,
            loss="mse",
        ),
        published=(),
        file=__file__,
        reconstructs=True,
        measures=SEEN | DENOISED,
    )


RECIPES = tuple(_recipe(hidden, decay) for hidden, decay in WEIGHT_DECAYS.items())
