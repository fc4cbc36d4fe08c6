"""Layers of a small network. Only NumPy is used here."""

import numpy as np


class Linear:
    def __init__(self, in_features, out_features, rng):
        bound = 1.0 / np.sqrt(in_features)
        self.params = {
            "weight": rng.uniform(-bound, bound, (in_features, out_features)),
            "bias": rng.uniform(-bound, bound, (1, out_features)),
        }
        self.grads = {"weight": None, "bias": None}

    def forward(self, x):
        self.x = x
        return np.dot(x, self.params["weight"]) + self.params["bias"]

    def backward(self, dout):
        self.grads["weight"] = np.dot(self.x.T, dout)
        self.grads["bias"] = dout.sum(axis=0, keepdims=True)
        return np.dot(dout, self.params["weight"].T)


class Sigmoid:
    def forward(self, x):
        self.out = 1.0 / (1.0 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1.0 - self.out)


class SoftmaxCrossEntropy:
    """Softmax and cross entropy in one, so that the network itself ends in plain scores."""

    def forward(self, x, y):
        shifted = x - x.max(axis=1, keepdims=True)
        exp = np.exp(shifted)
        self.prob = exp / exp.sum(axis=1, keepdims=True)
        self.y = y
        return -np.mean(np.log(self.prob[np.arange(len(y)), y] + 1e-12))

    def backward(self):
        dx = self.prob.copy()
        dx[np.arange(len(self.y)), self.y] -= 1.0
        return dx / len(self.y)
