"""The networks and regimes of A2, autoencoders and MLPs."""

from reference.a2 import (
    deep_step_lr,
    noisy_labels,
    shallow_fixed_lr,
    shallow_step_lr,
    wide_step_lr,
)

RECIPES = (
    shallow_fixed_lr.RECIPE,
    shallow_step_lr.RECIPE,
    deep_step_lr.RECIPE,
    wide_step_lr.RECIPE,
    noisy_labels.RECIPE,
)
