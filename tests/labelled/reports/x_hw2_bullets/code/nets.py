import torch.nn as nn


def sec2():
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10))


def sec3(relu):
    a = nn.ReLU if relu else nn.Identity
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 110), a(), nn.Linear(110, 74), a(), nn.Linear(74, 10))


def lenet():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10),
    )
