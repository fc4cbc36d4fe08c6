import torch.nn as nn
import torch.nn.functional as F


class OneLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(3 * 32 * 32, 10)

    def forward(self, x):
        return self.out(x.flatten(1))


class ThreeLayer(nn.Module):
    def __init__(self, relu):
        super().__init__()
        self.a = nn.Linear(3 * 32 * 32, 110)
        self.b = nn.Linear(110, 74)
        self.c = nn.Linear(74, 10)
        self.act = F.relu if relu else (lambda v: v)

    def forward(self, x):
        x = self.act(self.a(x.flatten(1)))
        x = self.act(self.b(x))
        return self.c(x)


class Lenet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.flatten(1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)
