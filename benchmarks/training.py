"""Seconds for an epoch of each seed: a plain PyTorch loop with a DataLoader, and the reference's.

    python benchmarks/training.py [--seeds 16] [--epochs 3] [--device auto] [--data DIR]

Both train A2's MLPs on the same device in one go, so the ratio holds where the seconds do not. The
plain loop trains one seed after another, as a tutorial would. The share of the device's limit is
the arithmetic of the training steps, as torch counts it, over what a large matrix product reaches
on the same device at the same time; a step of small layers cannot come near it.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.flop_counter import FlopCounterMode

from reference.a2 import deep_step_lr, shallow_step_lr, wide_step_lr
from reference.data import Splits, find_source, splits
from reference.recipe import Recipe
from reference.training.device import DeviceData
from reference.training.optimizers import optimizer_of
from reference.training.stack import Member, networks_of
from reference.training.step import Passing
from reference.training.study import GPU_STACK, STACK

RECIPES = (shallow_step_lr.RECIPE, deep_step_lr.RECIPE, wide_step_lr.RECIPE)
LARGE = 2_048
REPEATS = 10


@dataclass(frozen=True)
class Row:
    """One line of the table; seconds are for one epoch of one seed."""

    name: str
    plain: float
    ours: float
    flops: float
    """Floating-point operations of one epoch of one seed."""


def main() -> None:
    """Train, and print the table."""
    options = _options()
    device = options.device
    data = splits(find_source(data=options.data), "a2/clothing")
    limit = _limit(device)
    print(
        f"{device}, {torch.get_num_threads()} threads, torch {torch.__version__}; "
        f"a product of {LARGE}x{LARGE} matrices reaches {limit / 1e9:.0f} GFLOP/s"
    )
    print(f"{options.seeds} seeds of {options.epochs} epochs each\n")
    print(f"{'recipe':<18} {'DataLoader':>10} {'ours':>10} {'ratio':>6}   share of the limit")
    for recipe in RECIPES:
        row = _row(recipe, data, options)
        share = row.flops / row.ours / limit
        print(
            f"{row.name:<18} {row.plain:>8.4f} s {row.ours:>8.4f} s {row.plain / row.ours:>5.1f}x"
            f"   {share:.0%}, plain {row.flops / row.plain / limit:.0%}"
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=3)
    best = "cuda" if torch.cuda.is_available() else "cpu"
    parser.add_argument("--device", choices=("cpu", "cuda"), default=best)
    parser.add_argument("--data", type=Path, help="folder with real data; default: the cache")
    return parser.parse_args()


def _row(recipe: Recipe, data: Splits, options: argparse.Namespace) -> Row:
    device, seeds, epochs = options.device, options.seeds, options.epochs
    on_device = DeviceData(data, recipe.regime, device)
    plain = _plain(recipe, on_device, device)
    ours = _ours(recipe, on_device, device, seeds)
    per_seed = seeds * epochs
    return Row(
        name=recipe.name,
        plain=_seconds(lambda: [plain() for _ in range(per_seed)], plain, device) / per_seed,
        ours=_seconds(lambda: [ours() for _ in range(epochs)], ours, device) / per_seed,
        flops=_flops(recipe, on_device),
    )


def _plain(recipe: Recipe, data: DeviceData, device: str) -> Callable[[], None]:
    """One epoch as tutorials write it; on a GPU each batch is brought there."""
    examples = TensorDataset(data.train.inputs.cpu(), data.train.labels.cpu())
    loader = DataLoader(examples, batch_size=recipe.regime.batch_size, shuffle=True)
    network = recipe.network().to(device)
    regime = recipe.regime
    optimizer = torch.optim.SGD(
        network.parameters(), lr=regime.learning_rate, momentum=regime.momentum
    )

    def epoch() -> None:
        for inputs, labels in loader:
            loss = nn.functional.cross_entropy(network(inputs.to(device)), labels.to(device))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()

    return epoch


def _ours(recipe: Recipe, data: DeviceData, device: str, seeds: int) -> Callable[[], None]:
    """One epoch of every seed, in stacks as a study makes them."""
    size = GPU_STACK if device == "cuda" else STACK
    members = [Member(recipe=recipe, seed=seed) for seed in range(seeds)]
    passings = []
    for first in range(0, seeds, size):
        networks = networks_of(members[first : first + size], device)
        passings.append(Passing(networks, data.train, optimizer_of(networks.groups())))

    def epoch() -> None:
        for passing in passings:
            passing.epoch()

    return epoch


def _flops(recipe: Recipe, data: DeviceData) -> float:
    """Operations of the matrix products of one epoch: forward, and backward to the weights."""
    batch, network = recipe.regime.batch_size, recipe.network().to(data.train.inputs.device)
    with FlopCounterMode(display=False) as counter:
        outputs = network(data.train.inputs[:batch])
        nn.functional.cross_entropy(outputs, data.train.labels[:batch]).backward()  # type: ignore[no-untyped-call]
    return counter.get_total_flops() / batch * len(data.train.labels)


def _limit(device: str) -> float:
    """Operations a second of a large matrix product in float32."""
    square = torch.randn(LARGE, LARGE, device=device)
    seconds = _seconds(
        lambda: [square @ square for _ in range(REPEATS)], lambda: square @ square, device
    )
    return 2 * LARGE**3 * REPEATS / seconds


def _seconds(work: Callable[[], object], once: Callable[[], object], device: str) -> float:
    """Wall seconds of the work after it was done once to warm up."""
    once()
    _wait(device)
    start = time.perf_counter()
    work()
    _wait(device)
    return time.perf_counter() - start


def _wait(device: str) -> None:
    if device == "cuda":
        torch.cuda.synchronize()


if __name__ == "__main__":
    main()
