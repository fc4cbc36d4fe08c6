"""Questions 2 and 3: perceptrons on garments."""
import sys

import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


def perceptron(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


NETS = {
    "shallow": (784, 32, 10),
    "deep": (784, 32, 64, 32, 10),
    "deep_wide": (784, 128, 64, 128, 10),
}


def load():
    d = np.load("hw2_Q2_and_Q3_data.npz")
    def pair(i):
        x = torch.tensor(d[f"arr_{i}"].T / 255.0, dtype=torch.float32)
        return TensorDataset(x, torch.tensor(d[f"arr_{i + 1}"]).long())
    return pair(0), pair(2), pair(4)


def main(name, scheduled):
    train, val, test = load()
    net = perceptron(*NETS[name])
    opt = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
    sched = torch.optim.lr_scheduler.MultiStepLR(opt, milestones=[80], gamma=0.1)
    for epoch in range(1500):
        for x, y in DataLoader(train, batch_size=128, shuffle=True):
            opt.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
        if scheduled:
            sched.step()
    torch.save(net.state_dict(), f"{name}.pt")


if __name__ == "__main__":
    main(sys.argv[1], "--step" in sys.argv)
