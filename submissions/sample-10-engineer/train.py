"""Trains and compares the networks of questions 2 and 3."""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from dataset import load
from networks import LAYOUTS, build


def train(network, sets, arguments):
    loader = DataLoader(sets["train"], batch_size=arguments.batch_size, shuffle=True)
    optimizer = torch.optim.SGD(network.parameters(), lr=arguments.lr, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=arguments.step, gamma=0.1)
    losses = []
    for _ in range(arguments.epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(network(images), labels)
            loss.backward()
            optimizer.step()
        scheduler.step()
        losses.append((loss_on(network, sets["train"]), loss_on(network, sets["validation"])))
    return losses


@torch.no_grad()
def loss_on(network, dataset: TensorDataset) -> float:
    images, labels = dataset.tensors
    return nn.functional.cross_entropy(network(images), labels).item()


@torch.no_grad()
def accuracy_on(network, dataset: TensorDataset) -> float:
    images, labels = dataset.tensors
    return (network(images).argmax(dim=1) == labels).float().mean().item()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data")
    parser.add_argument("--epochs", type=int, default=18)
    parser.add_argument("--step", type=int, default=12)
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    arguments = parse()
    torch.manual_seed(arguments.seed)
    sets = load(arguments.data)
    for name in LAYOUTS:
        network = build(name)
        losses = train(network, sets, arguments)
        plt.plot(losses, label=[f"{name}, train", f"{name}, validation"])
        validation = accuracy_on(network, sets["validation"])
        test = accuracy_on(network, sets["test"])
        print(f"{name}: validation accuracy {validation:.4f}, test accuracy {test:.4f}")
    plt.xlabel("epoch")
    plt.ylabel("loss")
    plt.legend()
    plt.savefig("curves.png")


if __name__ == "__main__":
    main()
