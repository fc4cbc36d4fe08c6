import json

import torch
from torch import nn

cfg = json.load(open("config.json"))["rnn"]


class VanillaRNN(nn.Module):
    def __init__(self, hidden, classes=10):
        super().__init__()
        self.w_hx = nn.Linear(1, hidden)
        self.w_hh = nn.Linear(hidden, hidden)
        self.w_ph = nn.Linear(hidden, classes)

    def forward(self, x):
        h = x.new_zeros(len(x), self.w_hh.in_features)
        for t in range(x.shape[1]):
            h = torch.tanh(self.w_hx(x[:, t, None]) + self.w_hh(h))
        return self.w_ph(h)


def batch(length, size):
    half = torch.randint(0, 10, (size, (length + 1) // 2))
    whole = torch.cat([half, half.flip(1)[:, 1:]], dim=1)
    return whole[:, :-1].float(), whole[:, -1]


for length in cfg["lengths"]:
    torch.manual_seed(length)
    net = VanillaRNN(cfg["hidden"])
    optimizer = torch.optim.RMSprop(net.parameters(), lr=cfg["lr"], alpha=cfg["alpha"])
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, cfg["step"], cfg["gamma"])
    for epoch in range(1, cfg["epochs"] + 1):
        x, y = batch(length, cfg["batch"])
        loss = nn.functional.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), cfg["clip"])
        optimizer.step()
        scheduler.step()
        if epoch % 50 == 0:
            x, y = batch(length, 1000)
            with torch.no_grad():
                acc = 100 * (net(x).argmax(1) == y).float().mean().item()
            print(f"length {length} epoch {epoch} loss {loss.item():.4f} acc {acc:.1f}")
