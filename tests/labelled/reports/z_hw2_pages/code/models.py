import torch.nn as nn


def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10))


def mlp(relu):
    mid = (lambda: nn.ReLU()) if relu else (lambda: nn.Identity())
    return nn.Sequential(
        nn.Flatten(), nn.Linear(3072, 110), mid(), nn.Linear(110, 74), mid(), nn.Linear(74, 10)
    )


def lenet():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Flatten(),
        nn.Linear(16 * 5 * 5, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10),
    )
