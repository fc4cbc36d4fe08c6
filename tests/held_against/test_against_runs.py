"""Statements held against what programs printed, and against what we ran and measured."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.consistency.reference import check_reference
from grader.consistency.run import check_run
from grader.records import (
    Checked,
    Claim,
    Comparison,
    Expected,
    Kind,
    Measurement,
    Network,
    Place,
    Relation,
    Statements,
    Subject,
)
from tests.held_against.works_by_hand import NOTHING, claim, notebook, number, outcome, work

EPOCHS = "".join(
    f"Epoch {number}: train loss {2 / number:.4f}, test accuracy {value} %\n"
    for number, value in enumerate((41.2, 55.3, 61.7, 60.9, 58.4), start=1)
)
LOGGED = {"a.ipynb": notebook(("code", "train(net)", EPOCHS))}


def verdict(folder: Path, one: Claim, *others: Claim, code: dict[str, str] = LOGGED) -> str:
    return outcome(tuple(check_run(work(folder, one, *others, code=code))), one.words)


def accuracy(words: str, value: float, **subject: object) -> Claim:
    return claim(words, "accuracy", value, split="test", slack=0.05, **subject)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (accuracy("Its best test accuracy is 61.7 %.", 61.7, moment="best"), "consistent"),
        (accuracy("Its best test accuracy is 67.1 %.", 67.1, moment="best"), "inconsistent"),
        (accuracy("Its best test accuracy is 60.9 %.", 60.9, moment="best"), "cannot_tell"),
        (accuracy("In the end it has 58.4 %.", 58.4, moment="final"), "consistent"),
        (accuracy("In the end it has 54.8 %.", 54.8, moment="final"), "inconsistent"),
        (accuracy("At epoch 2 it has 55.3 %.", 55.3, epoch=2), "consistent"),
        (accuracy("At epoch 2 it has 53.5 %.", 53.5, epoch=2), "inconsistent"),
        # Its lines are counted from 1, so that nobody can be off by one.
        (accuracy("At epoch 2 it has 61.7 %.", 61.7, epoch=2), "inconsistent"),
        (accuracy("It has 55.3 %.", 55.3), "consistent"),
        (accuracy("It has 70.3 %.", 70.3), "cannot_tell"),
        (claim("The training accuracy is 70.3 %.", "accuracy", 70.3, split="train"), ""),
    ],
    ids=lambda one: getattr(one, "words", one),
)
def test_an_accuracy_is_held_against_the_log(tmp_path: Path, one: Claim, expected: str) -> None:
    assert verdict(tmp_path, one) == expected


def test_the_only_value_that_was_ever_printed_is_the_one_that_is_told(tmp_path: Path) -> None:
    code = {"a.ipynb": notebook(("code", "evaluate(net)", "Test accuracy: 85.13 %\n"))}
    right = accuracy("It reaches 85.1 % on the test images.", 85.1)
    wrong = accuracy("It reaches 85.31 % on the test images.", 85.31)
    other = accuracy("The small network reaches 80.2 %.", 80.2, network="small network")

    assert verdict(tmp_path / "right", right, code=code) == "consistent"
    assert verdict(tmp_path / "wrong", wrong, code=code) == "inconsistent"
    # The printed value is told of another network: this one's was not saved.
    assert verdict(tmp_path / "other", other, right, code=code) == "cannot_tell"


def test_lines_that_name_a_split_alone_are_read_where_the_code_scores(tmp_path: Path) -> None:
    code = {
        "a.ipynb": notebook(("code", "print(score(net))", "train 0.8771 val 0.8738\n")),
    }
    right = claim("It has 87.38 %.", "accuracy", 87.38, split="validation")
    wrong = claim("It has 83.78 %.", "accuracy", 83.78, split="validation")

    assert verdict(tmp_path / "right", right, code=code) == "consistent"
    assert verdict(tmp_path / "wrong", wrong, code=code) == "inconsistent"


EXPORTED = """## 4 The conv net

```python
for epoch in range(30):
    run_epoch(net, trainloader)
    print(f'epoch {epoch + 1}: test accuracy {evaluate(net, testloader):.2f} %')
```

    epoch 10: test accuracy 64.38 %
    epoch 20: test accuracy 62.97 %
    epoch 30: test accuracy 61.80 %

It was plotted, too.
"""


@pytest.mark.parametrize(("points", "expected"), [(1.17, "consistent"), (2.17, "inconsistent")])
def test_a_difference_between_epochs_is_held_against_what_an_exported_notebook_printed(
    tmp_path: Path, points: float, expected: str
) -> None:
    words = f"From epoch 20 to 30 it loses {points} points."
    told = Comparison(
        relation=Relation.DIFFERENCE,
        quantity="accuracy",
        left=Subject(epoch=30),
        right=Subject(epoch=20),
        amount=number(points, f"{points}", slack=0.005),
        words=words,
        place=Place(file="report.md", line=1),
    )
    made = work(tmp_path, text=f"{EXPORTED}\n{words}\n")

    found = tuple(check_run(replace(made, statements=Statements(document="", comparisons=(told,)))))

    assert outcome(found, words) == expected
    assert "62.97 and 61.8" in found[0].sentence


def measured(steps: int, *, checkpoint: str) -> tuple[Network, Measurement]:
    place = Place(file="a.ipynb", cell=3)
    network = Network(
        id="n1", name="net", class_name="Net", layers="784 -> 32 -> relu -> 10", parameters=25450,
        trainable_parameters=25450, bias_parameters=42, kind=Kind.MEASURED, place=place,
        method="export", input=None, steps=steps, checkpoint=checkpoint,
    )  # fmt: skip
    score = Measurement(
        network="n1", task="a2/clothing", metric="accuracy", value=80.0, examples=50_000,
        kind=Kind.MEASURED, place=place,
    )  # fmt: skip
    return network, score


@pytest.mark.parametrize(
    ("value", "checkpoint", "expected"),
    [(80.9, "", "consistent"), (85.1, "best.pt", "inconsistent"), (85.1, "", "cannot_tell")],
)
def test_a_told_accuracy_is_held_against_the_measured_one(
    tmp_path: Path, value: float, checkpoint: str, expected: str
) -> None:
    network, score = measured(100, checkpoint=checkpoint)
    evidence = replace(NOTHING, networks=(network,), measurements=(score,))
    one = accuracy("Its test accuracy is told.", value)

    found = tuple(check_run(work(tmp_path, one, evidence=evidence)))

    assert outcome(found, one.words) == expected


def test_a_count_without_biases_is_told_apart_from_the_one_that_the_run_made(
    tmp_path: Path,
) -> None:
    network, _ = measured(0, checkpoint="")
    evidence = replace(NOTHING, networks=(network,))
    bare = claim("It has 25,408 parameters.", "parameters", 25408)
    right = claim("It has 25,450 parameters.", "parameters", 25450)

    found: tuple[Checked, ...] = tuple(check_run(work(tmp_path, bare, right, evidence=evidence)))

    assert [each.outcome.value for each in found] == ["inconsistent", "consistent"]
    assert "biases" in found[0].sentence


def test_a_number_far_off_the_reference_is_a_remark_and_no_accusation(tmp_path: Path) -> None:
    expected = Expected(
        recipe="a2/deep", metric="test_accuracy", mean=84.4, deviation=0.3, runs=5, data="clothing"
    )
    high = accuracy("Our deep network reaches 97.2 %.", 97.2, network="deep mlp")
    usual = accuracy("Our deep network reaches 84.1 %.", 84.1, network="deep mlp")

    found = tuple(check_reference(replace(work(tmp_path, high, usual), expected=(expected,))))

    assert [(each.outcome.value, each.words) for each in found] == [("cannot_tell", high.words)]
    assert "84.4 ± 0.3" in found[0].sentence


def test_one_printed_value_is_not_that_of_every_row_of_a_table(tmp_path: Path) -> None:
    code = {"a.ipynb": notebook(("code", "print(net)", "test accuracy: 97.02 %\n"))}
    rows = [
        accuracy(f"{epoch} | {value}", value, epoch=epoch)
        for epoch, value in ((1, 51.0), (5, 80.1), (10, 85.9))
    ]

    for row in rows:
        others = [other for other in rows if other is not row]
        assert verdict(tmp_path, row, *others, code=code) != "inconsistent"
