import torch
from torch import nn

from palindromes import batch

CONFIG = dict(hidden=64, classes=10, batch_size=32, epochs=300, lr=0.05, alpha=0.99, step=100, gamma=0.1, max_norm=10.0)


class RNN(nn.Module):
    def __init__(self, hidden, classes):
        super().__init__()
        self.w_hx = nn.Parameter(torch.randn(1, hidden) * 0.1)
        self.w_hh = nn.Parameter(torch.randn(hidden, hidden) * 0.1)
        self.b_h = nn.Parameter(torch.zeros(hidden))
        self.w_ph = nn.Parameter(torch.randn(hidden, classes) * 0.1)
        self.b_o = nn.Parameter(torch.zeros(classes))

    def forward(self, x):
        h = torch.zeros(x.shape[0], self.b_h.shape[0])
        for t in range(x.shape[1]):
            h = torch.tanh(x[:, t : t + 1] @ self.w_hx + h @ self.w_hh + self.b_h)
        return h @ self.w_ph + self.b_o


def train(length, cfg=CONFIG):
    net = RNN(cfg["hidden"], cfg["classes"])
    opt = torch.optim.RMSprop(net.parameters(), lr=cfg["lr"], alpha=cfg["alpha"])
    schedule = torch.optim.lr_scheduler.StepLR(opt, cfg["step"], cfg["gamma"])
    for epoch in range(cfg["epochs"]):
        x, y = batch(length, cfg["batch_size"])
        loss = nn.functional.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        schedule.step()
    return net
