"""Part 3: vanilla RNN on palindromes."""

import argparse

import torch
from torch import nn

from palindromes import PalindromeDataset

parser = argparse.ArgumentParser()
parser.add_argument("--input_length", type=int, default=5)
parser.add_argument("--input_dim", type=int, default=1)
parser.add_argument("--num_classes", type=int, default=10)
parser.add_argument("--num_hidden", type=int, default=64)
parser.add_argument("--batch_size", type=int, default=32)
parser.add_argument("--learning_rate", type=float, default=0.05)
parser.add_argument("--max_epoch", type=int, default=300)
parser.add_argument("--max_norm", type=float, default=10.0)


class VanillaRNN(nn.Module):
    def __init__(self, length, dim, hidden, classes):
        super().__init__()
        self.length, self.hidden = length, hidden
        self.hx = nn.Linear(dim, hidden, bias=False)
        self.hh = nn.Linear(hidden, hidden)
        self.ph = nn.Linear(hidden, classes)

    def forward(self, x):
        h = torch.zeros(x.shape[0], self.hidden)
        for t in range(self.length):
            h = torch.tanh(self.hx(x[:, t : t + 1]) + self.hh(h))
        return self.ph(h)


def main(config):
    net = VanillaRNN(config.input_length - 1, config.input_dim, config.num_hidden, config.num_classes)
    optimizer = torch.optim.RMSprop(net.parameters(), lr=config.learning_rate, alpha=0.99)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=100, gamma=0.1)
    criterion = nn.CrossEntropyLoss()
    data = PalindromeDataset(config.input_length, 10_000)
    loader = torch.utils.data.DataLoader(data, batch_size=config.batch_size, shuffle=True)
    for epoch in range(config.max_epoch):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            optimizer.step()
        scheduler.step()


if __name__ == "__main__":
    main(parser.parse_args())
