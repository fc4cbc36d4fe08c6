import torch
from torch import nn

from data import loaders
from evaluate import accuracy
from nets import dense

BATCH_SIZE = 256
RATE = 0.001
DECAYS = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


def fit(net, epochs, weight_decay=0.0):
    train_loader, val_loader = loaders(BATCH_SIZE)
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE, weight_decay=weight_decay)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, epochs + 1):
        for images, labels in train_loader:
            optimizer.zero_grad()
            criterion(net(images), labels).backward()
            optimizer.step()
        print(epoch, f"train {accuracy(net, train_loader):.4f} val {accuracy(net, val_loader):.4f}")
    return accuracy(net, val_loader)


if __name__ == "__main__":
    torch.manual_seed(0)
    fit(dense(64, 64), epochs=10)
    for decay in DECAYS:
        for seed in range(3):
            torch.manual_seed(seed)
            print(decay, seed, fit(dense(500, 300), epochs=40, weight_decay=decay))
