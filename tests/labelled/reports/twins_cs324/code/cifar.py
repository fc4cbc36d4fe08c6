"""Part 1 (second half) and part 2: an MLP and a reduced VGG on CIFAR-10."""

import sys

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

REGIMES = {
    "mlp": {"lr": 0.001, "weight_decay": 5e-4, "batch_size": 2000, "epochs": 30},
    "vgg": {"lr": 5e-4, "weight_decay": 1e-3, "batch_size": 32, "epochs": 40},
}

normalise = transforms.Normalize((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616))
plain = transforms.Compose([transforms.ToTensor(), normalise])
flipped = transforms.Compose([transforms.RandomHorizontalFlip(), plain])


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(3072, 3000)
        self.out = nn.Linear(3000, 10)

    def forward(self, x):
        return self.out(torch.sigmoid(self.hidden(x.flatten(1))))


def conv(channels, filters):
    return nn.Sequential(nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU())


class VGG(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            conv(3, 64),
            conv(64, 64),
            nn.MaxPool2d(3, stride=2),
            conv(64, 128),
            conv(128, 128),
            nn.MaxPool2d(3, stride=2),
        )
        self.fc1 = nn.Linear(128 * 7 * 7, 512)
        self.fc2 = nn.Linear(512, 10)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(self.features(x).flatten(1))))


def accuracy(net, loader):
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in loader)
    return right / len(loader.dataset)


def main(name):
    regime = REGIMES[name]
    net = {"mlp": MLP, "vgg": VGG}[name]()
    transform = flipped if name == "vgg" else plain
    train = DataLoader(
        datasets.CIFAR10("data", train=True, download=True, transform=transform),
        batch_size=regime["batch_size"],
        shuffle=True,
    )
    test = DataLoader(
        datasets.CIFAR10("data", train=False, download=True, transform=plain), batch_size=1000
    )
    optimizer = torch.optim.Adam(
        net.parameters(), lr=regime["lr"], weight_decay=regime["weight_decay"]
    )
    for epoch in range(1, regime["epochs"] + 1):
        total = 0.0
        for x, y in train:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(
            f"[{epoch:2d}] loss {total / len(train):.3f}"
            f" train {accuracy(net, train):.4f} test {accuracy(net, test):.4f}"
        )


if __name__ == "__main__":
    main(sys.argv[1])
