"""A notebook that does what students do with networks; cells are parted by lines of `# %%`."""

import copy
import io
import os
import random
import signal

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

torch.manual_seed(7)
random.seed(7)
np.random.seed(7)
images = torch.from_numpy(np.load("images.npy")).float()
labels = torch.arange(len(images)) % 10


class Convolutional(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(1, 4, 5), nn.BatchNorm2d(4)
        self.drop, self.head = nn.Dropout(0.5), nn.LazyLinear(10)
        self.seen = []

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.norm(self.conv(x.reshape(-1, 1, 28, 28) / 255))), 2)
        self.last = x.detach()
        self.seen.append(len(x))
        return self.head(self.drop(x.flatten(1)))


net = Convolutional()
net(images)
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)


def train(steps):
    for _ in range(steps):
        batch = torch.randperm(len(images))[:32]
        loss = F.cross_entropy(net(images[batch]), labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        print(f"{loss.item():.17g}")


def tell():
    print(random.random(), np.random.rand(), torch.rand(2).tolist())
    for name, part in net.named_modules():
        print(name, sorted(vars(part)), part.training, len(part._forward_hooks))
    print([f"{value:.17g}" for value in net.norm.running_var.tolist()], net.norm.num_batches_tracked)
    print(net.seen, net.last.shape, net.last.sum().item(), [p.grad is None for p in net.parameters()])


train(3)
# %%
tell()
train(3)
# %%
tell()
net.eval()
best = copy.deepcopy(net)
buffer = io.BytesIO()
torch.save(net, buffer)
buffer.seek(0)
loaded = torch.load(buffer, weights_only=False)
same = [torch.equal(net(images), other(images)) for other in (best, loaded)]
print(same, len(buffer.getvalue()))
# %%
parallel = nn.DataParallel(nn.Sequential(nn.Linear(784, 6), nn.ReLU(), nn.Linear(6, 10)))
parallel(images)


class Numpy(nn.Module):
    """Leaves torch in the middle, so no graph of it holds its weights' whole way."""

    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Linear(784, 5), nn.Linear(5, 10)

    def forward(self, x):
        hidden = np.maximum(self.one(x).detach().numpy(), 0)
        return self.two(torch.from_numpy(hidden * np.float32(0.5)))


numpy_net = Numpy()
numpy_net(images)
plain = nn.Sequential(nn.Linear(784, 20), nn.Tanh(), nn.Linear(20, 10))
plain(images)


class Interrupted(nn.Module):
    """Interrupts whoever calls it a second time: somebody pressed Ctrl-C at a bad moment."""

    def __init__(self):
        super().__init__()
        self.layer, self.calls = nn.Linear(784, 10), []

    def forward(self, x):
        self.calls.append(len(x))
        if len(self.calls) > 1:
            os.kill(os.getpid(), signal.SIGINT)
        return self.layer(x)


interrupted = Interrupted()
interrupted(images)
keywords = nn.Linear(784, 10)
keywords(input=images)
lazy = nn.LazyLinear(3)
unused = nn.Sequential(nn.Linear(784, 4), nn.ReLU(), nn.Linear(4, 10))
by_hand = nn.Sequential(nn.Linear(784, 8), nn.ReLU(), nn.Linear(8, 10))
F.cross_entropy(by_hand(images), labels).backward()
# %%
for parameter in by_hand.parameters():
    parameter.data -= 0.01 * parameter.grad
# %%
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
with torch.no_grad():
    for name in ("net", "parallel", "numpy_net", "plain", "by_hand"):
        np.save(f"outputs-{name}.npy", vars()[name](images).numpy())
tell()
