"""The networks and regimes of CS324 A2: MLPs, a reduced VGG, and an RNN written by hand."""

from reference.cs324 import (
    mlp_cifar,
    mlp_numpy,
    mlp_torch,
    rnn,
    rnn_one_hot,
    rnn_unclipped,
    vgg,
    wrong_softmax_twice,
    wrong_two_biases,
    wrong_whole_set,
)

RECIPES = (
    mlp_numpy.RECIPE,
    *mlp_torch.RECIPES,
    wrong_softmax_twice.RECIPE,
    wrong_whole_set.RECIPE,
    mlp_cifar.RECIPE,
    vgg.RECIPE,
    *rnn.RECIPES,
    *rnn_one_hot.RECIPES,
    *rnn_unclipped.RECIPES,
    wrong_two_biases.RECIPE,
)
