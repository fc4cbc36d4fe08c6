"""What honest and other students hand in."""

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.fake_runs import write_notebook

LOAD = """\
import numpy as np, torch
from torch import nn
torch.manual_seed(3)
paket = np.load("hw2_Q2_and_Q3_data.npz")
x = torch.tensor(paket["arr_0"].T / 255, dtype=torch.float32)
y = torch.tensor(paket["arr_1"], dtype=torch.int64).ravel()
def deep():
    return nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),
                         nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
"""
TRAINING = """\
def train(net, epochs, **settings):
    optimizer = torch.optim.Adam(net.parameters(), **{"lr": 3e-3, **settings})
    for epoch in range(epochs):
        for rows in torch.randperm(len(x)).split(64):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
            optimizer.step()
    return net
"""
TRAIN = "net = train(deep(), 6)\nprint((net(x).argmax(1) == y).float().mean() > 0.8)"
UNTRAINED = "net = deep()\nnet(x[:128])"
WRONG = "net = train(nn.Sequential(nn.Linear(784, 10)), 1)"

HONEST: Mapping[str, tuple[str, ...]] = {
    "aa-trained": (LOAD, TRAINING, TRAIN),
    "zz-untrained": (LOAD, UNTRAINED),
}
"""The neighbours: one is graded before all attackers, and one after them."""
NOTHING = ("print('nothing')",)


def write_submission(
    folder: Path, name: str, submission: Callable[[Path], None] | tuple[str, ...]
) -> None:
    """Put a submission into a class's folder: the cells of a notebook, or what is called."""
    if callable(submission):
        submission(folder / name)
    else:
        write_notebook(folder / f"{name}.ipynb", *submission)


def files(
    contents: Mapping[str, str | bytes], *cells: str, **settings: object
) -> Callable[[Path], None]:
    """A folder with a notebook of these cells and settings, and other files by their paths."""

    def write(folder: Path) -> None:
        folder.mkdir()
        (folder / "a2.ipynb").write_bytes(notebook_bytes(*(cells or NOTHING), **settings))
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)

    return write


def a_file(suffix: str, content: bytes | Callable[[], bytes]) -> Callable[[Path], None]:
    """Nothing but a file with this suffix."""

    def write(path: Path) -> None:
        made = content() if callable(content) else content
        path.with_name(path.name + suffix).write_bytes(made)

    return write


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> Callable[[Path], None]:
    """A zip of these members and a good notebook."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path.with_name(path.name + ".zip"), "w", zipfile.ZIP_DEFLATED) as z:
            for name, content in (*members, ("good/a2.ipynb", notebook_bytes(*NOTHING))):
                z.writestr(name, content, zipfile.ZIP_DEFLATED)

    return write


def notebook_bytes(*cells: str, **more: object) -> bytes:
    """A notebook as bytes; `more` is put beside its cells."""
    made = [{"cell_type": "code", "source": cell, "metadata": {}, "outputs": []} for cell in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "cells": made, **more}).encode()
