"""Trains everything that report.md speaks of."""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch

from digits.data import loaders
from digits.engine import evaluate, train_one_epoch
from digits.models import ConvNet, mlp

LEARNING_RATE = 0.001
WEIGHT_DECAYS = [10.0**-power for power in range(3, 8)]


def count(model):
    return sum(weights.numel() for weights in model.parameters() if weights.requires_grad)


def small(epochs=10, batch_size=256):
    model = mlp(64, 64)
    for name, weights in model.named_parameters():
        print(name, tuple(weights.shape), weights.numel())
    print("small network:", count(model), "parameters")
    train, val = loaders(2560, 1000, batch_size)
    optimiser = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    train_acc, val_acc = [], []
    for epoch in range(epochs):
        train_acc.append(train_one_epoch(model, train, optimiser))
        val_acc.append(evaluate(model, val))
        print(f"epoch {epoch + 1}: train {train_acc[-1]:.2f} %, val {val_acc[-1]:.2f} %")
    figure, axes = plt.subplots()
    epochs_axis = np.arange(1, epochs + 1)
    axes.plot(epochs_axis, train_acc, "o-", label="train accuracy")
    axes.plot(epochs_axis, val_acc, "s-", label="validation accuracy")
    axes.set_xlabel("Epoch")
    axes.set_ylabel("Accuracy (%)")
    axes.legend()
    figure.savefig("ten_epochs.png")


def study(epochs=40, repeats=3):
    train, val = loaders(24, 1000, 24)
    for decay in WEIGHT_DECAYS:
        results = []
        for _ in range(repeats):
            model = mlp(500, 300)
            optimiser = torch.optim.SGD(
                model.parameters(), lr=LEARNING_RATE, weight_decay=decay
            )
            for _ in range(epochs):
                train_one_epoch(model, train, optimiser)
            results.append(evaluate(model, val))
        print(
            f"weight decay {decay:g}:",
            *(f"{each:.2f}" for each in results),
            f"mean {np.mean(results):.2f} std {np.std(results, ddof=1):.2f}",
        )


def conv(epochs=4):
    model = ConvNet()
    print("convolutional network:", count(model), "parameters")
    train, val = loaders(1280, 1000, 64, as_images=True)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for _ in range(epochs):
        train_one_epoch(model, train, optimiser)
    print(f"convolutional network: validation accuracy {evaluate(model, val):.2f} %")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", choices=["small", "study", "conv", "all"], default="all")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    for name, part in {"small": small, "study": study, "conv": conv}.items():
        if args.part in (name, "all"):
            part()


if __name__ == "__main__":
    main()
