import torch
import torch.nn as nn

from mnist_dense import train


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 4, kernel_size=5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(4, 12, kernel_size=5), nn.ReLU(), nn.AvgPool2d(2),
        )
        self.classifier = nn.Sequential(nn.Linear(192, 84), nn.ReLU(), nn.Linear(84, 10))

    def forward(self, x):
        x = x.view(-1, 1, 28, 28)
        return self.classifier(torch.flatten(self.features(x), 1))


train(ConvNet(), epochs=15)
