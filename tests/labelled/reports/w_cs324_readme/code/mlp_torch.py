"""The same MLP in PyTorch (--data moons) and the MLP for CIFAR-10 (--data cifar)."""
import argparse

import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as T
from sklearn.datasets import make_moons


def moons():
    x, t = make_moons(n_samples=1000, noise=0.2, random_state=324)
    x, t = torch.tensor(x, dtype=torch.float32), torch.tensor(t)
    net = nn.Sequential(nn.Linear(2, 20), nn.ReLU(), nn.Linear(20, 2))
    opt = torch.optim.SGD(net.parameters(), lr=1e-2)
    return net, opt, (x[:800], t[:800]), (x[800:], t[800:]), 100, 1500, 10


def cifar():
    def load(train):
        data = torchvision.datasets.CIFAR10("data", train=train, download=True)
        x = torch.tensor(data.data).float().div(255).sub(0.5).div(0.5).reshape(len(data), -1)
        return x, torch.tensor(data.targets)

    net = nn.Sequential(nn.Linear(3072, 3000), nn.Sigmoid(), nn.Linear(3000, 10))
    opt = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=5e-4)
    return net, opt, load(True), load(False), 2000, 40, 1


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", choices=["moons", "cifar"], default="moons")
    torch.manual_seed(324)
    net, opt, (x, t), (xt, tt), batch, epochs, freq = globals()[p.parse_args().data]()
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, epochs + 1):
        total = 0.0
        for k in torch.randperm(len(x)).split(batch):
            opt.zero_grad()
            loss = criterion(net(x[k]), t[k])
            loss.backward()
            opt.step()
            total += loss.item() * len(k)
        if epoch % freq == 0:
            with torch.no_grad():
                acc = (net(xt).argmax(1) == tt).float().mean().item()
            print(f"epoch {epoch} loss {total / len(x):.4f} test_acc {acc:.4f}")


if __name__ == "__main__":
    main()
