# %%
import pickle, os
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
import matplotlib.pyplot as plt
from torchvision.datasets import CIFAR10
torch.manual_seed(5)

# %%
root = os.path.join("..", "data")
def get(train, n):
    ds = CIFAR10(root, train=train, download=True)
    x = torch.from_numpy(ds.data[:n]).permute(0, 3, 1, 2).float() / 255 * 2 - 1
    return x, torch.tensor(ds.targets[:n])
trx, try_ = get(True, 2000)
tex, tey = get(False, 200)
trx.shape, tex.shape

# %%
@torch.no_grad()
def score(m, x, y):
    m.eval()
    out = torch.cat([m(part) for part in x.split(200)])
    return F.cross_entropy(out, y).item(), 100 * (out.argmax(1) == y).float().mean().item()

def learn(m, o, x, y, size, epochs):
    curves = []
    for e in range(epochs):
        m.train()
        ls = []
        for i in torch.randperm(len(x)).split(size):
            o.zero_grad()
            loss = F.cross_entropy(m(x[i]), y[i])
            loss.backward()
            o.step()
            ls.append(loss.item())
        curves.append([np.mean(ls), *score(m, tex, tey)])
        print(e + 1, *["%.3f" % v for v in curves[-1]])
    return np.array(curves)

def draw(c, title):
    t = np.arange(1, len(c) + 1)
    plt.figure()
    plt.plot(t, c[:, 0], label="training loss"); plt.plot(t, c[:, 1], label="test loss")
    plt.xlabel("epoch"); plt.ylabel("cross-entropy loss"); plt.title(title); plt.legend(); plt.show()
    plt.figure()
    plt.plot(t, c[:, 2], label="test accuracy")
    plt.xlabel("epoch"); plt.ylabel("accuracy [%]"); plt.title(title); plt.legend(); plt.show()

# %% [markdown]
# MLP

# %%
big = nn.Sequential(nn.Flatten(), nn.Linear(32 * 32 * 3, 3000), nn.Sigmoid(), nn.Linear(3000, 10))
big_opt = torch.optim.Adam(big.parameters(), lr=1e-3, weight_decay=.0005)
big_curve = learn(big, big_opt, trx, try_, 2000, 2)
draw(big_curve, "MLP")

# %% [markdown]
# reduced VGG

# %%
def conv_stage(cin, cout):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, 1, 1), nn.ReLU(),
        nn.Conv2d(cout, cout, 3, 1, 1), nn.ReLU(),
        nn.MaxPool2d(3, 2))

cnn = nn.Sequential(conv_stage(3, 64), conv_stage(64, 128), nn.Flatten(),
                    nn.Linear(128 * 49, 512), nn.ReLU(), nn.Linear(512, 10))
cnn_opt = torch.optim.Adam(cnn.parameters(), lr=.0005, weight_decay=.001)
cnn_curve = learn(cnn, cnn_opt, trx[:160], try_[:160], 32, 2)
draw(cnn_curve, "reduced VGG")
