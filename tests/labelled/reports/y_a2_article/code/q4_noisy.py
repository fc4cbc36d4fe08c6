import numpy as np
import torch
import torch.nn as nn
import matplotlib.pyplot as plt
from torch.utils.data import DataLoader, TensorDataset

from models import noisy_label_mlp

data = np.load("data/hw2_Q4_data.npz")
x_train = torch.tensor(data["arr_0"].T / 255.0, dtype=torch.float32)
y_train = torch.tensor(data["arr_1"]).long()
x_test = torch.tensor(data["arr_2"].T / 255.0, dtype=torch.float32)
y_test = torch.tensor(data["arr_3"]).long()
loader = DataLoader(TensorDataset(x_train, y_train), batch_size=128, shuffle=True)

model = noisy_label_mlp()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-4)
criterion = nn.CrossEntropyLoss()
history = []
for epoch in range(400):
    for x, y in loader:
        loss = criterion(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        history.append((model(x_test).argmax(1) == y_test).float().mean().item() * 100)
plt.plot(history)
plt.xlabel("Epoch")
plt.ylabel("Test accuracy (%)")
plt.savefig("figures/q4_test_accuracy.png")
