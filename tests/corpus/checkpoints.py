"""Weights that were handed in, trainings without an end, and runs that train nothing."""

import io
from typing import Any

import torch
from torch import nn

from grader.records import Limits, RunMode
from tests.corpus.entry import Entry, notebook

NET = """\
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.a, self.b = nn.Linear(6, hidden), nn.Linear(hidden, 3)
    def forward(self, x):
        return self.b(torch.relu(self.a(x)))
"""
TRAIN = """\
net = Net(4)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range({epochs}):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(net(torch.rand(8, 6)), torch.randint(0, 3, (8,)))
    loss.backward()
    optimizer.step()
"""
EVALUATE = "print('evaluated', net(torch.rand(2, 6)).shape)"
SHORT = Limits(wall_seconds=8.0)


def saved(content: Any) -> bytes:
    """What `torch.save` writes of it."""
    buffer = io.BytesIO()
    torch.save(content, buffer)
    return buffer.getvalue()


def weights(hidden: int, *, before: str = "") -> dict[str, torch.Tensor]:
    """The weights of the network with so many hidden values."""
    layers = nn.ModuleDict({"a": nn.Linear(6, hidden), "b": nn.Linear(hidden, 3)})
    return {f"{before}{name}": value for name, value in layers.state_dict().items()}


ENTRIES: tuple[Entry, ...] = (
    Entry(
        name="weights-of-a-class-never-built",
        oddity="The training is commented out, and its weights are handed in, saved from a "
        "`DataParallel` network in the middle of a dictionary",
        files={
            "a.ipynb": notebook(
                NET, "# net = Net(5)\n# train(net)\nnn.Linear(6, 3)(torch.ones(1, 6))"
            ),
            "weights/best.pth.tar": saved(
                {"epoch": 9, "state_dict": weights(5, before="module."), "best": 0.9}
            ),
        },
        outcome="The class that fits is built with the sizes of the weights, and is a network of "
        "the submission under the file's name",
        networks=("6 -> 5 -> relu -> 3",),
    ),
    Entry(
        name="weights-that-fit-nothing",
        oddity="Weights of a network that is nowhere in the code, and a file that is no checkpoint",
        files={
            "a.ipynb": notebook(NET, "net = Net(4)", EVALUATE),
            "other.pth": saved({"conv.weight": torch.zeros(3, 1, 5, 5)}),
            "broken.pt": b"not a checkpoint",
        },
        outcome="Both are told, and everything else is as without them",
        says=("fit no network and no class of the code", "broken.pt could not be opened"),
        prints=("evaluated",),
    ),
    Entry(
        name="whole-network-in-a-file",
        oddity="A whole network was saved by a notebook that is handed in too",
        files={
            "1.ipynb": notebook(NET, "torch.save(Net(7), 'whole.pt')"),
            "2.ipynb": notebook(NET, "net = torch.load('whole.pt', weights_only=False)", EVALUATE),
        },
        outcome="The second notebook loads what the first one saved",
        networks=("6 -> 7 -> relu -> 3",),
        prints=("evaluated",),
    ),
    Entry(
        name="training-without-end",
        oddity="Training takes longer than there is time",
        files={"a.ipynb": notebook(NET, TRAIN.format(epochs=10**9), EVALUATE)},
        outcome="It is interrupted while there is time for the cells after it, which are run with "
        "the half-trained network",
        finishes=False,
        limits=SHORT,
        says=("so that there is time for what comes after it",),
        prints=("evaluated",),
        networks=("6 -> 4 -> relu -> 3",),
    ),
    Entry(
        name="interrupt-that-is-caught",
        oddity="Training without end, in a `try` that catches `KeyboardInterrupt` and goes on",
        files={
            "a.ipynb": notebook(
                NET,
                "try:\n"
                + "".join(f"    {line}\n" for line in TRAIN.format(epochs=10**9).splitlines())
                + "except KeyboardInterrupt:\n    print('stopped early')",
                EVALUATE,
            )
        },
        outcome="What the notebook does then is run, and so are the cells after it",
        finishes=False,
        limits=SHORT,
        says=("so that there is time for what comes after it",),
        prints=("stopped early", "evaluated"),
    ),
    Entry(
        name="nothing-trained",
        oddity="Graded with `--run saved`",
        files={
            "a.ipynb": notebook(NET, TRAIN.format(epochs=10**9) + "print('trained')", EVALUATE),
            "best.pth": saved(weights(4)),
        },
        outcome="The cell is left where it begins to train, and the cells after it are run; "
        "handed-in weights are put into the network",
        finishes=False,
        limits=Limits(wall_seconds=90.0, mode=RunMode.SAVED),
        says=("Training was not run, as asked",),
        prints=("evaluated",),
    ),
    Entry(
        name="nothing-trained-by-hand",
        oddity="Graded with `--run saved`, and the training has no optimizer",
        files={
            "a.ipynb": notebook(
                NET,
                "net = Net(4)\nwhile True:\n"
                "    loss = nn.functional.cross_entropy(\n"
                "        net(torch.rand(8, 6)), torch.randint(0, 3, (8,)))\n"
                "    loss.backward()\n"
                "    with torch.no_grad():\n"
                "        for p in net.parameters():\n"
                "            p -= 0.1 * p.grad; p.grad = None",
                EVALUATE,
            )
        },
        outcome="The cell is left after a few calls of `backward`",
        finishes=False,
        limits=Limits(wall_seconds=90.0, mode=RunMode.SAVED),
        says=("Training was not run, as asked",),
        prints=("evaluated",),
    ),
)
