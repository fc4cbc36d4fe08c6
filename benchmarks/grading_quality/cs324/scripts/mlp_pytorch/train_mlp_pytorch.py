"""Part 1a in PyTorch: python train_mlp_pytorch.py"""

import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import make_moons
from torch import nn


class MLP(nn.Module):
    def __init__(self, n_inputs, n_hidden, n_classes):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(n_inputs, n_hidden), nn.Sigmoid(), nn.Linear(n_hidden, n_classes)
        )

    def forward(self, x):
        return self.layers(x)


def accuracy(predictions, targets):
    return (predictions.argmax(dim=1) == targets).float().mean().item()


def main(flags):
    torch.manual_seed(flags.seed)
    x, y = make_moons(n_samples=1000, noise=0.2, random_state=flags.seed)
    x, y = torch.from_numpy(x).float(), torch.from_numpy(y)
    x_train, x_test, y_train, y_test = x[:300], x[300:], y[:300], y[300:]
    model = MLP(2, flags.dnn_hidden_units, 2)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=flags.learning_rate)
    steps, losses, train_accuracies, test_accuracies = [], [], [], []
    for epoch in range(flags.max_steps):
        order = torch.randperm(len(x_train))
        for i in range(0, len(order), flags.batch_size):
            batch = order[i : i + flags.batch_size]
            optimizer.zero_grad()
            loss = criterion(model(x_train[batch]), y_train[batch])
            loss.backward()
            optimizer.step()
        if (epoch + 1) % flags.eval_freq == 0:
            with torch.no_grad():
                steps.append(epoch + 1)
                losses.append(criterion(model(x_train), y_train).item())
                train_accuracies.append(accuracy(model(x_train), y_train))
                test_accuracies.append(accuracy(model(x_test), y_test))
    print(f"train accuracy {train_accuracies[-1]:.4f}, test accuracy {test_accuracies[-1]:.4f}")
    figure, (top, bottom) = plt.subplots(2, 1, sharex=True)
    top.plot(steps, losses, label="train loss")
    top.set_ylabel("loss")
    bottom.plot(steps, train_accuracies, label="train accuracy")
    bottom.plot(steps, test_accuracies, label="test accuracy")
    bottom.set_ylabel("accuracy")
    bottom.set_xlabel("epoch")
    top.legend()
    bottom.legend()
    figure.savefig("moons_pytorch.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--dnn_hidden_units", type=int, default=20)
    parser.add_argument("--learning_rate", type=float, default=1e-2)
    parser.add_argument("--max_steps", type=int, default=1500)
    parser.add_argument("--eval_freq", type=int, default=10)
    parser.add_argument("--batch_size", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    main(parser.parse_args())
