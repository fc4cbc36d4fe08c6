"""Microseconds for a training step of a small MLP, unwatched and watched by the probe.

    python benchmarks/watching.py [--processes 5] [--repetitions 10] [--rows 8192]

Two processes, one of them watched, take turns on the same loop in one go, so the ratio holds where
the microseconds do not. They are of processor time, because others may use the machine too. Where
a process happens to have its memory makes it faster or slower for good, so several pairs of
processes are timed; each ratio is the median over all pairs of turns. The network is 784-32-10, the
batch 64, the optimizer SGD, the data synthetic; what is watched writes to a folder of its own.
"""

import argparse
import importlib
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

PROBE = Path(__file__).resolve().parent.parent / "grader" / "probe"
BATCH = 64
Loop = Callable[[], int]
"""Works through the data once and says how many steps that took."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    plain: float
    """Microseconds of an unwatched step."""
    watched: float
    """Microseconds of a watched step."""
    ratio: float
    """Median ratio of neighbouring turns."""
    fastest: float
    """Ratio of the fastest turns, which others on the machine disturbed least."""


def main() -> int:
    """Time each loop in both processes by turns, print the table."""
    options = _options()
    rows = [_compare(name, options) for name in LOOPS]
    print(f"{options.processes} pairs of processes with {options.repetitions} pairs of turns each,")
    print(f"{options.rows:,} rows, batch {BATCH}\n")
    print(f"{'':26}{'plain us':>10}{'watched us':>12}{'ratio':>8}{'of fastest':>12}")
    for row in rows:
        print(
            f"{row.name:26}{row.plain:10.1f}{row.watched:12.1f}{row.ratio:8.3f}{row.fastest:12.3f}"
        )
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--rows", type=int, default=8192)
    return parser.parse_args()


def _compare(name: str, options: argparse.Namespace) -> Row:
    pairs = [
        pair
        for _ in range(options.processes)
        for pair in _turns(name, options.rows, options.repetitions)
    ]
    return Row(
        name=name,
        plain=statistics.median(one for one, _ in pairs),
        watched=statistics.median(other for _, other in pairs),
        ratio=statistics.median(other / one for one, other in pairs),
        fastest=min(other for _, other in pairs) / min(one for one, _ in pairs),
    )


def _turns(name: str, rows: int, repetitions: int) -> list[tuple[float, float]]:
    """Microseconds of neighbouring turns of one unwatched and one watched process."""
    with tempfile.TemporaryDirectory(prefix="grade-benchmark-") as folder:
        plain, watched = (
            _Runner(name, rows, Path(folder) if seen else None) for seen in (False, True)
        )
        try:
            return [(plain.turn(), watched.turn()) for _ in range(repetitions)]
        finally:
            plain.stop()
            watched.stop()


class _Runner:
    """A process that runs a loop once whenever it is told to."""

    def __init__(self, name: str, rows: int, out: Path | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, name, rows, out))
        self._process.start()
        self.turn()  # Not counted: what is done once only, as meeting the network is.

    def turn(self) -> float:
        """Microseconds for each step of one turn."""
        self._pipe.send("again")
        return float(self._pipe.recv())

    def stop(self) -> None:
        self._pipe.send("stop")
        self._process.join()


def _serve(pipe: Connection, name: str, rows: int, out: Path | None) -> None:
    torch.set_num_threads(1)
    if out is not None:
        _watch(out)
    loop = LOOPS[name](rows)
    while pipe.recv() == "again":
        began = time.process_time()
        steps = loop()
        pipe.send((time.process_time() - began) / steps * 1e6)


def _watch(out: Path) -> None:
    library = out / "library"
    library.mkdir()
    (library / "grade_probe").symlink_to(PROBE)
    sys.path.insert(0, str(library))
    importlib.import_module("grade_probe.watch").start(
        {"out": str(out), "cells": [0], "held_out": {}}
    )


@dataclass(frozen=True)
class _Parts:
    """What every loop needs."""

    net: nn.Module
    images: Tensor
    labels: Tensor
    optimizer: torch.optim.Optimizer

    def step(self, images: Tensor, labels: Tensor) -> None:
        """One step, as in any tutorial."""
        self.optimizer.zero_grad()
        loss = nn.functional.cross_entropy(self.net(images), labels)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()


def _parts(rows: int) -> _Parts:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))
    return _Parts(
        net=net,
        images=torch.rand(rows, 784),
        labels=torch.randint(0, 10, (rows,)),
        optimizer=torch.optim.SGD(net.parameters(), lr=0.01),
    )


def _slices(rows: int) -> Loop:
    parts = _parts(rows)

    def loop() -> int:
        for start in range(0, rows, BATCH):
            parts.step(parts.images[start : start + BATCH], parts.labels[start : start + BATCH])
        return rows // BATCH

    return loop


def _permutation(rows: int) -> Loop:
    parts = _parts(rows)

    def loop() -> int:
        order = torch.randperm(rows)
        for start in range(0, rows, BATCH):
            chosen = order[start : start + BATCH]
            parts.step(parts.images[chosen], parts.labels[chosen])
        return rows // BATCH

    return loop


def _loader(rows: int) -> Loop:
    parts = _parts(rows)
    loader = DataLoader(TensorDataset(parts.images, parts.labels), batch_size=BATCH, shuffle=True)

    def loop() -> int:
        for images, labels in loader:
            parts.step(images, labels)
        return len(loader)

    return loop


def _evaluation(rows: int) -> Loop:
    parts = _parts(rows)
    parts.net.eval()

    def loop() -> int:
        with torch.no_grad():
            for start in range(0, rows, BATCH):
                parts.net(parts.images[start : start + BATCH])
        return rows // BATCH

    return loop


LOOPS: dict[str, Callable[[int], Loop]] = {
    "slices": _slices,
    "permutation": _permutation,
    "DataLoader": _loader,
    "evaluation by slices": _evaluation,
}
"""Loops by name; each is made from a number of rows."""


if __name__ == "__main__":
    sys.exit(main())
