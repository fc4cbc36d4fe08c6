"""Vanilla RNN by hand on palindromes."""
import torch
from torch import nn

from settings import Rnn

cfg = Rnn()


class VanillaRNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hx = nn.Linear(1, cfg.hidden, bias=False)
        self.hh = nn.Linear(cfg.hidden, cfg.hidden)
        self.ph = nn.Linear(cfg.hidden, 10)

    def forward(self, x):
        h = torch.zeros(len(x), cfg.hidden)
        for t in range(x.shape[1]):
            h = torch.tanh(self.hx(x[:, t:t + 1]) + self.hh(h))
        return self.ph(h)


def palindromes(n, length):
    half = torch.randint(0, 10, (n, (length + 1) // 2))
    whole = torch.cat([half, half.flip(1)[:, length % 2:]], 1)
    return whole[:, :-1].float(), whole[:, -1]


def run(length, log):
    net = VanillaRNN()
    optimizer = torch.optim.RMSprop(net.parameters(), lr=cfg.lr, alpha=cfg.alpha)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, cfg.step, cfg.gamma)
    for epoch in range(1, cfg.epochs + 1):
        for _ in range(100):
            x, y = palindromes(cfg.batch, length)
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(x), y)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), cfg.clip)
            optimizer.step()
        scheduler.step()
        if epoch % 20 == 0:
            x, y = palindromes(1000, length)
            with torch.no_grad():
                acc = 100 * (net(x).argmax(1) == y).float().mean().item()
            print(f"{length},{epoch},{loss.item():.4f},{acc:.1f}", file=log, flush=True)


if __name__ == "__main__":
    with open("logs/rnn.csv", "w") as log:
        print("length,epoch,loss,accuracy", file=log)
        for length in cfg.lengths:
            run(length, log)
