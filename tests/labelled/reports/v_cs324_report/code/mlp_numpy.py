import argparse

import numpy as np
from sklearn.datasets import make_moons

parser = argparse.ArgumentParser()
parser.add_argument("--hidden", type=int, default=20)
parser.add_argument("--lr", type=float, default=0.01)
parser.add_argument("--epochs", type=int, default=1500)
parser.add_argument("--eval_freq", type=int, default=10)
parser.add_argument("--batch", type=int, default=100)


class MLP:
    def __init__(self, n_in, n_hidden, n_out):
        self.w1 = np.random.randn(n_in, n_hidden) * 0.1
        self.b1 = np.zeros(n_hidden)
        self.w2 = np.random.randn(n_hidden, n_out) * 0.1
        self.b2 = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        self.h = np.maximum(0, x @ self.w1 + self.b1)
        return self.h @ self.w2 + self.b2

    def step(self, dout, lr):
        dh = (dout @ self.w2.T) * (self.h > 0)
        self.w2 -= lr * self.h.T @ dout
        self.b2 -= lr * dout.sum(0)
        self.w1 -= lr * self.x.T @ dh
        self.b1 -= lr * dh.sum(0)


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def main():
    args = parser.parse_args()
    x, y = make_moons(n_samples=1000, noise=0.2, random_state=1)
    x_train, y_train, x_test, y_test = x[:800], y[:800], x[800:], y[800:]
    net = MLP(2, args.hidden, 2)
    for epoch in range(args.epochs):
        order = np.random.permutation(800)
        for i in range(0, 800, args.batch):
            part = order[i : i + args.batch]
            p = softmax(net.forward(x_train[part]))
            p[np.arange(len(part)), y_train[part]] -= 1
            net.step(p / len(part), args.lr)
        if epoch % args.eval_freq == 0:
            print(epoch, (net.forward(x_test).argmax(1) == y_test).mean())


if __name__ == "__main__":
    main()
