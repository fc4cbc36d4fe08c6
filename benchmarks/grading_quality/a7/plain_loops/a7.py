# A7 - everything in one script, no classes. Answers are in answers.txt.
import gzip, os, random, struct, math
import numpy as np
import torch
import torch.nn.functional as F
import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot as plt
from torchvision.datasets import MNIST

np.random.seed(3)
torch.manual_seed(3)
os.makedirs("weights", exist_ok=True)

# ---------------------------------------------------------------- data
tr, te = MNIST("data", train=True, download=True), MNIST("data", train=False, download=True)
X = tr.data.numpy().astype(np.float32).reshape(-1, 784) / 255
XV = te.data.numpy().astype(np.float32).reshape(-1, 784) / 255
Y, YV = tr.targets.numpy(), te.targets.numpy()
ONE_HOT = np.eye(10, dtype=np.float32)
X, XV, Y, YV = map(torch.from_numpy, (X, XV, ONE_HOT[Y], ONE_HOT[YV]))
XV, YV = XV[:800], YV[:800]


def right(logits, y):
    return (logits.argmax(-1) == y.argmax(-1)).float().mean().item()


def go(net, x, y, rate, epochs, size, decay=0.0, push=0.0, every=1):
    """Gradient descent over shuffled slices; accuracies after every so many epochs."""
    opt = torch.optim.SGD(net.parameters(), rate, momentum=push, weight_decay=decay)
    log = []
    for epoch in range(1, epochs + 1):
        order = torch.randperm(len(x))
        for idx in order.split(size):
            loss = F.cross_entropy(net(x[idx]), y[idx])
            opt.zero_grad()
            loss.backward()
            opt.step()
        if epoch % every:
            continue
        with torch.no_grad():
            log.append((right(net(x), y), right(net(XV), YV)))
    return log


def dense(a, b):
    return torch.nn.Sequential(
        torch.nn.Linear(28 * 28, a), torch.nn.ReLU(), torch.nn.Linear(a, b), torch.nn.ReLU(),
        torch.nn.Linear(b, 10),
    )


# ---------------------------------------------------------------- 2.1 to 2.3
first = dense(64, 64)
for p in first.parameters():
    print(list(p.shape), p.numel())
print("all:", sum(p.numel() for p in first.parameters()))
log = go(first, X[:2560], Y[:2560], rate=1e-3, epochs=10, size=256)
torch.save(first.state_dict(), "weights/first.pt")
xs = range(1, 11)
plt.figure()
plt.plot(xs, [100 * a for a, _ in log], label="train")
plt.plot(xs, [100 * b for _, b in log], label="val")
plt.xlabel("epochs"); plt.ylabel("accuracy [%]"); plt.legend(); plt.savefig("q23.png")
print("2.3: train %.2f %%, val %.2f %%" % (100 * log[-1][0], 100 * log[-1][1]))

# ---------------------------------------------------------------- 2.4
for wd in ("1e-3", "1e-4", "1e-5", "1e-6", "1e-7"):
    got = []
    for k in (1, 2, 3):
        second = dense(500, 300)
        log = go(second, X[:20], Y[:20], rate=1e-3, epochs=40, size=20, decay=float(wd), every=40)
        got.append(100 * log[-1][1])
    print(wd, ["%.2f" % g for g in got], "mean %.2f" % np.mean(got), "std %.2f" % np.std(got, ddof=1))

# ---------------------------------------------------------------- 3.1
third = torch.nn.Sequential(
    torch.nn.Unflatten(-1, (1, 28, 28)),
    torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
    torch.nn.Conv2d(4, 8, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
    torch.nn.Flatten(), torch.nn.Linear(200, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10),
)
log = go(third, X[:1200], Y[:1200], rate=0.1, epochs=5, size=50, push=0.9)
torch.save(third.state_dict(), "weights/third.pt")
again = {k: v for k, v in torch.load("weights/third.pt").items()}
third.load_state_dict(again)
with torch.no_grad():
    print("3.1: val %.2f %%" % (100 * right(third(XV), YV)))
