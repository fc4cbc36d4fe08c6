"""Vanilla RNN for palindromes, no nn.RNN."""
import sys

import torch
import torch.nn as nn

config = {
    "hidden": 64,
    "classes": 10,
    "batch": 64,
    "epochs": 300,
    "steps_per_epoch": 20,
    "lr": 0.05,
    "alpha": 0.99,
    "max_norm": 10,
}


def palindromes(n, length):
    half = torch.randint(0, 10, (n, (length + 1) // 2))
    return torch.cat([half, half.flip(1)[:, length % 2:]], dim=1)


class RNN(nn.Module):
    def __init__(self, hidden, classes):
        super().__init__()
        self.w_hx = nn.Parameter(torch.randn(1, hidden) * 0.1)
        self.w_hh = nn.Parameter(torch.randn(hidden, hidden) * 0.1)
        self.b_h = nn.Parameter(torch.zeros(hidden))
        self.w_ph = nn.Parameter(torch.randn(hidden, classes) * 0.1)
        self.b_o = nn.Parameter(torch.zeros(classes))

    def forward(self, x):
        h = torch.zeros(len(x), self.w_hh.shape[0])
        for step in range(x.shape[1]):
            h = torch.tanh(x[:, step:step + 1] @ self.w_hx + h @ self.w_hh + self.b_h)
        return h @ self.w_ph + self.b_o


def train(length):
    torch.manual_seed(324)
    model = RNN(config["hidden"], config["classes"])
    opt = torch.optim.RMSprop(model.parameters(), lr=config["lr"], alpha=config["alpha"])
    sched = torch.optim.lr_scheduler.StepLR(opt, step_size=100, gamma=0.1)
    criterion = nn.CrossEntropyLoss()
    test = palindromes(1000, length)
    for epoch in range(1, config["epochs"] + 1):
        for _ in range(config["steps_per_epoch"]):
            data = palindromes(config["batch"], length)
            opt.zero_grad()
            loss = criterion(model(data[:, :-1].float()), data[:, -1])
            loss.backward()
            opt.step()
        sched.step()
        if epoch % 50 == 0:
            with torch.no_grad():
                acc = (model(test[:, :-1].float()).argmax(1) == test[:, -1]).float().mean()
            print(f"length {length} epoch {epoch} loss {loss.item():.4f} test_acc {acc:.4f}")


if __name__ == "__main__":
    for length in map(int, sys.argv[1:] or (3, 5, 7, 9, 11)):
        train(length)
