"""Part 1: the same network in NumPy and in PyTorch."""

import numpy as np
import torch
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split
from torch import nn

SEED = 324
HIDDEN = 20
RATE = 0.01
BATCH_SIZE = 100
EPOCHS = 1500
EVALUATE_EVERY = 10

x, y = make_moons(n_samples=1000, noise=0.2, random_state=SEED)
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=SEED)
rng = np.random.default_rng(SEED)


class NumpyMLP:
    def __init__(self):
        self.w1 = rng.normal(0.0, 0.1, (2, HIDDEN))
        self.b1 = np.zeros(HIDDEN)
        self.w2 = rng.normal(0.0, 0.1, (HIDDEN, 2))
        self.b2 = np.zeros(2)

    def forward(self, x):
        self.hidden = np.maximum(x @ self.w1 + self.b1, 0)
        return self.hidden @ self.w2 + self.b2

    def step(self, x, y):
        scores = self.forward(x)
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        d_out = p / len(y)
        d_hidden = d_out @ self.w2.T * (self.hidden > 0)
        self.w2 -= RATE * self.hidden.T @ d_out
        self.b2 -= RATE * d_out.sum(0)
        self.w1 -= RATE * x.T @ d_hidden
        self.b1 -= RATE * d_hidden.sum(0)


def batches():
    order = rng.permutation(len(x_train))
    for start in range(0, len(order), BATCH_SIZE):
        chosen = order[start:start + BATCH_SIZE]
        yield x_train[chosen], y_train[chosen]


def train_numpy():
    net = NumpyMLP()
    for epoch in range(1, EPOCHS + 1):
        for bx, by in batches():
            net.step(bx, by)
        if epoch % EVALUATE_EVERY == 0:
            print(epoch, (net.forward(x_test).argmax(1) == y_test).mean())


def train_torch():
    torch.manual_seed(SEED)
    net = nn.Sequential(nn.Linear(2, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 2))
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    for epoch in range(1, EPOCHS + 1):
        for bx, by in batches():
            optimizer.zero_grad()
            out = net(torch.tensor(bx, dtype=torch.float32))
            nn.functional.cross_entropy(out, torch.tensor(by)).backward()
            optimizer.step()
        if epoch % EVALUATE_EVERY == 0:
            with torch.no_grad():
                guess = net(torch.tensor(x_test, dtype=torch.float32)).argmax(1).numpy()
            print(epoch, (guess == y_test).mean())


if __name__ == "__main__":
    train_numpy()
    train_torch()
