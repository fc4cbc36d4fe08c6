"""Numbers of a write-up held against the printed line that their neighbours show them to be of."""

import json
from pathlib import Path

import pytest

from grader.consistency.run import check_run
from tests.held_against.works_by_hand import notebook, work

CODE = {"train.py": "import torch\nprint('epoch')\n"}
RATES = (
    "lr=0.1 relu: last 10.00 best 10.35 at epoch 1\n"
    "lr=0.01 relu: last 38.05 best 49.92 at epoch 4\n"
    "lr=0.001 tanh: last 60.92 best 65.44 at epoch 12\n"
)
EVERY = "".join(
    f"epoch {number} train {train} val {val}\n"
    for number, (train, val) in enumerate(
        (("0.5873", "0.5931"), ("0.6377", "0.6420"), ("0.6749", "0.6803"), ("0.7035", "0.7088")), 1
    )
)
SUMMARY = json.dumps(
    {"3 relu": {"best_test": 54.0, "best_epoch": 9}, "8": {"best_test": 65.6, "best_epoch": 24}}
).replace("}, ", "},\n")
COPIED = "epoch,test_acc\n1,60.31\n5,74.66\n10,77.92\n20,78.85\n40,78.40\n"


def accused(folder: Path, text: str, name: str, printed: str) -> list[str]:
    found = tuple(check_run(work(folder, text=text, code=CODE | {name: printed})))
    return [each.sentence for each in found if each.outcome.value == "inconsistent"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("With 0.01 it has 38.05 % in the end, the maximum was 49.29 %.", "49.92"),
        ("The best accuracy is 65.44 %, in epoch 21.", "12"),
        ("With 0.01 it has 38.05 % in the end, the maximum was 49.92 %.", ""),
        ("The best accuracy is 65.44 %, in epoch 12.", ""),
        ("The best accuracy is 65.44 %, in epoch 11.", ""),
        ("It ends with 60.92 %, 50 epochs in all, and was best in epoch 21.", ""),
        ("With 0.01 it ends with 38.05 %, over 40 % were reached before.", ""),
        ("We got 38.05 %, and the paper reports a maximum of 49.29 %.", ""),
        ("It falls from 49.29 % to 38.05 %.", "49.92"),
        ("It takes 49.29 s, and ends with 38.05 %.", ""),
    ],
)
def test_a_number_pins_the_line_that_the_others_are_of(
    tmp_path: Path, text: str, there: str
) -> None:
    found = accused(tmp_path, text, "runs.log", RATES)

    assert len(found) == bool(there)
    assert all(there in sentence and "runs.log" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It passes 65 % in epoch 2.", 1),
        ("It passes 65 % in epoch 3.", 0),
        ("The validation accuracy passes 70 % in the fourth epoch.", 0),
        ("It hardly passes 90 % in epoch 200.", 0),
        ("The validation accuracy is lower than the training accuracy in all epochs.", 1),
        ("The validation accuracy is higher than the training accuracy in all epochs.", 0),
        ("From epoch 1 to epoch 4 the validation accuracy gains 13.57 points.", 1),
        ("From epoch 1 to epoch 4 the validation accuracy gains 11.57 points.", 0),
        ("From epoch 1 to epoch 40 the validation accuracy gains 13.57 points.", 0),
    ],
)
def test_what_is_told_of_epochs_is_held_against_the_whole_log(
    tmp_path: Path, text: str, count: int
) -> None:
    assert len(accused(tmp_path, text, "net.log", EVERY)) == count


def test_a_log_that_counts_steps_is_no_log_of_epochs(tmp_path: Path) -> None:
    steps = "".join(f"step {100 * number} acc 0.9{number}31\n" for number in range(1, 6))

    assert not accused(tmp_path, "After 3 epochs it has 93.31 %.", "net.log", steps)


@pytest.mark.parametrize(
    ("heading", "text", "there"),
    [
        ("3 MLP", "The best test accuracy with ReLU was 54.9 %.", "54"),
        ("3 MLP", "The best test accuracy with ReLU was 54.0 %.", ""),
        ("3 MLP", "The best test accuracy with tanh was 54.9 %.", ""),
        ("8 Loss", "The best epoch was the 42nd.", "24"),
        ("8 Loss", "The best epoch was the 24th.", ""),
        ("7 Augmentation", "The best epoch was the 42nd.", ""),
    ],
)
def test_a_line_is_meant_by_all_of_its_words(
    tmp_path: Path, heading: str, text: str, there: str
) -> None:
    found = accused(tmp_path, f"# {heading}\n\n{text}", "summary.json", SUMMARY)

    assert len(found) == bool(there)
    assert all(there in sentence for sentence in found)


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ("60.31 | 74.66 | 77.29 | 78.85 | 78.40", "77.92"),
        ("60.31 | 74.66 | 71.30 | 78.85 | 78.40", "77.92"),
        ("60.3 | 74.7 | 77.9 | 78.9 | 78.4", ""),
        ("60.31 | 74.66 | 78.85 | 78.40 | 78.10", ""),
        ("41.20 | 55.10 | 71.30 | 66.00 | 61.75", ""),
    ],
)
def test_a_row_that_is_copied_but_for_one_number_is_shown(
    tmp_path: Path, row: str, there: str
) -> None:
    table = f"| epoch | 1 | 5 | 10 | 20 | 40 |\n|---|---|---|---|---|---|\n| test acc. | {row} |\n"
    found = accused(tmp_path, table, "vgg.csv", COPIED)

    assert len(found) == bool(there)
    assert all(there in sentence for sentence in found)


def test_lines_of_a_report_are_not_taken_for_printed_ones(tmp_path: Path) -> None:
    text = "The best accuracy is 65.44 %, in epoch 21."

    assert not accused(tmp_path, text, "notes.txt", "We ran it. The best is 65.44 % at epoch 12.\n")


def test_what_a_notebook_printed_counts_as_well(tmp_path: Path) -> None:
    code = {"a.ipynb": notebook(("code", "show(net)", "epoch 7 best 65.44\nepoch 8 last 60.1\n"))}
    one = work(tmp_path, text="It was best at epoch 5, with 65.44 %.", code=code)

    outcomes = [each.outcome.value for each in check_run(one)]

    assert outcomes == ["inconsistent"]
