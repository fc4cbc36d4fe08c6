import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

data = np.load("mnist.npz")
x_train = torch.tensor(data["x_train"], dtype=torch.float32).reshape(-1, 784)
y_train = torch.tensor(data["y_train"], dtype=torch.long)
x_val = torch.tensor(data["x_test"], dtype=torch.float32).reshape(-1, 784)
y_val = torch.tensor(data["y_test"], dtype=torch.long)
train_loader = DataLoader(TensorDataset(x_train, y_train), batch_size=256, shuffle=True)
val_loader = DataLoader(TensorDataset(x_val, y_val), batch_size=256)


def network(hidden1, hidden2):
    return nn.Sequential(
        nn.Linear(784, hidden1), nn.ReLU(),
        nn.Linear(hidden1, hidden2), nn.ReLU(),
        nn.Linear(hidden2, 10),
    )


def accuracy(model, loader):
    model.eval()
    with torch.no_grad():
        hits = sum((model(x).argmax(1) == y).sum().item() for x, y in loader)
    model.train()
    return hits / len(loader.dataset)


def train(model, epochs, weight_decay=0.0, learning_rate=0.001):
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    for epoch in range(1, epochs + 1):
        for x, y in train_loader:
            optimizer.zero_grad()
            loss_function(model(x), y).backward()
            optimizer.step()
        print(epoch, accuracy(model, train_loader), accuracy(model, val_loader))
    return accuracy(model, val_loader)


if __name__ == "__main__":
    train(network(64, 64), epochs=10)
    for weight_decay in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7):
        runs = [train(network(500, 300), 40, weight_decay) for _ in range(3)]
        print(weight_decay, runs, np.mean(runs), np.std(runs))
