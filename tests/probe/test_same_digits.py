"""Notebooks that run anyway print the same with us and without us."""

from pathlib import Path

import pytest

from grader.collect.adaptations import collect_adaptations
from tests.forked import printed, run_forked

pytestmark = pytest.mark.torch
IMAGES = """\
import random
import numpy as np, torch, torchvision, pandas as pd, matplotlib.pyplot as plt
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split
from torchvision import transforms
random.seed(1), np.random.seed(1), torch.manual_seed(1)
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
images = torch.rand(64, 3, 8, 8)
augment = transforms.Compose([transforms.RandomHorizontalFlip(), transforms.Normalize(0.5, 0.5)])
data = TensorDataset(augment(images).to(device), torch.randint(0, 4, (64,), device=device))
train, test = random_split(data, [48, 16], generator=torch.Generator().manual_seed(2))
"""
TRAINING = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.norm, self.drop = nn.BatchNorm2d(4), nn.Dropout(0.3)
        self.out = nn.Linear(4 * 16, 4)
    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.norm(self.conv(x))), 2)
        return self.out(self.drop(x.flatten(1)))

net = Net().to(device)
optimizer = torch.optim.Adam(net.parameters(), lr=0.01, weight_decay=1e-4)
schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, 0.5)
for epoch in range(3):
    net.train()
    for x, y in DataLoader(train, batch_size=16, shuffle=True):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x.to(device)), y.to(device))
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
    schedule.step()
    print(epoch, repr(loss.item()), schedule.get_last_lr())
"""
AFTERWARDS = """\
import sys
torch.save(net.state_dict(), "net.pt")
again = Net().to(device)
again.load_state_dict(torch.load("net.pt", map_location=device))
again.eval()
with torch.no_grad():
    right = sum((again(x).argmax(1) == y).sum().item() for x, y in DataLoader(test, 8))
print(right, repr(sum(p.double().sum().item() for p in again.parameters())))
print(pd.DataFrame({"right": [right]}).describe())
print(torch.rand(2), np.random.rand(2), random.random(), torch.randperm(5), torch.zeros)
print(sorted(name for name in ("wandb", "google.colab", "tensorboard") if name in sys.modules))
plt.hist([1, 2, 2]), plt.grid(True), plt.close()
"""
RECURRENT = """\
%%time
!echo shell
%env ASSIGNMENT=3
try:
    import wandb
except ImportError:
    print("no wandb")
class Rnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.empty(8, 8).normal_(0, 0.1))
        self.i, self.o = nn.Linear(1, 8), nn.Linear(8, 10)
    def forward(self, x):
        h = torch.zeros(x.size(0), 8, device=x.device, dtype=x.dtype)
        for step in range(x.size(1)):
            h = torch.tanh(self.i(x[:, step : step + 1]) + h @ self.w)
        return self.o(h)
rnn = Rnn()
optimizer = torch.optim.RMSprop(rnn.parameters(), lr=0.01)
digits = torch.from_numpy(np.random.randint(0, 10, (32, 5)).astype(np.float32))
for _ in range(3):
    loss = nn.CrossEntropyLoss()(rnn(digits), digits[:, 0].long())
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    print(f"{loss.item():.9f}")
"""


def test_notebooks_that_run_anyway_print_the_same_digits_with_us_and_without_us(
    tmp_path: Path,
) -> None:
    cells = (IMAGES, TRAINING, AFTERWARDS, RECURRENT)

    with_us = run_forked(tmp_path, *cells)
    without_us = run_forked(tmp_path, *cells, watched=False)

    assert not any(cell.error for cell in without_us.cells), [c.error for c in without_us.cells]
    assert lines(printed(with_us)) == lines(printed(without_us))
    assert len(lines(printed(with_us))) > 20
    assert collect_adaptations(with_us) == ()


def lines(text: str) -> list[str]:
    """What was printed, without the times that a run took and where in memory things lie."""
    kept = [line for line in text.splitlines() if not line.startswith(("CPU times", "Wall time"))]
    return [line.split(" at 0x")[0] for line in kept]
