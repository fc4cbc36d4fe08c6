"""The networks and regimes of A7, MNIST."""

from reference.a7 import (
    convolutional,
    dense_64,
    dense_500_300,
    wrong_unscaled_convolutional,
    wrong_unscaled_dense_64,
    wrong_unscaled_dense_500_300,
)

RECIPES = (
    dense_64.RECIPE,
    wrong_unscaled_dense_64.RECIPE,
    *dense_500_300.RECIPES,
    *wrong_unscaled_dense_500_300.RECIPES,
    convolutional.RECIPE,
    wrong_unscaled_convolutional.RECIPE,
)
