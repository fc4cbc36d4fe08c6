from torch import nn


class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 3),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 12, 4),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(12 * 5 * 5, 60), nn.ReLU(), nn.Linear(60, 10))

    def forward(self, x):
        return self.head(self.features(x))
