"""Statements held against the listings that a write-up prints, and how those are read."""

from pathlib import Path

import pytest

from grader.collect.listings import read_listings
from grader.collect.write_ups import read_text
from grader.consistency.code import check_listings
from grader.records import Claim
from tests.held_against.works_by_hand import claim, outcome, work

LENET = """## 1 The tutorial

```python
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.view(-1, 16 * 5 * 5)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))
net = Net()
```

Then it is trained:

```
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=0.001, momentum=0.9)
for epoch in range(50):
running_loss = 0.0
```

"""


def verdict(folder: Path, one: Claim) -> str:
    return outcome(
        tuple(check_listings(work(folder, one, text=f"{LENET}\n{one.words}\n"))), one.words
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (claim("It has 62,006 parameters.", "parameters", 62006), "consistent"),
        (claim("The first layer has 456 parameters.", "parameters", 456), "consistent"),
        (claim("It has 60,206 parameters.", "parameters", 60206), "inconsistent"),
        (claim("Our learning rate is 0.01.", "learning_rate", 0.01), "inconsistent"),
        (claim("Our learning rate is 0.001.", "learning_rate", 0.001), "consistent"),
        (claim("The kernels are 3x3.", "kernel_size", 3), "inconsistent"),
        (claim("The convolutions have 5x5 kernels.", "kernel_size", 5), "consistent"),
        (claim("The max pooling uses a window of 3x3.", "kernel_size", 3), "inconsistent"),
        (claim("We use Adam.", "optimizer", "adam"), "inconsistent"),
        (claim("We use a batch size of 8.", "batch_size", 8), ""),
        (claim("The RNN has 128 hidden units.", "units", 128, network="rnn"), "cannot_tell"),
    ],
    ids=lambda one: getattr(one, "words", one),
)
def test_a_statement_is_held_against_the_listings(
    tmp_path: Path, one: Claim, expected: str
) -> None:
    assert verdict(tmp_path, one) == expected


def test_places_lie_in_the_write_up_and_lost_indentation_is_not_guessed() -> None:
    listed = read_listings(read_text(LENET, path="report.md"))

    assert [(one.parameters, one.place.line) for one in listed.networks] == [(62006, 18)]
    (training,) = listed.training
    assert (training.learning_rate, training.epochs, training.place.line) == (0.001, None, 25)
    assert not listed.is_whole


def test_methods_without_their_class_and_broken_quotes_are_healed() -> None:
    text = (
        "```python\ndef __init__(self):\n    super().__init__()\n    self.fc = nn.Linear(784, 10)\n"
        "def forward(self, x):\n    return self.fc(x)\n```\n\n"
        "```python\noptimizer = optim.Adam(net.parameters(), lr=1e−4)\nname = “x”\n```\n"
    )

    listed = read_listings(read_text(text, path="report.md"))

    assert [one.parameters for one in listed.networks] == [7850]
    assert [one.learning_rate for one in listed.training] == [1e-4]
    assert listed.is_whole


def test_a_printed_table_of_parameters_is_read_as_output() -> None:
    text = (
        "```\n        Layer (type)      Output Shape     Param #\n====\n"
        "          Linear-1      [-1, 64]         50,240\n"
        "          Linear-2      [-1, 10]            650\n====\n"
        "Total params: 50,890\nTrainable params: 50,890\nNon-trainable params: 0\n```\n"
    )

    counts = read_listings(read_text(text, path="report.md")).counts

    assert [(one.value, one.is_total) for one in counts] == [
        (50240, False), (650, False), (50890, True), (50890, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["```python\n" + "(" * 50_000 + "\n```", "```python\n" + "x = [" * 2_000 + "\n```",
     "```python\nlr = " + "lr = " * 20_000 + "\n```", "```\n\x00\ud7ff‮ nn.Linear(\n```"],
    ids=["brackets", "lists", "names", "signs"],
)  # fmt: skip
def test_hostile_listings_harm_nothing(text: str, tmp_path: Path) -> None:
    one = claim("We use Adam.", "optimizer", "adam")

    assert isinstance(tuple(check_listings(work(tmp_path, one, text=f"{text}\n\nWe use Adam.")))
                      , tuple)  # fmt: skip
