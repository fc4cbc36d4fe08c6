from torch import nn


def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))


def mlp(relu=True):
    between = nn.ReLU if relu else nn.Identity
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(3072, 110), between(),
        nn.Linear(110, 74), between(),
        nn.Linear(74, 10),
    )


def lenet():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, 10),
    )
