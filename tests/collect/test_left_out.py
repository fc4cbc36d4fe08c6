"""`--run saved`: a cell is left where it begins to train, and nothing else is touched."""

from pathlib import Path

import numpy as np
import pytest

from grader.collect.networks import catch_networks
from tests.forked import printed, run_forked

SAVED = {"limits": {"mode": "saved"}}
BEGIN = """
import torch
from torch import nn
torch.manual_seed(0)
net = nn.Linear(3, 2)
before = net.weight.detach().clone()
x, y = torch.rand(8, 3), torch.randint(0, 2, (8,))
def loss():
    return nn.functional.cross_entropy(net(x), y)
"""
LOOPS = {
    "optimizer": """
optimizer = torch.optim.Adam(net.parameters())
for epoch in range(1000):
    optimizer.zero_grad(); loss().backward(); optimizer.step()
""",
    "closure": """
optimizer = torch.optim.LBFGS(net.parameters())
def closure():
    optimizer.zero_grad(); value = loss(); value.backward()
    return value
optimizer.step(closure)
""",
    "errors passed over": """
optimizer = torch.optim.SGD(net.parameters(), lr=1.0)
try:
    loss().backward(); optimizer.step()
except Exception:
    print("went on")
""",
}
AFTER = "print('unchanged' if torch.equal(before, net.weight) else 'changed')"


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_a_cell_is_left_before_the_first_step_of_an_optimizer(tmp_path: Path, loop: str) -> None:
    run = run_forked(tmp_path, BEGIN, loop + "\nprint('trained')", AFTER, task=SAVED)

    assert run.cells[1].error.startswith("TrainingLeftOut")
    assert "trained" not in printed(run)
    assert "went on" not in printed(run)
    assert run.cells[2].output == "unchanged\n"


def test_a_training_without_an_optimizer_is_left_after_a_few_gradients(tmp_path: Path) -> None:
    loop = """
for epoch in range(1000):
    loss().backward()
    with torch.no_grad():
        net.weight -= 0.1 * net.weight.grad
"""

    run = run_forked(tmp_path, BEGIN, loop, "print(epoch < 20)", task=SAVED)

    assert run.cells[1].error.startswith("TrainingLeftOut")
    assert run.cells[2].output == "True\n"


def test_a_gradient_that_only_shows_something_is_computed(tmp_path: Path) -> None:
    show = "x = torch.ones(2, requires_grad=True); (x * x).sum().backward(); print(x.grad)"

    run = run_forked(tmp_path, "import torch", *[show] * 12, task=SAVED)

    assert printed(run) == "tensor([2., 2.])\n" * 12


def test_networks_that_were_about_to_be_trained_are_marked(tmp_path: Path) -> None:
    other = "other = nn.Linear(3, 2); other(x)"
    load = "net.load_state_dict(other.state_dict())"

    run = run_forked(tmp_path, BEGIN, LOOPS["optimizer"], other, task=SAVED)
    loaded = run_forked(tmp_path, BEGIN, LOOPS["optimizer"], other, load, task=SAVED)

    marked, unmarked = catch_networks(run, first=1), catch_networks(loaded, first=1)
    assert {e.network.name: e.network.training_left_out for e in marked} == {
        "net": True,
        "other": False,
    }
    assert not any(each.network.training_left_out for each in unmarked)


def test_weights_that_the_code_loads_are_known_to_be_loaded(tmp_path: Path) -> None:
    save = "torch.save(net.state_dict(), 'net.pt')"
    load = "net = nn.Linear(3, 2); net.load_state_dict(torch.load('net.pt')); net(x)"

    run = run_forked(tmp_path, BEGIN, save, load, task={**SAVED, "folder": str(tmp_path)})

    caught = {each.network.name: each for each in catch_networks(run, first=1)}
    assert caught["net"].network.loaded_from == "net.pt"
    assert np.isfinite(np.frombuffer(caught["net"].weights, "<f4")).all()
