"""Comparisons held against the values of a document."""

from dataclasses import replace

import pytest

from grader.records import Consistency, Relation, Statistic, Subject, Whose
from tests.comparisons.making import cell, held, saying, with_amount
from tests.comparisons.reading import called

YES, NO, OPEN = Consistency.CONSISTENT, Consistency.INCONSISTENT, Consistency.CANNOT_TELL
DEEP, SHALLOW, WIDE = (
    Subject(network=name, split="test") for name in ("deep mlp", "shallow mlp", "deep wide mlp")
)
VALUES = (cell(84.39, DEEP), cell(85.31, SHALLOW), cell(85.21, WIDE))


def using(name: str, value: str, network: str = "", split: str = "test") -> Subject:
    return Subject(network=network, split=split, settings=((name, value),))


@pytest.mark.parametrize(
    ("relation", "left", "right", "outcome"),
    [
        (Relation.MORE, SHALLOW, DEEP, YES),
        (Relation.MORE, DEEP, SHALLOW, NO),
        (Relation.LESS, DEEP, SHALLOW, YES),
        (Relation.LESS, SHALLOW, DEEP, NO),
        (Relation.SAME, DEEP, SHALLOW, YES),
        (Relation.GREATEST, SHALLOW, None, YES),
        (Relation.GREATEST, WIDE, None, NO),
        (Relation.SMALLEST, DEEP, None, YES),
        (Relation.MORE, SHALLOW, None, YES),
        (Relation.MORE, DEEP, None, NO),
        (Relation.MORE, WIDE, None, OPEN),
        (Relation.MORE, Subject(network="cnn"), DEEP, OPEN),
    ],
)
def test_an_order_is_held_against_the_values_of_both_sides(
    relation: Relation, left: Subject, right: Subject | None, outcome: Consistency
) -> None:
    (found,) = held(saying(relation, left, right), *VALUES)

    assert called(found) is outcome
    if outcome is NO:
        assert "85.31" in found.sentence
        assert found.other is not None


@pytest.mark.parametrize(
    ("amount", "unit", "outcome"),
    [
        (0.92, "points", YES),
        (0.92, "%", YES),
        (1.09, "%", YES),
        (1.09, "points", NO),
        (2.19, "%", NO),
        (-0.92, "points", NO),
    ],
)
def test_a_difference_fits_in_points_or_where_the_words_allow_it_in_per_cent(
    amount: float, unit: str, outcome: Consistency
) -> None:
    said = with_amount(saying(Relation.DIFFERENCE, SHALLOW, DEEP), amount, unit)

    (found,) = held(said, *VALUES)

    assert called(found) is outcome


def test_what_holds_of_one_value_and_not_of_another_cannot_be_told() -> None:
    adam, sgd = using("optimizer", "adam"), using("optimizer", "sgd")
    values = [
        cell(82.25, using("optimizer", "adam", "deep mlp")),
        cell(85.0, using("optimizer", "sgd", "deep mlp")),
        cell(81.65, using("optimizer", "adam", "shallow mlp")),
    ]
    worse = cell(83.0, using("optimizer", "sgd", "shallow mlp"))
    better = cell(80.0, using("optimizer", "sgd", "shallow mlp"))
    said = saying(Relation.MORE, adam, sgd)

    assert [called(each) for each in held(said, *values, worse)] == [NO]
    assert [called(each) for each in held(said, *values, better)] == [OPEN]


def test_only_values_of_the_author_are_compared() -> None:
    other = cell(70.0, SHALLOW, whose=Whose.OTHERS)

    (found,) = held(saying(Relation.LESS, DEEP, SHALLOW), *VALUES[:2], other)

    assert called(found) is YES


def test_a_spread_is_no_rival_and_means_come_before_single_runs() -> None:
    decay = [using("weight_decay", value, split="validation") for value in ("0.001", "0.0001")]
    values = [
        cell(0.14, decay[0], statistic=Statistic.SPREAD),
        cell(82.79, decay[0], statistic=Statistic.MEAN),
        cell(82.58, decay[0]),
        cell(83.36, decay[1], statistic=Statistic.MEAN),
        cell(82.59, decay[1]),
    ]

    best = [called(held(saying(Relation.GREATEST, each), *values)[0]) for each in decay]

    assert best == [NO, YES]


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ((100.0, 98.0, 81.5, 60.2), YES),
        ((100.0, 98.0, 98.3, 60.2), OPEN),
        ((60.2, 81.5, 98.0, 100.0), NO),
        ((60.0, 95.0, 55.0, 70.0), OPEN),
    ],
)
def test_a_trend_is_held_against_the_row_in_its_order(
    values: tuple[float, ...], outcome: Consistency
) -> None:
    said = saying(Relation.FALLS, Subject())
    cells = [
        cell(value, using("length", str(length)))
        for length, value in zip((3, 5, 7, 11), values, strict=True)
    ]
    along = replace(said, along="length")

    (found,) = held(along, *reversed(cells))

    assert called(found) is outcome
