import torch
import torch.nn as nn


def moons_net(cfg):
    net = nn.Sequential(nn.Linear(2, cfg["hidden"]), nn.ReLU(), nn.Linear(cfg["hidden"], 2))
    for p in net.parameters():
        nn.init.normal_(p, std=cfg["init_std"])
    return net


def cifar_mlp(cfg):
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, cfg["hidden"]), nn.Sigmoid(), nn.Linear(cfg["hidden"], 10))


def reduced_vgg():
    return nn.Sequential(
        nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(),
        nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(3, stride=2),
        nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(),
        nn.Conv2d(128, 128, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(3, stride=2),
        nn.Flatten(),
        nn.Linear(6272, 512), nn.ReLU(),
        nn.Linear(512, 10),
    )


class Recurrent(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.hidden = hidden
        self.hx = nn.Linear(1, hidden, bias=False)
        self.hh = nn.Linear(hidden, hidden)
        self.ph = nn.Linear(hidden, 10)

    def forward(self, digits):
        h = torch.zeros(len(digits), self.hidden)
        for t in range(digits.shape[1]):
            h = torch.tanh(self.hx(digits[:, t:t + 1]) + self.hh(h))
        return self.ph(h)
