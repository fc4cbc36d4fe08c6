"""Honest statements of totals, of other settings, and of networks that the code makes elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.consistency.code import check_code, check_listings
from grader.consistency.run import check_run
from tests.held_against.works_by_hand import work

TRAIN = """import torch.nn as nn, torch
NETS = {"deep": [784, 32, 64, 32, 10], "wide": [784, 128, 64, 128, 10]}

class Net(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:]))

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return x

def small():
    return nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 10))

net = small()
opt = torch.optim.SGD(net.parameters(), lr=0.01)
loader = torch.utils.data.DataLoader(data, batch_size=128)
for epoch in range(40):
    for x, y in loader:
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
"""
OTHER = """import torch.nn as nn, torch

def cifar():
    net = nn.Sequential(nn.Linear(3072, 3000), nn.Sigmoid(), nn.Linear(3000, 10))
    return net, torch.optim.SGD(net.parameters(), lr=0.01), 2000, 60

net, opt, batch, epochs = cifar()
for epoch in range(1, epochs + 1):
    for k in torch.randperm(len(x)).split(batch):
        loss = nn.functional.cross_entropy(net(x[k]), t[k])
        loss.backward()
        opt.step()
"""
CONV = """import torch.nn as nn, torch

class Conv(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 6, 5)
        self.c2 = nn.Conv2d(6, 12, 3)
        self.pool = nn.MaxPool2d(2)
        self.l1 = nn.Linear(300, 10)

    def forward(self, x):
        x = self.pool(torch.relu(self.c1(x)))
        x = self.pool(torch.relu(self.c2(x)))
        return self.l1(x.flatten(1))

net = Conv()
opt = torch.optim.SGD(net.parameters(), lr=0.01)
"""
SETTINGS = """moons:
  hidden: 20
  lr: 0.01
  epochs: 1500
mlp:
  hidden: 3000
  lr: 0.001
  epochs: 50
"""
LOADS = """import torch, yaml
c = yaml.safe_load(open("conf.yaml"))["{}"]
opt = torch.optim.SGD(net.parameters(), lr=c["lr"])
for epoch in range(c["epochs"]):
    for x, y in loader:
        torch.nn.functional.cross_entropy(net(x), y).backward()
        opt.step()
"""
DIGITS = """import torch
config = {"batch": 64, "epochs": 300, "steps_per_epoch": 20, "lr": 0.05}

def palindromes(n, length):
    half = torch.randint(0, 10, (n, (length + 1) // 2))
    return torch.cat([half, half.flip(1)], dim=1)

opt = torch.optim.RMSprop(model.parameters(), lr=config["lr"])
for epoch in range(config["epochs"]):
    for _ in range(config["steps_per_epoch"]):
        loss = run(palindromes(config["batch"], 5))
        loss.backward()
        opt.step()
"""
LISTED = """## Three networks

Network A is 784-128-64-32-10 and network B is 784-64-64-64-10. Their numbers of parameters are \
111,146 and 59,210.

```python
net = nn.Sequential(
    nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(),
    nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10),
)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
```

All of them are trained with SGD and a learning rate of 0.1.

## Noisy labels

{}
"""


def accused(folder: Path, text: str, code: dict[str, str] | None) -> list[str]:
    held = work(folder, code=code, text=text)
    held = replace(held, statements=read_statements(held.write_up))
    check = check_listings if code is None else check_code
    return [each.sentence for each in check(held) if each.outcome.value == "inconsistent"]


@pytest.mark.parametrize(
    "text",
    [
        "In total 600 epochs were trained.",
        "The five settings with three runs each make 600 epochs.",
        "Altogether we trained for 400 epochs, ten runs of the same length.",
        "All runs together, 120 epochs were trained overall.",
        "The network was trained for 40 epochs. One epoch is 63 updates.",
        "The network was trained for 40 epochs: 25 steps each, 1,000 overall.",
        "We trained for 40 epochs, and every epoch has 79 mini-batches.",
        "ReLU is cheap, and it does not saturate for large inputs as the sigmoid does.",
        "Other than the tanh, it has no upper bound.",
        "I did 11 trainings of 40 epochs, which is 440 epochs.",
        "With 3 runs that makes 120 epochs.",
        "The smallest loss arrives 283 epochs after the best accuracy.",
        "The second curve needs 12 epochs more than the first, and is 30 epochs behind at the end.",
        "If early stopping is used, we will get 62.4 %.",
        "I think dropout of 0.2 will bring it to 54 %, but it is not asked.",
        "With data augmentation people have reached 99.8 %.",
        "I believe that batch normalisation makes it faster.",
        "My first one had 32 and 64 hidden units and a dropout of 0.3, and was slower.",
        "Wider would not help; 6000 units gave 54.5.",
        "A larger learning rate did not help, since 0.5 diverged at once.",
        "Doubling the epochs to 80 made no difference.",
        "Training it for 80 epochs brought nothing more.",
        "I doubled the batch, but 256 was slower.",
        "To improve it I made it wider: 784–128–64–128–10.",
        "The deep network is 784-32-64-32-10.",
        "The wide one has the sizes 784 → 128 → 64 → 128 → 10.",
        "The published VGG-16 gets 93 % on CIFAR-10, with batch norm and augmentation.",
        "The paper reports 98 %, using dropout.",
        "In the literature 99.5 % are reached with momentum 0.9 and data augmentation.",
        "On the softmax. It is left to the loss.",
        "About the dropout. We left it away.",
        "Why batch normalisation? It would have made the training more stable.",
        "The weight decay is small here, as the network does not overfit in 30 epochs with this"
        " learning rate.",
        "With this weight decay and learning rate, the loss goes down in 20 epochs.",
        "The influence of the weight decay is small, since in 10 epochs the learning rate of 0.01"
        " does not bring us far.",
    ],
)
def test_what_may_be_something_else_is_not_held_against_one_training(
    text: str, tmp_path: Path
) -> None:
    assert accused(tmp_path, text, {"train.py": TRAIN}) == []


@pytest.mark.parametrize(
    "text",
    [
        "The batch size is 2000 and it is trained for 60 epochs.",
        "We used mini-batches of 2000 images.",
        "The MLP for CIFAR-10 was trained for 60 epochs with SGD.",
    ],
)
def test_a_value_beside_a_training_that_was_not_followed_may_be_its_own(
    text: str, tmp_path: Path
) -> None:
    assert accused(tmp_path, text, {"train.py": TRAIN, "other.py": OTHER}) == []


@pytest.mark.parametrize(
    ("text", "is_accused"),
    [
        ("My network has two convolutions, the first one with 6 filters of 5×5 and the second one"
         " with 12 filters of 3×3, both followed by ReLU and a max pooling of 2×2.", False),
        ("Our CNN: 6 filters of 5×5 and 12 filters of 3×3, each with a ReLU behind it.", False),
        ("The first convolution uses 5×5 kernels, the second 3×3 kernels, and all of them are"
         " followed by ReLU.", False),
        ("The network has two convolutions and all kernels are 7×7.", True),
    ],
)  # fmt: skip
def test_windows_of_two_sizes_are_each_borne_out(
    text: str, is_accused: bool, tmp_path: Path
) -> None:
    assert bool(accused(tmp_path, text, {"conv.py": CONV})) is is_accused


@pytest.mark.parametrize(
    ("text", "is_accused"),
    [
        ("# 1 MLP\n\n## 1.1 Two moons\n\nWe use SGD with a learning rate of 0.01.", False),
        ("# MLP\n\n## Moons\n\nIt was trained for 1500 epochs with SGD.", False),
        ("# MLP\n\n## Experiments with the moons\n\nSGD, lr 0.01, 1500 epochs.", False),
        ("# 1 MLP\n\n## 1.2 CIFAR-10\n\nThe MLP was trained for 70 epochs.", True),
    ],
)
def test_a_section_of_settings_is_that_of_the_nearest_heading(
    text: str, is_accused: bool, tmp_path: Path
) -> None:
    code = {"conf.yaml": SETTINGS, "moons.py": LOADS.format("moons"), "mlp.py": LOADS.format("mlp")}

    assert bool(accused(tmp_path, text, code)) is is_accused


@pytest.mark.parametrize(
    "text",
    [
        "So the network sees 384,000 palindromes in training.",
        "Altogether 384,000 palindromes are generated.",
        "The loop makes 384,000 random palindromes.",
    ],
)
def test_all_examples_of_a_training_stand_nowhere_in_its_code(text: str, tmp_path: Path) -> None:
    assert accused(tmp_path, text, {"rnn.py": DIGITS}) == []


@pytest.mark.parametrize(
    "text",
    [
        "We used network A here, with Adam and a learning rate of 0.0002.",
        "For the noisy labels Adam is used with learning rate 0.0002.",
        "The network has 784-32-10 neurons and 25,450 parameters.",
        "The network was trained with RMSprop at a learning rate of 0.01.",
    ],
)
def test_a_listing_is_of_what_it_bears_out(text: str, tmp_path: Path) -> None:
    assert accused(tmp_path, LISTED.format(text), None) == []


def test_experiments_of_a_table_need_not_run_equally_often(tmp_path: Path) -> None:
    text = (
        "| Experiment | Runs | Epochs per run |\n|---|---|---|\n| Small | 1 | 10 |\n"
        "| Study | 15 | 40 |\n| Convolution | 1 | 14 |\n\nTable 1: What was trained"
    )
    code = f"{TRAIN}\nfor decay in (0.1, 0.01):\n    for seed in range(3):\n        fit(decay)\n"

    assert not [each for each in accused(tmp_path, text, {"train.py": code}) if "runs" in each]


@pytest.mark.parametrize(
    "text",
    ["It was trained for 50 epochs in total.", "The learning rate is 0.5.",
     "We used a batch size of 64 images."],
)  # fmt: skip
def test_plain_settings_that_the_code_has_nowhere_are_still_found(
    text: str, tmp_path: Path
) -> None:
    assert accused(tmp_path, text, {"train.py": TRAIN})


FUNCTION = """Two trainings.

## 2.1 Small

The training was carried out for ten epochs with the function given below.

```python
def fit(net, epochs=40, lr=0.001, weight_decay=1e-4):
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, weight_decay=weight_decay)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimizer.step()
```

The same function is used for 20 epochs with a learning rate of 0.01.
"""


def test_a_listed_function_may_be_called_with_other_values_than_its_defaults(
    tmp_path: Path,
) -> None:
    assert accused(tmp_path, FUNCTION, None) == []


BY_HAND = """import numpy as np, torch, torch.nn as nn

class NumpyMLP:
    def forward(self, x):
        h = np.maximum(x @ self.w1 + self.b1, 0)
        z = h @ self.w2 + self.b2
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 20)
        self.b = nn.Linear(20, 2)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))

net = Net()
opt = torch.optim.SGD(net.parameters(), lr=0.01, momentum=MOMENTUM)
steps = torch.optim.lr_scheduler.StepLR(opt, 100)
for epoch in range(300):
    nn.functional.cross_entropy(net(x), y).backward()
    opt.step()
    steps.step()
"""


@pytest.mark.parametrize(
    "text",
    [
        "In NumPy we compute the softmax ourselves, inside of the forward.",
        "The rate is reduced at epoch 200 once more.",
        "The reduction of the learning rate at epoch 200 changes nearly nothing.",
    ],
)
def test_a_softmax_by_hand_and_a_later_step_of_a_schedule_are_there(
    text: str, tmp_path: Path
) -> None:
    assert accused(tmp_path, text, {"nets.py": BY_HAND}) == []


EPOCHS = [60.94, 65.81, 74.04, 79.03, 79.36, 79.88, 79.46, 79.03, 79.20, 78.92]


@pytest.mark.parametrize("told", [(1, 3, 4, 6, 10), (4, 6, 10), (3, 4, 7, 10)])
def test_a_table_of_some_epochs_is_no_copy_of_lines_that_follow_each_other(
    told: tuple[int, ...], tmp_path: Path
) -> None:
    log = "".join(f"{at} loss {2 / at:.4f} test {one:.2f}\n" for at, one in enumerate(EPOCHS, 1))
    lines = "\n".join(f"| {at} | {EPOCHS[at - 1]:.2f} |" for at in told)
    text = f"| epoch | test accuracy (%) |\n|---|---|\n{lines}\n\nTable 1: The network"
    held = work(tmp_path, code={"train.py": TRAIN, "vgg.txt": log}, text=text)
    held = replace(held, statements=read_statements(held.write_up))

    assert [each for each in check_run(held) if each.outcome.value == "inconsistent"] == []
