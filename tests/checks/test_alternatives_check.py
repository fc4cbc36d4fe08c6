"""Networks that may have one of several forms, and guessing among few classes."""

from dataclasses import replace

import pytest

from grader.checks.curves import at_chance
from grader.checks.networks.asked import architecture
from grader.records import Outcome
from tests.checks.drawn import curves, line
from tests.checks.trained import case, network, required, trained

RELU = required("relu", "2 -> 20 -> relu -> 2")
SIGMOID = required("sigmoid", "2 -> 20 -> sigmoid -> 2")


@pytest.mark.parametrize(
    ("layers", "outcome"),
    [
        ("2 -> 20 -> relu -> 2", Outcome.MET),
        ("2 -> 20 -> sigmoid -> 2", Outcome.MET),
        ("2 -> 20 -> sigmoid -> 2 -> softmax", Outcome.MET),
        ("2 -> 30 -> relu -> 2", Outcome.NOT_MET),
        ("2 -> 30 -> sigmoid -> 2", Outcome.NOT_MET),
        ("2 -> 20 -> tanh -> 2", Outcome.NOT_MET),
        ("2 -> 20 -> relu -> 20 -> relu -> 2", Outcome.NOT_MET),
        # Something else altogether: nothing was matched.
        ("784 -> 10", Outcome.SUSPECTED),
    ],
)
def test_any_alternative_will_do_and_none_is_certain_to_be_wrong(
    layers: str, outcome: Outcome
) -> None:
    built = case(RELU, SIGMOID, networks=(network(layers=layers),), training=(trained(),))

    told = architecture(built, network="relu", alternatives=("sigmoid",))

    assert told.outcome is outcome


def test_an_alternative_that_may_not_have_been_seen_leaves_doubt() -> None:
    unclear = replace(network("n2"), layers="", parameters=102, input=None)
    built = case(
        RELU, SIGMOID, networks=(network(layers="2 -> 30 -> relu -> 2"), unclear), training=()
    )

    told = architecture(built, network="relu", alternatives=("sigmoid",))

    assert told.outcome in (Outcome.SUSPECTED, Outcome.OPEN)


@pytest.mark.parametrize(
    ("reached", "outcome"),
    [(50.0, Outcome.MET), (58.0, Outcome.SUSPECTED), (90.0, Outcome.NOT_MET)],
)
def test_of_two_classes_ninety_per_cent_is_no_guessing(reached: float, outcome: Outcome) -> None:
    drawn = curves(line([reached] * 20, "test accuracy"), x="epoch", y="accuracy [%]")
    seen = case(
        networks=(network(layers="2 -> 20 -> relu -> 2"),), training=(trained(),), plots=(drawn,)
    )

    assert at_chance(seen, classes=2, inputs=2, outputs=2).outcome is outcome
