"""Mistakes in code that did not run, and in outputs that were saved with it."""

from pathlib import Path

import pytest

from tests.collect.mistakes.looking import BEGIN, mistakes_in, mistakes_written

SMALL = "import torch\nfrom torch import nn, optim\n"
ENDS_IN_SOFTMAX = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(784, 32); self.b = nn.Linear(32, 10)
    def forward(self, x): return torch.softmax(self.b(torch.relu(self.a(x))), dim=1)
net = Net()
opt = optim.SGD(net.parameters(), lr=0.1)
for epoch in range(10):
    for x, y in loader:
        opt.zero_grad()
        loss = nn.CrossEntropyLoss()(net(x), y)
        loss.backward()
        opt.step()
"""
LOOP = """
opt = optim.SGD(net.parameters(), lr=0.1)
for x, y in loader:
    loss = nn.functional.cross_entropy(net(x), y)
    {}
"""
FLOOR = "\n".join(
    f"epoch {epoch}: loss {1.4612 + 1 - accuracy:.4f}, accuracy {100 * accuracy:.2f}%"
    for epoch, accuracy in enumerate((0.62, 0.88, 0.931, 0.9512, 0.9634), start=1)
)
PLAIN = "\n".join(
    f"epoch {epoch}: loss {loss}, accuracy {accuracy}%"
    for epoch, (loss, accuracy) in enumerate(
        ((1.72, 40.1), (1.53, 44.9), (1.48, 46.8), (1.47, 47.3), (1.469, 47.5)), start=1
    )
)
TRAINS = "import torch.nn as nn\nloss = nn.CrossEntropyLoss()(net(x), y); loss.backward()\n"


def names(*sources: str, saved: tuple[str, ...] = ()) -> list[str]:
    """Names of the mistakes in a notebook that is not run."""
    return [each.name for each in mistakes_written(*sources, saved=saved)]


def commented(source: str) -> str:
    """The same code, switched off."""
    return "\n".join(f"# {line}" if line else "" for line in source.splitlines())


def test_a_softmax_before_cross_entropy_is_told_of_code_that_did_not_run() -> None:
    right = ENDS_IN_SOFTMAX.replace("torch.softmax(", "(").replace(", dim=1)", ")")

    assert names(SMALL + ENDS_IN_SOFTMAX) == ["softmax-before-cross-entropy"]
    assert names(SMALL, commented(ENDS_IN_SOFTMAX)) == ["softmax-before-cross-entropy"]
    assert names(SMALL + right) == []
    assert names(SMALL + ENDS_IN_SOFTMAX.replace("CrossEntropyLoss", "MSELoss")) == []


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ("loss.backward(); opt.step()", ["gradients-never-zeroed"]),
        ("loss.backward(); opt.zero_grad(); opt.step()", ["gradients-zeroed-before-step"]),
        ("loss.backward(); opt.step(); opt.zero_grad()", []),
        ("net.zero_grad(); loss.backward(); opt.step()", []),
        ("if x: loss.backward(); opt.zero_grad()\n    opt.step()", []),
        ("for p in net.parameters(): p.grad = None\n    loss.backward(); opt.step()", []),
    ],
)
def test_when_gradients_are_zeroed_is_read_where_it_was_not_seen(
    calls: str, told: list[str]
) -> None:
    source = SMALL + LOOP.format(calls)

    assert names(source) == told
    assert names(SMALL, commented(LOOP.format(calls))) == told


def test_what_is_switched_off_is_not_held_against_code_that_trains() -> None:
    wrong, right = (
        LOOP.format("loss.backward(); opt.zero_grad(); opt.step()"),
        LOOP.format("opt.zero_grad(); loss.backward(); opt.step()"),
    )

    assert names(SMALL + right, commented(wrong)) == []


def test_saved_losses_of_a_double_softmax_are_told_if_the_code_has_none() -> None:
    found = mistakes_written(TRAINS, saved=(FLOOR,))

    assert [each.name for each in found] == ["saved-loss-of-double-softmax"]
    assert "1.4978 with 96.34 %" in found[0].sentence
    assert names(TRAINS, saved=(PLAIN,)) == []
    assert names(TRAINS + "probabilities = nn.Softmax(dim=1)(net(x))", saved=(FLOOR,)) == []


@pytest.mark.torch
def test_the_same_mistake_seen_both_ways_is_told_once(tmp_path: Path) -> None:
    source = ENDS_IN_SOFTMAX.replace("784", "8").replace("loader", "train_loader")

    found = mistakes_in(tmp_path, BEGIN, source)

    assert [(each.name, each.kind.value) for each in found] == [
        ("softmax-before-cross-entropy", "observed")
    ]


def test_code_that_nobody_expected_costs_nothing() -> None:
    deep = "(" * 80 + "x" + ")" * 80
    strange = (
        "def f(*a, **k): return print(f'{a!r:>{k}}', *a)",
        "for self.x[0], (a, *b) in enumerate(range(3)): a += (b == a).sum() / len(a)",
        f"y = {deep}\nclass N(nn.Module, metaclass=M): pass",
        "match net:\n    case nn.Linear(a=1): loss.backward()\nelse:",
        "if test_acc > best: pass\nif best < test_acc < 1: torch.save(net)",
    )

    assert names(*strange) == []
