"""The four networks of the assignment."""
from torch import nn


def single_layer():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))


def dense(nonlinear):
    layers = [nn.Flatten(), nn.Linear(3072, 110)]
    if nonlinear:
        layers.append(nn.ReLU())
    layers.append(nn.Linear(110, 74))
    if nonlinear:
        layers.append(nn.ReLU())
    layers.append(nn.Linear(74, 10))
    return nn.Sequential(*layers)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 6, kernel_size=5),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 16, kernel_size=5),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
        )
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Linear(400, 120),
            nn.ReLU(inplace=True),
            nn.Linear(120, 84),
            nn.ReLU(inplace=True),
            nn.Linear(84, 10),
        )

    def forward(self, batch):
        return self.head(self.features(batch))
