import sys

import torch
import torch.nn as nn
import yaml
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10
from torchvision.transforms import Compose, Normalize, ToTensor

CONF = yaml.safe_load(open("conf.yaml"))
NAME = sys.argv[1]
C = CONF[NAME]
torch.manual_seed(CONF["seed"])
dev = "cuda" if torch.cuda.is_available() else "cpu"


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, C["hidden"]), nn.Sigmoid(), nn.Linear(C["hidden"], 10))


def vgg():
    return nn.Sequential(
        nn.Conv2d(3, 64, 3, padding=1), nn.ReLU(),
        nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(3, stride=2),
        nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(),
        nn.Conv2d(128, 128, 3, padding=1), nn.ReLU(),
        nn.MaxPool2d(3, stride=2),
        nn.Flatten(),
        nn.Linear(6272, 512), nn.ReLU(),
        nn.Linear(512, 10),
    )


tf = Compose([ToTensor(), Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
train = DataLoader(CIFAR10("data", True, tf, download=True), C["batch"], shuffle=True)
test = DataLoader(CIFAR10("data", False, tf, download=True), 1000)
net = {"mlp": mlp, "vgg": vgg}[NAME]().to(dev)
opt = torch.optim.Adam(net.parameters(), lr=C["lr"], weight_decay=C["decay"])
for epoch in range(1, C["epochs"] + 1):
    total = 0.0
    for x, y in train:
        loss = nn.functional.cross_entropy(net(x.to(dev)), y.to(dev))
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() * len(y)
    with torch.no_grad():
        hits = sum((net(x.to(dev)).argmax(1).cpu() == y).sum().item() for x, y in test)
    print(epoch, f"loss {total / 50000:.4f}", f"test {hits / 100:.2f}", flush=True)
