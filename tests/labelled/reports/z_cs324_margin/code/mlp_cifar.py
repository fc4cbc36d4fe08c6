import torch
from torch import nn

from data import cifar

CONFIG = {"lr": 1e-3, "weight_decay": 5e-4, "batch_size": 2000, "epochs": 30, "hidden": 3000}

net = nn.Sequential(
    nn.Flatten(), nn.Linear(3072, CONFIG["hidden"]), nn.Sigmoid(), nn.Linear(CONFIG["hidden"], 10)
)
opt = torch.optim.Adam(net.parameters(), lr=CONFIG["lr"], weight_decay=CONFIG["weight_decay"])
loader, test = cifar(CONFIG["batch_size"])
for epoch in range(CONFIG["epochs"]):
    for x, y in loader:
        loss = nn.functional.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
