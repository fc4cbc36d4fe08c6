"""A run that was no training, and code that was never called, are no training; both may be told."""

from typing import Any

import pytest

from grader.checks.runs.trainings import regime, training
from grader.records import (
    CellOutcome,
    Kind,
    Measurement,
    NoTraining,
    Outcome,
    Place,
    Regime,
)
from tests.checks.trained import (
    CUT_SHORT,
    at,
    case,
    cells,
    in_code,
    network,
    required,
    trained,
    written,
)

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
SUSPECTED, OPEN = Outcome.SUSPECTED, Outcome.OPEN
DORMANT: tuple[Place, ...] = (at(0, 1),)


def none(*, certain: bool, **changes: Any) -> tuple[NoTraining, ...]:
    why = "its 1,000 steps changed no weight"
    return (NoTraining(training=trained(**changes), why=why, found="the same", certain=certain),)


def score(value: float) -> tuple[Measurement, ...]:
    made = Measurement(
        network="n1",
        task="a2/clothing",
        metric="accuracy",
        value=value,
        examples=5_000,
        kind=Kind.MEASURED,
        place=at(0),
    )
    return (made,)


@pytest.mark.parametrize("certain", [True, False])
def test_a_run_that_trained_nothing_is_suspected_with_both_sides(*, certain: bool) -> None:
    given = case(required(), no_trainings=none(certain=certain))

    answer = training(given, network="shallow")

    assert answer.outcome is SUSPECTED
    assert "changed no weight" in answer.reason
    assert {"Recorded", "Found"} <= {fact.label for fact in answer.facts}


def test_a_run_that_trained_nothing_does_not_speak_for_the_code_that_says_so() -> None:
    saved = network(loaded_from="done.pt")
    given = case(
        required(),
        networks=(saved,),
        no_trainings=none(certain=True),
        training=(written(),),
        written_networks=(in_code(),),
    )

    assert training(given, network="shallow").outcome is SUSPECTED


def test_beside_a_real_training_it_changes_nothing() -> None:
    given = case(required(), training=(trained(),), no_trainings=none(certain=True))

    assert training(given, network="shallow", epochs=50).outcome is MET
    assert training(given, network="shallow", epochs=90).outcome is NOT_MET


def test_what_contradicts_a_doubted_record_costs_nothing() -> None:
    given = case(
        required(),
        training=(trained(epochs=3, epochs_finished=3),),
        no_trainings=none(certain=False, run="t2"),
    )

    assert training(given, network="shallow", epochs=50).outcome is SUSPECTED


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        # Every cell ran to its end, and nothing trained it.
        ({}, SUSPECTED),
        ({"dormant": DORMANT}, SUSPECTED),
        # Something kept it from running, or from being seen.
        (CUT_SHORT, MET),
        ({"notebooks": cells(CellOutcome.OK, CellOutcome.RAISED)}, MET),
        ({**CUT_SHORT, "dormant": DORMANT}, MET),
        # Its weights were handed in: measured, they are as good as they are.
        ({"networks": (network(steps=0, loaded_from="best.pt"),)}, MET),
        ({"networks": (network(steps=0, loaded_from="b.pt"),), "measurements": score(84.0)}, MET),
        (
            {"networks": (network(steps=0, loaded_from="b.pt"),), "measurements": score(10.2)},
            SUSPECTED,
        ),
    ],
)
def test_training_that_is_only_written_is_met_where_something_kept_it_from_being_seen(
    parts: dict[str, Any], outcome: Outcome
) -> None:
    base: dict[str, Any] = {"training": (written(),), "written_networks": (in_code(),)}
    untrained = {"networks": (network(steps=0),)}

    given = case(required(), **(base | untrained | parts))

    assert training(given, network="shallow").outcome is outcome


def test_commented_code_beside_weights_that_it_loads_is_believed_as_before() -> None:
    given = case(
        required(),
        networks=(network(steps=0, loaded_from="best.pt"),),
        training=(written(dormant=True),),
        written_networks=(in_code(),),
        dormant=DORMANT,
        measurements=score(85.0),
    )

    assert training(given, network="shallow").outcome is MET


def test_a_regime_is_not_met_by_a_run_that_trained_nothing() -> None:
    asked = Regime(
        optimizer="sgd",
        learning_rate=0.001,
        batch_size=128,
        epochs=50,
        loss="cross_entropy",
        momentum=0.9,
    )
    given = case(required(regime=asked), no_trainings=none(certain=True))

    assert regime(given, network="shallow").outcome is SUSPECTED
    trained_too = case(required(regime=asked), training=(trained(),), no_trainings=())
    assert regime(trained_too, network="shallow").outcome is MET


def test_of_another_network_it_says_nothing() -> None:
    other = none(certain=True, of="n9")
    given = case(required(), training=(trained(),), no_trainings=other)

    assert training(given, network="shallow").outcome is MET
