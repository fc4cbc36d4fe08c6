"""python train.py moons|cifar_mlp|vgg|rnn [length]"""
import sys

import torch
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T
import yaml
from sklearn.datasets import make_moons
from sklearn.model_selection import train_test_split

import models

part = sys.argv[1]
cfg = yaml.safe_load(open("config.yaml"))[part]


def palindromes(n, length):
    half = torch.randint(0, 10, (n, (length + 1) // 2)).float()
    return torch.cat([half, half.flip(1)[:, length % 2:]], 1)


if part == "moons":
    X, y = make_moons(cfg["points"], noise=cfg["noise"])
    Xtr, Xte, ytr, yte = train_test_split(X, y, test_size=cfg["test_size"])
    data = torch.utils.data.TensorDataset(torch.tensor(Xtr).float(), torch.tensor(ytr))
    net = models.moons_net(cfg)
    opt = torch.optim.SGD(net.parameters(), lr=cfg["lr"])
elif part in ("cifar_mlp", "vgg"):
    tf = T.Compose([T.ToTensor(), T.Normalize((0.5,) * 3, (0.5,) * 3)])
    data = torchvision.datasets.CIFAR10("data", download=True, transform=tf)
    net = models.cifar_mlp(cfg) if part == "cifar_mlp" else models.reduced_vgg()
    opt = torch.optim.Adam(net.parameters(), lr=cfg["lr"], weight_decay=cfg["weight_decay"])
else:
    length = int(sys.argv[2])
    net = models.Recurrent(cfg["hidden"])
    opt = torch.optim.RMSprop(net.parameters(), lr=cfg["lr"], alpha=cfg["alpha"])
    sched = torch.optim.lr_scheduler.StepLR(opt, step_size=100, gamma=0.1)
    for step in range(cfg["steps"]):
        batch = palindromes(cfg["batch"], length)
        opt.zero_grad()
        F.cross_entropy(net(batch[:, :-1]), batch[:, -1].long()).backward()
        opt.step()
        sched.step()
    sys.exit()

for epoch in range(cfg["epochs"]):
    for x, y in torch.utils.data.DataLoader(data, batch_size=cfg["batch"], shuffle=True):
        opt.zero_grad()
        F.cross_entropy(net(x), y).backward()
        opt.step()
