import argparse

import numpy as np
from sklearn.datasets import make_moons

from modules import Linear, ReLU, SoftMaxCrossEntropy

parser = argparse.ArgumentParser()
parser.add_argument("--hidden", type=int, default=20)
parser.add_argument("--learning_rate", type=float, default=1e-2)
parser.add_argument("--max_steps", type=int, default=1500)
parser.add_argument("--batch_size", type=int, default=100)
parser.add_argument("--eval_freq", type=int, default=10)


def main(args):
    x, y = make_moons(1000, noise=0.2, random_state=1)
    train, test = (x[:800], y[:800]), (x[800:], y[800:])
    net = [Linear(2, args.hidden), ReLU(), Linear(args.hidden, 2)]
    loss = SoftMaxCrossEntropy()
    for epoch in range(args.max_steps):
        order = np.random.permutation(800)
        for i in range(0, 800, args.batch_size):
            out = train[0][order[i:i + args.batch_size]]
            for layer in net:
                out = layer.forward(out)
            loss.forward(out, train[1][order[i:i + args.batch_size]])
            d = loss.backward()
            for layer in reversed(net):
                d = layer.backward(d)
            for layer in (net[0], net[2]):
                layer.w -= args.learning_rate * layer.dw
                layer.b -= args.learning_rate * layer.db
        if (epoch + 1) % args.eval_freq == 0:
            evaluate(net, test)


if __name__ == "__main__":
    main(parser.parse_args())
