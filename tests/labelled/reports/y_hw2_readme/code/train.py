import argparse
import csv
import random

import torch
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T

import lenet as nets

parser = argparse.ArgumentParser()
parser.add_argument("--model", choices=["linear", "mlp", "mlp_relu", "lenet"], default="lenet")
parser.add_argument("--epochs", type=int, default=50)
parser.add_argument("--batch-size", type=int, default=4)
parser.add_argument("--lr", type=float, default=0.001)
parser.add_argument("--augment", action="store_true")
parser.add_argument("--loss", choices=["ce", "mse"], default="ce")
parser.add_argument("--output", default="results/run.csv")
args = parser.parse_args()

random.seed(42)
torch.manual_seed(42)

norm = [T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
extra = [T.RandomResizedCrop(32), T.RandomHorizontalFlip()] if args.augment else []
transform = T.Compose(extra + norm)
train = torchvision.datasets.CIFAR10("data", train=True, transform=transform, download=True)
test = torchvision.datasets.CIFAR10("data", train=False, transform=transform, download=True)
train_loader = torch.utils.data.DataLoader(train, batch_size=args.batch_size, shuffle=True)
test_loader = torch.utils.data.DataLoader(test, batch_size=args.batch_size, shuffle=False)

net = {
    "linear": nets.linear,
    "mlp": lambda: nets.mlp(False),
    "mlp_relu": lambda: nets.mlp(True),
    "lenet": nets.lenet,
}[args.model]()
opt = torch.optim.SGD(net.parameters(), lr=args.lr, momentum=0.9)


def accuracy(loader):
    good = 0
    with torch.no_grad():
        for x, y in loader:
            good += (net(x).argmax(dim=1) == y).sum().item()
    return good / len(loader.dataset)


with open(args.output, "w") as f:
    writer = csv.writer(f)
    writer.writerow(["epoch", "loss", "train_acc", "test_acc"])
    for epoch in range(1, args.epochs + 1):
        running = 0
        for x, y in train_loader:
            opt.zero_grad()
            out = net(x)
            if args.loss == "mse":
                out = torch.softmax(out, dim=1)
                loss = F.mse_loss(out, F.one_hot(y, 10).float())
            else:
                loss = F.cross_entropy(out, y)
            loss.backward()
            opt.step()
            running += loss.item()
        writer.writerow([epoch, running / len(train_loader), accuracy(train_loader), accuracy(test_loader)])
