import numpy as np
import torch
import torch.nn as nn


def palindromes(count, length):
    half = np.random.randint(0, 10, size=(count, (length + 1) // 2))
    full = np.concatenate([half, half[:, :length // 2][:, ::-1]], axis=1)
    return torch.tensor(full[:, :-1], dtype=torch.float32), torch.tensor(full[:, -1])


class VanillaRNN(nn.Module):
    def __init__(self, hidden=128, classes=10):
        super().__init__()
        self.hidden = hidden
        self.W_hx = nn.Parameter(torch.randn(1, hidden) * 0.1)
        self.W_hh = nn.Parameter(torch.randn(hidden, hidden) * 0.1)
        self.b_h = nn.Parameter(torch.zeros(hidden))
        self.W_ph = nn.Parameter(torch.randn(hidden, classes) * 0.1)
        self.b_o = nn.Parameter(torch.zeros(classes))

    def forward(self, x):
        h = torch.zeros(x.shape[0], self.hidden)
        for t in range(x.shape[1]):
            h = torch.tanh(x[:, t:t + 1] @ self.W_hx + h @ self.W_hh + self.b_h)
        return h @ self.W_ph + self.b_o


def train(length, epochs=300, batch_size=128):
    model = VanillaRNN()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=0.001)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        x, y = palindromes(batch_size, length)
        loss = criterion(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if epoch % 10 == 0:
            accuracy = (model(x).argmax(1) == y).float().mean().item()
            print(length, epoch, loss.item(), accuracy)


for length in (3, 5, 7, 9):
    train(length)
