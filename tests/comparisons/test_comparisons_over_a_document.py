"""Comparisons that leave words out, rank, or speak of every one, of all, of what came after."""

import pytest

from grader.collect.statements import read_statements
from grader.collect.write_ups import read_text
from grader.records import Consistency
from tests.comparisons.making import checked, held_in
from tests.comparisons.reading import called

YES, NO, OPEN = Consistency.CONSISTENT, Consistency.INCONSISTENT, Consistency.CANNOT_TELL
DECAYS = """
Table 1: Validation accuracy (%) of every run

| Weight decay | Run 1 | Run 2 | Mean |
| --- | --- | --- | --- |
| 1e-3 | 91.2 % | 91.4 % | 91.3 % |
| 1e-5 | 92.1 % | 91.9 % | 92.0 % |
| 1e-7 | 91.6 % | 92.0 % | 91.8 % |
"""
EPOCHS = """
| Epoch | Test loss | Test accuracy |
| --- | --- | --- |
| 1 | 1.105 | 60.31 % |
| 5 | 0.742 | 74.66 % |
| 10 | 0.688 | 77.29 % |
| 20 | 0.845 | 78.85 % |
| 40 | 1.203 | 78.40 % |
"""
BATCHES = """
| Batch size | Last test accuracy | Best test accuracy |
| --- | --- | --- |
| 1 | 54.31 % | 58.87 % |
| 4 | 60.92 % | 65.44 % |
"""
LENGTHS = """
Table 1: Test accuracy (%)

| Run | T=3 | T=7 | T=11 |
| --- | --- | --- | --- |
| Run 1 | 100.0 % | 88.0 % | 35.1 % |
| Run 2 | 100.0 % | 90.6 % | 30.3 % |
"""
MODELS = """
Table 1: Models

| Model | Validation accuracy | Test accuracy |
| --- | --- | --- |
| A | 81.3 % | 82.9 % |
| C | 83.7 % | 85.1 % |
"""
NETWORKS = """
| Network | Epoch | Test accuracy |
| --- | --- | --- |
| Shallow MLP | 240 | 85.31 % |
| Deep MLP | 1240 | 84.39 % |
| Deep wide MLP | 1010 | 85.21 % |
"""


@pytest.mark.parametrize(
    ("table", "sentence", "outcome"),
    [
        (DECAYS, "The second best mean is that of 1e-7.", YES),
        (DECAYS, "The second best mean is that of 1e-3.", NO),
        (DECAYS, "In the second place comes 1e-3.", NO),
        (DECAYS, "In the second place comes 1e-7.", YES),
        (DECAYS, "More decay gives better accuracy.", NO),
        (EPOCHS, "The test loss is smallest at epoch 10.", YES),
        (EPOCHS, "The test loss is smallest at epoch 20.", NO),
        (EPOCHS, "The accuracy is highest at epoch 20 and falls by 0.45 points afterwards.", YES),
        (EPOCHS, "The accuracy is highest at epoch 20 and falls by 0.54 points afterwards.", NO),
        (EPOCHS, "From epoch 1 to epoch 5 the test accuracy gains 14.35 points and from 5 to 10"
         " another 2.63.", YES),
        (EPOCHS, "From epoch 1 to epoch 5 the test accuracy gains 14.35 points and from 5 to 10"
         " another 3.63.", NO),
        (EPOCHS, "The test accuracy rises strictly with each longer training.", OPEN),
        (BATCHES, "For batch size 1 we lose 4.56 points from the best epoch until the last one.",
         YES),
        (BATCHES, "For batch size 1 we lose 5.46 points from the best epoch until the last one.",
         NO),
        (BATCHES, "The most accurate was batch size 4, the least accurate batch size 1.", YES),
        (BATCHES, "The most accurate was batch size 1.", NO),
        (NETWORKS, "The deep wide MLP needs fewer epochs than the deep MLP to get there.", YES),
        (NETWORKS, "The deep wide MLP needs more epochs than the deep MLP to get there.", NO),
        (EPOCHS, "The test accuracy keeps getting better until the very end.", NO),
        (EPOCHS, "The test accuracy keeps rising until epoch 20.", OPEN),
        (EPOCHS, "The test accuracy rises steadily until epoch 20.", OPEN),
        (EPOCHS, "At first the test accuracy rises steadily.", OPEN),
        (EPOCHS, "The test loss falls monotonically in the first ten epochs.", OPEN),
        (DECAYS, "The second best single run is one of 1e-5, with 91.9 %.", OPEN),
        (NETWORKS, "The second largest network has a test accuracy of 85.31 %.", OPEN),
        (NETWORKS, "The second best test accuracy is 85.21 %.", OPEN),
        (MODELS, "C with 85.1 % test accuracy is better than all others in Table 1.", OPEN),
        (NETWORKS, "The second best is the deep wide MLP.", YES),
        (NETWORKS, "The second best is the deep MLP.", NO),
        (EPOCHS, "It is highest at epoch 20, and the loss falls by 0.54 points.", OPEN),
        (LENGTHS, "Run 1 is better than run 2 for every length.", NO),
        (LENGTHS, "Run 1 is better than run 2 for every length above 7.", OPEN),
        (MODELS, "A is worse than C by 2.2 points in test and by 2.4 points in validation.", YES),
        (MODELS, "A is worse than C by 2.2 points in test and by 3.4 points in validation.", NO),
        (MODELS, "The deep network reached 84.4 % in test, so it is better than all models in"
         " Table 1.", NO),
        (MODELS, "The deep network reached 85.4 % in test, so it is better than all models in"
         " Table 1.", YES),
    ],
)  # fmt: skip
def test_what_is_left_out_ranked_or_said_of_every_one_is_held_against_the_table(
    table: str, sentence: str, outcome: Consistency
) -> None:
    found = _outcomes(f"# 3 Results\n{table}\n{sentence}\n")

    if outcome is OPEN:
        assert NO not in found
    else:
        assert outcome in found
        assert not {YES: {NO}, NO: set()}[outcome] & found


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Of all networks considered here the shallow MLP is the most accurate.", OPEN),
        ("Of all networks considered here the deep wide MLP is the most accurate.", NO),
        ("Of the deep networks the deep wide MLP is the most accurate.", OPEN),
    ],
)
def test_the_best_of_all_is_held_against_the_values_of_the_whole_document(
    sentence: str, outcome: Consistency
) -> None:
    found = _outcomes(f"# 3 Results\n{NETWORKS}\n# 4 Last words\n\n{sentence}\n")

    assert (NO in found) is (outcome is NO)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("It needs 1,200 epochs instead of 400, i.e. three times as many.", YES),
        ("It needs 1,200 epochs instead of 400, i.e. five times as many.", NO),
        ("The error is 0.0126 at the lower and 0.0415 at the higher one, hence it more than"
         " triples.", YES),
        ("The error is 0.0126 at the lower and 0.0415 at the higher one, hence it more than"
         " quadruples.", NO),
        ("We went from 100 to 300 epochs, hence it doubles.", OPEN),
        ("It has 64 units instead of 32, i.e. three times as many parameters.", OPEN),
        ("The error falls from 18.35 % to 15.29 %, i.e. by a third.", NO),
        ("The error falls from 18.35 % to 12.29 %, i.e. by a third.", YES),
        ("The rates 10 and 0.1, which differ by a factor of ten, are too large.", NO),
        ("The rates 1 and 0.1, which differ by a factor of ten, are too large.", YES),
    ],
)  # fmt: skip
def test_a_ratio_is_held_against_the_two_numbers_beside_it(text: str, outcome: Consistency) -> None:
    found = {called(each) for each in held_in(text)}

    assert (NO in found) is (outcome is NO)
    assert (YES in found) is (outcome is YES)


def _outcomes(text: str) -> set[Consistency]:
    write_up = read_text(text, path="report.md")
    return {called(each) for each in checked(write_up, read_statements(write_up))}
