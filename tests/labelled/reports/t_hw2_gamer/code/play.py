"""python play.py NAME   (all runs: python play.py)   -> runs/NAME.csv"""
import csv
import random
import sys

import numpy as np
import torch
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T
from torch.utils.data import DataLoader

from nets import Lenet, OneLayer, ThreeLayer

SEED = 80085
EPOCHS = 50
MOMENTUM = 0.9

RUNS = {
    # name: (network, batch, lr, augment, loss)
    "linear": (OneLayer, 4, 0.001, False, "ce"),
    "mlp_identity": (lambda: ThreeLayer(relu=False), 4, 0.001, False, "ce"),
    "mlp_relu": (lambda: ThreeLayer(relu=True), 4, 0.001, False, "ce"),
    "lenet": (Lenet, 4, 0.001, False, "ce"),
    "batch1": (Lenet, 1, 0.001, False, "ce"),
    "batch1000": (Lenet, 1000, 0.001, False, "ce"),
    "lr10": (Lenet, 4, 10, False, "ce"),
    "lr0.1": (Lenet, 4, 0.1, False, "ce"),
    "lr0.01": (Lenet, 4, 0.01, False, "ce"),
    "aug": (Lenet, 4, 0.001, True, "ce"),
    "mse": (Lenet, 4, 0.001, False, "mse"),
}

basic = [T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
extra = [T.RandomResizedCrop(32, scale=(0.6, 1.0)), T.RandomHorizontalFlip()]


def loaders(batch, augment):
    train = torchvision.datasets.CIFAR10("./data", train=True, download=True,
                                         transform=T.Compose((extra if augment else []) + basic))
    test = torchvision.datasets.CIFAR10("./data", train=False, download=True, transform=T.Compose(basic))
    return (DataLoader(train, batch, shuffle=True, num_workers=4),
            DataLoader(test, 500, shuffle=False, num_workers=4))


def loss_of(kind, out, y):
    if kind == "mse":
        return F.mse_loss(out, F.one_hot(y, 10).float())
    return F.cross_entropy(out, y)


@torch.no_grad()
def accuracy(net, loader, device):
    right = total = 0
    for x, y in loader:
        right += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
        total += len(y)
    return 100 * right / total


def play(name):
    random.seed(SEED), np.random.seed(SEED), torch.manual_seed(SEED)
    build, batch, lr, augment, kind = RUNS[name]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = build().to(device)
    train, test = loaders(batch, augment)
    sgd = torch.optim.SGD(net.parameters(), lr=lr, momentum=MOMENTUM)
    with open(f"runs/{name}.csv", "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(["epoch", "loss", "train_acc", "test_acc"])
        for epoch in range(1, EPOCHS + 1):
            total = n = 0
            for x, y in train:
                x, y = x.to(device), y.to(device)
                sgd.zero_grad()
                loss = loss_of(kind, net(x), y)
                loss.backward()
                sgd.step()
                total += loss.item()
                n += 1
            out.writerow([epoch, f"{total / n:.4f}", f"{accuracy(net, train, device):.2f}", f"{accuracy(net, test, device):.2f}"])


if __name__ == "__main__":
    for name in sys.argv[1:] or RUNS:
        play(name)
