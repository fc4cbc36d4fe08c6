"""Settings of a script that is run as its README says."""

import pytest

from grader.collect.written import read_written
from grader.records import Cell, Notebook, Submission, Training

SCRIPT = """
import argparse, torch
from torch import nn
p = argparse.ArgumentParser()
p.add_argument('--lr', '-l', type=float, default=0.1)
p.add_argument('--momentum', type=float, default=0.5)
p.add_argument('--nesterov', action='store_true')
a = p.parse_args(GIVEN)
net = nn.Linear(784, 10)
opt = torch.optim.SGD(net.parameters(), lr=a.lr, momentum=a.momentum)
for epoch in range(2):
    for x, y in loader:
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
"""


def training(source: str, *arguments: str) -> Training:
    cell = Cell(index=0, kind="code", source=source)
    script = Notebook(path="a.py", cells=(cell,), is_script=True, arguments=arguments)
    submission = Submission(id="s", name="s", digest="", folder="", files=(), notebooks=(script,))
    (found,) = read_written(submission).training
    return found


@pytest.mark.parametrize(
    ("words", "rate", "momentum"),
    [
        ((), 0.1, 0.5),
        (("--lr", "0.01"), 0.01, 0.5),
        (("--lr=0.01", "-l", "0.02", "--nesterov"), 0.02, 0.5),
        (("--momentum", "0.9"), 0.1, 0.9),
        # Cut short: which option is meant is for the parser to say.
        (("--mom", "0.9"), 0.1, None),
        (("--lr", "fast"), None, 0.5),
        (("--lr",), None, 0.5),
    ],
)
def test_what_the_command_says_wins_over_a_default(
    words: tuple[str, ...], rate: float | None, momentum: float | None
) -> None:
    found = training(SCRIPT.replace("GIVEN", ""), *words)

    assert (found.learning_rate, found.momentum) == (rate, momentum)


def test_a_list_in_the_code_is_not_the_command() -> None:
    assert training(SCRIPT.replace("GIVEN", "[]"), "--lr", "0.01").learning_rate is None
    assert training(SCRIPT.replace("GIVEN", "[]")).learning_rate == 0.1
