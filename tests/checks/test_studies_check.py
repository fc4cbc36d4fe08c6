"""The check that runs were made that differ in one thing only."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from grader.checks.runs.studies import study
from grader.records import Evidence, Kind, Outcome, Training
from tests.checks.trained import (
    CUT_SHORT,
    SHALLOW,
    account,
    at,
    case,
    claim,
    code,
    in_code,
    network,
    required,
    trained,
    under,
    written,
)

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
SUSPECTED, OPEN = Outcome.SUSPECTED, Outcome.OPEN
RATES = (Decimal("0.1"), Decimal("0.01"), Decimal("1e-3"))


def runs_with(setting: str, *values: Any, **others: Any) -> tuple[Training, ...]:
    return tuple(
        trained(run=f"t{number}", **{setting: value, **others})
        for number, value in enumerate(values, start=1)
    )


def test_runs_that_differ_in_nothing_but_the_asked_values_are_a_study() -> None:
    one = case(required(), training=runs_with("learning_rate", 0.1, 0.01, 0.001))

    told = study(one, over="learning_rate", network="shallow", values=RATES)

    assert told.outcome is MET
    assert told.facts[0].text == "learning rate 0.1; 0.01; 0.001"
    assert told.facts[1].text == "learning rate 0.1; 0.01; 0.001"


def test_a_value_that_nobody_tried_is_named() -> None:
    one = case(required(), training=runs_with("learning_rate", 0.1, 0.01))

    told = study(one, over="learning_rate", network="shallow", values=RATES)

    assert told.outcome is NOT_MET
    assert told.reason == "No run was seen with 0.001."


def test_code_that_is_seen_to_have_trained_another_network_is_no_doubt() -> None:
    conv = network("n2", "784 -> 100 -> relu -> 10")
    other = trained("n2", "t9", learning_rate=0.05, place=at(5), cells=(5,))
    ran = (*runs_with("learning_rate", 0.1, 0.01), other)
    twin = replace(written("?"), learning_rate=0.05, place=at(5, 3))
    stranger = replace(written("?"), learning_rate=0.05, place=at(7, 3))

    def told(one: Training) -> Outcome:
        made = case(required(), networks=(network(), conv), training=(*ran, one))
        return study(made, over="learning_rate", network="shallow", values=RATES).outcome

    assert told(twin) is NOT_MET
    assert told(stranger) is Outcome.SUSPECTED


def test_so_many_values_may_be_asked_instead() -> None:
    one = case(required(), training=runs_with("batch_size", 1, 4, 500))

    assert study(one, over="batch_size", network="shallow", at_least=3).outcome is MET
    told = study(one, over="batch_size", network="shallow", at_least=4)
    assert told.outcome is NOT_MET
    assert told.reason == "3 of 4 values were seen."


def test_each_value_may_be_asked_for_in_several_runs() -> None:
    decays = (Decimal("1e-3"), Decimal("1e-4"))
    thrice = runs_with("weight_decay", 1e-3, 1e-3, 1e-3, 1e-4, 1e-4, 1e-4)

    settings: dict[str, Any] = {"over": "weight_decay", "values": decays, "runs_each": 3}
    whole = study(case(required(), training=thrice), network="shallow", **settings)
    short = study(case(required(), training=thrice[:-1]), network="shallow", **settings)

    assert whole.outcome is MET
    assert short.outcome is NOT_MET
    assert "0.0001 (2 of 3 runs)" in short.reason


def test_runs_that_differ_in_something_else_are_for_a_person() -> None:
    runs = (
        trained(run="t1", learning_rate=0.1, batch_size=4),
        trained(run="t2", learning_rate=0.01, batch_size=64),
        trained(run="t3", learning_rate=0.001),
    )
    one = case(required(), training=runs)

    told = study(one, over="learning_rate", network="shallow", values=RATES)

    assert told.outcome is SUSPECTED
    assert told.reason == "The runs differ in more than the learning rate: batch size."
    ignoring = study(
        one, over="learning_rate", network="shallow", values=RATES, ignore=("batch_size",)
    )
    assert ignoring.outcome is MET


def test_other_runs_beside_a_study_do_not_spoil_it() -> None:
    runs = (
        *runs_with("learning_rate", 0.1, 0.01, 0.001),
        trained(run="t9", learning_rate=0.5, batch_size=7, optimizer="adam"),
    )

    told = study(case(required(), training=runs), over="learning_rate", values=RATES)

    assert told.outcome is MET


DOUBTS: dict[str, dict[str, Any]] = {
    "a statement of the value": {"accounts": (account(claim("learning_rate", 0.001)),)},
    "a result under the value": {"accounts": (account(under("learning_rate", "0.001")),)},
    "a comment": {"handed_in": code("lr = 0.01  # lr 1e-3 was too slow")},
    "a line of the write-up": {"accounts": (account(text="For η = .001 it did not converge."),)},
    "a power of ten": {"accounts": (account(text="A learning rate of $10^{-3}$ is slow."),)},
    "options of a script": {"handed_in": code("parser = argparse.ArgumentParser()")},
    "no write-up was read": {"accounts": ()},
    "a limit of ours": CUT_SHORT,
    "weights of a file": {"networks": (network(loaded_from="lr0.001.pt"),)},
}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_no_deduction_where_the_missing_run_may_have_been_made(doubt: str) -> None:
    parts = {"training": runs_with("learning_rate", 0.1, 0.01), **DOUBTS[doubt]}

    told = study(case(required(), **parts), over="learning_rate", network="shallow", values=RATES)

    assert told.outcome is SUSPECTED


def test_what_we_did_not_let_run_is_met_as_the_code_says_it() -> None:
    parts: dict[str, Any] = {
        "training": (
            trained(learning_rate=0.1),
            *(written(learning_rate=rate) for rate in (0.1, 0.01, 0.001)),
        ),
        "written_networks": (in_code(),),
    }

    cut = study(case(required(), **parts, **CUT_SHORT), over="learning_rate", values=RATES)
    whole = study(case(required(), **parts), over="learning_rate", values=RATES)

    assert cut.outcome is MET
    assert whole.outcome is OPEN


def test_widths_and_activations_are_told_from_the_layers() -> None:
    layers = ["784 -> 32 -> relu -> 10", "784 -> 128 -> relu -> 10", "784 -> 32 -> sigmoid -> 10"]
    nets = tuple(network(f"n{at}", text) for at, text in enumerate(layers))
    runs = tuple(trained(f"n{at}", f"t{at}") for at in range(3))
    one = case(required(), networks=nets, training=runs)

    widths = (Decimal(32), Decimal(128))
    assert study(one, over="width", network="shallow", values=widths).outcome is MET
    words = ("relu", "sigmoid")
    assert study(one, over="activation", network="shallow", values=words).outcome is MET
    more = study(one, over="width", network="shallow", values=(*widths, Decimal(512)))
    assert more.outcome is NOT_MET
    assert "512" in more.reason


def test_a_network_without_activations_is_a_value_too() -> None:
    nets = (network("n1"), network("n2", "784 -> 32 -> 10"))
    runs = (trained("n1", "t1"), trained("n2", "t2"))

    told = study(
        case(required(), networks=nets, training=runs), over="activation", values=("none", "relu")
    )

    assert told.outcome is MET


def test_several_hidden_widths_are_written_as_a_product() -> None:
    nets = (network("n1", "784 -> 500 -> relu -> 300 -> relu -> 10"),)

    told = study(
        case(networks=nets, training=(trained(),)),
        over="width",
        inputs=784,
        outputs=10,
        values=("500x300",),
        at_least=1,
    )

    assert told.outcome is MET


def test_losses_may_be_compared_though_a_softmax_at_the_end_goes_with_one() -> None:
    nets = (network("n1"), network("n2", f"{SHALLOW} -> softmax"))
    runs = (trained("n1", "t1"), trained("n2", "t2", loss="mse"))

    told = study(
        case(required(), networks=nets, training=runs),
        over="loss",
        network="shallow",
        values=("cross_entropy", "mse"),
    )

    assert told.outcome is MET


def test_augmentation_is_only_read_in_the_code() -> None:
    crop = "RandomResizedCrop(32), ToTensor()"
    runs = (
        trained(run="t1", cells=(0,)),
        trained(run="t2", cells=(1,), place=at(1)),
        written(transforms="ToTensor()"),
        written(transforms=crop),
    )
    moved = (*runs[:3], Training(**{**_fields(runs[3]), "place": at(1, 3)}))
    known: dict[str, Any] = {"written_networks": (in_code(),)}

    both = case(required(), training=moved, **known)
    plain = case(required(), training=runs[:1], **known)

    assert study(both, over="augmentation", network="shallow").outcome is MET
    assert study(plain, over="augmentation", network="shallow").outcome is OPEN


def _fields(training: Training) -> dict[str, Any]:
    return {name: getattr(training, name) for name in Training.__slots__}


def test_a_scheduler_may_be_compared_with_a_constant_rate() -> None:
    runs = (trained(run="t1"), trained(run="t2", schedule="step 80 x0.1"))

    told = study(case(required(), training=runs), over="scheduler", network="shallow")

    assert told.outcome is MET


def test_nothing_seen_is_no_study_that_is_missing() -> None:
    nothing = case(required(), networks=(), training=())

    told = study(nothing, over="learning_rate", network="shallow", values=RATES)

    assert told.outcome in (OPEN, SUSPECTED)


def test_a_search_over_thousands_of_settings_takes_no_time() -> None:
    runs = tuple(
        trained(run=f"t{at}", learning_rate=0.1 / (at + 1), batch_size=at + 1)
        for at in range(2_000)
    )
    one = case(required(), training=runs)

    assert isinstance(one.evidence, Evidence)
    told = study(one, over="learning_rate", network="shallow", at_least=3)

    assert told.outcome is SUSPECTED
    assert told.facts[1].kind is Kind.OBSERVED
