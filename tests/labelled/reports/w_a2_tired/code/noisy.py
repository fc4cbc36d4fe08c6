import csv

import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(3)
data = np.load("hw2_Q4_data.npz")
x = torch.tensor(data["arr_0"].T / 255.0, dtype=torch.float32)
y = torch.tensor(data["arr_1"], dtype=torch.long)
xt = torch.tensor(data["arr_2"].T / 255.0, dtype=torch.float32)
yt = torch.tensor(data["arr_3"], dtype=torch.long)

net = nn.Sequential(
    nn.Linear(784, 300), nn.ReLU(),
    nn.Linear(300, 150), nn.ReLU(),
    nn.Linear(150, 75), nn.ReLU(),
    nn.Linear(75, 10),
)
optimizer = torch.optim.Adam(net.parameters(), lr=2e-4)
criterion = nn.CrossEntropyLoss()

rows = []
for epoch in range(1, 501):
    total = 0.0
    for i in torch.randperm(len(x)).split(128):
        optimizer.zero_grad()
        loss = criterion(net(x[i]), y[i])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(i)
    if epoch in (20, 40, 60, 80, 100, 120, 140, 160, 200, 260, 300, 400, 500):
        with torch.no_grad():
            acc = (net(xt).argmax(1) == yt).float().mean().item() * 100
        rows.append((epoch, round(total / len(x), 4), round(acc, 2)))

with open("logs/noisy.csv", "w", newline="") as file:
    csv.writer(file).writerows([("epoch", "train_loss", "test_acc"), *rows])
