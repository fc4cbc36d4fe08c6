"""python moons.py numpy | torch"""

import json
import sys

import numpy as np
import torch
from sklearn.datasets import make_moons

cfg = json.load(open("config.json"))["moons"]
x, y = make_moons(n_samples=1000, noise=0.2, random_state=cfg["seed"])
x_train, y_train, x_test, y_test = x[:700], y[:700], x[700:], y[700:]
rng = np.random.default_rng(cfg["seed"])


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


class NumpyMLP:
    def __init__(self, hidden):
        self.w1 = rng.normal(0, 1 / np.sqrt(2), (2, hidden))
        self.b1 = np.zeros(hidden)
        self.w2 = rng.normal(0, 1 / np.sqrt(hidden), (hidden, 2))
        self.b2 = np.zeros(2)

    def forward(self, x):
        self.x = x
        self.h = sigmoid(x @ self.w1 + self.b1)
        return self.h @ self.w2 + self.b2

    def step(self, out, y, lr):
        e = np.exp(out - out.max(axis=1, keepdims=True))
        g = e / e.sum(axis=1, keepdims=True)
        g[np.arange(len(y)), y] -= 1
        g /= len(y)
        gh = (g @ self.w2.T) * self.h * (1 - self.h)
        self.w2 -= lr * self.h.T @ g
        self.b2 -= lr * g.sum(axis=0)
        self.w1 -= lr * self.x.T @ gh
        self.b1 -= lr * gh.sum(axis=0)


def run_numpy():
    net = NumpyMLP(cfg["hidden"])
    for epoch in range(1, cfg["epochs"] + 1):
        order = rng.permutation(len(x_train))
        for i in range(0, len(order), cfg["batch"]):
            part = order[i : i + cfg["batch"]]
            net.step(net.forward(x_train[part]), y_train[part], cfg["lr"])
        if epoch % cfg["eval_every"] == 0:
            report(epoch, net.forward(x_train), net.forward(x_test))


def run_torch():
    torch.manual_seed(cfg["seed"])
    net = torch.nn.Sequential(
        torch.nn.Linear(2, cfg["hidden"]), torch.nn.Sigmoid(), torch.nn.Linear(cfg["hidden"], 2)
    )
    optimizer = torch.optim.SGD(net.parameters(), lr=cfg["lr"])
    xs, ys = torch.tensor(x_train, dtype=torch.float32), torch.tensor(y_train)
    for epoch in range(1, cfg["epochs"] + 1):
        for part in torch.randperm(len(xs)).split(cfg["batch"]):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(net(xs[part]), ys[part]).backward()
            optimizer.step()
        if epoch % cfg["eval_every"] == 0:
            with torch.no_grad():
                report(epoch, net(xs).numpy(), net(torch.tensor(x_test, dtype=torch.float32)).numpy())


def report(epoch, train, test):
    a = 100 * (train.argmax(1) == y_train).mean()
    b = 100 * (test.argmax(1) == y_test).mean()
    print(f"epoch {epoch} train_acc {a:.2f} test_acc {b:.2f}")


{"numpy": run_numpy, "torch": run_torch}[sys.argv[1]]()
