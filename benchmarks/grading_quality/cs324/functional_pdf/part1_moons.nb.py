# %%
import numpy as np, torch
import matplotlib.pyplot as plt
from sklearn import datasets
from sklearn.model_selection import train_test_split

rng = np.random.RandomState(3)
torch.manual_seed(3)

# %%
X, Y = datasets.make_moons(1000, noise=.2, random_state=3)
Xtr, Xte, Ytr, Yte = train_test_split(X, Y, test_size=.6, random_state=3)
onehot = np.eye(2)[Ytr]

# %% [markdown]
# numpy version: parameters in a dict, two functions

# %%
def init(sizes):
    return {"w0": rng.randn(sizes[0], sizes[1]) * np.sqrt(2 / sizes[0]), "c0": np.zeros(sizes[1]),
            "w1": rng.randn(sizes[1], sizes[2]) * np.sqrt(2 / sizes[1]), "c1": np.zeros(sizes[2])}

def net(p, x):
    hid = x.dot(p["w0"]) + p["c0"]
    act = hid * (hid > 0)
    return hid, act, act.dot(p["w1"]) + p["c1"]

def grads(p, x, t):
    hid, act, out = net(p, x)
    prob = np.exp(out - out.max(1, keepdims=True))
    prob /= prob.sum(1, keepdims=True)
    delta = (prob - t) / len(x)
    back = delta.dot(p["w1"].T) * (hid > 0)
    return {"w0": x.T.dot(back), "c0": back.sum(0), "w1": act.T.dot(delta), "c1": delta.sum(0)}

def right(p, x, y):
    return (net(p, x)[2].argmax(1) == y).mean() * 100

p = init([2, 20, 2])
when, tr_hist, te_hist = [], [], []
for ep in range(1, 1501):
    idx = rng.permutation(len(Xtr))
    for part in np.array_split(idx, len(idx) // 100):
        g = grads(p, Xtr[part], onehot[part])
        for k in p:
            p[k] = p[k] - .01 * g[k]
    if ep % 10 == 0:
        when.append(ep); tr_hist.append(right(p, Xtr, Ytr)); te_hist.append(right(p, Xte, Yte))
print("numpy", te_hist[-1])

# %%
from torch import nn, optim
import torch.nn.functional as F

f = nn.Sequential(nn.Linear(2, 20), nn.ReLU(), nn.Linear(20, 2))
opt = optim.SGD(f.parameters(), 1e-2)
a, b = torch.FloatTensor(Xtr), torch.LongTensor(Ytr)
c, d = torch.FloatTensor(Xte), torch.LongTensor(Yte)
tr_loss, te_acc = [], []
for ep in range(1, 1501):
    for part in torch.randperm(len(a)).chunk(4):
        opt.zero_grad()
        F.cross_entropy(f(a[part]), b[part]).backward()
        opt.step()
    if ep % 10 == 0:
        with torch.no_grad():
            tr_loss.append(F.cross_entropy(f(a), b).item())
            te_acc.append((f(c).argmax(1) == d).float().mean().item() * 100)
print("torch", te_acc[-1])

# %%
fig, ax = plt.subplots(1, 2, figsize=(10, 4))
ax[0].plot(when, tr_hist, label="numpy train accuracy")
ax[0].plot(when, te_hist, label="numpy test accuracy")
ax[0].plot(when, te_acc, label="torch test accuracy")
ax[0].set_xlabel("epochs"); ax[0].set_ylabel("accuracy [%]"); ax[0].legend()
ax[1].plot(when, tr_loss, label="torch train loss")
ax[1].set_xlabel("epochs"); ax[1].set_ylabel("loss"); ax[1].legend()
plt.savefig("moons.png")
