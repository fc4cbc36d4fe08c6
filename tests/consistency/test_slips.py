"""Digits changed over, counts of structure and multiples in running text, on the whole road."""

import pytest

from grader.consistency.itself.arithmetic import hold_arithmetic
from grader.consistency.itself.counts import hold_counts
from grader.consistency.itself.repeated import hold_repeated
from grader.consistency.itself.tables import hold_tables
from grader.consistency.itself.totals import hold_totals
from grader.records import Checked, Consistency
from tests.consistency.itself import work_on

LENGTHS = """# 4 Palindromes

| Length | Accuracy (%) | Epochs to 95 % |
| --- | --- | --- |
| 3 | 100.0 | 12 |
| 5 | 99.87 | 88 |
| 7 | 96.92 | 241 |

"""
LAYERS = """# 3 Network

| Layer | Kernel | Output | Parameters |
| --- | --- | --- | --- |
| input | | 3 × 32 × 32 | |
| conv1 | 3 × 3 | 64 × 32 × 32 | 1,792 |
| conv2 | 3 × 3 | 64 × 32 × 32 | {count} |
"""
TABLE = """# 3 Network

| Layer | Parameters |
| --- | --- |
| conv1 | 160 |
| conv2 | 4,640 |
| dense | 20,490 |

In total this is {total} parameters.
"""
BATCHES = """# 5 Batch size

All were trained for 50 epochs.

| batch size | sec/epoch | final |
| --- | --- | --- |
| 1 | 203 | 52.7 |
| 4 | 56 | 60.3 |

"""
WRONG = (
    (BATCHES + "Batch size 1 needed 2.8 hours for its training, batch size 4 28 minutes.", "28"),
    (LENGTHS + "At length 7 the 95 % were passed only after 214 epochs.", "214"),
    (LENGTHS + "When the length is 7 the accuracy is 96.29 %.", "96.29"),
    (
        "# 3 CNN\n\nThe CNN reaches a test accuracy of 78.85 %.\n\n# Conclusion\n\n"
        "The CNN with 78.58 % is better than anything before.",
        "78.58",
    ),
    ("# 3 Net\n\nThe net 784-128-64-32-10 was trained. It has four hidden layers.", "four"),
    (
        "# 3 Net\n\n784 x 128 + 128 x 64 + 64 x 32 + 32 x 10 = 110,912 weights. With the 243 "
        "biases it grows.",
        "243",
    ),
    (
        "# 1 Moons\n\nThe net has 2 inputs, twenty hidden neurons and 2 outputs. These are 102 "
        "numbers, 20 of them are biases.",
        "20 of them",
    ),
    (
        "# 1 Net\n\nThere are 55,050 parameters, of which 50,240 lie in the first layer, 4,160 in "
        "the second and 640 in the last.",
        "640",
    ),
    (
        "# 1 Net\n\nThis means 524,288 weights plus 4,160 biases and so 528,844 parameters.",
        "528,844",
    ),
    ("# 5 Time\n\nOne run: about two minutes. All 15: around 5 h.", "5 h"),
    ("# 5 Time\n\nTraining is 50 epochs of 51 seconds each, almost an hour and a half.", "half"),
    (
        "# 6 Carbon\n\nThe training drew 0.0163 kWh. At 294.2 g/kWh this emits 47.95 g.",
        "47.95",
    ),
    (
        "# 3 Net\n\nTwo 3x3 convolutions come first. The three convolutional layers see edges.",
        "three convolutional layers",
    ),
    (LAYERS.format(count="36,864"), "36,864"),
    (TABLE.format(total="25,920"), "25,920"),
)
RIGHT = (
    BATCHES + "Batch size 1 needed 2.8 hours for its training, batch size 4 47 minutes.",
    LENGTHS + "At length 7 the 95 % were passed only after 241 epochs.",
    LENGTHS + "With another seed, length 7 needed 214 epochs.",
    LENGTHS + "At length 7 the accuracy is 96.92 %, with a second seed 96.29 %.",
    "# 3 CNN\n\nThe CNN reaches 78.85 %, and 78.58 % at the end.\n\n# Conclusion\n\n"
    "The CNN with 78.58 % is better.",
    "# 3 Net\n\nThe net 784-128-64-32-10 was trained. It has three hidden layers.",
    "# 3 Net\n\nThe net 784-128-64-32-10 was trained. Another one has four hidden layers.",
    "# 3 Net\n\n784 x 128 + 128 x 64 + 64 x 32 + 32 x 10 = 110,912 weights. With the 234 "
    "biases it grows.",
    "# 1 Net\n\nThere are 55,050 parameters, of which 50,240 lie in the first layer, 4,160 in "
    "the second and 650 in the last.",
    "# 5 Time\n\nOne run: about two minutes. All 15: around half an hour.",
    "# 6 Carbon\n\nThe training drew 0.0163 kWh. At 294.2 g/kWh this emits 4.8 g.",
    "# 6 Carbon\n\nThe training drew 0.0163 kWh. At 294.2 g/kWh this emits 4.8 g. A car emits "
    "107 g for each kilometre.",
    "# 3 Net\n\nTwo 3x3 convolutions come first. The two convolutional layers see edges.",
    "# 3 Net\n\n500 + 300 hidden units = 545,810 parameters.",
    "# 2 Runs\n\nEach of the five settings was run three times. The 15 runs took an hour.",
    LAYERS.format(count="36,928"),
    TABLE.format(total="25,290"),
)


def checked_in(text: str) -> list[Checked]:
    work = work_on(text)
    checks = (hold_arithmetic, hold_counts, hold_repeated, hold_totals, hold_tables)
    return [checked for check in checks for checked in check(work)]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_slip_is_found_once_and_where_it_stands(text: str, words: str) -> None:
    found = [c for c in checked_in(text) if c.outcome is Consistency.INCONSISTENT]

    assert [words in checked.words for checked in found] == [True]


@pytest.mark.parametrize("text", RIGHT)
def test_what_holds_or_may_be_another_is_not_accused(text: str) -> None:
    assert not [c for c in checked_in(text) if c.outcome is Consistency.INCONSISTENT]


def test_digits_changed_over_show_both_sides() -> None:
    text = LENGTHS + "At length 7 the 95 % were passed only after 214 epochs."
    (found,) = [c for c in checked_in(text) if c.outcome is Consistency.INCONSISTENT]

    assert "says 214" in found.sentence
    assert "says 241" in found.sentence
    assert found.other is not None


def test_a_training_that_is_too_short_for_its_results_is_told_once() -> None:
    text = (
        "# 3 Net\n\nIn total the net is trained for 1000 epochs. The best model was found in "
        "epoch 1240 with a validation loss of 0.5017 and a test accuracy of 84.39 %."
    )
    found = [c for c in checked_in(text) if c.outcome is Consistency.INCONSISTENT]

    assert len(found) == 1
    assert "1,240" in found[0].sentence
