"""Part 3: a recurrent network by hand, which predicts the last digit of a palindrome."""

import torch
from torch import nn


class RNN(nn.Module):
    def __init__(self, hidden=64, classes=10):
        super().__init__()
        self.w_hx = nn.Parameter(torch.empty(1, hidden))
        self.w_hh = nn.Parameter(torch.empty(hidden, hidden))
        self.b_h = nn.Parameter(torch.zeros(hidden))
        self.w_ph = nn.Parameter(torch.empty(hidden, classes))
        self.b_o = nn.Parameter(torch.zeros(classes))
        nn.init.orthogonal_(self.w_hh)
        nn.init.xavier_normal_(self.w_hx)
        nn.init.xavier_normal_(self.w_ph)

    def forward(self, x):
        h = torch.zeros(len(x), len(self.b_h))
        for t in range(x.shape[1]):
            h = torch.tanh(x[:, t:t + 1] @ self.w_hx + h @ self.w_hh + self.b_h)
        return h @ self.w_ph + self.b_o


def palindromes(length, count):
    half = torch.randint(0, 10, (count, (length + 1) // 2))
    whole = torch.cat([half, half[:, :length // 2].flip(1)], dim=1)
    return whole[:, :-1].float(), whole[:, -1]


def train(length, epochs=300, steps=50, batch_size=32):
    torch.manual_seed(length)
    net = RNN()
    optimizer = torch.optim.RMSprop(net.parameters(), lr=0.05, alpha=0.99)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=100, gamma=0.1)
    for epoch in range(1, epochs + 1):
        rate = scheduler.get_last_lr()[0]
        for _ in range(steps):
            x, y = palindromes(length, batch_size)
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(x), y)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), max_norm=10)
            optimizer.step()
        scheduler.step()
        if epoch % 50 == 0:
            x, y = palindromes(length, 1024)
            right = (net(x).argmax(1) == y).float().mean()
            print(f"epoch {epoch} lr {rate:.4f} loss {loss.item():.4f} acc {right:.4f}")


if __name__ == "__main__":
    for length in (3, 5, 7, 9, 11):
        print("length", length)
        train(length)
