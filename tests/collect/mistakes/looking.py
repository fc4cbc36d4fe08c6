"""Runs a made-up notebook under the probe and collects the mistakes in it."""

from dataclasses import replace
from pathlib import Path

from grader.collect.mistakes import collect_mistakes, read_signals
from grader.collect.networks import catch_networks
from grader.collect.random_transforms import with_random_transforms
from grader.collect.saved import read_saved
from grader.collect.training import catch_training
from grader.collect.written import read_written
from grader.records import (
    Cell,
    DataUsed,
    Evidence,
    Mistake,
    Network,
    Notebook,
    Submission,
    Training,
)
from tests.forked import run_forked

BEGIN = """
import copy, random
import torch, torch.nn as nn, torch.nn.functional as F, torch.optim as optim
from torch.utils.data import DataLoader, TensorDataset, Subset, Dataset, random_split
torch.manual_seed(0)
X = torch.randn(200, 8); y = torch.randint(0, 4, (200,))
train_set = TensorDataset(X[:160], y[:160]); test_set = TensorDataset(X[160:], y[160:])
train_loader = DataLoader(train_set, batch_size=20, shuffle=True)
test_loader = DataLoader(test_set, batch_size=20)
def mlp(*more): return nn.Sequential(nn.Linear(8, 16), nn.ReLU(), *more, nn.Linear(16, 4))
def fit(net, opt, crit=nn.CrossEntropyLoss(), epochs=3, loader=train_loader, after=lambda: None):
    for epoch in range(epochs):
        net.train()
        for xb, yb in loader:
            opt.zero_grad()
            crit(net(xb), yb).backward()
            opt.step()
        after()
def score(net, loader):
    net.eval(); right = 0
    with torch.no_grad():
        for xb, yb in loader:
            right += (net(xb).argmax(1) == yb).sum().item()
    return right / len(loader.dataset)
"""
"""What all of them begin with."""


def submission_of(*sources: str, saved: tuple[str, ...] = ()) -> Submission:
    """A notebook of code cells, with the outputs that were saved with them."""
    outputs = (*saved, *("" for _ in sources[len(saved) :]))
    cells = tuple(
        Cell(index=index, kind="code", source=source, saved_output=output)
        for index, (source, output) in enumerate(zip(sources, outputs, strict=True))
    )
    return Submission(
        id="s",
        name="s",
        digest="d",
        folder="",
        files=(),
        notebooks=(Notebook(path="net.ipynb", cells=cells),),
    )


def mistakes_in(
    folder: Path, *sources: str, saved: tuple[str, ...] = (), data: DataUsed | None = None
) -> tuple[Mistake, ...]:
    """What is noticed in a notebook that is run, with the course's data."""
    submission = submission_of(*sources, saved=saved)
    run = run_forked(folder, *sources)
    assert not any(cell.error for cell in run.cells), [cell.error for cell in run.cells]
    caught = catch_networks(run, first=1)
    training = catch_training(run, caught, first=1)
    evidence = _evidence(submission, tuple(each.network for each in caught), training)
    evidence = replace(evidence, data=data)
    return collect_mistakes(submission, evidence, [read_signals(run, caught)])


def random_transforms_in(folder: Path, *sources: str) -> list[tuple[str, ...]]:
    """The random transforms of each training run of a notebook that is run."""
    run = run_forked(folder, *sources)
    caught = catch_networks(run, first=1)
    training = catch_training(run, caught, first=1)
    seen = with_random_transforms(training, [read_signals(run, caught)])
    return [each.random_transforms for each in seen]


def mistakes_written(*sources: str, saved: tuple[str, ...] = ()) -> tuple[Mistake, ...]:
    """What is noticed in a notebook that is not run."""
    submission = submission_of(*sources, saved=saved)
    return collect_mistakes(submission, _evidence(submission, (), ()), [])


def _evidence(
    submission: Submission, networks: tuple[Network, ...], training: tuple[Training, ...]
) -> Evidence:
    written = read_written(submission)
    return Evidence(
        submission="s",
        name="s",
        digest="d",
        networks=networks,
        training=(*training, *written.training),
        written_networks=written.networks,
        saved=read_saved(submission),
    )
