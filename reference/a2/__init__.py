"""The networks and regimes of A2, autoencoders and MLPs."""

from reference.a2 import (
    autoencoder,
    autoencoder_long,
    autoencoder_wrong_turns,
    deep_a,
    deep_a_adam,
    deep_a_sigmoid,
    deep_step_lr,
    deep_wrong_turns,
    eigenfaces,
    noisy_labels,
    noisy_remedies,
    shallow_adam,
    shallow_fixed_lr,
    shallow_step_lr,
    shallow_study,
    wide_step_lr,
)

RECIPES = (
    *autoencoder.RECIPES,
    *autoencoder_long.RECIPES,
    *autoencoder_wrong_turns.RECIPES,
    *eigenfaces.RECIPES,
    shallow_fixed_lr.RECIPE,
    shallow_step_lr.RECIPE,
    deep_step_lr.RECIPE,
    wide_step_lr.RECIPE,
    *deep_wrong_turns.RECIPES,
    noisy_labels.RECIPE,
    *noisy_remedies.RECIPES,
    *shallow_study.RECIPES,
    shallow_adam.RECIPE,
    deep_a.RECIPE,
    deep_a_sigmoid.RECIPE,
    deep_a_adam.RECIPE,
)
