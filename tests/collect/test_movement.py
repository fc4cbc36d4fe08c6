"""Whether steps of an optimizer changed any weight: seen for every honest training, and certain."""

from pathlib import Path

import pytest

from grader.collect.networks import catch_networks
from grader.collect.training import catch_training
from tests.forked import run_forked

pytestmark = pytest.mark.torch

SETUP = """
import torch
from torch import nn
torch.manual_seed(0)
X, y = torch.rand(64, 12), torch.randint(0, 3, (64,))
net = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))
def train(net, opt, times=6, scheduler=None, rows=X, truth=y):
    for _ in range(times):
        opt.zero_grad()
        nn.functional.cross_entropy(net(rows), truth).backward()
        opt.step()
        if scheduler: scheduler.step()
"""
FROZEN = """
for one in net[0].parameters(): one.requires_grad = False
train(net, torch.optim.SGD(net.parameters(), lr=0.1))
"""
HEAD_ALONE = "train(net, torch.optim.SGD(net[2].parameters(), lr=0.1))"
WARM_UP = """
opt = torch.optim.SGD(net.parameters(), lr=0.1)
train(net, opt, 6, torch.optim.lr_scheduler.LambdaLR(opt, lambda step: step / 5))
"""
DEAD_FIRST = """
net[0].bias.data.fill_(-9.0)
net[0].weight.data.fill_(0.0)
train(net, torch.optim.SGD(net.parameters(), lr=0.1))
"""
TWO_ROWS = """
words = nn.Embedding(5000, 16)
opt = torch.optim.SGD(words.parameters(), lr=0.1)
for _ in range(3):
    opt.zero_grad()
    words(torch.tensor([17, 4001])).pow(2).sum().backward()
    opt.step()
"""
HALF = "train(net.bfloat16(), torch.optim.SGD(net.parameters(), lr=0.5), rows=X.bfloat16())"
SECOND_GROUP = """
groups = [{"params": net[0].parameters(), "lr": 0.0}, {"params": net[2].parameters(), "lr": 0.1}]
train(net, torch.optim.SGD(groups))
"""
IN_A_FUNCTION = """
def whole():
    net = nn.Linear(12, 3)
    train(net, torch.optim.Adam(net.parameters()))
whole()
"""
LARGE = """
net = nn.Sequential(nn.Linear(12, 3000), nn.ReLU(), nn.Linear(3000, 1500), nn.Linear(1500, 3))
train(net, torch.optim.SGD(net.parameters(), lr=0.1), 2)
"""
TURNS = """
other = nn.Linear(12, 3)
one, two = torch.optim.Adam(net.parameters()), torch.optim.Adam(other.parameters())
for _ in range(5):
    train(net, one, 1)
    train(other, two, 1)
"""
NO_RATE = "train(net, torch.optim.Adam(net.parameters(), lr=0.0))"
WRONG_NETWORK = """
opt = torch.optim.SGD(net.parameters(), lr=0.1)
net = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 3))
train(net, opt)
"""
IDLE = """
class Idle(torch.optim.SGD):
    def step(self, closure=None): return None
train(net, Idle(net.parameters(), lr=0.1))
"""
NO_GRADIENTS = """
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(4): opt.step()
"""


def moved(tmp_path: Path, code: str) -> list[bool | None]:
    run = run_forked(tmp_path, SETUP, code)
    return [one.moved for one in catch_training(run, catch_networks(run, first=1))]


@pytest.mark.parametrize(
    ("code", "runs"),
    [
        (FROZEN, 1), (HEAD_ALONE, 1), (WARM_UP, 1), (DEAD_FIRST, 1), (TWO_ROWS, 1),
        (HALF, 1), (SECOND_GROUP, 1), (IN_A_FUNCTION, 1), (LARGE, 1), (TURNS, 2),
    ],
)  # fmt: skip
def test_an_honest_training_moves_weights(tmp_path: Path, code: str, runs: int) -> None:
    assert moved(tmp_path, code) == [True] * runs


@pytest.mark.parametrize("code", [NO_RATE, WRONG_NETWORK, IDLE, NO_GRADIENTS])
def test_steps_that_change_nothing_are_told_from_a_training(tmp_path: Path, code: str) -> None:
    assert moved(tmp_path, code) == [False]
