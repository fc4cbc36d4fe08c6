import time

import torch
from torch import nn

LEARNING_RATE = 0.001
MOMENTUM = 0.0


def accuracy(net, loader):
    net.eval()
    good = n = 0
    with torch.no_grad():
        for x, y in loader:
            good += (net(x).argmax(1) == y).sum().item()
            n += len(y)
    return 100 * good / n


def train(net, loaders, epochs, lr=LEARNING_RATE, momentum=MOMENTUM, weight_decay=0.0, log=None):
    train_loader, val_loader = loaders
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=momentum, weight_decay=weight_decay)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, epochs + 1):
        net.train()
        start, total, n = time.time(), 0.0, 0
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            optimizer.step()
            total, n = total + loss.item() * len(y), n + len(y)
        if log:
            print(
                f"epoch {epoch:2d}/{epochs}  loss {total / n:.4f}  train {accuracy(net, train_loader):.2f}  "
                f"val {accuracy(net, val_loader):.2f}  {time.time() - start:.1f}s",
                file=log, flush=True,
            )
    return accuracy(net, val_loader)
