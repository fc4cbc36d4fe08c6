import torch
from torch import nn


class VanillaRNN(nn.Module):
    def __init__(self, input_dim, hidden_dim, output_dim):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.W_hx = nn.Linear(input_dim, hidden_dim)  # its bias is b_h
        self.W_hh = nn.Linear(hidden_dim, hidden_dim, bias=False)
        self.W_ph = nn.Linear(hidden_dim, output_dim)

    def forward(self, x):
        h = torch.zeros(x.shape[0], self.hidden_dim)
        for t in range(x.shape[1]):
            h = torch.tanh(self.W_hx(x[:, t, :]) + self.W_hh(h))
        return self.W_ph(h)
