import torch.nn as nn


def linear():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))


def mlp_plain():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 110), nn.Linear(110, 74), nn.Linear(74, 10))


def mlp_relu():
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(3072, 110),
        nn.ReLU(),
        nn.Linear(110, 74),
        nn.ReLU(),
        nn.Linear(74, 10),
    )


def lenet():
    return nn.Sequential(
        nn.Conv2d(3, 6, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.ReLU(),
        nn.Linear(120, 84),
        nn.ReLU(),
        nn.Linear(84, 10),
    )
