"""Part 3: python train.py trains at length 5 and then, for fewer epochs, at other lengths."""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import torch
from dataset import Palindromes
from torch import nn
from torch.utils.data import DataLoader
from vanilla_rnn import VanillaRNN


def evaluate(model, data):
    with torch.no_grad():
        return (model(data.inputs).argmax(dim=1) == data.targets).float().mean().item()


def train(config, length, epochs):
    rng = np.random.default_rng(config.seed)
    train_set, test_set = Palindromes(length, 192, rng), Palindromes(length, 200, rng)
    loader = DataLoader(train_set, batch_size=config.batch_size, shuffle=True)
    model = VanillaRNN(10, config.num_hidden, 10)
    optimizer = torch.optim.RMSprop(model.parameters(), lr=config.learning_rate, alpha=0.99)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=100, gamma=0.1)
    criterion = nn.CrossEntropyLoss()
    losses, accuracies = [], []
    for epoch in range(epochs):
        total = 0.0
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), targets)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), config.max_norm)
            optimizer.step()
            total += loss.item()
        scheduler.step()
        losses.append(total / len(loader))
        accuracies.append(evaluate(model, test_set))
    print(f"length {length}: test accuracy {accuracies[-1]:.4f} after {epochs} epochs")
    return losses, accuracies


def main(config):
    torch.manual_seed(config.seed)
    losses, accuracies = train(config, config.length, config.epochs)
    figure, axes = plt.subplots(1, 2, figsize=(9, 3))
    axes[0].plot(losses, label="train loss")
    axes[0].set(xlabel="epoch", ylabel="loss")
    axes[1].plot(accuracies, label="test accuracy")
    axes[1].set(xlabel="epoch", ylabel="accuracy")
    for ax in axes:
        ax.legend()
    figure.savefig("rnn_length5.png")

    reached = {config.length: accuracies[-1]}
    for length in (3, 7, 9):
        reached[length] = train(config, length, 20)[1][-1]
    plt.figure()
    plt.bar([str(n) for n in sorted(reached)], [reached[n] for n in sorted(reached)])
    plt.xlabel("palindrome length")
    plt.ylabel("test accuracy")
    plt.savefig("rnn_lengths.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--length", type=int, default=5)
    parser.add_argument("--num_hidden", type=int, default=64)
    parser.add_argument("--batch_size", type=int, default=32)
    parser.add_argument("--learning_rate", type=float, default=0.05)
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--max_norm", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=7)
    main(parser.parse_args())
