import sys

import torch
import torch.nn.functional as F

from data import loaders
from nets import build
from settings import RUNS


def accuracy(net, loader):
    net.eval()
    with torch.no_grad():
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in loader)
    return 100 * right / len(loader.dataset)


def loss_of(settings, out, y):
    if settings.mse:
        return F.mse_loss(out, F.one_hot(y, 10).float())
    return F.cross_entropy(out, y)


def train(settings):
    torch.manual_seed(settings.seed)
    train_loader, test_loader = loaders(settings)
    net = build(settings.net)
    optimizer = torch.optim.SGD(
        net.parameters(),
        lr=settings.lr,
        momentum=settings.momentum,
        weight_decay=settings.weight_decay,
    )
    for epoch in range(1, settings.epochs + 1):
        net.train()
        total = 0.0
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = loss_of(settings, net(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(
            f"epoch {epoch:2d}  loss {total / len(train_loader):.3f}"
            f"  train {accuracy(net, train_loader):.1f}  test {accuracy(net, test_loader):.1f}"
        )
    return net


if __name__ == "__main__":
    train(RUNS[sys.argv[1]])
