import argparse
import csv
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import CIFAR10


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(400, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = x.flatten(1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))


def mlp(relu):
    act = nn.ReLU if relu else nn.Identity
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 110), act(), nn.Linear(110, 74), act(), nn.Linear(74, 10))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--net", default="lenet", choices=["one", "linear", "relu", "lenet"])
    p.add_argument("--batch", type=int, default=4)
    p.add_argument("--lr", type=float, default=0.001)
    p.add_argument("--augment", action="store_true")
    p.add_argument("--mse", action="store_true")
    p.add_argument("--out", default="run.csv")
    a = p.parse_args()

    plain = [transforms.ToTensor(), transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
    extra = [transforms.RandomResizedCrop(32), transforms.RandomHorizontalFlip()] if a.augment else []
    train = CIFAR10("data", True, transform=transforms.Compose(extra + plain), download=True)
    test = CIFAR10("data", False, transform=transforms.Compose(plain), download=True)
    train_loader = DataLoader(train, batch_size=a.batch, shuffle=True)
    test_loader = DataLoader(test, batch_size=1000, shuffle=False)

    if a.net == "one":
        net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))
    elif a.net == "lenet":
        net = LeNet()
    else:
        net = mlp(a.net == "relu")
    net = net.cuda()
    opt = torch.optim.SGD(net.parameters(), lr=a.lr, momentum=0.9)

    rows, start = [], time.time()
    for epoch in range(1, 51):
        total = hits = 0
        for x, y in train_loader:
            x, y = x.cuda(), y.cuda()
            out = net(x)
            loss = F.mse_loss(out, F.one_hot(y, 10).float()) if a.mse else F.cross_entropy(out, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
            hits += (out.argmax(1) == y).sum().item()
        with torch.no_grad():
            good = sum((net(x.cuda()).argmax(1).cpu() == y).sum().item() for x, y in test_loader)
        rows.append([epoch, total / 50000, 100 * hits / 50000, good / 100])
    with open(a.out, "w", newline="") as f:
        csv.writer(f).writerows([["epoch", "loss", "train_acc", "test_acc"], *rows])
    print(a, "seconds", round(time.time() - start))


if __name__ == "__main__":
    main()
