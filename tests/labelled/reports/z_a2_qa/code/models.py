import torch.nn as nn


class AE(nn.Module):
    def __init__(self, code):
        super().__init__()
        self.enc = nn.Linear(4096, code)
        self.dec = nn.Linear(code, 4096)

    def forward(self, x):
        return self.dec(nn.functional.relu(self.enc(x)))


def dense(hidden, activation="relu"):
    act = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid}[activation]
    sizes = [784, *hidden]
    layers = []
    for i in range(len(hidden)):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        layers.append(act())
    layers.append(nn.Linear(sizes[-1], 10))
    return nn.Sequential(*layers)
