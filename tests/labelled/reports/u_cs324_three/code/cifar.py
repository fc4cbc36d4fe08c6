"""python cifar.py cifar_mlp | vgg"""

import json
import sys

import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

name = sys.argv[1]
cfg = json.load(open("config.json"))[name]
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
to_tensor = transforms.ToTensor()
train_set = datasets.CIFAR10("data", train=True, download=True, transform=to_tensor)
test_set = datasets.CIFAR10("data", train=False, download=True, transform=to_tensor)
train_loader = DataLoader(train_set, batch_size=cfg["batch"], shuffle=True)
test_loader = DataLoader(test_set, batch_size=1000)


def block(inside, outside):
    return [
        nn.Conv2d(inside, outside, 3, padding=1), nn.ReLU(),
        nn.Conv2d(outside, outside, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(3, stride=2),
    ]


def build():
    if name == "cifar_mlp":
        return nn.Sequential(
            nn.Flatten(), nn.Linear(3072, cfg["hidden"]), nn.Sigmoid(), nn.Linear(cfg["hidden"], 10)
        )
    return nn.Sequential(
        *block(3, 64), *block(64, 128), nn.Flatten(),
        nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 10),
    )


def accuracy(net, loader):
    net.eval()
    right = 0
    with torch.no_grad():
        for x, y in loader:
            right += (net(x.to(device)).argmax(1) == y.to(device)).sum().item()
    return 100 * right / len(loader.dataset)


torch.manual_seed(64)
net = build().to(device)
optimizer = torch.optim.Adam(net.parameters(), lr=cfg["lr"], weight_decay=cfg["weight_decay"])
for epoch in range(1, cfg["epochs"] + 1):
    net.train()
    total = 0.0
    for x, y in train_loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x.to(device)), y.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
    print(f"epoch {epoch} loss {total / 50000:.4f} train {accuracy(net, train_loader):.2f} "
          f"test {accuracy(net, test_loader):.2f}")
