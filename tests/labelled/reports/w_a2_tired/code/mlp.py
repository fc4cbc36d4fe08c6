import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--net", choices=["shallow", "deep", "wide"], default="shallow")
parser.add_argument("--step", action="store_true")
parser.add_argument("--epochs", type=int, default=1500)
args = parser.parse_args()

torch.manual_seed(3)
NETS = {
    "shallow": [784, 32, 10],
    "deep": [784, 32, 64, 32, 10],
    "wide": [784, 128, 64, 128, 10],
}


class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:]))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = F.relu(layer(x))
        return self.layers[-1](x)


data = np.load("hw2_Q2_and_Q3_data.npz")
x, y, xv, yv, xt, yt = (data[f"arr_{i}"] for i in range(6))
x, xv, xt = (torch.tensor(a.T / 255.0, dtype=torch.float32) for a in (x, xv, xt))
y, yv, yt = (torch.tensor(a, dtype=torch.long) for a in (y, yv, yt))

net = Net(NETS[args.net])
optimizer = torch.optim.SGD(net.parameters(), lr=1e-3, momentum=0.9)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[80], gamma=0.1)
criterion = nn.CrossEntropyLoss()


def accuracy(a, b):
    with torch.no_grad():
        return (net(a).argmax(1) == b).float().mean().item() * 100


best = {"train": (1e9, None), "val": (1e9, None), "acc": (-1.0, None)}
for epoch in range(1, args.epochs + 1):
    total = 0.0
    for i in torch.randperm(len(x)).split(128):
        optimizer.zero_grad()
        loss = criterion(net(x[i]), y[i])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(i)
    if args.step:
        scheduler.step()
    with torch.no_grad():
        val_loss = criterion(net(xv), yv).item()
    val_acc = accuracy(xv, yv)
    row = (epoch, total / len(x), val_loss, val_acc, accuracy(xt, yt))
    if row[1] < best["train"][0]:
        best["train"] = (row[1], row)
    if val_loss < best["val"][0]:
        best["val"] = (val_loss, row)
    if val_acc > best["acc"][0]:
        best["acc"] = (val_acc, row)
for name, (_, row) in best.items():
    print(f"{name}: epoch {row[0]} train loss {row[1]:.6f} val loss {row[2]:.6f} "
          f"val acc {row[3]:.2f} test acc {row[4]:.2f}")
