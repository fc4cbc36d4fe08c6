"""All the networks of the assignment, from the smallest to the largest."""
from torch import nn


class FaceAutoencoder(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.encode = nn.Linear(4096, n)
        self.squash = nn.ReLU()
        self.decode = nn.Linear(n, 4096)

    def forward(self, x):
        return self.decode(self.squash(self.encode(x)))


def mlp(*sizes):
    """mlp(784, 32, 10) is the shallow network of Q2."""
    layers = []
    for before, after in zip(sizes[:-2], sizes[1:-1]):
        layers += [nn.Linear(before, after), nn.ReLU()]
    layers.append(nn.Linear(sizes[-2], sizes[-1]))
    return nn.Sequential(*layers)


NETWORKS = {
    "shallow": (784, 32, 10),
    "deep": (784, 32, 64, 32, 10),
    "wide": (784, 128, 64, 128, 10),
    "noisy": (784, 256, 128, 64, 10),
}


def count(net):
    return sum(p.numel() for p in net.parameters() if p.requires_grad)
