# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader

torch.manual_seed(2024)
FACES = torch.tensor(np.load("./data/hw2_Q1.npy").reshape((-1, 64 * 64)) / 255, dtype=torch.float)
loader = DataLoader(FACES, batch_size=64, shuffle=True)

# %% [markdown]
# Q1.1 autoencoder

# %%
def autoencoder(n):
    return nn.Sequential(nn.Linear(4096, n), nn.ReLU(), nn.Linear(n, 4096))


def train(net, decay, epochs=60):
    opt = torch.optim.Adam(net.parameters(), lr=5e-3, weight_decay=decay)
    mse = nn.MSELoss()
    curve, first = [], net[0].weight.detach().numpy().copy()
    for epoch in range(epochs):
        s = 0
        for x in loader:
            opt.zero_grad()
            l = mse(net(x), x)
            l.backward()
            opt.step()
            s += l.item()
        curve.append(s / len(loader))
    return curve, first


net16, net64 = autoencoder(16), autoencoder(64)
curve16, before16 = train(net16, 2.5e-5)
curve64, before64 = train(net64, 5e-5)

# %%
plt.figure()
plt.plot(range(1, 61), curve16)
plt.plot(range(1, 61), curve64)
plt.legend(["n=16", "n=64"])
plt.xlabel("Epochs")
plt.ylabel("MSE loss")
plt.savefig("ae_loss.png")

# %%
def sheet(rows, name, title):
    """Images in rows of eight, pasted into one."""
    rows = np.asarray(rows).reshape(-1, 8, 64, 64)
    lines = [np.concatenate(list(row), axis=1) for row in rows]
    plt.figure(figsize=(8, len(lines)))
    plt.imshow(np.concatenate(lines, axis=0), cmap="gray")
    plt.title(title)
    plt.axis("off")
    plt.savefig(name)


def scaled(w):
    low, high = w.min(1, keepdims=True), w.max(1, keepdims=True)
    return (w - low) / (high - low)


for n, net, before in ((16, net16, before16), (64, net64, before64)):
    sheet(scaled(before)[:16], f"w{n}_before.png", f"weights of fc1, n={n}, epoch 0")
    sheet(scaled(net[0].weight.detach().numpy())[:16], f"w{n}_after.png", f"weights of fc1, n={n}, epoch 60")

# %%
some = FACES[5::50]
with torch.no_grad():
    sheet(some, "originals.png", "original faces")
    sheet(net16(some), "rec16.png", "reconstructed faces, n=16")
    sheet(net64(some), "rec64.png", "reconstructed faces, n=64")

# %% [markdown]
# Q1.2 eigenfaces

# %%
X = FACES.numpy()
X0 = X - X.mean(axis=0)
u, s, vh = np.linalg.svd(X0, full_matrices=False)
sheet(scaled(vh[:16]), "eigenfaces.png", "eigenfaces 1 to 16")

# %% [markdown]
# Q1.3 noise

# %%
def disturb(x, amount):
    return torch.clip(x + amount * (2 * torch.rand(x.shape) - 1), 0, 1)


weak, strong = disturb(some, 0.4), disturb(some, 0.9)
with torch.no_grad():
    sheet(torch.cat([weak, strong]), "noisy.png", "noisy faces, 0.4 and 0.9")
    sheet(torch.cat([net64(weak), net64(strong)]), "denoised.png", "denoised faces, 0.4 and 0.9")
    print("error before", ((weak - some) ** 2).mean(), "after", ((net64(weak) - some) ** 2).mean())
