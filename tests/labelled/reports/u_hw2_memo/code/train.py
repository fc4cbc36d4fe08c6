"""python train.py NAME  writes results/NAME.csv"""

import csv
import sys

import torch
import torch.nn.functional as F
import yaml
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision import transforms as t

import networks

with open("runs.yaml") as file:
    content = yaml.safe_load(file)
name = sys.argv[1]
cfg = {**content["defaults"], **content["runs"][name]}

torch.manual_seed(cfg["seed"])
device = "cuda" if torch.cuda.is_available() else "cpu"

base = [t.ToTensor(), t.Normalize((0.5,) * 3, (0.5,) * 3)]
extra = [t.RandomResizedCrop(32), t.RandomHorizontalFlip(p=0.5)] if cfg["augment"] else []
train_set = datasets.CIFAR10("data", train=True, download=True, transform=t.Compose(extra + base))
test_set = datasets.CIFAR10("data", train=False, download=True, transform=t.Compose(base))
train_loader = DataLoader(train_set, batch_size=cfg["batch"], shuffle=True, num_workers=2)
test_loader = DataLoader(test_set, batch_size=250)

net = getattr(networks, cfg["network"])().to(device)
optimizer = torch.optim.SGD(net.parameters(), lr=cfg["lr"], momentum=cfg["momentum"])


def loss_of(out, y):
    if cfg["loss"] == "squared":
        return ((out - F.one_hot(y, 10)) ** 2).mean()
    return F.cross_entropy(out, y)


def accuracy(loader):
    right = seen = 0
    with torch.no_grad():
        for x, y in loader:
            right += (net(x.to(device)).argmax(1) == y.to(device)).sum().item()
            seen += len(y)
    return 100.0 * right / seen


with open(f"results/{name}.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["epoch", "loss", "train_acc", "test_acc"])
    for epoch in range(1, cfg["epochs"] + 1):
        total = right = 0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            scores = net(x)
            loss = loss_of(scores, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            right += (scores.argmax(1) == y).sum().item()
        n = len(train_set)
        out.writerow([epoch, f"{total / n:.4f}", f"{100 * right / n:.2f}", f"{accuracy(test_loader):.2f}"])
