"""Numbers as students write them."""

import math

import pytest

from grader.collect.statements.amounts import find_amounts
from grader.collect.statements.canonical import as_quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("85.13%", 85.13, "%"),
        ("85,13 %", 85.13, "%"),
        (r"\(85.13\%\)", 85.13, "%"),
        ("0.8513", 0.8513, ""),
        ("$10^{-3}$", 0.001, ""),
        ("10^-3", 0.001, ""),
        ("1e-3", 0.001, ""),
        ("2.5E-05", 2.5e-5, ""),
        (r"1 \times 10^{-3}", 0.001, ""),
        ("5·10⁻⁴", 0.0005, ""),
        ("1,500", 1500, ""),
        ("1 500 epochs", 1500, ""),
        ("9 249 010 parameters", 9_249_010, ""),
        ("1.5k", 1500, ""),
        ("1.5 million", 1_500_000, ""),
        ("128-dimensional", 128, ""),
        ("five hundred", 500, ""),
        ("thirty thousand seven hundred and thirty", 30_730, ""),
        ("half", 0.5, "times"),
        ("a third of it", 1 / 3, "times"),
        ("twice", 2, "times"),
        ("ten times", 10, "times"),
        ("quadrupled", 4, "times"),
        ("0:11:39", 699, "s"),
        ("11 min 39 s", 699, "s"),
        ("two and a half hours", 9000, "s"),
        ("half an hour", 1800, "s"),
        ("15.4 Wh", 0.0154, "kWh"),
        ("3.6 MJ", 1.0, "kWh"),
        ("4.538 g CO2eq", 4.538, "g"),
        ("0.0045 kg CO2", 4.5, "g"),
        ("2.19 percentage points", 2.19, "points"),
        ("0.5 pp", 0.5, "points"),
        ("−0.5 %", -0.5, "%"),
        ("1,000 points", 1000, ""),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: float, unit: str) -> None:
    (found,) = find_amounts(text)

    assert found.amount.value == pytest.approx(value)
    assert found.amount.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "see Figure 3 and Table 2.1",
        "CIFAR-10",
        "as in [12]",
        "Section 2.4",
        "fc1, conv2d and Net2",
        "PyTorch 1.13.1",
        "on 12.03.2024",
        "the 80th epoch",
        "one of them",
        "ResNet-18",
    ],
)
def test_digits_that_name_something_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("85.13 %", (85.134, 85.1349, 85.126, 85.139), (85.12, 85.15)),
        ("about 80", (78, 82), (70, 90)),
        ("about 55 %", (54.0, 56.4), (52.0, 58.0)),
        ("over 84 %", (84.2, 91.0), (80.0,)),
        ("less than 1 %", (0.2, 0.99), (3.0,)),
        ("at most 5 epochs", (5, 1), (6,)),
        ("nearly 85 %", (84.2,), (87.0, 80.0)),
        ("81–83 %", (81.0, 82.5), (78.0, 85.0)),
        ("between 81 and 83 %", (81.0, 83.0), (78.0,)),
        ("twice", (1.95, 2.1), (3.0,)),
        ("32", (32,), (31.6, 32.4)),
    ],
)
def test_an_amount_allows_what_an_honest_author_may_have_rounded(
    text: str, fits: tuple[float, ...], fits_not: tuple[float, ...]
) -> None:
    (found,) = find_amounts(text)

    assert all(found.amount.allows(value) for value in fits)
    assert not any(found.amount.allows(value) for value in fits_not)


def test_over_a_hundred_epochs_is_no_bound() -> None:
    (found,) = find_amounts("averaged over 100 epochs")

    assert (found.amount.least, found.amount.most) == (100, 100)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("81.3, 83.45 and 85.08 %", [(81.3, "%"), (83.45, "%"), (85.08, "%")]),
        ("85.1 ± 0.3 %", [(85.1, "%"), (0.3, "%")]),
        ("from 83.2 % to 85.3 %", [(83.2, "%"), (85.3, "%")]),
        ("batch sizes 1,4,500", [(1, ""), (4, ""), (500, "")]),
        ("784-32-10", [(784, ""), (32, ""), (10, "")]),
        ("At epoch 210, 85.08 %", [(210, ""), (85.08, "%")]),
        ("[0, 1]", [(0, ""), (1, "")]),
    ],
)
def test_numbers_in_a_row_share_a_unit_and_stay_apart(
    text: str, values: list[tuple[float, str]]
) -> None:
    assert [(found.amount.value, found.amount.unit) for found in find_amounts(text)] == values


@pytest.mark.parametrize(
    ("text", "quantity", "value"),
    [
        ("0.8513", "accuracy", 85.13),
        ("85", "accuracy", 85),
        ("50 %", "dropout", 0.5),
        ("25.450", "parameters", 25_450),
        ("1.5k", "parameters", 1500),
        ("between -0.4 and 0.4", "noise", 0.4),
    ],
)
def test_an_amount_becomes_a_value_of_its_quantity(text: str, quantity: str, value: float) -> None:
    amount = as_quantity(find_amounts(text)[0].amount, quantity)

    assert amount is not None
    assert amount.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [("85 %", "epochs"), ("2.5 points", "accuracy"), ("0.5", "layers"), ("12 s", "loss")],
)
def test_an_amount_of_another_unit_is_no_value(text: str, quantity: str) -> None:
    assert as_quantity(find_amounts(text)[0].amount, quantity) is None


def test_a_rate_is_exact_and_a_loss_is_rounded() -> None:
    (found,) = find_amounts("0.001")
    rate, loss = as_quantity(found.amount, "learning_rate"), as_quantity(found.amount, "loss")

    assert rate is not None
    assert loss is not None
    assert not rate.allows(0.0012)
    assert loss.allows(0.0012)
    assert not math.isinf(loss.most)
