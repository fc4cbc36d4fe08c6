"""An MLP in plain NumPy: each layer goes forward, and backward with its gradients by hand.

PyTorch only deals the first weights and the order of examples, so that a network here and its twin
there begin alike and see the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from grader.records import Regime
from reference.data.records import DataProblem, Examples, Labels, Splits
from reference.runs import Run, curve_epochs, run_of

Array = NDArray[np.float64]


class Layer(Protocol):
    """Goes forward, then backward; what backward needs it remembers from the last forward."""

    def forward(self, inputs: Array) -> Array:
        """Outputs (batch, outputs) for inputs (batch, inputs)."""

    def backward(self, gradient: Array) -> Array:
        """From the loss's gradient by the outputs (batch, outputs) to that by the inputs."""


class Linear:
    """y = x W' + b, with W (outputs, inputs) as PyTorch has it and b (outputs,)."""

    def __init__(self, *, weight: Array, bias: Array) -> None:
        self.weight, self.bias = weight, bias
        self.weight_gradient, self.bias_gradient = np.zeros_like(weight), np.zeros_like(bias)
        self._inputs = np.empty((0, weight.shape[1]))

    def forward(self, inputs: Array) -> Array:
        """Outputs (batch, outputs) for inputs (batch, inputs)."""
        self._inputs = inputs
        return inputs @ self.weight.T + self.bias

    def backward(self, gradient: Array) -> Array:
        """Leaves dL/dW = g' x and dL/db = the sum of g over the batch; dL/dx = g W."""
        self.weight_gradient = gradient.T @ self._inputs
        self.bias_gradient = gradient.sum(axis=0)
        return gradient @ self.weight

    def step(self, rate: float) -> None:
        """One step of gradient descent."""
        self.weight = self.weight - rate * self.weight_gradient
        self.bias = self.bias - rate * self.bias_gradient


class ReLU:
    """y = max(x, 0), whose slope is 1 where x > 0, else 0."""

    def __init__(self) -> None:
        self._positive = np.empty((0, 0), dtype=np.bool_)

    def forward(self, inputs: Array) -> Array:
        """Outputs of the shape of the inputs."""
        self._positive = inputs > 0
        return np.where(self._positive, inputs, 0.0)

    def backward(self, gradient: Array) -> Array:
        """dL/dx = g where x > 0, else 0."""
        return np.where(self._positive, gradient, 0.0)


class Sigmoid:
    """y = 1 / (1 + exp(-x)), whose slope is y (1 - y)."""

    def __init__(self) -> None:
        self._outputs = np.empty((0, 0))

    def forward(self, inputs: Array) -> Array:
        """Outputs of the shape of the inputs."""
        # Only exponents below zero, which cannot overflow.
        small = np.exp(-np.abs(inputs))
        self._outputs = np.where(inputs >= 0, 1.0, small) / (1.0 + small)
        return self._outputs

    def backward(self, gradient: Array) -> Array:
        """dL/dx = g y (1 - y)."""
        return gradient * self._outputs * (1.0 - self._outputs)


class Softmax:
    """y_i = exp(x_i) / sum_j exp(x_j), where dy_i/dx_j = y_i ([i = j] - y_j)."""

    def __init__(self) -> None:
        self._outputs = np.empty((0, 0))

    def forward(self, inputs: Array) -> Array:
        """Probabilities (batch, classes) for scores (batch, classes)."""
        self._outputs = softmax(inputs)
        return self._outputs

    def backward(self, gradient: Array) -> Array:
        """dL/dx_j = y_j (g_j - sum_i g_i y_i)."""
        shared: Array = (gradient * self._outputs).sum(axis=1, keepdims=True)
        return self._outputs * (gradient - shared)


class Network:
    """Layers one after another."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)

    def forward(self, inputs: Array) -> Array:
        """Scores (batch, classes) for inputs (batch, values)."""
        for layer in self.layers:
            inputs = layer.forward(inputs)
        return inputs

    def backward(self, gradient: Array) -> Array:
        """Leaves every gradient in its layer; the loss's gradient by the inputs."""
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        return gradient

    def step(self, rate: float) -> None:
        """One step of gradient descent with every layer that learns."""
        for layer in self.layers:
            if isinstance(layer, Linear):
                layer.step(rate)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loss:
    """The loss of one batch."""

    mean: float
    """Mean over the batch."""
    gradient: Array
    """Its gradient by the scores (batch, classes)."""


def softmax(scores: Array) -> Array:
    """Probabilities (batch, classes) for scores (batch, classes)."""
    # The largest score becomes 0, which changes nothing and cannot overflow.
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def cross_entropy(scores: Array, labels: Labels) -> Loss:
    """Softmax and cross entropy in one: the gradient by the scores is (p - one-hot) / batch."""
    examples = np.arange(len(labels))
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient = np.exp(log_probabilities)
    gradient[examples, labels] -= 1.0
    mean = -float(log_probabilities[examples, labels].mean())
    return Loss(mean=mean, gradient=gradient / len(labels))


def twin(network: nn.Module) -> Network:
    """The same layers with the same weights, in float64."""
    return Network([_layer(layer) for layer in network.children()])


def _layer(layer: nn.Module) -> Layer:
    match layer:
        case nn.Linear():
            return Linear(weight=_array(layer.weight), bias=_array(layer.bias))
        case nn.ReLU():
            return ReLU()
        case nn.Sigmoid():
            return Sigmoid()
        case nn.Softmax():
            return Softmax()
    kind = type(layer).__name__
    raise DataProblem(f"network: layer {kind}, expected Linear, ReLU, Sigmoid or Softmax")


def _array(weight: torch.Tensor) -> Array:
    return weight.detach().numpy().astype(np.float64)


def train(
    data: Splits, seed: int, epochs: int, *, network: Callable[[], nn.Module], regime: Regime
) -> Run:
    """Train the twin of a network by gradient descent, at the regime's rate and batch size.

    Train loss and accuracy are of the examples as they went by, as the trainer has them.
    """
    start = perf_counter()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        own = twin(network())
    chance = torch.Generator().manual_seed(seed)
    points = curve_epochs(epochs)
    history: dict[str, dict[int, float]] = {}
    for epoch in range(1, epochs + 1):
        measured = _one_epoch(own, data.train, regime, chance)
        if epoch in points:
            measured |= _measured(own, data.test)
            for metric, value in measured.items():
                history.setdefault(metric, {})[epoch] = value
    return run_of(seed, perf_counter() - start, history, epochs=epochs)


def _one_epoch(
    network: Network, examples: Examples, regime: Regime, chance: torch.Generator
) -> dict[str, float]:
    loss = right = 0.0
    for batch in _batches(len(examples), regime.batch_size, chance):
        labels = examples.labels[batch]
        scores = network.forward(examples.inputs[batch].astype(np.float64))
        towards = cross_entropy(scores, labels)
        network.backward(towards.gradient)
        network.step(regime.learning_rate)
        loss += towards.mean * len(labels)
        right += _right(scores, labels)
    return {"train_loss": loss / len(examples), "train_accuracy": 100.0 * right / len(examples)}


def _batches(count: int, size: int, chance: torch.Generator) -> Iterator[Labels]:
    """The examples of one epoch in a new order, in batches, the last of which may be smaller."""
    order = torch.randperm(count, generator=chance).numpy()
    return (order[first : first + size] for first in range(0, count, size))


def _measured(network: Network, examples: Examples) -> dict[str, float]:
    scores = network.forward(examples.inputs.astype(np.float64))
    return {
        "test_loss": cross_entropy(scores, examples.labels).mean,
        "test_accuracy": 100.0 * _right(scores, examples.labels) / len(examples),
    }


def _right(scores: Array, labels: Labels) -> int:
    return int((scores.argmax(axis=1) == labels).sum())
