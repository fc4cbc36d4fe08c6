"""MLP in numpy for the two moons."""
import argparse

import numpy as np
from sklearn.datasets import make_moons


class Linear:
    def __init__(self, n_in, n_out):
        self.w = np.random.normal(0, 0.1, (n_in, n_out))
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.w + self.b

    def backward(self, d):
        self.dw = self.x.T @ d
        self.db = d.sum(axis=0)
        return d @ self.w.T

    def step(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db


class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, d):
        return d * self.mask

    def step(self, lr):
        pass


def softmax_cross_entropy(z, t):
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(len(t)), t] + 1e-12).mean()
    d = p.copy()
    d[np.arange(len(t)), t] -= 1
    return loss, d / len(t)


def run(layers, x):
    for layer in layers:
        x = layer.forward(x)
    return x


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--hidden", type=int, default=20)
    p.add_argument("--lr", type=float, default=1e-2)
    p.add_argument("--epochs", type=int, default=1500)
    p.add_argument("--eval_freq", type=int, default=10)
    p.add_argument("--batch_size", type=int, default=100)
    a = p.parse_args()
    np.random.seed(324)
    x, t = make_moons(n_samples=1000, noise=0.2, random_state=324)
    x, t, xt, tt = x[:800], t[:800], x[800:], t[800:]
    layers = [Linear(2, a.hidden), ReLU(), Linear(a.hidden, 2)]
    for epoch in range(1, a.epochs + 1):
        order = np.random.permutation(len(x))
        for i in range(0, len(x), a.batch_size):
            k = order[i:i + a.batch_size]
            loss, d = softmax_cross_entropy(run(layers, x[k]), t[k])
            for layer in reversed(layers):
                d = layer.backward(d)
            for layer in layers:
                layer.step(a.lr)
        if epoch % a.eval_freq == 0:
            loss, _ = softmax_cross_entropy(run(layers, x), t)
            acc = (run(layers, xt).argmax(1) == tt).mean()
            print(f"epoch {epoch} loss {loss:.4f} test_acc {acc:.4f}")


if __name__ == "__main__":
    main()
