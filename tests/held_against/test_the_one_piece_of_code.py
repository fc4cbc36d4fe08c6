"""Settings whose neighbours or headings show which file or section of the code they are of."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.consistency.code import check_code
from tests.held_against.works_by_hand import work

TRAIN = """import torch
from torch import nn
EPOCHS, BATCH, LR, DECAY = {epochs}, {batch}, {lr}, {decay}
torch.manual_seed({seed})
net = nn.Sequential(nn.Flatten(), {layers})
loader = torch.utils.data.DataLoader(torch.rand(100, 784), batch_size=BATCH, shuffle=True)
opt = torch.optim.{optimizer}(net.parameters(), lr=LR, weight_decay=DECAY)
for epoch in range(EPOCHS):
    for x in loader:
        opt.zero_grad()
        nn.CrossEntropyLoss()(net(x), x.argmax(1)).backward()
        opt.step()
"""
DENSE = TRAIN.format(
    epochs=40, batch=64, lr="1e-3", decay="1e-5", seed=1905, optimizer="SGD",
    layers="nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10)",
)  # fmt: skip
NOISY = TRAIN.format(
    epochs=250, batch=128, lr="2e-4", decay="1e-4", seed=1905, optimizer="Adam",
    layers="nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 10)",
)  # fmt: skip
CODE = {"dense.py": DENSE, "noisy.py": NOISY}
CONFIG = {
    "conf.yaml": "seed: 11\nmoons:\n  lr: 0.01\n  batch: 100\n  epochs: 700\n"
    "palin:\n  lr: 0.05\n  batch: 32\n  epochs: 300\n",
    "moons.py": "import yaml, torch\nC = yaml.safe_load(open('conf.yaml'))['moons']\n"
    "net = torch.nn.Linear(2, 2)\nopt = torch.optim.SGD(net.parameters(), lr=C['lr'])\n",
    "palin.py": "import yaml, torch\nC = yaml.safe_load(open('conf.yaml'))['palin']\n"
    "net = torch.nn.Linear(9, 10)\nopt = torch.optim.RMSprop(net.parameters(), lr=C['lr'])\n",
}


def accused(folder: Path, text: str, code: dict[str, str]) -> list[str]:
    made = work(folder, text=text, code=code)
    made = replace(made, statements=read_statements(made.write_up))
    return [each.sentence for each in check_code(made) if each.outcome.value == "inconsistent"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        # The rest of the sentence is of one file alone, and the rate of the other.
        ("It is trained with Adam, learning rate 1e-3, batch size 128, for 250 epochs.", "0.0002"),
        ("We use SGD with a learning rate of 0.001, weight decay 1e-5 and batch size 128.", "64"),
        # The heading names the file.
        ("## Noisy labels\n\nAdam with a learning rate of 0.0002, a batch size of 64.", "128"),
        # A seed that stands nowhere.
        ("The random number generator was started with 1915.", "1,905"),
        ("We fixed the seed to 1915.", "1,905"),
    ],
)
def test_what_stands_beside_shows_the_file_that_a_setting_is_of(
    tmp_path: Path, text: str, there: str
) -> None:
    found = accused(tmp_path, text, CODE)

    assert len(found) == 1
    assert there in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "It is trained with Adam, learning rate 2e-4, batch size 128, for 250 epochs.",
        "We use SGD with a learning rate of 0.001, weight decay 1e-5 and batch size 64.",
        # Both are told at once.
        "The batch sizes are 64 and 128, the learning rates 1e-3 and 2e-4.",
        # Nothing shows which of the two is meant.
        "We use a batch size of 64. The learning rate is 2e-4.",
        # Something else was tried, or is advised.
        "With Adam, batch size 128 and 250 epochs we also tried a learning rate of 1e-3.",
        "With Adam and a batch size of 128 one could take a learning rate of 1e-3.",
        # What is known of one file does not hold for the heading's other one.
        "## Dense network\n\nThe batch size is 64, and it is trained for 40 epochs.",
        "## Noisy labels\n\nUnlike the dense network with its 1e-3, it has a rate of 0.0002.",
        # Others' values.
        "The handout proposes Adam, a learning rate of 1e-3, a batch size of 128, 250 epochs.",
        # The seed that is there, and one of something else.
        "The seed is 1905.",
        "We tried the seeds 1 and 2 as well, they make no difference.",
    ],
)
def test_what_may_be_of_another_file_is_not_accused(tmp_path: Path, text: str) -> None:
    assert accused(tmp_path, text, CODE) == []


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("## Palindromes\n\nRMSprop with a learning rate of 0.05, a batch size of 100.", "32"),
        ("## Moons\n\nSGD with a learning rate of 0.01 and a batch size of 32.", "100"),
        ("Seed 7 everywhere.", "11"),
        ("## Palindromes\n\nAdam, lr 0.05, batch size 32, 300 epochs.", "rmsprop"),
        ("## Palindromes\n\nRMSprop with a learning rate of 0.05, a batch size of 32.", ""),
        ("## Moons\n\nSGD with a learning rate of 0.01 and a batch size of 100.", ""),
        ("Seed 11 everywhere.", ""),
        ("## Results\n\nA batch size of 32 is smaller than one of 100.", ""),
    ],
)
def test_sections_of_a_file_of_settings_belong_to_the_scripts_that_ask_for_them(
    tmp_path: Path, text: str, there: str
) -> None:
    found = accused(tmp_path, text, CONFIG)

    assert len(found) == bool(there)
    assert all(there in each for each in found)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("The momentum is worth, differently from before, 0.5.", "0.9"),
        ("It was necessary to cut the norm of the gradient to 10.", "1"),
        ("The momentum is worth, differently from before, 0.9.", ""),
        ("It was necessary to cut the norm of the gradient to 1.", ""),
        ("Momentum was introduced in 1964, and 0.5 of all papers have it.", ""),
        ("With momentum the accuracy is 0.5 points higher.", ""),
        ("Momentum of 0.5 would have been enough.", ""),
        ("The momentum is not 0.5.", ""),
        ("The momentum run with 0.5, done additionally, gave 83.5 %, and is not shown.", ""),
        ("After momentum was added, epoch 5 takes 0.5 s.", ""),
        ("Momentum keeps 0.5 of the last step if it is set so.", ""),
    ],
)
def test_a_setting_and_a_number_of_one_clause_belong_together(
    tmp_path: Path, text: str, there: str
) -> None:
    code = {
        "train.py": "import torch\nfrom torch import nn\nnet = nn.Linear(784, 10)\n"
        "opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)\nfor epoch in range(20):\n"
        "    for x in torch.rand(9, 5, 784):\n        opt.zero_grad()\n"
        "        nn.CrossEntropyLoss()(net(x), x.argmax(1)).backward()\n"
        "        nn.utils.clip_grad_norm_(net.parameters(), 1.0)\n        opt.step()\n"
    }
    found = accused(tmp_path, text, code)

    assert len(found) == bool(there)
    assert all(there in each for each in found)
