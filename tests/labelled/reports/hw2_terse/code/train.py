import argparse
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T

ap = argparse.ArgumentParser(description="CIFAR-10 homework")
ap.add_argument("--section", type=int, choices=range(2, 9), default=4)
ap.add_argument("--epochs", type=int, default=50)
ap.add_argument("--bs", type=int, default=4, help="mini-batch size")
ap.add_argument("--lr", type=float, default=0.001)
ap.add_argument("--momentum", type=float, default=0.9)
ap.add_argument("--relu", action="store_true")
ap.add_argument("--out", default="plots")
opt = ap.parse_args()

NORM = T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
plain = T.Compose([T.ToTensor(), NORM])
augmented = T.Compose([T.RandomResizedCrop(32), T.RandomHorizontalFlip(), T.ToTensor(), NORM])
transform = augmented if opt.section == 7 else plain
train_set = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=transform)
test_set = torchvision.datasets.CIFAR10("data", train=False, download=True, transform=transform)
train_loader = torch.utils.data.DataLoader(train_set, batch_size=opt.bs, shuffle=True)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=opt.bs)


class Linear(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3 * 32 * 32, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


class Dense(nn.Module):
    def __init__(self, relu):
        super().__init__()
        self.fc1 = nn.Linear(3 * 32 * 32, 110)
        self.fc2 = nn.Linear(110, 74)
        self.fc3 = nn.Linear(74, 10)
        self.act = F.relu if relu else (lambda x: x)

    def forward(self, x):
        x = self.act(self.fc1(x.flatten(1)))
        return self.fc3(self.act(self.fc2(x)))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))


net = {2: Linear(), 3: Dense(opt.relu)}.get(opt.section, LeNet())
optimizer = torch.optim.SGD(net.parameters(), lr=opt.lr, momentum=opt.momentum)


def loss_of(out, y):
    if opt.section == 8:
        return F.mse_loss(out, F.one_hot(y, 10).float())
    return F.cross_entropy(out, y)


def accuracy(loader):
    net.eval()
    right = 0
    with torch.no_grad():
        for x, y in loader:
            right += (net(x).argmax(1) == y).sum().item()
    net.train()
    return 100 * right / len(loader.dataset)


os.makedirs(opt.out, exist_ok=True)
with open(f"{opt.out}/log_{opt.section}.txt", "w") as log:
    for epoch in range(1, opt.epochs + 1):
        running = 0.0
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = loss_of(net(x), y)
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(epoch, running / len(train_loader), accuracy(train_loader), accuracy(test_loader), file=log)
