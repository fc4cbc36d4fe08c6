"""Checks on networks of a student's own design, and on what was tried against overfitting."""

from dataclasses import replace
from typing import Any

import pytest

from grader.checks.networks.designs import design
from grader.checks.networks.growth import wider_and_deeper
from grader.checks.runs.remedies import regularised
from grader.records import HandedIn, Outcome, Source
from tests.checks.trained import (
    CUT_SHORT,
    DEEP,
    SHALLOW,
    WIDE,
    account,
    at,
    case,
    claim,
    code,
    in_code,
    network,
    required,
    trained,
    written,
)

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
SUSPECTED, OPEN = Outcome.SUSPECTED, Outcome.OPEN
CONVOLUTIONAL = "1x28x28 -> conv 4 k3 -> relu -> maxpool 2 -> flatten -> 10"
BY_HAND = (
    "1 -> 16 -> tanh -> 16 in=1 -> 16 nobias -> op:add -> tanh"
    " -> 16 in=1 -> 16 nobias -> op:add -> tanh -> 10"
)
UNSEEN = replace(network("n2"), layers="", parameters=9)
ONE_CELL = "1 -> op:rnn_tanh_cell:304 -> op:rnn_tanh_cell:304 -> 10 in=16"


@pytest.mark.parametrize(
    ("layers", "asked", "outcome"),
    [
        (DEEP, {"hidden_at_least": 2}, MET),
        (DEEP, {"hidden_at_least": 4}, NOT_MET),
        (SHALLOW, {"hidden_at_least": 2}, NOT_MET),
        ("784 -> op:mystery:500 -> 10 in=64", {"hidden_at_least": 2}, OPEN),
        (CONVOLUTIONAL, {"convolutional": True}, MET),
        (CONVOLUTIONAL, {"convolutional": False}, NOT_MET),
        (DEEP, {"convolutional": True}, NOT_MET),
        (DEEP, {"inputs": 784, "outputs": 10}, MET),
        (DEEP, {"inputs": 3072}, SUSPECTED),
        ("4x1 -> lstm 16 -> 10", {"recurrent_by_hand": True}, NOT_MET),
        (ONE_CELL, {"recurrent_by_hand": True}, SUSPECTED),
        # One of bare tensors is no module, and not seen.
        (DEEP, {"recurrent_by_hand": True}, SUSPECTED),
    ],
)
def test_a_design_is_told_from_its_layers(
    layers: str, asked: dict[str, Any], outcome: Outcome
) -> None:
    told = design(case(networks=(network(layers=layers),)), **asked)

    assert told.outcome is outcome


def test_steps_with_the_same_weights_are_a_recurrent_network_by_hand() -> None:
    one = network(layers=BY_HAND, parameters=458)

    assert design(case(networks=(one,)), recurrent_by_hand=True).outcome is MET


def test_one_network_of_several_suffices() -> None:
    nets = (network("n1"), network("n2", DEEP))

    told = design(case(networks=nets), inputs=784, outputs=10, hidden_at_least=2)

    assert told.outcome is MET
    assert DEEP in told.facts[-1].text


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        (CUT_SHORT, SUSPECTED),
        ({"dormant": (at(3, 1),)}, SUSPECTED),
        ({"networks": (network(steps=0),)}, SUSPECTED),
        ({"networks": (network(method="hooks: no graph"),)}, SUSPECTED),
        ({"networks": (network(), UNSEEN)}, OPEN),
        ({"training": (trained(of=""),)}, SUSPECTED),
        ({"handed_in": code("w = torch.randn(784, 9, requires_grad=True)")}, SUSPECTED),
        ({"handed_in": code("parser = argparse.ArgumentParser()")}, SUSPECTED),
        ({"written_networks": (in_code(layers=DEEP),)}, OPEN),
        ({"networks": ()}, OPEN),
    ],
)
def test_a_design_that_may_be_there_costs_nothing(parts: dict[str, Any], outcome: Outcome) -> None:
    told = design(case(**parts), inputs=784, outputs=10, hidden_at_least=2)

    assert told.outcome is outcome


def test_a_design_may_be_asked_for_on_some_data_only() -> None:
    seen = network().input
    assert seen is not None
    other = replace(seen, data_set="a2/clothing train")
    nets = (network(layers=DEEP, input=other),)

    told = design(case(networks=nets), outputs=10, hidden_at_least=2, data="a2/clothing-noisy")

    assert told.outcome is SUSPECTED


ASKED = (required("wide", WIDE), required("shallow", SHALLOW))


@pytest.mark.parametrize(
    ("layers", "outcome", "words"),
    [
        (WIDE, MET, ""),
        ("784 -> 256 -> relu -> 100 -> relu -> 10", MET, ""),
        ("784 -> 128 -> relu -> 10", NOT_MET, "wider, but not deeper"),
        ("784 -> 32 -> relu -> 32 -> relu -> 10", NOT_MET, "deeper, but not wider"),
        ("784 -> 16 -> relu -> 10", NOT_MET, "neither wider nor deeper"),
        # Whether this is wider is a matter of opinion.
        (DEEP, SUSPECTED, "behind its first hidden layer"),
    ],
)
def test_wider_as_well_as_deeper(layers: str, outcome: Outcome, words: str) -> None:
    nets = (network("n1"), network("n2", layers))

    told = wider_and_deeper(case(*ASKED, networks=nets), network="wide", than="shallow")

    assert told.outcome is outcome
    assert words in told.reason


def test_what_is_wider_and_deeper_may_be_any_network_of_these_ends() -> None:
    nets = (network("n1"), network("n2", DEEP), network("n3", "784 -> 400 -> relu -> 90 -> 10"))

    told = wider_and_deeper(case(*ASKED, networks=nets), network="wide", than="shallow")

    assert told.outcome is MET


@pytest.mark.parametrize(
    ("heading", "outcome"),
    [("4.1", SUSPECTED), ("3.1", MET), ("", MET)],
)
def test_a_network_of_another_question_is_no_plain_answer_beside_the_question_s_own(
    heading: str, outcome: Outcome
) -> None:
    own = network("n2", "784 -> 32 -> relu -> 32 -> relu -> 10", place=at(2))
    nets = (network("n1"), own, network("n3", "784 -> 400 -> relu -> 90 -> 10", place=at(5)))
    parts = HandedIn(
        sources=(
            Source(place=at(2), text="own", question="3.2"),
            Source(place=at(5), text="other", question=heading),
        )
    )

    asked = case(*ASKED, networks=nets, handed_in=parts)
    told = wider_and_deeper(asked, network="wide", than="shallow", question=("3.2",))

    assert told.outcome is outcome
    assert outcome is MET or "not wider" in told.reason
    assert outcome is MET or "question 4.1" in told.reason


@pytest.mark.parametrize("parts", [CUT_SHORT, {"dormant": (at(2, 1),)}])
def test_a_wider_network_that_may_not_have_run_costs_nothing(parts: dict[str, Any]) -> None:
    nets = (network("n1"), network("n2", "784 -> 128 -> relu -> 10"))

    told = wider_and_deeper(case(*ASKED, networks=nets, **parts), network="wide", than="shallow")

    assert told.outcome is SUSPECTED


def test_without_another_network_there_is_nothing_to_compare() -> None:
    told = wider_and_deeper(case(*ASKED), network="wide", than="shallow")

    assert told.outcome is SUSPECTED


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({"training": (trained(weight_decay=0.01),)}, MET),
        ({"training": (trained(label_smoothing=0.3),)}, MET),
        (
            {
                "networks": (network(layers="784 -> 32 -> relu -> dropout 0.5 -> 10"),),
                "training": (trained(),),
            },
            MET,
        ),
        ({"training": (written(weight_decay=0.01),), "written_networks": (in_code(),)}, MET),
        ({"training": (trained(),)}, SUSPECTED),
        ({"training": (trained(),), **CUT_SHORT}, OPEN),
        ({"training": (trained(),), "handed_in": code("if epochs > patience: break")}, OPEN),
        (
            {
                "training": (trained(),),
                "accounts": (account(claim("regularisation", "early stopping")),),
            },
            OPEN,
        ),
    ],
)
def test_a_remedy_is_seen_in_a_training_and_never_certain_to_be_missing(
    parts: dict[str, Any], outcome: Outcome
) -> None:
    told = regularised(case(**parts), inputs=784, outputs=10)

    assert told.outcome is outcome


def test_only_the_asked_remedies_count() -> None:
    one = case(training=(trained(weight_decay=0.01),))

    assert regularised(one, kinds=("dropout",)).outcome is not MET
