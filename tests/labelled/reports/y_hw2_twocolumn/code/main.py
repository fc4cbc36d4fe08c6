import time

import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import get_loaders
from nets import MLP, ConvNet, OneLayer

EPOCHS = 50
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def accuracy(net, loader):
    correct = total = 0
    with torch.no_grad():
        for x, y in loader:
            correct += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
            total += len(y)
    return 100 * correct / total


def run(name, net, batch_size=4, lr=0.001, augment=False, mse=False):
    net.to(device)
    train_loader, test_loader = get_loaders(batch_size, augment)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    tests = []
    start = time.time()
    for epoch in range(EPOCHS):
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            if mse:
                loss = F.mse_loss(net(x), F.one_hot(y, 10).float())
            else:
                loss = nn.CrossEntropyLoss()(net(x), y)
            loss.backward()
            optimizer.step()
        tests.append(accuracy(net, test_loader))
    best = max(tests)
    print(f"{name}: train {accuracy(net, train_loader):.2f} test {tests[-1]:.2f} "
          f"best {best:.2f} (epoch {tests.index(best) + 1}) {(time.time() - start) / EPOCHS:.0f} s/epoch")
    plt.figure()
    plt.plot(tests)
    plt.xlabel("epoch")
    plt.ylabel("test accuracy")
    plt.savefig(f"plots/{name}.pdf")


if __name__ == "__main__":
    run("one_layer", OneLayer())
    run("mlp_linear", MLP(use_relu=False))
    run("mlp_relu", MLP())
    for batch_size in (1, 4, 1000):
        run(f"batch_{batch_size}", ConvNet(), batch_size=batch_size)
    for lr in (10, 0.1, 0.01, 0.001):
        run(f"lr_{lr}", ConvNet(), lr=lr)
    run("augmented", ConvNet(), augment=True)
    run("mse", ConvNet(), mse=True)
