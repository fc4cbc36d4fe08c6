"""What people read where the program has exact numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.render import numbers


@pytest.mark.parametrize(
    ("value", "maximum", "text"),
    [
        ("15", "15", "15"),
        ("14.50", "15", "14.5"),
        ("10", "10", "10"),
        ("0", "10", "0"),
        ("1E+2", "100", "100"),
        ("14.999", "15", "14.99"),
        ("14.994", "15", "14.99"),
        ("0.001", "15", "0.01"),
        ("0.125", None, "0.12"),
        ("1234.5", None, "1,234.5"),
        ("-3", None, "−3"),
    ],
)
def test_points_read_as_people_write_them(value: str, maximum: str | None, text: str) -> None:
    most = Decimal(maximum) if maximum else None

    assert numbers.points(Decimal(value), maximum=most) == text


@given(
    st.decimals(min_value=1, max_value=500, places=4),
    st.decimals(min_value=Decimal("0.0001"), max_value=Decimal("0.9999"), places=4),
)
def test_less_than_full_marks_never_reads_like_full_marks(
    maximum: Decimal, fraction: Decimal
) -> None:
    shown = numbers.points(maximum * fraction, maximum=maximum)

    assert shown not in (numbers.points(maximum), "0")


@pytest.mark.parametrize(
    ("lowest", "highest", "text"),
    [("78", "84", "78–84"), ("84", "84", "84"), ("84.001", "84.002", "84"), ("0", "2.5", "0–2.5")],
)
def test_an_interval_that_reads_the_same_at_both_ends_is_one_number(
    lowest: str, highest: str, text: str
) -> None:
    assert numbers.interval(Decimal(lowest), Decimal(highest)) == text


@pytest.mark.parametrize(
    ("levels", "text"),
    [(("5",), "−5"), (("1", "4"), "−1\xa0to\xa0−4"), (("0.5",), "−0.5"), (("0",), "0")],
)
def test_a_cost_names_its_levels(levels: tuple[str, ...], text: str) -> None:
    assert numbers.cost(tuple(map(Decimal, levels))) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (82.14, "82.1\xa0%"),
        (100.0, "100.0\xa0%"),
        (99.97, "99.9\xa0%"),
        (0.0, "0.0\xa0%"),
        (-1.5, "−1.5\xa0%"),
    ],
)
def test_a_percentage_is_a_hundred_only_when_it_is(value: float, text: str) -> None:
    assert numbers.percentage(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("39", "50", "78%"),
        ("1", "3", "33.33%"),
        ("7", "5", "100%"),
        ("-1", "5", "0%"),
        ("1", "0", "0%"),
    ],
)
def test_the_length_of_a_bar_stays_inside_it(part: str, whole: str, text: str) -> None:
    assert numbers.share(Decimal(part), Decimal(whole)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.42, "0.4 seconds"),
        (48.2, "48 seconds"),
        (60, "1 minute"),
        (200, "3 minutes 20 seconds"),
        (3_600, "1 hour"),
        (7_500, "2 hours 5 minutes"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(value: float, text: str) -> None:
    assert numbers.seconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (29_642.0, "29,642"),
        (29_642, "29,642"),
        (0.001, "0.001"),
        (84.39, "84.39"),
        (float("inf"), "not a number"),
        (float("nan"), "not a number"),
        (10**30, "more than can be counted"),
    ],
)
def test_a_strange_quantity_can_still_be_printed(value: float, text: str) -> None:
    assert numbers.quantity(value) == text


def test_a_spread_keeps_a_digit_that_says_something() -> None:
    assert numbers.spread(84.41, 0.31) == "84.4\xa0% ± 0.3"
    assert numbers.spread(84.41, 0.02) == "84.4\xa0% ± 0.02"


def test_a_count_agrees_with_its_noun() -> None:
    assert numbers.counted(1, "item") == "1 item"
    assert numbers.counted(60_000, "held-out example") == "60,000 held-out examples"
    assert numbers.counted(2, "entry", "entries") == "2 entries"
