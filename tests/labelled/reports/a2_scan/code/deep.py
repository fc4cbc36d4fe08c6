"""Questions 3.1 and 3.3."""

import argparse

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.001)
parser.add_argument("--momentum", type=float, default=0.9)
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--epochs", type=int, default=1500)
parser.add_argument("--step", type=int, default=80)
parser.add_argument("--seed", type=int, default=3)
args = parser.parse_args()
torch.manual_seed(args.seed)


class DeepMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 32)
        self.fc2 = nn.Linear(32, 64)
        self.fc3 = nn.Linear(64, 32)
        self.fc4 = nn.Linear(32, 10)
        self.relu = nn.ReLU()

    def forward(self, x):
        x = self.relu(self.fc1(x))
        x = self.relu(self.fc2(x))
        x = self.relu(self.fc3(x))
        return self.fc4(x)


def load(index):
    data = np.load("hw2_Q2_and_Q3_data.npz")
    images = torch.tensor(data[f"arr_{index}"].T / 255.0, dtype=torch.float32)
    return TensorDataset(images, torch.tensor(data[f"arr_{index + 1}"], dtype=torch.long))


def main():
    net = DeepMLP()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=args.lr, momentum=args.momentum)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=args.step, gamma=0.1)
    loader = DataLoader(load(0), batch_size=args.batch_size, shuffle=True)
    for epoch in range(args.epochs):
        for images, labels in loader:
            optimizer.zero_grad()
            criterion(net(images), labels).backward()
            optimizer.step()
        if epoch < args.step:
            scheduler.step()
    torch.save(net.state_dict(), "models/deep.pt")


if __name__ == "__main__":
    main()
