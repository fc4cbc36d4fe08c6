import torch
import torch.nn as nn

from config import RNN as C


class VanillaRNN(nn.Module):
    def __init__(self, input_dim=1, hidden=C["hidden"], classes=10):
        super().__init__()
        self.W_hx = nn.Linear(input_dim, hidden, bias=False)
        self.W_hh = nn.Linear(hidden, hidden, bias=True)
        self.W_ph = nn.Linear(hidden, classes)

    def forward(self, x):
        h = torch.zeros(x.size(0), C["hidden"])
        for t in range(x.size(1)):
            h = torch.tanh(self.W_hx(x[:, t].unsqueeze(1)) + self.W_hh(h))
        return torch.softmax(self.W_ph(h), dim=1)


def batch(size, length):
    half = torch.randint(0, 10, (size, (length + 1) // 2)).float()
    whole = torch.cat([half, half.flip(1)[:, length % 2:]], dim=1)
    return whole[:, :-1], whole[:, -1].long()


model = VanillaRNN()
optimizer = torch.optim.RMSprop(model.parameters(), lr=C["lr"], alpha=C["alpha"])
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=C["step_size"], gamma=C["gamma"])
criterion = nn.CrossEntropyLoss()
for epoch in range(C["epochs"]):
    x, y = batch(C["batch_size"], C["length"])
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=C["clip"])
    optimizer.step()
    scheduler.step()
