import torch
import torch.nn as nn


class VanillaRNN(nn.Module):
    """h = tanh(W_hx x + b_h + W_hh h), without nn.RNN"""

    def __init__(self, digits=10, hidden=128):
        super().__init__()
        self.hidden = hidden
        self.hx = nn.Linear(digits, hidden)
        self.hh = nn.Linear(hidden, hidden, bias=False)
        self.ph = nn.Linear(hidden, digits)

    def forward(self, x):
        h = x.new_zeros(x.shape[0], self.hidden)
        for t in range(x.shape[1]):
            h = torch.tanh(self.hx(x[:, t]) + self.hh(h))
        return self.ph(h)


class MLP(nn.Module):
    def __init__(self, n_in=2, hidden=20, n_out=2):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out))

    def forward(self, x):
        return self.net(x.flatten(1))


class SmallVGG(nn.Module):
    def __init__(self):
        super().__init__()
        blocks = []
        for a, b in [(3, 64), (64, 128)]:
            blocks += [nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.Conv2d(b, b, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, stride=2)]
        self.conv = nn.Sequential(*blocks)
        self.fc = nn.Sequential(nn.Linear(128 * 7 * 7, 512), nn.ReLU(), nn.Linear(512, 10))

    def forward(self, x):
        return self.fc(self.conv(x).flatten(1))


def size(net):
    return sum(p.numel() for p in net.parameters())
