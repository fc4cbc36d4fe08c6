"""Sums of which a row is wrong, what is no length of a training, counts of other parts."""

import pytest

from grader.consistency.itself.repeated import hold_repeated
from grader.consistency.itself.tables import hold_tables
from grader.records import Checked, Consistency
from tests.consistency.itself import work_on

ROWS = """# 3 Network

| Layer | Parameters |
| --- | --- |
| conv 3 {to} 64 | 1,792 |
| dense 6272 {to} 512 | 3,211,776 |
| dense 512 {to} 10 | {last} |
| Sum | {total} |
"""


def wrong(found: list[Checked]) -> list[str]:
    """The sentences of what disagrees."""
    return [each.sentence for each in found if each.outcome is Consistency.INCONSISTENT]


@pytest.mark.parametrize("to", ["to", "→", "->", "x"])
def test_the_row_that_leaves_out_its_biases_is_shown_and_not_the_sum(to: str) -> None:
    text = ROWS.format(to=to, last="5,120", total="3,218,698")
    (sentence,) = wrong(list(hold_tables(work_on(text))))
    assert "5,130" in sentence
    assert "5,120" in sentence


@pytest.mark.parametrize(
    ("last", "total", "disagree"),
    [("5,130", "3,218,698", 0), ("5,120", "3,218,688", 0), ("5,130", "3,281,698", 1)],
)
def test_sums_without_such_a_row_are_held_as_before(last: str, total: str, disagree: int) -> None:
    text = ROWS.format(to="to", last=last, total=total)
    assert len(wrong(list(hold_tables(work_on(text))))) == disagree


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("We trained the network for 20 epochs. At epoch 35 the accuracy is 81.2 %.", True),
        ("The two epochs are 33 apart. At epoch 35 the accuracy is 81.2 %.", False),
        ("That is nine epochs ahead of the best. At epoch 35 the accuracy is 81.2 %.", False),
        ("Two epochs of it ended at 54 %. At epoch 35 the accuracy is 81.2 %.", False),
        ("We trained the network for 40 epochs. At epoch 35 the accuracy is 81.2 %.", False),
    ],
)
def test_only_what_was_trained_has_a_last_epoch(text: str, is_wrong: bool) -> None:
    assert bool(wrong(list(hold_repeated(work_on(text))))) is is_wrong


COUNT = """# 4 LeNet

The LeNet has 62,006 parameters.

# 9 Summary

It is a humble machine of {count} parameters.
"""


@pytest.mark.parametrize(("count", "is_wrong"), [("62,060", True), ("62,006", False)])
def test_a_long_count_is_told_of_one_network_in_every_part(count: str, is_wrong: bool) -> None:
    found = wrong(list(hold_repeated(work_on(COUNT.format(count=count)))))
    assert bool(found) is is_wrong
