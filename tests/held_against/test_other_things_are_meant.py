"""What is listed, built or run may be something else than what a sentence speaks of."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.consistency.code import check_code, check_listings
from grader.consistency.facts.listing_places import listing_finder
from grader.consistency.run import check_run
from grader.consistency.work import Work
from grader.consistency.works import work_of
from grader.records import (
    Account,
    CellOutcome,
    CellRun,
    Ending,
    EndingName,
    Evidence,
    HandedIn,
    Kind,
    Network,
    NotebookCells,
    Place,
    Source,
)
from tests.held_against.works_by_hand import NOTHING, claim, outcome, work

TWO_LISTINGS = """## 1 Dense network

```python
model = nn.Sequential(nn.Linear(3072, 3000), nn.Sigmoid(), nn.Linear(3000, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.001, weight_decay=5e-4)
```

## 2 Convolutional network

{}

## 3 Recurrent network

```python
opt = torch.optim.RMSprop(rnn.parameters(), lr=0.05)
```
"""


@pytest.mark.parametrize(("question", "expected"), [("1", "inconsistent"), ("2", "cannot_tell")])
def test_a_question_without_a_listing_has_its_code_elsewhere(
    question: str, expected: str, tmp_path: Path
) -> None:
    words = "It was trained with Adam at a learning rate of 0.0005."
    one = claim(
        words, "learning_rate", 0.0005, question=question, settings=(("optimizer", "adam"),)
    )
    found = tuple(check_listings(work(tmp_path, one, text=TWO_LISTINGS.format(words))))

    assert outcome(found, words) == expected


def test_lines_of_a_pdf_belong_to_the_listing_that_begins_above_them() -> None:
    def at(page: int, top: float, left: float = 80.0) -> Place:
        return Place(file="a.pdf", page=page, box=(left, top - 8, left + 100, top))

    first, second, third = (
        Source(place=place, text="", question=question)
        for place, question in ((at(1, 600), "1"), (at(1, 300), "2"), (at(3, 640), "3"))
    )
    find = listing_finder((first, second, third))

    assert find(at(1, 560, left=110)) is first
    assert find(at(1, 300)) is second
    assert find(at(2, 700)) is second
    assert find(at(3, 200)) is third
    assert find(at(1, 500, left=400)) is None


OPTIONS = """import argparse
import torch.nn as nn, torch
parser = argparse.ArgumentParser()
parser.add_argument("--model", default="deep")
args = parser.parse_args()

def deep():
    return nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 64), nn.Linear(64, 10))

def flat():
    return nn.Sequential(nn.Linear(784, 10))

net = {"deep": deep, "flat": flat}[args.model]()
opt = torch.optim.SGD(net.parameters(), lr=0.01)
"""


def test_a_network_that_an_option_chooses_is_not_missed(tmp_path: Path) -> None:
    one = claim("One linear layer gives the classes.", "layers", 1)

    found = tuple(check_code(work(tmp_path, one, code={"train.py": OPTIONS})))

    assert outcome(found, one.words) in ("", "cannot_tell")


COUNT = "The autoencoder has 528,448 parameters."


def ran(cell: CellOutcome, *endings: EndingName) -> Evidence:
    place = Place(file="a.ipynb", cell=0)
    network = Network(
        id="n1", name="net", class_name="AutoEncoder", layers="4096 -> 16 -> relu -> 4096",
        parameters=135184, trainable_parameters=135184, bias_parameters=4112, kind=Kind.MEASURED,
        place=place, method="export", input=None,
    )  # fmt: skip
    return replace(
        NOTHING,
        networks=(network,),
        notebooks=(
            NotebookCells(path="a.ipynb", cells=(CellRun(index=0, outcome=cell, seconds=1.0),)),
        ),
        endings=tuple(Ending(name=name, sentence=".", place=place) for name in endings),
        handed_in=HandedIn(has_code=True),
    )


def held(tmp_path: Path, evidence: Evidence) -> Work:
    one = claim(COUNT, "parameters", 528448, network="autoencoder")
    by_hand = work(tmp_path, one)
    account = Account(write_up=by_hand.write_up, statements=by_hand.statements)
    return work_of(account, evidence)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (ran(CellOutcome.OK, EndingName.FINISHED), "inconsistent"),
        (ran(CellOutcome.INTERRUPTED, EndingName.WALL_TIME), "cannot_tell"),
        (ran(CellOutcome.RAISED, EndingName.RAISED), "cannot_tell"),
        (ran(CellOutcome.OK, EndingName.TRAINING_LEFT_OUT), "cannot_tell"),
    ],
)
def test_what_a_run_that_was_cut_short_did_not_show_contradicts_nothing(
    tmp_path: Path, evidence: Evidence, expected: str
) -> None:
    found = tuple(check_run(held(tmp_path, evidence)))

    assert outcome(found, COUNT) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The dense network of 2.3 was trained without momentum.", "cannot_tell"),
        ("The network was trained without momentum.", "inconsistent"),
    ],
)
def test_a_sentence_about_another_question_s_network_is_not_held_against_this_one_s(
    words: str, expected: str, tmp_path: Path
) -> None:
    one = claim(words, "momentum", denied=True, question="3.1")
    code = {"train.py": "opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)\n"}

    assert outcome(check_code(work(tmp_path, one, code=code)), words) == expected


DENSE = """
def dense(a, b):
    return nn.Sequential(nn.Linear(784, a), nn.ReLU(), nn.Linear(a, b), nn.ReLU(), nn.Linear(b, 10))

first = dense(64, 64)
second = dense(500, 300)
"""
CONVOLUTIONAL = """
net = nn.Sequential(
    nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 8, 3), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(200, 32), nn.ReLU(), nn.Linear(32, 10),
)
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("The first hidden layer has 64 neurons, the second hidden layer has 64 neurons.", DENSE),
        ("There are two hidden layers, and there is one output layer.", DENSE),
        ("- output layer: 10 neurons, 650 parameters", DENSE),
        (
            "A convolution to 4 channels with a 3x3 kernel, max pooling, a convolution to 8"
            " channels with a 3x3 kernel, max pooling, then a dense layer of 32 units.",
            CONVOLUTIONAL,
        ),
    ],
)
def test_what_is_told_of_a_part_is_not_held_against_the_whole(
    words: str, code: str, tmp_path: Path
) -> None:
    text = f"## 2.1 Layers\n\n{words}\n"
    found = read_statements(read_text(text, path="report.md")).claims
    one = work(
        tmp_path,
        *found,
        text=text,
        code={"train.py": f"import torch\nfrom torch import nn\n{code}"},
    )

    assert not [each.sentence for each in check_code(one) if each.outcome == "inconsistent"]
