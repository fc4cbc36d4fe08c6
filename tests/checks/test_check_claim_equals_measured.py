"""The claim_equals_measured check: stated numbers beside measured ones, and never a deduction."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from grader.checks.claims import claim_equals_measured
from grader.matching import match_networks
from grader.records import Case, CurvePoint, DataUsed, EndingName, Kind, Outcome, Place, Training
from tests.checks.write_ups_by_hand import case, report

MET, NOT_MET, SUSPECTED, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.SUSPECTED, Outcome.OPEN
Make = Callable[..., Any]
REAL = DataUsed(name="Fashion-MNIST", stand_in=False, digest="0")
SENTENCE = "The deep network has a test accuracy of {} % after the last epoch of its training."


@pytest.fixture
def case_with(make_network: Make, make_measurement: Make) -> Callable[..., Case]:
    """A report of one sentence, and a deep network with this measured accuracy."""

    def make(words: str, measured: float | None = 84.4, **parts: Any) -> Case:
        values = () if measured is None else (make_measurement(measured),)
        network = parts.pop("network", None) or make_network()
        made = case(
            report(q3_1=words),
            networks=("shallow", "deep"),
            **{"measurements": values, "data": REAL, **parts},
        )
        evidence = replace(made.evidence, networks=(network,))
        return replace(made, evidence=evidence, matches=match_networks(evidence, made.networks))

    return make


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [("84.4", MET), ("85.1", MET), ("82.9", MET), ("91.7", SUSPECTED), ("67", SUSPECTED)],
)
def test_a_number_is_held_against_what_was_measured(
    case_with: Make, stated: str, outcome: Outcome
) -> None:
    answer = claim_equals_measured(case_with(SENTENCE.format(stated)), network="deep")

    assert answer.outcome is outcome
    assert [fact.label for fact in answer.facts] == ["You wrote", "Measured"]


def test_how_far_off_it_may_be_can_be_said(case_with: Make) -> None:
    made = case_with(SENTENCE.format("84.9"))

    near = claim_equals_measured(made, network="deep", tolerance=Decimal("0.1"))
    far = claim_equals_measured(made, network="deep", tolerance=Decimal(1))

    assert near.outcome is SUSPECTED
    assert far.outcome is MET


@pytest.mark.parametrize(
    "words",
    [
        # Another network, split, epoch or setting; nobody's own; nothing at all.
        "The shallow network has a test accuracy of 91.7 % after the last epoch of its training.",
        "The deep network has a validation accuracy of 91.7 % after the last epoch.",
        "The best test accuracy of the deep network is 91.7 %, reached in epoch 40.",
        "In the literature a deep network has a test accuracy of 91.7 % on these images.",
        "The deep network is the best of all networks that we have trained in this report.",
    ],
)
def test_what_may_be_something_else_is_open(case_with: Make, words: str) -> None:
    assert claim_equals_measured(case_with(words), network="deep").outcome is OPEN


def test_what_we_did_not_let_happen_is_open(
    case_with: Make, make_network: Make, make_ending: Make
) -> None:
    words = SENTENCE.format("91.7")
    cut = (make_ending(EndingName.CELL_TIME),)
    stand_in = DataUsed(name="stand-in", stand_in=True, digest="0")
    ours = make_network(checkpoint="deep.pt")

    for made in (
        case_with(words, None),
        case_with(words, endings=cut),
        case_with(words, data=stand_in),
        case_with(words, data=None),
        case_with(words, network=make_network(steps=0)),
        case_with(words, network=make_network(training_left_out=True)),
        case_with(words, network=ours),
    ):
        assert claim_equals_measured(made, network="deep").outcome is OPEN


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [("29,642", MET), ("29.6 thousand", MET), ("29,504", SUSPECTED), ("1,500", OPEN)],
)
def test_counts_are_held_against_the_network_that_was_built(
    case_with: Make, stated: str, outcome: Outcome
) -> None:
    made = case_with(f"The deep network has {stated} trainable parameters, which is not much.")

    answer = claim_equals_measured(made, network="deep", quantity="parameters")

    assert answer.outcome is outcome


def test_losses_of_another_run_may_differ_a_little(case_with: Make) -> None:
    training = Training(
        network="n1",
        optimizer="sgd",
        learning_rate=0.01,
        momentum=0.9,
        weight_decay=0.0,
        batch_size=128,
        epochs=2,
        loss="cross_entropy",
        schedule="constant",
        kind=Kind.OBSERVED,
        place=Place(file="a.ipynb", cell=1),
        epoch_losses=(CurvePoint(at=1, value=0.9), CurvePoint(at=2, value=0.336)),
    )
    words = "The training loss of the deep network is {} at the end of the whole training."

    for told, outcome in (("0.33", MET), ("0.36", MET), ("1.25", SUSPECTED)):
        made = case_with(words.format(told), training=(training,))
        answer = claim_equals_measured(made, network="deep", quantity="train_loss")
        assert answer.outcome is outcome


def test_a_quantity_that_nobody_measures_is_our_mistake_and_loud(case_with: Make) -> None:
    with pytest.raises(ValueError, match="quantity is one of"):
        claim_equals_measured(case_with("Nothing."), network="deep", quantity="carbon")
