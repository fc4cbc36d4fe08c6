"""What the code text says of a training and what the run shows of it are the same facts."""

import dataclasses
import math
from pathlib import Path

import pytest

from grader.collect.networks import catch_networks
from grader.collect.training import catch_training
from grader.records import Kind, Training
from tests.collect.written.conftest import read
from tests.collect.written.solutions import SOLUTIONS, STYLES
from tests.forked import run_forked

pytestmark = pytest.mark.torch

EPOCHS = 2
RUNNING = [style for style in STYLES if style != "switched off"]
SHAPES = {
    "a2 deep": 784,
    "hw2 lenet": (3, 32, 32),
    "a7 dense": 784,
    "cs324 rnn": 4,
    "cs324 moons": 2,
}
FACTS = (
    "optimizer", "learning_rate", "momentum", "weight_decay", "batch_size", "epochs", "loss",
    "schedule",
)  # fmt: skip


def examples(name: str, batches: int, batch: int) -> str:
    """A cell that makes a small training set of whole batches."""
    shape = SHAPES[name]
    sizes = (batches * batch, *(shape if isinstance(shape, tuple) else (shape,)))
    return (
        "import torch\nfrom torch.utils.data import TensorDataset\ntorch.manual_seed(0)\n"
        f"train_set = TensorDataset(torch.rand{sizes}, torch.randint(0, 2, ({sizes[0]},)))"
    )


def facts(training: Training) -> dict[str, object]:
    return {fact: getattr(training, fact) for fact in FACTS}


@pytest.mark.parametrize("style", RUNNING)
@pytest.mark.parametrize("name", SOLUTIONS)
def test_text_and_run_state_the_same_training(name: str, style: str, tmp_path: Path) -> None:
    network = "\n".join(
        line for line in SOLUTIONS[name].network.splitlines() if "datasets.CIFAR10" not in line
    )
    solution = dataclasses.replace(SOLUTIONS[name], epochs=EPOCHS, network=network)
    sources = (examples(name, 3, solution.batch), *STYLES[style](solution))

    written = read(*sources, is_script=style == "script")
    run = run_forked(tmp_path, *sources, is_script=style == "script")

    caught = catch_networks(run, first=1)
    (observed,) = catch_training(run, caught)
    (stated,) = written.training
    assert facts(observed) == facts(stated)
    assert (observed.kind, stated.kind) == (Kind.OBSERVED, Kind.WRITTEN)
    assert observed.epochs_finished == EPOCHS
    assert observed.steps == 3 * EPOCHS
    assert observed.gradient_clip == stated.gradient_clip
    assert all(math.isfinite(point.value or math.nan) for point in observed.losses)
    trained = next(one for one in written.networks if one.id == stated.network)
    seen = next(each.network for each in caught if each.network.id == observed.network)
    assert seen.parameters == solution.parameters
    assert trained.layers in ("", seen.layers)
