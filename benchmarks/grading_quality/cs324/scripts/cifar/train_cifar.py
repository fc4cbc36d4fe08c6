"""Parts 1b and 2, one network after the other: python train_cifar.py"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch
import torchvision
import torchvision.transforms as T
from models import CifarMLP, SmallVGG
from torch import nn
from torch.utils.data import DataLoader, Subset


def loaders(root, train_size, test_size, batch_size):
    transform = T.Compose([T.ToTensor(), T.Normalize((0.5,) * 3, (0.5,) * 3)])
    train = torchvision.datasets.CIFAR10(root, train=True, download=True, transform=transform)
    test = torchvision.datasets.CIFAR10(root, train=False, download=True, transform=transform)
    return (
        DataLoader(Subset(train, range(train_size)), batch_size=batch_size, shuffle=True),
        DataLoader(Subset(test, range(test_size)), batch_size=250),
    )


@torch.no_grad()
def test(model, loader, criterion):
    model.eval()
    loss, correct, total = 0.0, 0, 0
    for x, y in loader:
        out = model(x)
        loss += criterion(out, y).item() * len(y)
        correct += (out.argmax(1) == y).sum().item()
        total += len(y)
    return loss / total, correct / total


def train(model, data, optimizer, epochs, name):
    train_loader, test_loader = data
    criterion = nn.CrossEntropyLoss()
    curve = []
    for epoch in range(1, epochs + 1):
        model.train()
        running, count = 0.0, 0
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            running += loss.item() * len(y)
            count += len(y)
        curve.append((running / count, *test(model, test_loader, criterion)))
        print(f"{name}, epoch {epoch}: train loss {curve[-1][0]:.3f}, "
              f"test loss {curve[-1][1]:.3f}, test accuracy {curve[-1][2]:.4f}")
    epochs_axis = range(1, epochs + 1)
    plt.figure()
    plt.plot(epochs_axis, [c[0] for c in curve], label="train loss")
    plt.plot(epochs_axis, [c[1] for c in curve], label="test loss")
    plt.xlabel("epoch")
    plt.ylabel("loss")
    plt.title(name)
    plt.legend()
    plt.savefig(f"{name}_loss.png")
    plt.figure()
    plt.plot(epochs_axis, [c[2] for c in curve], label="test accuracy")
    plt.xlabel("epoch")
    plt.ylabel("accuracy")
    plt.title(name)
    plt.legend()
    plt.savefig(f"{name}_accuracy.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data_dir", default="./cifar10")
    parser.add_argument("--seed", type=int, default=7)
    flags = parser.parse_args()
    torch.manual_seed(flags.seed)

    mlp = CifarMLP()
    adam = torch.optim.Adam(mlp.parameters(), lr=1e-3, weight_decay=5e-4)
    train(mlp, loaders(flags.data_dir, 2000, 300, 2000), adam, 2, "mlp")

    vgg = SmallVGG()
    adam = torch.optim.Adam(vgg.parameters(), lr=5e-4, weight_decay=1e-3)
    train(vgg, loaders(flags.data_dir, 160, 200, 32), adam, 2, "vgg")
