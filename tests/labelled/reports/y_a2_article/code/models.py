import torch.nn as nn


class AutoEncoder(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.encoder = nn.Linear(4096, n)
        self.decoder = nn.Linear(n, 4096)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.decoder(self.relu(self.encoder(x)))


class ShallowMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 32)
        self.fc2 = nn.Linear(32, 10)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.fc2(self.relu(self.fc1(x)))


def mlp(*sizes):
    layers = []
    for a, b in zip(sizes[:-2], sizes[1:-1]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    layers.append(nn.Linear(sizes[-2], sizes[-1]))
    return nn.Sequential(*layers)


def deep_mlp():
    return mlp(784, 32, 64, 32, 10)


def deep_wide_mlp():
    return mlp(784, 128, 64, 128, 10)


def noisy_label_mlp():
    return mlp(784, 256, 128, 64, 10)
