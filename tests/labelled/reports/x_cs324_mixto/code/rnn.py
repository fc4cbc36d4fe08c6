import torch
import torch.nn as nn

CONFIG = {"hidden": 128, "classes": 10, "lr": 0.001, "alpha": 0.99, "batch": 32, "steps": 300, "max_norm": 10.0}


class VanillaRNN(nn.Module):
    def __init__(self, hidden, classes):
        super().__init__()
        self.hidden = hidden
        self.W_hx = nn.Parameter(torch.randn(1, hidden) * 0.1)
        self.W_hh = nn.Parameter(torch.randn(hidden, hidden) * 0.1)
        self.b_h = nn.Parameter(torch.zeros(hidden))
        self.W_ph = nn.Parameter(torch.randn(hidden, classes) * 0.1)
        self.b_o = nn.Parameter(torch.zeros(classes))

    def forward(self, x):
        h = torch.zeros(x.size(0), self.hidden)
        for t in range(x.size(1)):
            h = torch.tanh(x[:, t:t + 1] @ self.W_hx + h @ self.W_hh + self.b_h)
        return h @ self.W_ph + self.b_o


def train(length):
    net = VanillaRNN(CONFIG["hidden"], CONFIG["classes"])
    opt = torch.optim.RMSprop(net.parameters(), lr=CONFIG["lr"], alpha=CONFIG["alpha"])
    sched = torch.optim.lr_scheduler.StepLR(opt, 100, 0.1)
    for step in range(CONFIG["steps"]):
        half = torch.randint(0, 10, (CONFIG["batch"], (length + 1) // 2)).float()
        pal = torch.cat([half, half.flip(1)[:, length % 2:]], 1)
        loss = nn.functional.cross_entropy(net(pal[:, :-1]), pal[:, -1].long())
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), CONFIG["max_norm"])
        opt.step()
        sched.step()
    return net
