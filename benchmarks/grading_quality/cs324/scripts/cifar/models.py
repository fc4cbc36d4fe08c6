from torch import nn


class CifarMLP(nn.Module):
    """One hidden layer of sigmoid units on the flat image."""

    def __init__(self, hidden=3000):
        super().__init__()
        self.net = nn.Sequential(
            nn.Flatten(), nn.Linear(3072, hidden), nn.Sigmoid(), nn.Linear(hidden, 10)
        )

    def forward(self, x):
        return self.net(x)


def block(channels_in, channels_out):
    return [
        nn.Conv2d(channels_in, channels_out, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.Conv2d(channels_out, channels_out, 3, padding=1),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2),
    ]


class SmallVGG(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(*block(3, 64), *block(64, 128))
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 10)
        )

    def forward(self, x):
        return self.classifier(self.features(x))
