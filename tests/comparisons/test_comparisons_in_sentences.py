"""Comparisons read from sentences, and those that no comparison is read from."""

import time

import pytest

from grader.collect.statements.comparisons import comparisons_in
from grader.collect.statements.sentences import Sentence
from grader.collect.write_ups import read_text
from grader.records import Consistency, Relation, Span, Whose
from tests.comparisons.making import compared, held_in

YES, NO, OPEN = Consistency.CONSISTENT, Consistency.INCONSISTENT, Consistency.CANNOT_TELL


@pytest.mark.parametrize(
    ("text", "relation", "quantity", "left", "right"),
    [
        ("Adam gives better accuracies than SGD.", Relation.MORE, "accuracy", "adam", "sgd"),
        ("Adam is better as SGD.", Relation.MORE, "", "adam", "sgd"),
        ("Adam's loss is lower compared to SGD.", Relation.LESS, "loss", "adam", "sgd"),
        ("The deep MLP outperforms the shallow MLP.", Relation.MORE, "", "deep mlp", "shallow mlp"),
        ("Compared with the deep MLP, the wide MLP improves the accuracy by 0.82 points.",
         Relation.DIFFERENCE, "accuracy", "wide mlp", "deep mlp"),
        ("The accuracy is higher for batch size 4 than for batch size 500.",
         Relation.MORE, "accuracy", "4", "500"),
        ("Batch size 4 is better than 500.", Relation.MORE, "", "4", "500"),
        ("With augmentation the test accuracy is higher than without.",
         Relation.MORE, "accuracy", "yes", "no"),
        ("The deep wide MLP has four times as many parameters as the deep MLP.",
         Relation.RATIO, "parameters", "deep wide mlp", "deep mlp"),
        ("The two accuracies of Adam and SGD are nearly identical.",
         Relation.SAME, "accuracy", "adam", "sgd"),
        ("A learning rate of 0.001 works best.", Relation.GREATEST, "", "0.001", ""),
        ("The lowest validation loss is at epoch 210.", Relation.SMALLEST, "loss", "210", ""),
        ("Our result is close to the literature.", Relation.SAME, "", "", "literature"),
    ],
)  # fmt: skip
def test_both_sides_of_a_comparison_are_read(
    text: str, relation: Relation, quantity: str, left: str, right: str
) -> None:
    (found,) = compared(text)

    assert (found.relation, found.quantity) == (relation, quantity)
    assert left in str(found.left)
    assert right in str(found.right)


@pytest.mark.parametrize(
    ("text", "relation", "along"),
    [
        ("The accuracy falls as the length grows.", Relation.FALLS, "length"),
        ("The longer the palindrome, the lower the accuracy.", Relation.FALLS, "length"),
        ("The wider the network, the better the accuracy.", Relation.RISES, "units"),
        ("More hidden units give higher accuracy.", Relation.RISES, "units"),
        ("The validation loss rises from about epoch 80 on.", Relation.RISES, ""),
        ("Overfitting starts at about epoch 80.", Relation.RISES, ""),
    ],
)
def test_a_trend_is_read_with_what_it_goes_along(text: str, relation: Relation, along: str) -> None:
    (found,) = compared(text)

    assert (found.relation, found.along) == (relation, along)


@pytest.mark.parametrize(
    "text",
    [
        "We choose the model with the highest validation accuracy.",
        "The best model is picked by the lowest validation loss.",
        "n=64 gives better reconstructions than n=16.",
        "The weights look similar to faces.",
        "The deep network is not better than the shallow one.",
        "Is Adam better than SGD?",
        "A higher learning rate leads to unstable training.",
        "The learning rate was reduced by 0.1.",
        "Our accuracy (83 %) is far from the literature value of 98.5 %.",
    ],
)
def test_what_compares_no_values_of_the_work_is_no_comparison(text: str) -> None:
    assert compared(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "We expected Adam to be better than SGD.",
        "Deeper networks are usually better than shallow ones.",
        "Adam should be better than SGD.",
    ],
)
def test_what_was_expected_is_not_held_against_the_work(text: str) -> None:
    assert [found.whose for found in compared(text)] == [Whose.UNSURE]
    assert held_in(text) == ()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The test accuracy rose from 83.2 % to 85.3 %, a gain of 2.1 points.", YES),
        ("The test accuracy rose from 83.2 % to 85.3 %, a gain of 2.5 points.", NO),
        ("The accuracy of A is 83.02 %, which is 2.19 % lower than B with 85.21 %.", YES),
        ("The accuracy of A is 83.02 %, which is 2.57 % lower than B with 85.21 %.", YES),
        ("The accuracy of A is 83.02 %, which is 3.40 % lower than B with 85.21 %.", NO),
        ("The accuracy of A is 83.02 %, 2.57 percentage points lower than B with 85.21 %.", NO),
        ("The accuracy goes from 85.13 % to 85.31 %, a relative gain of about 2 %.", NO),
        ("The accuracies of 85.25 %, 85.28 % and 85.31 % differ by only 0.06 points.", YES),
        ("The accuracies of 85.25 %, 85.28 % and 85.31 % differ by only 0.6 points.", NO),
        ("The gap between A (84.39 %) and B (85.31 %) is 0.92 percentage points.", YES),
        ("The gap between A (84.39 %) and B (85.31 %) is 0.82 percentage points.", NO),
        ("The accuracy drops by 17.27 points from 84.19 % at epoch 40 to 66.92 %.", YES),
        ("Our accuracy of 83.5 % is close to the 98.5 % of the literature.", NO),
        ("Our accuracy of 97.9 % is close to the 98.5 % of the literature.", YES),
        ("An accuracy of 93.5 % is close to the 98.5 % of the literature.", OPEN),
        ("Adam with 83.2 % test accuracy is better than SGD with 85.1 %.", NO),
        ("The accuracy improves from 84.19 % to 66.92 %.", NO),
        ("The loss falls from 1.2636 to 0.0413.", YES),
    ],
)
def test_a_sentence_is_held_against_its_own_numbers(text: str, outcome: Consistency) -> None:
    assert {found.outcome for found in held_in(text)} - {YES} == {outcome} - {YES}


def test_a_difference_beside_a_trend_of_another_quantity_is_not_held_against_it() -> None:
    text = (
        "The accuracy peaks at 84.19 % and falls to 66.92 %, a drop of 17.27 points,"
        " while the training loss goes down from 1.2636 to 0.0413."
    )

    assert NO not in {found.outcome for found in held_in(text)}


def test_both_numbers_stand_in_what_is_said_of_a_wrong_difference() -> None:
    (_, found) = held_in("The test accuracy rose from 83.2 % to 85.3 %, a gain of 2.5 points.")

    assert found.sentence == (
        "The text says “gain of 2.5 points”; its own numbers are 83.2 % and 85.3 %,"
        " 2.1 points apart."
    )


@pytest.mark.parametrize(
    "piece",
    ["better than ", "the best is ", "A > ", "from 1 to ", "!?" * 9, "İß", "( " * 9, "by 2 % ",
     "increases as the ", "the more the ", "is close to ", "picked by the ", "between ",
     "from 1 to 2 another 3 ", "10 and 0.1 ", "1,111,111", "the best of all ", "second best "],
)  # fmt: skip
def test_hostile_text_is_read_in_no_time(piece: str) -> None:
    write_up = read_text(piece * 4000, path="report.md")
    text = write_up.blocks[0].text
    sentence = Sentence(text=text, span=Span(block=0, start=0, end=len(text)))
    start = time.perf_counter()

    comparisons_in(write_up, 0, [sentence], ())

    assert time.perf_counter() - start < 3
