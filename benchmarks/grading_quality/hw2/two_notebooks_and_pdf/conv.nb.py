# %%
import os

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torchvision import datasets, transforms

torch.manual_seed(3)
rng = np.random.default_rng(3)
os.makedirs("weights", exist_ok=True)
N_TRAIN, N_TEST = 20, 40

# %%
normalize = transforms.Normalize(mean=[0.5] * 3, std=[0.5] * 3)
plain = transforms.Compose([transforms.ToTensor(), normalize])
cifar = datasets.CIFAR10("data/", train=True, transform=plain, download=True)
cifar_test = datasets.CIFAR10("data/", train=False, transform=plain, download=True)


def take(dataset, n):
    pairs = [dataset[i] for i in range(n)]
    return torch.stack([x for x, _ in pairs]), torch.tensor([y for _, y in pairs])


X, Y = take(cifar, N_TRAIN)
X_test, Y_test = take(cifar_test, N_TEST)

# %%
class ConvNet(nn.Module):
    """conv - relu - pool, twice, then three dense layers"""

    def __init__(self):
        super(ConvNet, self).__init__()
        self.c1 = nn.Conv2d(3, 6, 5)
        self.c2 = nn.Conv2d(6, 16, 5)
        self.d1 = nn.Linear(400, 120)
        self.d2 = nn.Linear(120, 84)
        self.d3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.c1(x)), 2)
        x = F.max_pool2d(torch.relu(self.c2(x)), 2)
        x = x.view(-1, 400)
        return self.d3(torch.relu(self.d2(torch.relu(self.d1(x)))))


def acc(model, x, y):
    with torch.no_grad():
        return float((model(x).argmax(-1) == y).double().mean())


def xent(out, y):
    return F.cross_entropy(out, y)


def mse(out, y):
    return F.mse_loss(out, torch.eye(10)[y])


def train(name, model, x, y, batch=4, eta=0.001, epochs=50, loss_fn=xent):
    opt = torch.optim.SGD(model.parameters(), lr=eta, momentum=0.9)
    curves = dict(train_loss=[], train_acc=[], test_acc=[])
    for epoch in range(epochs):
        order = torch.randperm(len(x))
        losses = []
        for start in range(0, len(x), batch):
            pick = order[start : start + batch]
            loss = loss_fn(model(x[pick]), y[pick])
            opt.zero_grad()
            loss.backward()
            opt.step()
            losses.append(loss.item())
        curves["train_loss"].append(np.mean(losses))
        curves["train_acc"].append(acc(model, X, Y))
        curves["test_acc"].append(acc(model, X_test, Y_test))
    torch.save(model.state_dict(), f"weights/{name}.pt")
    return curves


def plot(title, **runs):
    fig, ax = plt.subplots(3, 1, figsize=(6, 10), sharex=True)
    for label, c in runs.items():
        ax[0].plot(range(1, len(c["train_loss"]) + 1), c["train_loss"], label=label)
        ax[1].plot(range(1, len(c["train_acc"]) + 1), c["train_acc"], label=label)
        ax[2].plot(range(1, len(c["test_acc"]) + 1), c["test_acc"], label=label)
    ax[0].set_title(title)
    ax[0].set_ylabel("training loss")
    ax[1].set_ylabel("accuracy on training images")
    ax[2].set_ylabel("accuracy on test images")
    ax[2].set_xlabel("epoch")
    ax[0].legend()
    plt.tight_layout()
    plt.show()
    for label, c in runs.items():
        print(title, label, *(round(float(v[-1]), 3) for v in c.values()))


# %%
# Part 1
first = train("tutorial", ConvNet(), X, Y, epochs=2)
print("part 1", first["test_acc"][-1])

# %%
# Part 4
base = train("base", ConvNet(), X, Y)
plot("Part 4", cnn=base)
again = ConvNet()
again.load_state_dict(torch.load("weights/base.pt"))
print("loaded again:", acc(again, X_test, Y_test), sum(p.numel() for p in again.parameters()))

# %%
# Part 5. A batch of 1000 needs 1000 images, so this run gets them.
X_many, Y_many = take(cifar, 1000)
single = train("batch1", ConvNet(), X, Y, batch=1)
big = train("batch1000", ConvNet(), X_many, Y_many, batch=1000)
plot("Part 5", B1=single, B4=base, B1000=big)

# %%
# Part 6
etas = {}
for eta in [1e1, 1e-1, 1e-2, 1e-3]:
    etas[f"eta={eta:g}"] = train(f"eta{eta:g}", ConvNet(), X, Y, eta=eta)
plot("Part 6", **etas)

# %%
# Part 7
random_views = transforms.Compose(
    [
        transforms.RandomResizedCrop(size=32),
        transforms.RandomHorizontalFlip(p=0.5),
        transforms.ToTensor(),
        normalize,
    ]
)
views = datasets.CIFAR10("data/", train=True, transform=random_views, download=True)
views = torch.utils.data.Subset(views, list(range(N_TRAIN)))
loader = torch.utils.data.DataLoader(views, batch_size=4, shuffle=True)
student = ConvNet()
opt = torch.optim.SGD(student.parameters(), lr=0.001, momentum=0.9)
aug = dict(train_loss=[], train_acc=[], test_acc=[])
for epoch in range(50):
    losses = []
    for xb, yb in loader:
        loss = xent(student(xb), yb)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    aug["train_loss"].append(np.mean(losses))
    aug["train_acc"].append(acc(student, X, Y))
    aug["test_acc"].append(acc(student, X_test, Y_test))
plot("Part 7", augmented=aug, original=base)

# %%
# Part 8
squared = train("squared", ConvNet(), X, Y, loss_fn=mse)
plot("Part 8", squared_error=squared)
