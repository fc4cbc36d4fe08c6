import torch
import torch.nn as nn
import torch.nn.functional as F
import yaml

CONF = yaml.safe_load(open("conf.yaml"))
C = CONF["rnn"]


def sample(n, length):
    a = torch.randint(10, (n, length // 2 + 1))
    p = torch.cat([a, a[:, :-1].flip(1)], 1)
    return F.one_hot(p[:, :-1], 10).float(), p[:, -1]


class Rnn(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.hx = nn.Linear(10, h)
        self.hh = nn.Linear(h, h, bias=False)
        self.ph = nn.Linear(h, 10)

    def forward(self, x):
        h = x.new_zeros(len(x), self.hh.in_features)
        for t in range(x.shape[1]):
            h = torch.tanh(self.hx(x[:, t]) + self.hh(h))
        return self.ph(h)


for length in C["lengths"]:
    torch.manual_seed(CONF["seed"])
    net = Rnn(C["hidden"])
    opt = torch.optim.RMSprop(net.parameters(), lr=C["lr"], alpha=C["alpha"])
    sched = torch.optim.lr_scheduler.StepLR(opt, C["step"], C["gamma"])
    xt, yt = sample(1000, length)
    first = None
    for epoch in range(1, C["epochs"] + 1):
        for _ in range(C["per_epoch"]):
            x, y = sample(C["batch"], length)
            opt.zero_grad()
            F.cross_entropy(net(x), y).backward()
            nn.utils.clip_grad_norm_(net.parameters(), C["clip"])
            opt.step()
        sched.step()
        with torch.no_grad():
            acc = (net(xt).argmax(1) == yt).float().mean().item()
        if first is None and acc >= 0.99:
            first = epoch
    print(f"T={length} final {acc:.3f} 99% at {first}")
