"""The check that a known mistake was not made."""

from dataclasses import replace
from typing import Any

import pytest

from grader.checks.code.mistakes import MISTAKE_NAMES, mistake
from grader.collect.mistakes import NAMES
from grader.records import Kind, Mistake, Outcome
from tests.checks.trained import CUT_SHORT, DEEP, at, case, cells, network, required, trained

SOFTMAX = "softmax-before-cross-entropy"


def made(kind: Kind, name: str = SOFTMAX) -> Mistake:
    return Mistake(name=name, sentence="A softmax is taken twice.", kind=kind, place=at(3))


def test_every_known_mistake_can_be_asked_for() -> None:
    assert set(MISTAKE_NAMES) == NAMES


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (Kind.OBSERVED, Outcome.NOT_MET),
        (Kind.WRITTEN, Outcome.SUSPECTED),
        (Kind.CLAIMED, Outcome.SUSPECTED),
    ],
)
def test_only_what_happened_is_certain(kind: Kind, outcome: Outcome) -> None:
    told = mistake(case(mistakes=(made(kind),)), names=(SOFTMAX,))

    assert told.outcome is outcome
    assert told.facts[0].place == at(3)
    assert told.reason.startswith("A softmax is taken twice")


def test_another_mistake_is_not_this_one() -> None:
    one = case(mistakes=(made(Kind.OBSERVED, "inputs-not-scaled"),), training=(trained(),))

    assert mistake(one, names=(SOFTMAX,)).outcome is Outcome.MET
    assert mistake(one, names=(SOFTMAX, "inputs-not-scaled")).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        ({}, Outcome.MET),
        ({"training": (trained(),), **CUT_SHORT}, Outcome.MET),
        (CUT_SHORT, Outcome.OPEN),
        ({"notebooks": cells()}, Outcome.OPEN),
    ],
)
def test_what_was_not_seen_was_not_made_if_anything_was_trained(
    parts: dict[str, Any], outcome: Outcome
) -> None:
    assert mistake(case(**parts), names=(SOFTMAX,)).outcome is outcome


def test_a_layer_that_is_never_used_is_certain_where_the_network_holds_more_values() -> None:
    unused = (made(Kind.WRITTEN, "layer-never-used"),)
    fat = network(parameters=26_000)

    read = mistake(case(mistakes=unused), names=("layer-never-used",))
    held = mistake(case(mistakes=unused, networks=(fat,)), names=("layer-never-used",))

    assert read.outcome is Outcome.SUSPECTED
    assert held.outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("networks", "outcome"),
    [(("n1",), Outcome.NOT_MET), (("n2",), Outcome.MET), ((), Outcome.SUSPECTED)],
)
def test_a_mistake_with_another_network_is_none_of_the_one_that_is_asked_about(
    networks: tuple[str, ...], outcome: Outcome
) -> None:
    one = replace(made(Kind.OBSERVED), networks=networks)
    nets = (network("n1"), network("n2", DEEP))
    asked = case(required(), networks=nets, mistakes=(one,), training=(trained(),))

    assert mistake(asked, names=(SOFTMAX,), network="shallow").outcome is outcome
    assert mistake(asked, names=(SOFTMAX,)).outcome is Outcome.NOT_MET


def test_a_mistake_that_something_else_may_explain_costs_nothing_and_says_what() -> None:
    one = replace(made(Kind.OBSERVED), doubt="the pictures repeat themselves")

    told = mistake(case(mistakes=(one,)), names=(SOFTMAX,))

    assert told.outcome is Outcome.SUSPECTED
    assert "the pictures repeat themselves" in told.reason
