import csv
import json
import sys
import time

import torch
import torch.nn.functional as F
import torchvision
import torchvision.transforms as T

import networks

with open("config.json") as file:
    CONFIG = json.load(file)


def datasets(augment):
    plain = [T.ToTensor(), T.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))]
    extra = [T.RandomResizedCrop(32), T.RandomHorizontalFlip()] if augment else []
    train = torchvision.datasets.CIFAR10("data", train=True, download=True, transform=T.Compose(extra + plain))
    test = torchvision.datasets.CIFAR10("data", train=False, download=True, transform=T.Compose(plain))
    return train, test


def accuracy(net, loader):
    net.eval()
    right = total = 0
    with torch.no_grad():
        for x, y in loader:
            right += (net(x).argmax(1) == y).sum().item()
            total += len(y)
    net.train()
    return 100 * right / total


def loss_of(kind, out, y):
    if kind == "mse":
        return F.mse_loss(torch.softmax(out, dim=1), F.one_hot(y, 10).float())
    return F.cross_entropy(out, y)


def run(name):
    options = {**CONFIG, **CONFIG["runs"][name]}
    torch.manual_seed(options["seed"])
    train_set, test_set = datasets(options.get("augment", False))
    loader = torch.utils.data.DataLoader(train_set, batch_size=options["batch_size"], shuffle=True)
    check = torch.utils.data.DataLoader(train_set, batch_size=500)
    test = torch.utils.data.DataLoader(test_set, batch_size=500)
    kind = options["model"]
    net = networks.mlp(options["relu"]) if kind == "mlp" else getattr(networks, kind)()
    optimizer = torch.optim.SGD(net.parameters(), lr=options["lr"], momentum=options["momentum"])
    with open(f"results/{name}.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["epoch", "loss", "train_acc", "test_acc", "seconds"])
        for epoch in range(1, options["epochs"] + 1):
            start, total = time.time(), 0.0
            for x, y in loader:
                optimizer.zero_grad()
                loss = loss_of(options.get("loss", "ce"), net(x), y)
                loss.backward()
                optimizer.step()
                total += loss.item() * len(y)
            out.writerow([epoch, f"{total / len(train_set):.4f}", f"{accuracy(net, check):.2f}",
                          f"{accuracy(net, test):.2f}", f"{time.time() - start:.1f}"])
            file.flush()


if __name__ == "__main__":
    for name in sys.argv[1:] or CONFIG["runs"]:
        run(name)
