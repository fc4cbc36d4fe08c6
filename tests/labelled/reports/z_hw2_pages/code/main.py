"""python main.py --section 5"""
import argparse
import json
import time

import torch
import torch.nn.functional as F
from torch import optim
from torchvision import datasets
from torchvision import transforms as T

from models import lenet, linear, mlp

ap = argparse.ArgumentParser()
ap.add_argument("--section", required=True)
ap.add_argument("--epochs", type=int, default=50)
ap.add_argument("--momentum", type=float, default=0.9)
ap.add_argument("--out", default="results.json")
args = ap.parse_args()

BASE = dict(net=lenet, lr=0.001, batch=4, augment=False, loss="ce")
SECTIONS = {
    "2": [dict(net=linear)],
    "3": [dict(net=lambda: mlp(False)), dict(net=lambda: mlp(True))],
    "4": [dict()],
    "5": [dict(batch=b) for b in (1, 4, 250)],
    "6": [dict(lr=lr) for lr in (10, 0.1, 0.01, 0.001)],
    "7": [dict(augment=True)],
    "8": [dict(loss="mse")],
}


def run(s):
    plain = [T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
    extra = [T.RandomResizedCrop(32), T.RandomHorizontalFlip()] if s["augment"] else []
    transform = T.Compose(extra + plain)
    train = datasets.CIFAR10("data", train=True, download=True, transform=transform)
    test = datasets.CIFAR10("data", train=False, download=True, transform=transform)
    loader = torch.utils.data.DataLoader(train, batch_size=s["batch"], shuffle=True)
    net = s["net"]()
    opt = optim.SGD(net.parameters(), lr=s["lr"], momentum=args.momentum)
    history = []
    for epoch in range(args.epochs):
        start = time.time()
        for x, y in loader:
            out = net(x)
            if s["loss"] == "mse":
                loss = F.mse_loss(out, F.one_hot(y, 10).float())
            else:
                loss = F.cross_entropy(out, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
        history.append((score(net, train), score(net, test), time.time() - start))
    return history


for change in SECTIONS[args.section]:
    json.dump(run({**BASE, **change}), open(args.out, "a"))
