"""Recurrent networks: whether a step has one bias, and trainings of them alone."""

from decimal import Decimal
from typing import Any

import pytest

from grader.checks.networks.recurrent import one_bias
from grader.checks.runs.trainings import training
from grader.records import Outcome
from tests.checks.trained import case, code, network, required, trained

STEP = "64 in=10 -> 64 nobias -> op:add -> tanh"
ONE = f"10 -> 64 -> tanh -> {STEP} -> {STEP} -> 10"
TWO_MAPS = ONE.replace("64 nobias", "64")
TWO_VECTORS = (
    "10 -> 64 -> tanh -> 64 nobias in=10 -> op:add:64 -> 64 nobias in=64 -> op:add -> op:add:64"
    " -> tanh -> 10"
)
WEIGHTS = 64 * 10 + 64 * 64 + 64 * 10 + 10
MLP = "3072 -> 3000 -> sigmoid -> 10"


def told_of_biases(layers: str, learnt: int, **changes: Any) -> Outcome:
    return one_bias(case(networks=(network(layers=layers, parameters=learnt, **changes),))).outcome


@pytest.mark.parametrize(
    ("layers", "learnt", "outcome"),
    [
        (ONE, WEIGHTS + 64, Outcome.MET),
        (TWO_MAPS, WEIGHTS + 128, Outcome.NOT_MET),
        (TWO_VECTORS, WEIGHTS + 128, Outcome.NOT_MET),
        # A first state that is learnt has as many values as a bias.
        (ONE, WEIGHTS + 128, Outcome.MET),
        ("4x10 -> rnn 64 -> 10", WEIGHTS + 128, Outcome.OPEN),
        (MLP, 9_249_010, Outcome.OPEN),
    ],
)
def test_two_biases_that_add_up_to_one_are_one_too_many(
    layers: str, learnt: int, outcome: Outcome
) -> None:
    assert told_of_biases(layers, learnt) is outcome


def test_layers_that_no_graph_shows_prove_no_second_bias() -> None:
    assert told_of_biases(TWO_MAPS, WEIGHTS + 128, method="hooks") is Outcome.SUSPECTED


def test_one_network_with_one_bias_is_enough() -> None:
    both = (
        network("n1", TWO_MAPS, parameters=WEIGHTS + 128),
        network("n2", ONE, parameters=WEIGHTS + 64),
    )

    assert one_bias(case(networks=both)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("rate", "outcome"), [(0.05, Outcome.MET), (0.001, Outcome.NOT_MET)], ids=["asked", "other"]
)
def test_runs_of_recurrent_networks_are_told_from_others_with_the_same_classes(
    rate: float, outcome: Outcome
) -> None:
    networks = (network("n1", MLP), network("n2", ONE, parameters=WEIGHTS + 64))
    runs = (
        trained("n1", "t1", optimizer="adam", learning_rate=0.05),
        trained("n2", "t2", optimizer="rmsprop", learning_rate=rate),
    )

    told = training(
        case(networks=networks, training=runs),
        recurrent=True,
        outputs=10,
        learning_rate=(Decimal("0.05"),),
    )

    assert told.outcome is outcome


@pytest.mark.parametrize(
    ("asked", "found", "outcome"),
    [
        ("step 100 x0.1", "multistep 100,200 x0.1", Outcome.MET),
        ("step 100 x0.1", "multistep 100,200,300 x0.1", Outcome.MET),
        ("multistep 100 x0.1", "step 150 x0.1", Outcome.NOT_MET),
        ("step 100 x0.1", "multistep 100 x0.1", Outcome.SUSPECTED),
        ("step 100 x0.1", "step 100 x0.5", Outcome.NOT_MET),
    ],
)
def test_schedules_that_fall_at_the_same_epochs_are_the_same(
    asked: str, found: str, outcome: Outcome
) -> None:
    run = trained(schedule=found, scheduler_steps=300, epochs=300, epochs_finished=300)

    told = training(
        case(required(), training=(run,), handed_in=code()), network="shallow", schedule=asked
    )

    assert told.outcome is outcome
