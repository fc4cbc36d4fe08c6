"""Trainings that come to a bad end: what was seen until then is kept."""

from grader.records import Limits
from grader.records.execution import MEBIBYTE
from tests.corpus.entry import Entry, notebook

_NET = """\
import os, signal, time
import torch
from torch import nn
torch.manual_seed(0)
data = torch.utils.data.TensorDataset(torch.randn(64, 4), torch.arange(64) % 3)
loader = torch.utils.data.DataLoader(data, batch_size=16)
net = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 3))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
"""
_TRAINING = """\
for epoch in range(10 ** 9):
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    if epoch % 100 == 99:
        time.sleep(0.5)
    if epoch == 500:
        {end}
"""
_LAYERS = "4 -> 5 -> ReLU -> 3"
_SEEN = "sgd 0.1, batch 16, hundreds of steps"


def _ending(name: str, oddity: str, end: str, outcome: str, says: str, limits: Limits) -> Entry:
    return Entry(
        name=name,
        oddity=oddity,
        files={"net.ipynb": notebook(_NET, _TRAINING.format(end=end), "print('after')")},
        outcome=outcome,
        finishes=False,
        says=[says],
        networks=[_LAYERS],
        trained=[_SEEN],
        limits=limits,
    )


ENTRIES: tuple[Entry, ...] = (
    _ending(
        "killed-in-training",
        "The process is killed in the middle of a training",
        "os.kill(os.getpid(), signal.SIGKILL)",
        "The network and its training until then are known",
        "crashed in cell 1",
        Limits(wall_seconds=90.0),
    ),
    _ending(
        "memory-in-training",
        "A training takes more memory than there is",
        "kept = bytearray(8 << 30); kept[::4096] = b'x' * len(kept[::4096])",
        "The network and its training until then are known",
        "memory",
        Limits(wall_seconds=90.0, memory_bytes=2_048 * MEBIBYTE),
    ),
    _ending(
        "flood-in-training",
        "A training prints without end",
        "while True: print('x' * 1000)",
        "What was printed is cut short; the network and its training until then are known",
        "printed",
        Limits(wall_seconds=20.0, output_bytes=MEBIBYTE),
    ),
    _ending(
        "hang-in-training",
        "A training hangs and cannot be interrupted",
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}); time.sleep(10 ** 6)",
        "The process is ended; the network and its training until then are known",
        "seconds",
        Limits(wall_seconds=25.0),
    ),
)
