import numpy as np
import torch
import yaml
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split

CONF = yaml.safe_load(open("conf.yaml"))
C = CONF["moons"]
x, y = make_moons(C["points"], noise=C["noise"], random_state=CONF["seed"])
x, xt, y, yt = train_test_split(x, y, test_size=C["test"], random_state=CONF["seed"])


def batches():
    order = np.random.permutation(len(x))
    return [order[i:i + C["batch"]] for i in range(0, len(x), C["batch"])]


def with_numpy():
    h = C["hidden"]
    w1, b1 = np.random.randn(2, h) * 0.1, np.zeros(h)
    w2, b2 = np.random.randn(h, 2) * 0.1, np.zeros(2)

    def forward(a):
        z = 1 / (1 + np.exp(-(a @ w1 + b1)))
        o = z @ w2 + b2
        p = np.exp(o - o.max(1, keepdims=True))
        return z, p / p.sum(1, keepdims=True)

    for epoch in range(1, C["epochs"] + 1):
        for k in batches():
            z, p = forward(x[k])
            d = p.copy()
            d[np.arange(len(k)), y[k]] -= 1
            d /= len(k)
            dz = d @ w2.T * z * (1 - z)
            w2 -= C["lr"] * z.T @ d
            b2 -= C["lr"] * d.sum(0)
            w1 -= C["lr"] * x[k].T @ dz
            b1 -= C["lr"] * dz.sum(0)
        if epoch % C["every"] == 0:
            yield epoch, (forward(xt)[1].argmax(1) == yt).mean()


def with_torch():
    h = C["hidden"]
    net = torch.nn.Sequential(torch.nn.Linear(2, h), torch.nn.Sigmoid(), torch.nn.Linear(h, 2))
    opt = torch.optim.SGD(net.parameters(), lr=C["lr"])
    a, b = torch.tensor(x, dtype=torch.float32), torch.tensor(y)
    at, bt = torch.tensor(xt, dtype=torch.float32), torch.tensor(yt)
    for epoch in range(1, C["epochs"] + 1):
        for k in batches():
            opt.zero_grad()
            torch.nn.functional.cross_entropy(net(a[k]), b[k]).backward()
            opt.step()
        if epoch % C["every"] == 0:
            yield epoch, (net(at).argmax(1) == bt).float().mean().item()


np.random.seed(CONF["seed"])
torch.manual_seed(CONF["seed"])
for name, run in (("numpy", with_numpy), ("torch", with_torch)):
    for epoch, acc in run():
        print(name, epoch, f"{acc:.3f}")
