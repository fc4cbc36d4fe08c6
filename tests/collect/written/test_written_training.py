"""How an optimizer is used: batches, epochs, loss and schedule, each left out if not certain."""

import pytest

from tests.collect.written.cases_training import BEFORE, USES
from tests.collect.written.conftest import read


@pytest.mark.parametrize("case", USES)
def test_what_the_loops_around_a_step_say_is_told(case: str) -> None:
    source, expected = USES[case]

    (one,) = read(BEFORE, source).training

    assert (one.batch_size, one.epochs, one.loss, one.schedule) == expected


STEP = "    crit(net(x), y).backward(); opt.step()"


def test_losses_that_differ_from_branch_to_branch_are_not_told() -> None:
    source = (
        "for e in range(5):\n  for x, y in loader:\n    if q:\n      crit(net(x), y).backward()\n"
        "    else:\n      F.mse_loss(net(x), y).backward()\n    opt.step()"
    )

    assert read(BEFORE, source).training[0].loss == ""


def test_a_scheduler_that_is_stepped_now_and_then_is_not_told() -> None:
    source = (
        "s = optim.lr_scheduler.StepLR(opt, 80)\nfor e in range(300):\n  for x, y in loader:\n"
        f"{STEP}\n  if e < 100: s.step()"
    )

    assert read(BEFORE, source).training[0].schedule == ""


def test_a_training_that_goes_on_in_another_cell_has_no_one_number_of_epochs() -> None:
    source = f"for e in range(5):\n  for x, y in loader:\n{STEP}"

    assert read(BEFORE, source).training[0].epochs == 5
    assert read(BEFORE, source, source).training[0].epochs is None


def test_a_return_in_the_loop_over_epochs_may_end_it() -> None:
    source = f"def go():\n for e in range(5):\n  for x, y in loader:\n{STEP}\n  if q: return\ngo()"

    assert read(BEFORE, source).training[0].epochs is None


def test_the_transforms_of_the_data_are_told_as_written() -> None:
    source = """
import torchvision
from torchvision import transforms as T
size = 32
steps = T.Compose([T.RandomResizedCrop(size), T.ToTensor(), T.Normalize((0.5,) * 3, (0.5,) * 3)])
data = torchvision.datasets.CIFAR10("data", train=True, transform=steps)
loader = DataLoader(data, batch_size=4)
for epoch in range(5):
    for i, (x, y) in enumerate(loader):
        crit(net(x), y).backward()
        opt.step()
"""

    assert read(BEFORE, source).training[0].transforms == (
        "RandomResizedCrop(32), ToTensor(), Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))"
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("optim.AdamW(p)", ("adamw", 1e-3, None, 0.01)),
        ("optim.SGD(p, 0.1, 0.9, 0, 5e-4)", ("sgd", 0.1, 0.9, 5e-4)),
        ("optim.Adam(p, 1e-4, weight_decay=2.5e-5)", ("adam", 1e-4, None, 2.5e-5)),
        ("torch.optim.RMSprop(params=p, lr=0.05)", ("rmsprop", 0.05, 0.0, 0.0)),
        ("torch.optim.sgd.SGD(p, lr=1)", ("sgd", 1.0, 0.0, 0.0)),
        ("getattr(optim, 'Adam')(p)", ("adam", 1e-3, None, 0.0)),
    ],
)
def test_settings_that_are_not_given_are_those_of_torch(
    call: str, expected: tuple[str, float, float | None, float]
) -> None:
    one = read(BEFORE, f"p = net.parameters()\no = {call}").training[-1]

    assert (one.optimizer, one.learning_rate, one.momentum, one.weight_decay) == expected


def test_a_loop_over_rates_gives_one_training_for_each() -> None:
    source = (
        "for lr in [10, 0.1, 0.01, 0.001]:\n  net = nn.Linear(784, 10)\n"
        "  opt = optim.SGD(net.parameters(), lr=lr)\n"
        f"  for epoch in range(50):\n   for x, y in loader:\n{STEP}"
    )

    training = read(BEFORE, source).training

    study = [(one.learning_rate, one.epochs, one.batch_size) for one in training[1:]]
    assert study == [(10, 50, 32), (0.1, 50, 32), (0.01, 50, 32), (0.001, 50, 32)]


def test_a_training_knows_its_line_and_the_call_that_set_it_going() -> None:
    define = "def go(net):\n    x = 1\n    opt = optim.SGD(net.parameters(), lr=1)"

    one = read(BEFORE, define, "\n\ngo(net)").training[-1]

    assert (one.place.cell, one.place.line) == (1, 3)
    assert one.called_from is not None
    assert (one.called_from.cell, one.called_from.line) == (2, 3)
