"""A dense network of any widths, and a convolutional one."""

from torch import nn


def mlp(*hidden: int) -> nn.Sequential:
    layers: list[nn.Module] = []
    width = 784
    for units in hidden:
        layers += [nn.Linear(width, units), nn.ReLU()]
        width = units
    layers.append(nn.Linear(width, 10))
    return nn.Sequential(*layers)


class ConvNet(nn.Module):
    """conv 6 (5x5) - pool - conv 12 (5x5) - pool - dense 10."""

    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, kernel_size=5, padding=2),
            nn.ReLU(),
            nn.AvgPool2d(2),
            nn.Conv2d(6, 12, kernel_size=5),
            nn.ReLU(),
            nn.AvgPool2d(2),
        )
        self.classifier = nn.Linear(12 * 5 * 5, 10)

    def forward(self, images):
        return self.classifier(self.features(images).flatten(1))
