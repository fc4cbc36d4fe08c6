"""Checks on layers and numbers of parameters."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.checks.certainty import ENDING_WORDS, HARMLESS
from grader.checks.networks.asked import architecture, parameter_count
from grader.records import (
    Case,
    CellOutcome,
    CellRun,
    Ending,
    EndingName,
    Kind,
    Network,
    NotebookCells,
    Outcome,
    Place,
    RequiredNetwork,
)

Make = Callable[..., Any]
WRONG_WIDTH = "784 -> 32 -> relu -> 64 -> relu -> 64 -> relu -> 10"
NO_RELU = "784 -> 32 -> relu -> 64 -> 32 -> relu -> 10"
SHALLOW = "784 -> 32 -> relu -> 10"
DEEP = "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10"


@pytest.fixture
def deep(make_required: Callable[..., RequiredNetwork]) -> RequiredNetwork:
    return make_required()


def test_the_asked_layers_are_met(
    make_case: Callable[..., Case], make_network: Callable[..., Network], deep: RequiredNetwork
) -> None:
    answer = architecture(make_case(deep, networks=(make_network(),)), network="deep")

    assert answer.outcome is Outcome.MET
    assert [fact.label for fact in answer.facts] == ["Asked", "Found"]
    assert "29,642 parameters" in answer.facts[1].text
    assert answer.facts[1].kind is Kind.MEASURED


@pytest.mark.parametrize("layers", [WRONG_WIDTH, NO_RELU, DEEP.replace("32 -> relu", "32", 1)])
def test_other_layers_are_not_met_when_everything_was_seen(
    make_case: Make, make_network: Make, deep: RequiredNetwork, layers: str
) -> None:
    case = make_case(deep, networks=(make_network(layers),))

    answer = architecture(case, network="deep")

    assert answer.outcome is Outcome.NOT_MET
    assert answer.reason
    assert [fact.label for fact in answer.facts] == ["Asked", "Found"]


def test_code_that_did_not_run_may_hold_the_network_that_was_asked(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    # The right network's cell is often commented out, and another one is then the most similar.
    case = make_case(deep, networks=(make_network(WRONG_WIDTH),))
    dormant = (Place(file="a.ipynb", cell=7, line=1),)

    answer = architecture(
        replace(case, evidence=replace(case.evidence, dormant=dormant)), network="deep"
    )

    assert answer.outcome is Outcome.SUSPECTED
    assert "a.ipynb, cell 7, line 1" in answer.reason


def test_a_softmax_at_the_end_is_met_with_a_remark(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    case = make_case(deep, networks=(make_network(f"{DEEP} -> softmax"),))

    answer = architecture(case, network="deep")

    assert answer.outcome is Outcome.MET
    assert "softmax at the end" in answer.reason


@pytest.mark.parametrize(
    ("end", "outcome"), [("softmax", Outcome.NOT_MET), ("logsoftmax", Outcome.MET)]
)
def test_a_rubric_may_forbid_the_softmax_but_not_the_log_softmax(
    make_case: Make, make_network: Make, deep: RequiredNetwork, end: str, outcome: Outcome
) -> None:
    case = make_case(deep, networks=(make_network(f"{DEEP} -> {end}"),))

    assert architecture(case, network="deep", allow_softmax=False).outcome is outcome


@pytest.mark.parametrize("name", sorted(set(EndingName) - HARMLESS))
def test_wrong_layers_are_only_suspected_after_a_bad_ending(
    make_case: Make, make_network: Make, make_ending: Make, deep: RequiredNetwork, name: EndingName
) -> None:
    # The right network may stand in a cell that never ran.
    case = make_case(deep, networks=(make_network(NO_RELU),), endings=(make_ending(name),))

    answer = architecture(case, network="deep")

    assert answer.outcome is Outcome.SUSPECTED
    assert ENDING_WORDS[name] in answer.reason


@pytest.mark.parametrize("outcome", sorted(set(CellOutcome) - {CellOutcome.OK}))
def test_wrong_layers_are_only_suspected_after_a_cell_that_failed(
    make_case: Make, make_network: Make, deep: RequiredNetwork, outcome: CellOutcome
) -> None:
    cells = (
        CellRun(index=0, outcome=CellOutcome.OK, seconds=1.0),
        CellRun(index=1, outcome=outcome, seconds=1.0),
    )
    notebooks = (NotebookCells(path="a2.ipynb", cells=cells),)
    case = make_case(deep, networks=(make_network(NO_RELU),), notebooks=notebooks, endings=())

    assert architecture(case, network="deep").outcome is Outcome.SUSPECTED


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "hooks: export failed"},
        {"method": "code"},
        {"layers": DEEP.replace("relu", "op:mul", 1)},
        {"layers": "784 -> 500 -> relu -> 10"},
        {"layers": f"{DEEP} -> sigmoid"},
        {"layers": DEEP.replace("relu", "relu -> dropout 0.5", 1)},
        {"layers": WRONG_WIDTH.replace("784", "785", 1)},
        {"layers": WRONG_WIDTH, "steps": 0},
    ],
)
def test_a_difference_that_may_be_none_is_only_suspected(
    make_case: Make, make_network: Make, deep: RequiredNetwork, changes: dict[str, Any]
) -> None:
    layers = changes.pop("layers", NO_RELU)
    case = make_case(deep, networks=(make_network(layers, **changes),))

    assert architecture(case, network="deep").outcome is Outcome.SUSPECTED


def test_another_network_that_was_not_understood_may_be_the_right_one(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    unclear = replace(make_network(DEEP, id="n2"), layers="")
    case = make_case(deep, networks=(make_network(NO_RELU), unclear))

    assert architecture(case, network="deep").outcome is Outcome.SUSPECTED


def test_a_network_that_was_read_in_the_code_only_is_open(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    written = make_network(kind=Kind.WRITTEN, method="code")

    for check in (architecture, parameter_count):
        assert check(make_case(deep, networks=(written,)), network="deep").outcome is Outcome.OPEN


def test_a_missing_network_is_suspected_only_when_all_was_seen(
    make_case: Make, make_network: Make, make_ending: Make, deep: RequiredNetwork
) -> None:
    other = make_network("4096 -> 16 -> relu -> 4096")
    whole = make_case(deep, networks=(other,))
    cut = make_case(deep, networks=(other,), endings=(make_ending(EndingName.WALL_TIME),))
    empty = make_case(deep)

    for check in (architecture, parameter_count):
        assert check(whole, network="deep").outcome is Outcome.SUSPECTED
        assert check(cut, network="deep").outcome is Outcome.OPEN
        assert check(empty, network="deep").outcome is Outcome.OPEN


def test_the_right_number_of_parameters_is_met_though_a_relu_is_missing(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    case = make_case(deep, networks=(make_network(NO_RELU),))

    assert parameter_count(case, network="deep").outcome is Outcome.MET


def test_a_wrong_number_of_parameters_is_not_met(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    answer = parameter_count(make_case(deep, networks=(make_network(WRONG_WIDTH),)), network="deep")

    assert answer.outcome is Outcome.NOT_MET
    assert answer.reason == "The network has 2,400 learnt values more than asked."


def test_missing_biases_are_recognised_in_the_count(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    bare = DEEP.replace("32 ->", "32 nobias ->").replace("64 ->", "64 nobias ->") + " nobias"

    answer = parameter_count(make_case(deep, networks=(make_network(bare),)), network="deep")

    assert any("without the biases" in fact.text for fact in answer.facts)


@pytest.mark.parametrize(("count", "word"), [(30_000, "never used"), (29_000, "shared")])
def test_a_count_that_the_running_layers_do_not_explain_is_suspected(
    make_case: Make, make_network: Make, deep: RequiredNetwork, count: int, word: str
) -> None:
    case = make_case(deep, networks=(make_network(parameters=count),))

    answer = parameter_count(case, network="deep")

    assert answer.outcome is Outcome.SUSPECTED
    assert word in answer.reason


def test_a_wrong_count_is_only_suspected_after_a_bad_ending(
    make_case: Make, make_network: Make, make_ending: Make, deep: RequiredNetwork
) -> None:
    endings: tuple[Ending, ...] = (make_ending(EndingName.MEMORY),)
    case = make_case(deep, networks=(make_network(WRONG_WIDTH),), endings=endings)

    assert parameter_count(case, network="deep").outcome is Outcome.SUSPECTED


def test_a_count_is_right_when_one_of_the_same_layers_has_it(
    make_case: Make, make_network: Make, deep: RequiredNetwork
) -> None:
    case = make_case(deep, networks=(make_network(id="n2", parameters=30_000), make_network()))

    assert parameter_count(case, network="deep").outcome is Outcome.MET


def test_every_ending_that_hides_something_has_its_words() -> None:
    assert set(ENDING_WORDS) == set(EndingName) - HARMLESS
