"""Cells of code become what is read of their calls, as if every cell had run."""

from grader.collect.calls import read_calls
from grader.records import (
    Calls,
    Cell,
    CellOutcome,
    CellRun,
    Notebook,
    NotebookCells,
    Submission,
)

LOAD = "import numpy as np\nfaces = np.load('hw2_Q1.npy').reshape(-1, 4096) / 255.0"
NETWORK = """
import torch, torch.nn as nn
class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(4096, 16), nn.Linear(16, 4096)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
model = AE().to("cpu")
x = torch.from_numpy(faces).float()
"""


def submission(*cells: str, kind: str = "code") -> Submission:
    """A notebook of these cells."""
    made = tuple(Cell(index=n, kind=kind, source=source) for n, source in enumerate(cells))
    notebook = Notebook(path="a.ipynb", cells=made)
    return Submission(
        id="s", name="s", digest="0", folder="/nonexistent", files=(), notebooks=(notebook,)
    )


def calls_in(*cells: str, outcomes: tuple[CellOutcome, ...] = ()) -> Calls:
    """What is read of these cells, all of which ran unless said otherwise."""
    ends = outcomes or (CellOutcome.OK,) * len(cells)
    runs = tuple(CellRun(index=n, outcome=end, seconds=1.0) for n, end in enumerate(ends))
    return read_calls(submission(*cells), (NotebookCells(path="a.ipynb", cells=runs),))
