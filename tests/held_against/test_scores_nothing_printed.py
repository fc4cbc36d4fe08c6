"""Scores and courses of curves that outputs show to be otherwise, and what they leave open."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency.code import check_code
from grader.consistency.facts.one_hot import hold_one_hot
from grader.consistency.run import check_run
from grader.consistency.work import Work
from grader.hold import hold_documents
from tests.held_against.works_by_hand import notebook, work

LOG = "".join(
    f"epoch {number}: loss {loss} train {train} val {val}\n"
    for number, (loss, train, val) in enumerate(
        (("1.982", "0.5102", "0.5118"), ("0.941", "0.7344", "0.7292"),
         ("0.691", "0.8012", "0.7946"), ("0.733", "0.8195", "0.8122"),
         ("0.462", "0.8589", "0.8470")), start=1,
    )
)  # fmt: skip
PRINTED = {
    "a.ipynb": notebook(
        ("code", "fit(net, 5)", LOG),
        ("code", "print('train', accuracy(cnn, train), 'val', accuracy(cnn, val))",
         "train 0.9702 val 0.9634\n"),
    )
}  # fmt: skip
REST = (
    "After epoch 1 the training accuracy is 51.0 % and the validation accuracy is 51.2 %. In epoch"
    " 3 the training accuracy is 80.1 %. The CNN has a validation accuracy of 96.3 %."
)


def of(folder: Path, text: str, code: dict[str, str], rest: str = "") -> Work:
    whole = f"{text}\n\n{rest}\n"
    stated = read_statements(read_text(whole, path="report.md"))
    return replace(work(folder, code=code, text=whole), statements=stated)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("The printed loss gets smaller in every epoch.", True),
        ("The loss decreases monotonically.", True),
        ("The validation accuracy never drops.", False),
        ("The validation accuracy increases in all epochs.", False),
        ("The loss mostly decreases.", False),
        ("In epoch 5 the loss was 0.733.", True),
        ("The validation accuracy in epoch 4 is 82.2 %.", True),
        ("In the end the validation accuracy is 84.1 %.", True),
        ("The train accuracy of the CNN is 97.2 %.", True),
        ("The train accuracy of the CNN is 97.0 %.", False),
        ("In the end the validation accuracy is 84.7 %.", False),
        ("In the literature a validation accuracy of 98.1 % is reported.", False),
        ("Another group got a validation accuracy of 84.1 %.", False),
    ],
)
def test_what_the_outputs_show_to_be_otherwise(tmp_path: Path, text: str, is_wrong: bool) -> None:
    found = [one for one in check_run(of(tmp_path, text, PRINTED, REST)) if one.words in text]
    assert ("inconsistent" in {one.outcome.value for one in found}) is is_wrong


def test_a_score_of_another_work_is_not_looked_for_in_these_outputs(tmp_path: Path) -> None:
    rest = "The first network has a test accuracy of 71.4 %, the second one 73.8 %."
    text = "In the end the validation accuracy is 84.1 %."
    found = check_run(of(tmp_path, text, PRINTED, rest))
    assert "inconsistent" not in {one.outcome.value for one in found}


MADE = {
    "rnn.py": """import torch
def palindromes(count, length):
    half = torch.randint(0, 10, (count, length))
    return torch.cat([half, half.flip(1)], 1)
optimizer = torch.optim.RMSprop(net.parameters(), lr=0.05)
for step in range(1500):
    x = palindromes(64, 3)
    optimizer.zero_grad()
    loss(net(x)).backward()
    optimizer.step()
"""
}


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("We draw 128 random palindromes.", True),
        ("The training set has 5000 palindromes.", True),
        ("1500 steps with 64 palindromes are 96,000 palindromes.", False),
        ("64 palindromes are drawn at once.", False),
        ("About 5000 palindromes would be enough.", False),
    ],
)
def test_examples_that_the_code_makes_itself(tmp_path: Path, text: str, is_wrong: bool) -> None:
    found = check_code(of(tmp_path, text, MADE))
    assert ("inconsistent" in {one.outcome.value for one in found}) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("For example the digit 3 becomes [0, 0, 0, 0, 1, 0, 0, 0, 0, 0].", True),
        ("For example the digit 3 becomes [0, 0, 0, 1, 0, 0, 0, 0, 0, 0].", False),
        ("Label two is written as (0 0 0 1 0 0 0 0 0 0).", True),
        ("The first pixels are [0, 0, 0, 0, 1, 0, 0, 0, 0, 0].", False),
        ("Class 3 of 10 is [0, 0, 1, 0, 0, 0, 0, 0, 0, 0].", False),
    ],
)
def test_one_hot_rows(tmp_path: Path, text: str, is_wrong: bool) -> None:
    found = hold_one_hot(of(tmp_path, text, MADE))
    assert ("inconsistent" in {one.outcome.value for one in found}) is is_wrong


NUMPY = {
    "numpy_mlp.py": """import numpy as np
w1, w2 = np.random.randn(2, 20), np.random.randn(20, 2)
""",
    "cifar.py": """import torch
from torch import nn
net = nn.Sequential(nn.Flatten(), nn.Linear(3072, 3000), nn.ReLU(), nn.Linear(3000, 10))
optimizer = torch.optim.Adam(net.parameters(), lr=0.001)
""",
}


def test_a_network_without_layers_is_none_of_those_with_layers(tmp_path: Path) -> None:
    found = check_code(of(tmp_path, "The network 2–20–2 has 102 parameters.", NUMPY))
    assert "inconsistent" not in {one.outcome.value for one in found}


def test_the_one_score_of_a_section_is_what_its_prose_tells(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "## 4. Network"},
        {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "fit()",
         "outputs": [{"output_type": "stream", "name": "stdout",
                      "text": "final: train 81.20 test 58.93\n"}]},
        {"cell_type": "markdown", "metadata": {},
         "source": "This is overfitting because the train accuracy rises to 91.2%."},
    ]  # fmt: skip
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    file = tmp_path / "hw.ipynb"
    file.write_text(text)
    (held,) = hold_documents([file], None, None, into=tmp_path / "x")  # type: ignore[arg-type]
    assert "inconsistent" in {one.outcome.value for one in held.checked}
