"""Networks and loops that all my notebooks share."""

import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Shallow(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.hidden = nn.Linear(28 * 28, hidden)
        self.out = nn.Linear(hidden, 10)

    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return self.out(x)


class DeepNet(nn.Module):
    """Three hidden layers of any size."""

    def __init__(self, a, b, c):
        super().__init__()
        self.l1 = nn.Linear(784, a)
        self.l2 = nn.Linear(a, b)
        self.l3 = nn.Linear(b, c)
        self.l4 = nn.Linear(c, 10)
        self.act = nn.ReLU()

    def forward(self, x):
        x = self.act(self.l1(x))
        x = self.act(self.l2(x))
        x = self.act(self.l3(x))
        return self.l4(x)


def tensor_set(pixels, classes):
    """Columns of bytes become rows between 0 and 1."""
    x = torch.from_numpy(np.ascontiguousarray(pixels.T).astype("float32"))
    return TensorDataset(x / 255, torch.from_numpy(classes).long())


@torch.no_grad()
def score(net, loader, criterion):
    net.eval()
    loss_sum, correct, count = 0.0, 0, 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        out = net(x)
        loss_sum += criterion(out, y).item() * len(y)
        correct += (out.argmax(1) == y).sum().item()
        count += len(y)
    return loss_sum / count, 100 * correct / count


def train_net(net, loader, val_loader, epochs, lr, milestones=()):
    """SGD with momentum; returns the curves and the weights with the best validation accuracy."""
    net.to(device)
    criterion = nn.CrossEntropyLoss()
    optimiser = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9)
    schedule = None
    if milestones:
        schedule = torch.optim.lr_scheduler.MultiStepLR(optimiser, list(milestones), gamma=0.1)
    curves = {"train_loss": [], "val_loss": [], "val_accuracy": []}
    best_accuracy, best_weights = 0.0, None
    for _ in range(epochs):
        net.train()
        total, batches = 0.0, 0
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            optimiser.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            optimiser.step()
            total += loss.item()
            batches += 1
        if schedule:
            schedule.step()
        val_loss, val_accuracy = score(net, val_loader, criterion)
        curves["train_loss"].append(total / batches)
        curves["val_loss"].append(val_loss)
        curves["val_accuracy"].append(val_accuracy)
        if val_accuracy > best_accuracy:
            best_accuracy = val_accuracy
            best_weights = copy.deepcopy(net.state_dict())
    net.load_state_dict(best_weights)
    return curves, best_accuracy
