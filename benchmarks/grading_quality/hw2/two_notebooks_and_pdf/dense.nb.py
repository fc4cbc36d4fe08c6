# %% [markdown]
# Parts 2 and 3. The text is in report.pdf.

# %%
import matplotlib.pyplot as plt
import torch
from torch import nn
from torchvision.datasets import CIFAR10

torch.manual_seed(5)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def load(train, n):
    d = CIFAR10("./data", train=train, download=True)
    x = torch.tensor(d.data[:n], dtype=torch.float32).div(127.5).sub(1).reshape(n, -1)
    return x.to(device), torch.tensor(d.targets[:n]).to(device)


train_x, train_y = load(True, 20)
test_x, test_y = load(False, 40)

# %%
def stack(sizes, act=None):
    parts = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        parts.append(nn.Linear(a, b))
        if act is not None and i < len(sizes) - 2:
            parts.append(act())
    return nn.Sequential(*parts).to(device)


def evaluate(net, x, y):
    net.eval()
    with torch.no_grad():
        return (net(x).argmax(1) == y).float().mean().item() * 100


def optimise(net, n_epochs=50):
    ce = nn.CrossEntropyLoss()
    sgd = torch.optim.SGD(net.parameters(), 0.001, 0.9)
    out = []
    for _ in range(n_epochs):
        net.train()
        summed = 0
        for idx in torch.randperm(len(train_x)).split(4):
            sgd.zero_grad()
            l = ce(net(train_x[idx]), train_y[idx])
            l.backward()
            sgd.step()
            summed += l.item() * len(idx)
        out.append(
            [summed / len(train_x), evaluate(net, train_x, train_y), evaluate(net, test_x, test_y)]
        )
    return torch.tensor(out)


def picture(curve, name):
    plt.figure()
    plt.plot(curve[:, 0])
    plt.title(f"Loss, {name}")
    plt.xlabel("epochs")
    plt.ylabel("training loss")
    plt.show()
    plt.figure()
    plt.plot(curve[:, 1], label="train")
    plt.plot(curve[:, 2], label="test")
    plt.title(f"Accuracy, {name}")
    plt.xlabel("epochs")
    plt.ylabel("accuracy in %")
    plt.legend()
    plt.show()
    print(name, curve[-1])


# %%
shallow = stack([3072, 10])
picture(optimise(shallow), "3072-10")

# %%
deep_linear = stack([3072, 110, 74, 10])
picture(optimise(deep_linear), "3072-110-74-10 without ReLU")

# %%
deep_relu = stack([3072, 110, 74, 10], nn.ReLU)
picture(optimise(deep_relu), "3072-110-74-10 with ReLU")

# %%
for net in (shallow, deep_linear, deep_relu):
    print([p.numel() for p in net.parameters()], sum(p.numel() for p in net.parameters()))
