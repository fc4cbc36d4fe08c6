"""Networks that give pictures back: a bad value takes points only where nothing explains it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.checks.measured.denoising import denoises, outputs_differ, reconstructs
from grader.checks.measured.weights import weights_learn_structure
from grader.records import (
    Answer,
    Case,
    DataUsed,
    Expected,
    HandedIn,
    Kind,
    Measurement,
    Outcome,
    Place,
    Regime,
    Training,
)

HERE = Place(file="a2.ipynb", cell=0)
LAYERS = "4096 -> 64 -> relu -> 4096"
REGIME = Regime(optimizer="adam", learning_rate=1e-4, batch_size=64, epochs=300, loss="mse")
HONEST = {
    "spread_of_reconstructions": 0.48, "unexplained": 0.7, "eigenface_error_ratio": 4.6,
    "denoised_0.4": 0.37, "denoised_0.9": 0.19, "denoised_zeroed": 0.47,
    "weight_smoothness": 0.95, "units_with_structure": 0.9,
}  # fmt: skip
ONE_FACE = HONEST | {"spread_of_reconstructions": 0.001, "unexplained": 1.01,
                     "eigenface_error_ratio": 14.0, "weight_smoothness": 0.0,
                     "units_with_structure": 0.0}  # fmt: skip
CHECKS = {
    "outputs_differ": outputs_differ,
    "reconstructs": reconstructs,
    "denoises": denoises,
    "weights_learn_structure": weights_learn_structure,
}


@pytest.fixture
def make(make_case: Any, make_required: Any, make_network: Any) -> Callable[..., Case]:
    """A case with one autoencoder of these values, trained here unless `loaded` names a file."""

    def case(
        values: dict[str, float],
        *,
        reached: dict[str, float] | None = HONEST,
        epochs: int | None = 300,
        loaded: str = "",
        certain: bool = True,
        stand_in: bool = False,
        drawn: bool = False,
        **parts: Any,
    ) -> Case:
        figures = tuple(
            Expected(recipe="a2/autoencoder-64", metric=name, mean=value, deviation=0.01, runs=5,
                     data="olivetti")
            for name, value in (reached or {}).items()
        )  # fmt: skip
        required = make_required("ae", LAYERS, task="", regime=REGIME, figures=figures)
        network = make_network(LAYERS, steps=0 if loaded else 1_800, loaded_from=loaded)
        qualities = tuple(
            Measurement(network="n1", task="a2/faces", metric=name, value=value, examples=40,
                        kind=Kind.MEASURED, place=HERE, certain=certain, stand_in=drawn)
            for name, value in values.items()
        )  # fmt: skip
        training = Training(
            network="n1", optimizer="adam", learning_rate=1e-4, momentum=None, weight_decay=0.0,
            batch_size=64, epochs=epochs, loss="mse", schedule="constant", kind=Kind.OBSERVED,
            place=HERE,
        )  # fmt: skip
        given: dict[str, Any] = {
            "networks": (network,),
            "qualities": qualities,
            "training": () if loaded else (training,),
            "handed_in": HandedIn(files=("models/ae.pt",)),
            "data": DataUsed(name="Olivetti", stand_in=stand_in, digest="0"),
            # Trained or not, a network from a file counts as measured.
            "measurements": (
                Measurement(network="n1", task="x", metric="accuracy", value=1.0, examples=1,
                            kind=Kind.MEASURED, place=HERE),
            ),
        }  # fmt: skip
        made = make_case(required, **(given | parts))
        assert isinstance(made, Case)
        return made

    return case


def asked(name: str, case: Case) -> Answer:
    return CHECKS[name](case, network="ae")


@pytest.mark.parametrize("name", CHECKS)
def test_an_honest_network_meets_all(make: Callable[..., Case], name: str) -> None:
    assert asked(name, make(HONEST)).outcome is Outcome.MET


@pytest.mark.parametrize("name", CHECKS)
def test_one_face_for_all_is_suspected_where_the_reference_does_better(
    make: Callable[..., Case], name: str
) -> None:
    assert asked(name, make(ONE_FACE)).outcome is Outcome.SUSPECTED


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize(
    "changes",
    [
        {"reached": ONE_FACE},
        {"reached": None},
        {"epochs": 30},
        {"epochs": None},
        {"stand_in": True},
        {"drawn": True},
        {"data": None},
    ],
)
def test_what_this_machines_pictures_explain_is_left_open(
    make: Callable[..., Case], name: str, changes: dict[str, Any]
) -> None:
    assert asked(name, make(ONE_FACE, **changes)).outcome is Outcome.OPEN


def test_weights_that_were_handed_in_and_give_one_face_for_all_are_a_fault(
    make: Callable[..., Case],
) -> None:
    case = make(ONE_FACE, loaded="./models/ae.pt")

    assert outputs_differ(case, network="ae").outcome is Outcome.NOT_MET
    # Other faces than those of this machine it may give back well.
    assert reconstructs(case, network="ae").outcome is Outcome.SUSPECTED
    assert weights_learn_structure(case, network="ae").outcome is Outcome.SUSPECTED


def test_weights_that_the_run_itself_wrote_are_no_handed_in_ones(
    make: Callable[..., Case],
) -> None:
    case = make(ONE_FACE, loaded="best.pt")

    assert asked("outputs_differ", case).outcome is not Outcome.NOT_MET


def test_a_scaling_that_was_told_by_range_alone_decides_nothing(
    make: Callable[..., Case],
) -> None:
    case = make(ONE_FACE, loaded="models/ae.pt", certain=False)

    assert asked("outputs_differ", case).outcome is Outcome.SUSPECTED


def test_one_average_face_has_no_noise_and_yet_removes_none(make: Callable[..., Case]) -> None:
    answer = asked("denoises", make(ONE_FACE))

    assert "same picture" in answer.reason


def test_each_kind_of_noise_has_its_own_value(make: Callable[..., Case]) -> None:
    case = make(HONEST | {"denoised_0.9": 1.3})

    assert denoises(case, network="ae", noise="uniform 0.9").outcome is Outcome.SUSPECTED
    assert denoises(case, network="ae", noise="zeroed").outcome is Outcome.MET


@pytest.mark.parametrize("name", CHECKS)
def test_what_was_not_measured_is_open_with_the_reason(
    make: Callable[..., Case], name: str
) -> None:
    case = make({})
    why = Measurement(
        network="n1", task="a2/faces", metric="spread_of_reconstructions", value=None, examples=0,
        kind=Kind.MEASURED, place=HERE, note="not measured: training was left out, as asked",
    )  # fmt: skip
    case = replace(case, evidence=replace(case.evidence, qualities=(why,)))

    answer = asked(name, case)
    assert answer.outcome is Outcome.OPEN
    assert "training was left out" in answer.reason


def test_a_few_units_with_structure_suffice(make: Callable[..., Case]) -> None:
    values = HONEST | {"weight_smoothness": 0.0, "units_with_structure": 0.2}

    assert asked("weights_learn_structure", make(values)).outcome is Outcome.MET
