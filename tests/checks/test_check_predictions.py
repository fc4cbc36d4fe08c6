"""The accuracy check: above all, the many ways in which a low value decides nothing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from grader.checks.certainty import NOT_THEIRS
from grader.checks.measured.predictions import accuracy
from grader.records import (
    Case,
    Claim,
    DataUsed,
    EndingName,
    InputSeen,
    Kind,
    Outcome,
    Place,
    SavedValue,
)

Make = Callable[..., Any]
BAR = Decimal(84)
STAND_IN = DataUsed(name="stand-in", stand_in=True, digest="0")
NO_RELU = "784 -> 32 -> relu -> 64 -> 32 -> relu -> 10"


@pytest.fixture
def case_at(
    make_case: Make, make_required: Make, make_network: Make, make_measurement: Make
) -> Make:
    """A case with one network of the right layers that was measured at this accuracy."""

    def make(
        value: float | None,
        *,
        expected: object = None,
        network: dict[str, Any] | None = None,
        measurement: dict[str, Any] | None = None,
        **parts: Any,
    ) -> Case:
        networks = (make_network(**network or {}),)
        measurements = (make_measurement(value, **measurement or {}),)
        given = {"networks": networks, "measurements": measurements} | parts
        case: Case = make_case(make_required(expected=expected), **given)
        return case

    return make


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (84.4, Outcome.MET),
        (84.0, Outcome.MET),
        # Two standard errors on 60,000 examples are 0.3 points, a handout's figure is 0.2 off.
        (83.6, Outcome.MET),
        (83.4, Outcome.NOT_MET),
        (61.2, Outcome.NOT_MET),
    ],
)
def test_a_threshold_is_missed_only_beyond_chance(
    case_at: Make, value: float, outcome: Outcome
) -> None:
    answer = accuracy(case_at(value), network="deep", at_least=BAR)

    assert answer.outcome is outcome
    assert [fact.label for fact in answer.facts] == ["Expected", "Found"]
    assert answer.facts[0].text == "at least 84 %"
    assert "60,000 held-out examples" in answer.facts[1].text


def test_fewer_examples_leave_more_to_chance(case_at: Make) -> None:
    few = case_at(82.0, measurement={"examples": 1_000})

    assert accuracy(few, network="deep", at_least=BAR).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("value", "outcome"), [(83.8, Outcome.MET), (83.6, Outcome.MET), (83.2, Outcome.NOT_MET)]
)
def test_three_deviations_under_the_mean_of_the_reference_are_as_expected(
    case_at: Make, make_expected: Make, value: float, outcome: Outcome
) -> None:
    case = case_at(value, expected=make_expected())

    assert accuracy(case, network="deep", spreads_below=Decimal(3)).outcome is outcome
    assert accuracy(case, network="deep").outcome is outcome


def test_a_value_that_unlucky_reference_runs_have_too_is_only_suspected(
    case_at: Make, make_expected: Make
) -> None:
    case = case_at(83.0, expected=make_expected(mean=84.1, deviation=0.5))

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.SUSPECTED


def test_a_spread_of_too_few_reference_runs_decides_nothing(
    case_at: Make, make_expected: Make
) -> None:
    case = case_at(80.0, expected=make_expected(runs=2, deviation=0.0))

    assert accuracy(case, network="deep").outcome is Outcome.SUSPECTED


def test_of_two_thresholds_the_lower_one_counts(case_at: Make, make_expected: Make) -> None:
    case = case_at(80.0, expected=make_expected(mean=81.0, deviation=0.5))

    answer = accuracy(case, network="deep", at_least=BAR, spreads_below=Decimal(3))

    assert answer.outcome is Outcome.MET


@pytest.mark.parametrize(
    ("value", "data", "outcome"),
    [
        (70.0, "stand-in", Outcome.MET),
        (60.0, "stand-in", Outcome.NOT_MET),
        (60.0, "fashion-mnist", Outcome.OPEN),
        (99.0, "fashion-mnist", Outcome.OPEN),
    ],
)
def test_on_the_stand_in_only_its_own_reference_counts(
    case_at: Make, make_expected: Make, value: float, data: str, outcome: Outcome
) -> None:
    expected = make_expected(mean=70.0, deviation=0.5, data=data)
    case = case_at(value, expected=expected, data=STAND_IN)

    assert accuracy(case, network="deep", at_least=BAR).outcome is outcome


def test_on_the_stand_in_without_a_reference_nothing_is_decided(case_at: Make) -> None:
    assert (
        accuracy(case_at(5.0, data=STAND_IN), network="deep", at_least=BAR).outcome is Outcome.OPEN
    )


def test_the_stand_ins_reference_says_nothing_of_real_data(
    case_at: Make, make_expected: Make
) -> None:
    case = case_at(60.0, expected=make_expected(data="stand-in"))

    assert accuracy(case, network="deep").outcome is Outcome.OPEN


@pytest.mark.parametrize("broken", [float("nan"), float("inf")])
def test_a_reference_without_numbers_sets_no_threshold(
    case_at: Make, make_expected: Make, broken: float
) -> None:
    case = case_at(60.0, expected=make_expected(deviation=broken))

    assert accuracy(case, network="deep").outcome is Outcome.OPEN


@pytest.mark.parametrize(
    "measurement",
    [
        {"value": None, "note": "it could not be exported"},
        {"value": float("nan")},
        {"examples": 0},
        {"task": "a2/faces"},
        {"metric": "loss"},
    ],
)
def test_what_was_not_measured_is_open(case_at: Make, measurement: dict[str, Any]) -> None:
    value = measurement.pop("value", 10.0)
    case = case_at(value, measurement=measurement)

    answer = accuracy(case, network="deep", at_least=BAR)

    assert answer.outcome is Outcome.OPEN
    assert measurement.get("note", "could not be measured") in answer.reason


def test_a_network_that_was_not_found_is_open(make_case: Make, make_required: Make) -> None:
    case = make_case(make_required())

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.OPEN


def test_a_network_without_held_out_data_is_open(
    make_case: Make, make_required: Make, make_network: Make
) -> None:
    case = make_case(make_required(task=""), networks=(make_network(),))

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("value", "evidence", "outcome"),
    [
        (85.0, "measured", Outcome.OPEN),
        (85.0, "observed", Outcome.MET),
        (60.0, "measured", Outcome.SUSPECTED),
        (60.0, "observed", Outcome.SUSPECTED),
    ],
)
def test_predictions_from_the_students_process_never_cost_points(
    case_at: Make, value: float, evidence: str, outcome: Outcome
) -> None:
    case = case_at(value, measurement={"kind": Kind.OBSERVED})

    assert accuracy(case, network="deep", at_least=BAR, evidence=evidence).outcome is outcome


@pytest.mark.parametrize("name", sorted(NOT_THEIRS))
def test_a_training_that_we_cut_short_is_open(
    case_at: Make, make_ending: Make, name: EndingName
) -> None:
    case = case_at(60.0, endings=(make_ending(name),))

    answer = accuracy(case, network="deep", at_least=BAR)

    assert answer.outcome is Outcome.OPEN
    assert "cut short" in answer.reason


@pytest.mark.parametrize("name", [EndingName.RAISED, EndingName.DIED, EndingName.UNREADABLE])
def test_a_low_value_after_an_error_is_only_suspected(
    case_at: Make, make_ending: Make, name: EndingName
) -> None:
    case = case_at(60.0, endings=(make_ending(name),))

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.SUSPECTED


def test_a_good_value_is_good_however_the_run_ended(case_at: Make, make_ending: Make) -> None:
    case = case_at(85.0, endings=(make_ending(EndingName.WALL_TIME),))

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.MET


def test_weights_that_we_put_in_are_good_if_they_are_and_else_only_suspected(
    case_at: Make, make_ending: Make
) -> None:
    # Nothing shows that a file which was handed in is the student's last word.
    from_file = {"steps": 0, "checkpoint": "best.pth", "place": Place(file="best.pth")}
    good, bad = case_at(85.0, network=from_file), case_at(60.0, network=from_file)
    cut = case_at(60.0, network=from_file, endings=(make_ending(EndingName.CELL_TIME),))

    outcomes = [accuracy(each, network="deep", at_least=BAR).outcome for each in (good, bad, cut)]

    assert outcomes == [Outcome.MET, Outcome.SUSPECTED, Outcome.OPEN]


@pytest.mark.parametrize(("steps", "word"), [(0, "commented out"), (100, "fed in another way")])
def test_a_network_that_guesses_is_only_suspected(case_at: Make, steps: int, word: str) -> None:
    case = case_at(11.0, network={"steps": steps})

    answer = accuracy(case, network="deep", at_least=BAR)

    assert answer.outcome is Outcome.SUSPECTED
    assert word in answer.reason


def test_a_loaded_network_that_is_not_good_enough_is_not_met(case_at: Make) -> None:
    case = case_at(82.1, network={"steps": 0})

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    "seen",
    [
        None,
        InputSeen(shape=(784,), minimum=-3, maximum=9, scaling=""),
        InputSeen(
            shape=(784,), minimum=0, maximum=1, scaling="0..1", data_set="a2/clothing-noisy train"
        ),
    ],
)
def test_inputs_that_are_not_known_leave_a_low_value_undecided(
    case_at: Make, seen: InputSeen | None
) -> None:
    case = case_at(60.0, network={"input": seen})

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.SUSPECTED


def test_data_that_is_not_known_leaves_a_low_value_undecided(case_at: Make) -> None:
    case = case_at(60.0, data=None)

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.SUSPECTED


def test_the_best_of_several_candidates_counts(
    make_case: Make, make_required: Make, make_network: Make, make_measurement: Make
) -> None:
    case = make_case(
        make_required(),
        networks=(make_network(), make_network(id="n2")),
        measurements=(make_measurement(60.0), make_measurement(85.0, network="n2")),
    )

    answer = accuracy(case, network="deep", at_least=BAR)

    assert answer.outcome is Outcome.MET
    assert answer.facts[-1].text == "n2 85 %; n1 60 %"


@pytest.mark.parametrize("value", [None, 85.0])
def test_a_candidate_that_we_could_not_measure_may_be_the_good_one(
    make_case: Make,
    make_required: Make,
    make_network: Make,
    make_measurement: Make,
    value: float | None,
) -> None:
    case = make_case(
        make_required(),
        networks=(make_network(), make_network(id="n2")),
        measurements=(
            make_measurement(60.0),
            make_measurement(value, network="n2", kind=Kind.OBSERVED),
        ),
    )

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.SUSPECTED


@pytest.mark.parametrize(
    ("value", "words", "outcome"),
    [
        (82.9, "test accuracy 85.1", Outcome.SUSPECTED),
        (82.9, "train accuracy 85.1", Outcome.NOT_MET),
        (61.2, "test accuracy 85.1", Outcome.NOT_MET),
    ],
)
def test_a_better_epoch_that_was_reported_leaves_the_last_one_undecided(
    case_at: Make, value: float, words: str, outcome: Outcome
) -> None:
    # Training on after the best epoch costs two points; the weights of that epoch may be gone.
    place = Place(file="a2.ipynb")
    saved = SavedValue(quantity="accuracy", value=85.1, words=words, place=place)
    claimed = Claim(quantity="accuracy", value=85.1, words=words, place=place)

    for parts in ({"saved": (saved,)}, {"claims": (claimed,)}):
        case = case_at(value, **parts)
        assert accuracy(case, network="deep", at_least=BAR).outcome is outcome


@pytest.mark.parametrize(
    ("layers", "outcome"),
    [
        (NO_RELU, Outcome.NOT_MET),
        ("784 -> 32 -> relu -> 10", Outcome.OPEN),
        ("784 -> 32 -> op:mul -> 64 -> relu -> 32 -> relu -> 10", Outcome.SUSPECTED),
    ],
)
def test_another_network_is_judged_only_if_it_is_plainly_the_answer(
    case_at: Make, layers: str, outcome: Outcome
) -> None:
    case = case_at(60.0, network={"layers": layers})

    assert accuracy(case, network="deep", at_least=BAR).outcome is outcome


def test_layers_that_were_not_seen_in_a_graph_leave_a_low_value_undecided(case_at: Make) -> None:
    case = case_at(60.0, network={"method": "hooks"})

    assert accuracy(case, network="deep", at_least=BAR).outcome is Outcome.SUSPECTED


def test_an_unknown_kind_of_evidence_is_our_mistake_and_loud(case_at: Make) -> None:
    with pytest.raises(ValueError, match="evidence is one of"):
        accuracy(case_at(85.0), network="deep", at_least=BAR, evidence="claimed")
