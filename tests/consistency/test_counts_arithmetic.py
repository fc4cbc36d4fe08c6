"""What a write-up computes in its own words is computed again."""

from time import perf_counter

import pytest

from grader.collect.write_ups import read_text
from grader.consistency import Work
from grader.consistency.itself.arithmetic import hold_arithmetic
from grader.records import Consistency, Statements
from tests.consistency.itself import work_of


def work_on(text: str) -> Work:
    return work_of(read_text(text, path="report.md"), Statements(document="report.md"))


def outcomes(text: str) -> list[str]:
    return [str(checked.outcome) for checked in hold_arithmetic(work_on(text))]


RIGHT = (
    "The first layer has 784 × 32 + 32 = 25,120 parameters.",
    "The first layer has $784 \\times 32 + 32 = 25{,}120$ parameters.",
    "784*64+64 = 50240",
    "We count 50,240 + 4,160 + 650 = 55,050 parameters in total.",
    "(784 × 128 + 128) + (128 × 10 + 10) = 101770",
    "This is a gain of 85.31 % - 85.13 % = 0.18 %.",
    "The gain is 85.3 − 83.2 = 2.0 points.",
    "The gap is 83.2 - 85.3 = 2.1.",
    "Accuracy: 8421/10000 = 84.21 %.",
    "(82.88 + 82.87 + 82.63) / 3 = 82.79",
    "(28 - 3)/2 + 1 = 13",
    "$\\frac{28-3}{2} + 1 = 13$",
    "⌊(28 − 3)/2⌋ + 1 = 13",
    "each image has 28x28 = 784 pixels",
    "1500 epochs × 0.466 s = 11.65 min",
    "0.015426 kWh × 294.2 g/kWh = 4.538 g",
    "784 inputs × 32 hidden units + 32 biases = 25,120 parameters",
    "25,120 parameters (784 × 32 + 32)",
    "25.120 Parameter: 784 · 32 + 32 = 25.120",
    "2^5 = 32",
    "$5 \\cdot 10^{-3} = 0.005$",
    "784 × 32 + 32 + 32 × 10 + 10 ≈ 25k",
    "784 × 32 + 32 equals 25,120",
    "3 × 32 × 32 = 3,072 = 3072",
)

WRONG = (
    "The first layer has 784 × 32 + 32 = 25,088 parameters.",
    "The first layer has $784 \\times 32 + 32 = 25{,}088$ parameters.",
    "50,240 + 4,160 + 650 = 55,150",
    "The gain is 99.2 − 98.3 = 1.1 points.",
    "(82.88 + 82.87 + 82.63) / 3 = 82.59",
    "3 × 5 × 5 × 6 + 6 = 450 parameters",
    "There are 25,408 parameters (784 × 32 + 32 + 32 × 10 + 10).",
    "1500 epochs × 0.466 s = 16.65 min",
    "$$784 \\times 64 + 64 = 50176$$",
)

SILENT = (
    "We use lr = 0.1 and batch size = 64.",
    "The network is 784-32-10 = 25450 parameters.",
    "k = 3 - 5 layers",
    "learning rate = 0.1 / 0.01 / 0.001",
    "n = 2 x + 3 = 9",
    "log 3 + 4 = 5",
    "epochs 80-90 = 10",
    "The 60,000 images (28 × 28) are grey.",
    "y = W x + b, 2 + 3n = 4",
    "Table 3 - 1 = first",
    "",
)


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_computation_is_consistent(text: str) -> None:
    found = outcomes(text)
    assert found
    assert set(found) == {Consistency.CONSISTENT}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_computation_is_inconsistent(text: str) -> None:
    assert Consistency.INCONSISTENT in outcomes(text)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_certain_computation_is_never_accused(text: str) -> None:
    assert Consistency.INCONSISTENT not in outcomes(text)


def test_both_sides_are_shown() -> None:
    (checked,) = hold_arithmetic(work_on("We have 784 × 32 + 32 = 25,088 parameters."))

    assert checked.sentence == (
        "784 × 32 + 32 is 25,120; the text (line 1) says 25,088 parameters."
    )
    assert checked.words == "784 × 32 + 32 = 25,088 parameters"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "1+" * 20000 + "1 = 2 ",
        "1 = 1 + 1 " * 5000,
        "(1 + 2 " * 8000 + "= 4",
        "1" * 50_000 + " + 1 = 3",
        "9^9^9^9 + 99^64 = 1, 1 / (1 - 1) = 2, 1e300 * 1e300 = 4",
        "\\frac{1}{" * 3000 + "= 3 + 4",
        "1,000 2,000 " * 5000 + "add up to 5,000.",
    ],
    ids=range(7),
)
def test_a_hostile_text_costs_little(text: str) -> None:
    began = perf_counter()

    assert Consistency.INCONSISTENT not in outcomes(text)
    assert perf_counter() - began < 5
