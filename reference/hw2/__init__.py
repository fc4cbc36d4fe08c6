"""The networks and regimes of HW2, CIFAR-10."""

from reference.hw2 import (
    lenet,
    lenet_augmented,
    lenet_batch,
    lenet_lr,
    lenet_mse,
    linear,
    mlp,
    mlp_without_relu,
    tutorial,
    wrong_softmax_twice,
    wrong_unscaled,
)

RECIPES = (
    tutorial.RECIPE,
    linear.RECIPE,
    mlp_without_relu.RECIPE,
    mlp.RECIPE,
    lenet.RECIPE,
    *lenet_batch.RECIPES,
    *lenet_lr.RECIPES,
    lenet_augmented.RECIPE,
    lenet_mse.RECIPE,
    wrong_softmax_twice.RECIPE,
    wrong_unscaled.RECIPE,
)
