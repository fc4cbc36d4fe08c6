import argparse

import numpy as np
from sklearn.datasets import make_moons

from modules import Linear, ReLU

p = argparse.ArgumentParser()
p.add_argument("--hidden", type=int, default=20)
p.add_argument("--lr", type=float, default=0.01)
p.add_argument("--max_steps", type=int, default=1500)
p.add_argument("--eval_freq", type=int, default=10)
p.add_argument("--batch", type=int, default=100)
a = p.parse_args()

X, y = make_moons(1000, noise=0.2, random_state=0)
Xtr, ytr, Xte, yte = X[:800], y[:800], X[800:], y[800:]
layers = [Linear(2, a.hidden), ReLU(), Linear(a.hidden, 2)]


def forward(x):
    for layer in layers:
        x = layer.forward(x)
    return x


for step in range(a.max_steps):
    order = np.random.permutation(len(Xtr))
    for i in range(0, len(Xtr), a.batch):
        idx = order[i:i + a.batch]
        z = forward(Xtr[idx])
        z = np.exp(z - z.max(1, keepdims=True))
        d = z / z.sum(1, keepdims=True)
        d[np.arange(len(idx)), ytr[idx]] -= 1
        d /= len(idx)
        for layer in reversed(layers):
            d = layer.backward(d)
        for layer in layers:
            if isinstance(layer, Linear):
                layer.w -= a.lr * layer.dw
                layer.b -= a.lr * layer.db
    if step % a.eval_freq == 0:
        print(step, (forward(Xte).argmax(1) == yte).mean())
