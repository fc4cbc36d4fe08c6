"""The claim check: stated numbers of parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from grader.checks.claims import claim
from grader.records import Case, Claim, Kind, Outcome, Place
from tests.checks.write_ups_by_hand import case as write_up_case
from tests.checks.write_ups_by_hand import report

Make = Callable[..., Any]
WIDE = "784 -> 128 -> relu -> 64 -> relu -> 128 -> relu -> 10"
BOTH = ("deep", "wide")
MET, NOT_MET, SUSPECTED, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.OPEN


@pytest.fixture
def case_with(
    make_case: Make, make_required: Make, make_network: Make, make_claim: Make
) -> Callable[..., Case]:
    """A case with both networks and these stated numbers."""

    def make(*values: float, quantity: str = "parameters", deep: str = "") -> Case:
        networks = (make_network(deep) if deep else make_network(), make_network(WIDE, id="n2"))
        claims = tuple(make_claim(value, quantity=quantity) for value in values)
        required = (make_required(), make_required("wide", WIDE))
        case: Case = make_case(*required, networks=networks, claims=claims)
        return case

    return make


@pytest.mark.parametrize(
    ("values", "actual", "without", "either"),
    [
        ((29_642, 118_346), MET, NOT_MET, MET),
        ((29_504, 118_016), SUSPECTED, MET, MET),
        ((29_642, 118_016), SUSPECTED, MET, MET),
        ((29_000, 118_346), SUSPECTED, OPEN, SUSPECTED),
        ((118_346,), OPEN, OPEN, OPEN),
        ((29_642,), OPEN, OPEN, OPEN),
        ((), OPEN, OPEN, OPEN),
        # A number far from both belongs to something else.
        ((1_500, 60_000), OPEN, OPEN, OPEN),
        # The rows of a table of layers are no wrong sums.
        ((25_120, 100_480), OPEN, OPEN, OPEN),
        # 29.6 and 118 thousand are right as far as they go, 29.5 thousand is without biases.
        ((29_600, 118_000), MET, NOT_MET, MET),
        ((29_500, 118_300), SUSPECTED, MET, MET),
        ((30_000, 100_000), SUSPECTED, OPEN, SUSPECTED),
        # A right number beside a wrong one is right: the machine may have read a passing remark.
        ((29_504, 29_642, 118_346), MET, NOT_MET, MET),
    ],
)
def test_stated_numbers_are_held_against_the_networks(
    case_with: Make,
    values: tuple[float, ...],
    actual: Outcome,
    without: Outcome,
    either: Outcome,
) -> None:
    case = case_with(*values)

    assert claim(case, parameters=BOTH, equals="actual").outcome is actual
    assert claim(case, parameters=BOTH, equals="without_biases").outcome is without
    assert claim(case, parameters=BOTH, equals="actual_or_without_biases").outcome is either


def test_who_counts_a_wrong_network_right_is_right(case_with: Make) -> None:
    wrong = "784 -> 32 -> relu -> 64 -> relu -> 64 -> relu -> 10"

    answer = claim(case_with(32_042, deep=wrong), parameters=("deep",), equals="actual")

    assert answer.outcome is MET


def test_the_count_of_a_far_network_is_no_answer(case_with: Make) -> None:
    far = "784 -> 28 -> relu -> 10"

    answer = claim(case_with(22_270, deep=far), parameters=("deep",), equals="actual")

    assert answer.outcome is OPEN


def test_other_quantities_are_no_counts(case_with: Make) -> None:
    case = case_with(29_642, 118_346, quantity="accuracy")

    assert claim(case, parameters=BOTH, equals="actual").outcome is OPEN


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1.0, 1e300])
def test_odd_numbers_are_only_not_right(case_with: Make, value: float) -> None:
    assert claim(case_with(value), parameters=("deep",), equals="actual").outcome is OPEN


def test_both_sides_are_shown(case_with: Make) -> None:
    answer = claim(case_with(29_504), parameters=("deep",), equals="actual")

    labels = [fact.label for fact in answer.facts]
    assert labels == ["You wrote", "Expected", "Counted"]
    assert answer.facts[1].text == "deep: 29,642, without biases 29,504"


def test_forgotten_biases_are_named(case_with: Make) -> None:
    answer = claim(case_with(29_504), parameters=("deep",), equals="actual_or_without_biases")

    assert answer.reason == "The biases are not counted (deep)."


def test_an_unknown_comparison_is_our_mistake_and_loud(case_with: Make) -> None:
    with pytest.raises(ValueError, match="equals is one of"):
        claim(case_with(1), parameters=("deep",), equals="roughly")


@pytest.mark.parametrize(
    "words",
    [
        "The deep network has 29,642 parameters and the wide one has 118,346.",
        # A sum that ends far from its subject, as readers of PDFs see it.
        "## Sizes\n\nThe parameters are 784·32+32 = 25120, 2112, 2080 and 330, together 29642. "
        "For the wider network: 100480 + 8256 + 8320 + 1290; 118346 in all.",
        "| layer | weights |\n| --- | --- |\n| deep, total | 29 642 |\n| wide, total | 118 346 |",
    ],
)
def test_numbers_of_every_document_count(words: str) -> None:
    told = write_up_case(words, networks=BOTH)

    assert claim(told, parameters=BOTH, equals="actual").outcome is MET


def test_a_listing_states_no_number() -> None:
    listing = "The parameters:\n\n```python\nassert count == 29642 and other == 118346\n```"

    told = write_up_case(listing, networks=BOTH)

    assert claim(told, parameters=BOTH, equals="actual").outcome is OPEN


PRINTED = Claim(
    quantity="parameters",
    value=29_642.0,
    words="deep network: 29642 parameters",
    place=Place(file="a.ipynb", cell=3),
    kind=Kind.OBSERVED,
)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("The deep network has 26,942 parameters in all.", SUSPECTED),
        ("The first layer has 25,120 parameters. All have 26,942 parameters.", SUSPECTED),
        ("The deep network has 29,642 parameters in all.", MET),
        ("The deep network has 29,504 parameters in all.", MET),
        ("The deep network has about 29,000 parameters in all.", MET),
        ("The deep network has 30,000 parameters in all.", MET),
        # The first layers, and the last ones without their biases.
        ("The first two layers have 27,232 parameters.", MET),
        ("It has 26,942 parameters, no: 29,642 parameters.", MET),
        ("The deep network learns slowly.", MET),
    ],
)
def test_a_right_number_that_a_program_prints_is_none_of_the_report_s_wrong_one(
    words: str, outcome: Outcome
) -> None:
    made = write_up_case(report(q3_1=words), claims=(PRINTED,))

    assert claim(made, parameters=("deep",), equals="actual_or_without_biases").outcome is outcome
