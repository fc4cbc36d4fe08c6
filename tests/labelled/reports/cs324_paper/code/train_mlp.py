"""Part 1: the MLP on two moons, NumPy by hand against PyTorch."""

import argparse

import numpy as np
import torch
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split
from torch import nn

DNN_HIDDEN_UNITS_DEFAULT = "20"
LEARNING_RATE_DEFAULT = 1e-2
MAX_EPOCHS_DEFAULT = 1500
EVAL_FREQ_DEFAULT = 10
BATCH_SIZE_DEFAULT = 100

parser = argparse.ArgumentParser()
parser.add_argument("--dnn_hidden_units", type=str, default=DNN_HIDDEN_UNITS_DEFAULT)
parser.add_argument("--learning_rate", type=float, default=LEARNING_RATE_DEFAULT)
parser.add_argument("--max_steps", type=int, default=MAX_EPOCHS_DEFAULT)
parser.add_argument("--eval_freq", type=int, default=EVAL_FREQ_DEFAULT)
parser.add_argument("--batch_size", type=int, default=BATCH_SIZE_DEFAULT)
FLAGS = parser.parse_args()


class MLP(nn.Module):
    def __init__(self, n_inputs, n_hidden, n_classes):
        super().__init__()
        sizes = [n_inputs, *n_hidden]
        layers = []
        for a, b in zip(sizes, sizes[1:]):
            layers += [nn.Linear(a, b), nn.ReLU()]
        self.layers = nn.Sequential(*layers, nn.Linear(sizes[-1], n_classes))

    def forward(self, x):
        return self.layers(x)


def main():
    x, y = make_moons(n_samples=1000, noise=0.2, random_state=42)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=42)
    hidden = [int(h) for h in FLAGS.dnn_hidden_units.split(",")]
    net = MLP(2, hidden, 2)
    optimizer = torch.optim.SGD(net.parameters(), lr=FLAGS.learning_rate)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(FLAGS.max_steps):
        order = np.random.permutation(len(x_train))
        for start in range(0, len(order), FLAGS.batch_size):
            rows = order[start : start + FLAGS.batch_size]
            xb = torch.tensor(x_train[rows], dtype=torch.float32)
            yb = torch.tensor(y_train[rows])
            optimizer.zero_grad()
            criterion(net(xb), yb).backward()
            optimizer.step()
        if epoch % FLAGS.eval_freq == 0:
            with torch.no_grad():
                out = net(torch.tensor(x_test, dtype=torch.float32)).argmax(1).numpy()
            print(epoch, (out == y_test).mean())


if __name__ == "__main__":
    main()
