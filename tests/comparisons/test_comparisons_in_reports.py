"""Sentences of a report, held against the table beside them."""

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.records import Consistency, HeldAgainst
from tests.comparisons.making import checked
from tests.comparisons.reading import called

YES, NO, OPEN = Consistency.CONSISTENT, Consistency.INCONSISTENT, Consistency.CANNOT_TELL
NETWORKS = """
| Network | Parameters | Validation accuracy (%) | Test accuracy (%) |
| --- | --- | --- | --- |
| Shallow MLP | 25,450 | 83.60 | 85.31 |
| Deep MLP | 29,642 | 82.60 | 84.39 |
| Deep wide MLP | 118,346 | 82.95 | 85.21 |
"""
RATES = """
| lr | Test accuracy |
| --- | --- |
| 10 | 10.0 % |
| 0.1 | 10.0 % |
| 0.01 | 38.5 % |
| 0.001 | 57.3 % |
"""
EPOCHS = """
| Epoch | Test accuracy |
| --- | --- |
| 1 | 46.5 % |
| 11 | 64.9 % |
| 25 | 62.8 % |
| 50 | 61.7 % |
"""
DROPOUT = """
| Model | Train accuracy | Test accuracy |
| --- | --- | --- |
| without dropout | 95.0 % | 84.2 % |
| with dropout | 96.1 % | 80.3 % |
"""


@pytest.mark.parametrize(
    ("table", "sentence", "outcome"),
    [
        (NETWORKS, "The deep MLP has a higher test accuracy than the shallow MLP.", NO),
        (NETWORKS, "The deep wide MLP is better than the deep MLP.", YES),
        (NETWORKS, "The deep wide MLP has four times as many parameters as the deep MLP.", YES),
        (NETWORKS, "The deep wide MLP has twice as many parameters as the deep MLP.", NO),
        (NETWORKS, "The shallow MLP is the best of the three.", YES),
        (NETWORKS, "The deep wide MLP reaches the highest test accuracy.", NO),
        (NETWORKS, "The test accuracy of the deep MLP is 0.92 points lower than that of the"
         " shallow MLP.", YES),
        (NETWORKS, "The test accuracy of the deep MLP is 2.92 points lower than that of the"
         " shallow MLP.", NO),
        (NETWORKS, "The validation accuracy is higher than the test accuracy.", NO),
        (NETWORKS, "The three networks perform almost the same.", YES),
        (NETWORKS, "The deep MLP is better than the network of last year.", OPEN),
        (RATES, "A learning rate of 0.001 gives the best test accuracy.", YES),
        (RATES, "lr = 0.01 is the best choice.", NO),
        (RATES, "The smaller the learning rate, the higher the accuracy.", YES),
        (RATES, "The accuracy increases with larger learning rates.", NO),
        (RATES, "0.001 beats 0.01 by 18.8 points.", YES),
        (RATES, "0.001 beats 0.01 by 28.8 points.", NO),
        (EPOCHS, "Between epochs 11 and 50 the test accuracy loses 3.2 points.", YES),
        (EPOCHS, "Between epochs 11 and 50 the test accuracy loses 5.2 points.", NO),
        (EPOCHS, "The highest test accuracy is reached at epoch 11.", YES),
        (EPOCHS, "The highest test accuracy is reached at epoch 25.", NO),
        (EPOCHS, "The test accuracy rises steadily during training.", NO),
        (DROPOUT, "Dropout improves the test accuracy.", NO),
        (DROPOUT, "The test accuracy drops after adding dropout.", YES),
        (DROPOUT, "Dropout fixed the overfitting.", NO),
    ],
)  # fmt: skip
def test_a_comparison_is_held_against_the_table_of_its_section(
    table: str, sentence: str, outcome: Consistency
) -> None:
    write_up = read_text(f"# 3 Results\n{table}\n{sentence}\n", path="report.md")

    found = checked(write_up, read_statements(write_up))

    assert [called(each) for each in found] == [outcome]


def test_a_conclusion_that_its_numbers_contradict_is_an_argument() -> None:
    text = f"# 3 Results\n{NETWORKS}\n# Conclusion\n\nThe deep MLP outperforms the shallow MLP.\n"
    write_up = read_text(text, path="report.md")

    (found,) = checked(write_up, read_statements(write_up))

    assert (found.check, called(found)) == (HeldAgainst.ARGUMENT, NO)
    assert "84.39" in found.sentence
    assert "85.31" in found.sentence
