# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

from nets import score, tensor_set

npz = np.load("./data/hw2_Q4_data.npz")
train_loader = DataLoader(tensor_set(npz["arr_0"], npz["arr_1"]), batch_size=100, shuffle=True)
test_loader = DataLoader(tensor_set(npz["arr_2"][:, :6000], npz["arr_3"][:6000]), batch_size=3000)
ce = nn.CrossEntropyLoss()

# %% [markdown]
# Q4.1

# %%
def experiment(decay):
    torch.manual_seed(2024)
    model = nn.Sequential(
        nn.Linear(784, 200), nn.ReLU(),
        nn.Linear(200, 100), nn.ReLU(),
        nn.Linear(100, 10),
    )
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=decay)
    test_curve = []
    for epoch in range(40):
        model.train()
        for x, y in train_loader:
            optimiser.zero_grad()
            loss = ce(model(x), y)
            loss.backward()
            optimiser.step()
        test_curve.append(score(model, test_loader, ce)[1])
    return test_curve


without = experiment(0.0)
with_decay = experiment(3e-3)

# %%
plt.figure()
plt.plot(range(1, 41), without, label="Test accuracy")
plt.xlabel("Epochs")
plt.ylabel("Test accuracy (%)")
plt.legend()
plt.savefig("q41_first.png")

# %%
plt.figure()
plt.plot(range(1, 41), without, label="Test accuracy, no weight decay")
plt.plot(range(1, 41), with_decay, label="Test accuracy, weight decay 0.003")
plt.xlabel("Epochs")
plt.ylabel("Test accuracy (%)")
plt.legend()
plt.savefig("q41_remedy.png")
print(max(without), without[-1], max(with_decay), with_decay[-1])
