"""python moons.py numpy|torch"""
import sys

import numpy as np
import torch
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split
from torch import nn

from settings import Moons

cfg = Moons()


def data():
    x, y = make_moons(cfg.points, noise=cfg.noise, random_state=cfg.seed)
    return train_test_split(x.astype("float32"), y, test_size=cfg.test_share, random_state=cfg.seed)


class NumpyMLP:
    def __init__(self, rng):
        self.w1 = rng.normal(0, 0.5, (2, cfg.hidden))
        self.b1 = np.zeros(cfg.hidden)
        self.w2 = rng.normal(0, 0.5, (cfg.hidden, 2))
        self.b2 = np.zeros(2)

    def forward(self, x):
        self.x = x
        self.z = x @ self.w1 + self.b1
        self.h = np.maximum(self.z, 0)
        out = self.h @ self.w2 + self.b2
        e = np.exp(out - out.max(1, keepdims=True))
        self.p = e / e.sum(1, keepdims=True)
        return self.p

    def step(self, y):
        d = self.p.copy()
        d[np.arange(len(y)), y] -= 1
        d /= len(y)
        dh = (d @ self.w2.T) * (self.z > 0)
        self.w2 -= cfg.lr * self.h.T @ d
        self.b2 -= cfg.lr * d.sum(0)
        self.w1 -= cfg.lr * self.x.T @ dh
        self.b1 -= cfg.lr * dh.sum(0)


def run_numpy(log):
    xa, xb, ya, yb = data()
    rng = np.random.default_rng(cfg.seed)
    net = NumpyMLP(rng)
    for epoch in range(1, cfg.epochs + 1):
        order = rng.permutation(len(xa))
        for i in range(0, len(xa), cfg.batch):
            part = order[i:i + cfg.batch]
            net.forward(xa[part])
            net.step(ya[part])
        if epoch % cfg.eval_every == 0:
            p = net.forward(xa)
            loss = -np.log(p[np.arange(len(ya)), ya]).mean()
            acc = 100 * (net.forward(xb).argmax(1) == yb).mean()
            print(f"{epoch},{loss:.4f},{acc:.1f}", file=log)


def run_torch(log):
    torch.manual_seed(cfg.seed)
    xa, xb, ya, yb = map(torch.as_tensor, data())
    net = nn.Sequential(nn.Linear(2, cfg.hidden), nn.ReLU(), nn.Linear(cfg.hidden, 2))
    optimizer = torch.optim.SGD(net.parameters(), lr=cfg.lr)
    for epoch in range(1, cfg.epochs + 1):
        for part in torch.randperm(len(xa)).split(cfg.batch):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(xa[part]), ya[part]).backward()
            optimizer.step()
        if epoch % cfg.eval_every == 0:
            with torch.no_grad():
                loss = nn.functional.cross_entropy(net(xa), ya).item()
                acc = 100 * (net(xb).argmax(1) == yb).float().mean().item()
            print(f"{epoch},{loss:.4f},{acc:.1f}", file=log)


if __name__ == "__main__":
    kind = sys.argv[1]
    with open(f"logs/moons_{kind}.csv", "w") as log:
        print("epoch,loss,test_acc", file=log)
        {"numpy": run_numpy, "torch": run_torch}[kind](log)
