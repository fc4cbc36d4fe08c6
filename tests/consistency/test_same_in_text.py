"""The whole road from a text: what is told twice, counted, added up or averaged in it."""

import pytest

from grader.consistency.itself.arithmetic import hold_arithmetic
from grader.consistency.itself.counts import hold_counts
from grader.consistency.itself.repeated import hold_repeated
from grader.consistency.itself.totals import hold_totals
from grader.records import Checked, Consistency
from tests.consistency.itself import work_on

TABLE = """# Question 3

## 3.1 Deep MLP

| network | epoch | train loss | val acc (%) | test acc (%) |
| --- | --- | --- | --- | --- |
| deep MLP | 1240 | 0.335566 | 82.60 | 84.93 |
| deep wide MLP | 1010 | 0.314494 | 82.95 | 85.21 |

"""
WRONG = (
    (
        TABLE + "The best model has a training loss of 0.335566, a validation accuracy of 82.60 % "
        "and a test accuracy of 84.39 %.",
        "84.39",
    ),
    (TABLE + "The best test accuracy is 85.31 %.", "85.31"),
    (
        "# 3.3 Size\n\nThe first layer has 100,480 parameters, the second 8,256, the third 8,320 "
        "and the last 1,290, which adds up to 118,016 parameters.",
        "118,016",
    ),
    (
        "# 3.3 Size\n\nImages have 784 pixels and there are 10 classes. The MLP with one "
        "hidden layer of 32 units has 25,408 parameters.",
        "25,408",
    ),
    (
        "# 2 Time\n\nTraining A took 41 minutes and training B took 2.65 hours, so together "
        "the training time was 4.5 hours.",
        "4.5 hours",
    ),
)
RIGHT = (
    TABLE + "The best model has a training loss of 0.335566, a validation accuracy of 82.60 % "
    "and a test accuracy of 84.93 %.",
    TABLE + "The best test accuracy is 85.2 %.",
    TABLE + "With dropout, the deep MLP reaches a test accuracy of 85.84 % instead.",
    TABLE + "With another seed the test accuracy of the deep MLP was 84.10 %.",
    TABLE + "After 100 epochs the test accuracy of the deep MLP was 83.00 %.",
    TABLE + "In the literature, a test accuracy of 89.70 % is reported for a deep MLP.",
    "# 3.3 Size\n\nThe layers have 100,480, 8,256, 8,320 and 1,290 parameters, which adds up to "
    "118,346 parameters.",
    "# 3.3 Size\n\nThe MLP 784-32-10 has 25,408 weights, and 25,450 parameters with its biases.",
    "# 3.3 Size\n\nThe MLP 784-32-10 has 25,450 parameters. After pruning it has 12,000 left.",
    "# 2 Rate\n\nWe use a learning rate of 0.1. Then we use a learning rate of 0.01.",
    "# 2 Time\n\nOne epoch takes 0.47 s, so 1,500 epochs took about 12 minutes (0:11:45).",
)


def checked_in(text: str) -> list[Checked]:
    work = work_on(text)
    checks = (hold_arithmetic, hold_counts, hold_repeated, hold_totals)
    return [checked for check in checks for checked in check(work)]


@pytest.mark.parametrize(("text", "number"), WRONG)
def test_what_disagrees_is_found_where_it_stands(text: str, number: str) -> None:
    found = [c for c in checked_in(text) if c.outcome is Consistency.INCONSISTENT]

    assert [number in checked.words for checked in found] == [True]


@pytest.mark.parametrize("text", RIGHT)
def test_an_honest_text_is_never_accused(text: str) -> None:
    assert not [c for c in checked_in(text) if c.outcome is Consistency.INCONSISTENT]
