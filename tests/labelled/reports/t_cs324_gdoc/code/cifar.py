"""python cifar.py mlp|vgg"""
import sys

import torch
import torchvision
import torchvision.transforms as T
from torch import nn
from torch.utils.data import DataLoader

from settings import Cifar

MLP = Cifar(lr=1e-3, weight_decay=5e-4, batch=2000, epochs=50)
VGG = Cifar()


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 3000), nn.Sigmoid(), nn.Linear(3000, 10))


def vgg():
    def conv(a, b):
        return [nn.Conv2d(a, b, 3, padding=1), nn.ReLU()]

    return nn.Sequential(
        *conv(3, 64), *conv(64, 64), nn.MaxPool2d(3, stride=2),
        *conv(64, 128), *conv(128, 128), nn.MaxPool2d(3, stride=2),
        nn.Flatten(), nn.Linear(6272, 512), nn.ReLU(), nn.Linear(512, 10),
    )


def loaders(batch):
    tf = T.Compose([T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
    train = torchvision.datasets.CIFAR10("data", train=True, transform=tf, download=True)
    test = torchvision.datasets.CIFAR10("data", train=False, transform=tf, download=True)
    return DataLoader(train, batch, shuffle=True), DataLoader(test, 1000)


def main(kind):
    cfg, net = (MLP, mlp()) if kind == "mlp" else (VGG, vgg())
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net.to(device)
    optimizer = torch.optim.Adam(net.parameters(), lr=cfg.lr, weight_decay=cfg.weight_decay)
    train, test = loaders(cfg.batch)
    with open(f"logs/{'mlp_cifar' if kind == 'mlp' else 'vgg'}.csv", "w") as log:
        print("epoch,loss,train_acc,test_acc", file=log)
        for epoch in range(1, cfg.epochs + 1):
            total = hits = n = 0
            net.train()
            for x, y in train:
                x, y = x.to(device), y.to(device)
                optimizer.zero_grad()
                out = net(x)
                loss = nn.functional.cross_entropy(out, y)
                loss.backward()
                optimizer.step()
                total += loss.item() * len(y)
                hits += (out.argmax(1) == y).sum().item()
                n += len(y)
            net.eval()
            with torch.no_grad():
                good = sum((net(x.to(device)).argmax(1).cpu() == y).sum().item() for x, y in test)
            print(f"{epoch},{total / n:.4f},{100 * hits / n:.2f},{good / 100:.2f}", file=log, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
