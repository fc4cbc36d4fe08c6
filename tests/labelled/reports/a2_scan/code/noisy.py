"""Question 4: training with wrong labels."""

import argparse

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=2e-4)
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--epochs", type=int, default=500)
parser.add_argument("--seed", type=int, default=3)


class FreeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(784, 256), nn.ReLU(),
            nn.Linear(256, 128), nn.ReLU(),
            nn.Linear(128, 64), nn.ReLU(),
            nn.Linear(64, 128), nn.ReLU(),
            nn.Linear(128, 10),
        )

    def forward(self, x):
        return self.body(x)


def main():
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    data = np.load("hw2_Q4_data.npz")
    x = torch.tensor(data["arr_0"].T / 255.0, dtype=torch.float32)
    y = torch.tensor(data["arr_1"], dtype=torch.long)
    x_test = torch.tensor(data["arr_2"].T / 255.0, dtype=torch.float32)
    y_test = torch.tensor(data["arr_3"], dtype=torch.long)
    net = FreeNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
    criterion = nn.CrossEntropyLoss()
    loader = DataLoader(TensorDataset(x, y), batch_size=args.batch_size, shuffle=True)
    test_accuracies = []
    for epoch in range(args.epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            loss = criterion(net(images), labels)
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            test_accuracies.append((net(x_test).argmax(1) == y_test).float().mean().item())
    plt.plot(test_accuracies)
    plt.xlabel("Epoch")
    plt.ylabel("Test accuracy")
    plt.savefig("noisy.png")


if __name__ == "__main__":
    main()
