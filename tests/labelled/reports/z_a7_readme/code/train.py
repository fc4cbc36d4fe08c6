import sys

import torch
from torch import nn

from config import Run
from data import loaders
from nets import convolutional, dense


def evaluate(net, loader):
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in loader)
    return right / len(loader.dataset)


def train(run):
    torch.manual_seed(run.seed)
    net = convolutional() if run.conv else dense(run.hidden)
    train_loader, val_loader = loaders(run.batch_size)
    opt = torch.optim.SGD(net.parameters(), lr=run.lr, weight_decay=run.weight_decay)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, run.epochs + 1):
        for x, y in train_loader:
            opt.zero_grad()
            criterion(net(x), y).backward()
            opt.step()
        print(epoch, f"train {evaluate(net, train_loader):.4f} val {evaluate(net, val_loader):.4f}")
    return evaluate(net, val_loader)


RUNS = {
    "small": Run(),
    "conv": Run(conv=True, lr=3e-3, batch_size=64, epochs=15),
}

if __name__ == "__main__":
    train(RUNS[sys.argv[1]])
