import torch
import torch.nn as nn


class VanillaRNN(nn.Module):
    def __init__(self, length, n_in=1, n_hidden=64, n_classes=10):
        super().__init__()
        self.length = length
        self.n_hidden = n_hidden
        self.hx = nn.Linear(n_in, n_hidden)
        self.hh = nn.Linear(n_hidden, n_hidden, bias=False)
        self.ph = nn.Linear(n_hidden, n_classes)

    def forward(self, x):
        h = torch.zeros(x.shape[0], self.n_hidden)
        for t in range(self.length):
            h = torch.tanh(self.hx(x[:, t : t + 1]) + self.hh(h))
        return self.ph(h)
