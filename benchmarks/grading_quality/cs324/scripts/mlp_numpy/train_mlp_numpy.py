"""Part 1a in NumPy: python train_mlp_numpy.py"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from modules import Linear, Sigmoid, SoftmaxCrossEntropy
from sklearn.datasets import make_moons


class MLP:
    def __init__(self, n_inputs, n_hidden, n_classes, rng):
        self.layers = [Linear(n_inputs, n_hidden, rng), Sigmoid(), Linear(n_hidden, n_classes, rng)]

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)

    def step(self, lr):
        for layer in self.layers:
            if isinstance(layer, Linear):
                for name in layer.params:
                    layer.params[name] -= lr * layer.grads[name]


def accuracy(predictions, targets):
    return (predictions.argmax(axis=1) == targets).mean()


def main(flags):
    rng = np.random.default_rng(flags.seed)
    x, y = make_moons(n_samples=1000, noise=0.2, random_state=flags.seed)
    x_train, x_test, y_train, y_test = x[:300], x[300:], y[:300], y[300:]
    mlp = MLP(2, flags.dnn_hidden_units, 2, rng)
    loss = SoftmaxCrossEntropy()
    steps, train_accuracies, test_accuracies = [], [], []
    for epoch in range(flags.max_steps):
        order = rng.permutation(len(x_train))
        for i in range(0, len(order), flags.batch_size):
            batch = order[i : i + flags.batch_size]
            loss.forward(mlp.forward(x_train[batch]), y_train[batch])
            mlp.backward(loss.backward())
            mlp.step(flags.learning_rate)
        if (epoch + 1) % flags.eval_freq == 0:
            steps.append(epoch + 1)
            train_accuracies.append(accuracy(mlp.forward(x_train), y_train))
            test_accuracies.append(accuracy(mlp.forward(x_test), y_test))
    print(f"train accuracy {train_accuracies[-1]:.4f}, test accuracy {test_accuracies[-1]:.4f}")
    plt.plot(steps, train_accuracies, label="train accuracy")
    plt.plot(steps, test_accuracies, label="test accuracy")
    plt.xlabel("epoch")
    plt.ylabel("accuracy")
    plt.title("NumPy MLP on the two moons")
    plt.legend()
    plt.savefig("moons_numpy.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--dnn_hidden_units", type=int, default=20)
    parser.add_argument("--learning_rate", type=float, default=1e-2)
    parser.add_argument("--max_steps", type=int, default=1500)
    parser.add_argument("--eval_freq", type=int, default=10)
    parser.add_argument("--batch_size", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    main(parser.parse_args())
