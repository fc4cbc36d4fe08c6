"""The checks on what curves do, and the statistics behind them."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from grader.checks.curves import at_chance, converged, overfits, peaks_then_falls, unstable
from grader.matching.curves import chance_limits, course_of, late_gain, rise_after_lowest
from grader.records import (
    EndingName,
    Kind,
    Outcome,
    Place,
    SavedValue,
    Training,
)
from tests.checks.drawn import curves, falling, line, rising, trained

Make = Callable[..., Any]
Values = Sequence[float]

STEADY = [2.3 - 0.02 * n for n in range(60)]
FLAT = [2.30 + 0.001 * (-1) ** n for n in range(60)]


def noisy(values: Values, size: float) -> list[float]:
    """The values with noise of this deviation, the same each time."""
    chance = random.Random(1)
    return [value + chance.gauss(0, size) for value in values]


def peaked(*, top: float = 84.0, end: float = 67.0, count: int = 50) -> list[float]:
    """Accuracies that rise within five epochs and fall from there on."""
    ups = [10 + (top - 10) * n / 5 for n in range(5)]
    downs = [top + (end - top) * (n / (count - 6)) for n in range(count - 5)]
    return [*ups, *downs]


@pytest.fixture
def case_with(make_case: Make, make_required: Make, make_network: Make) -> Make:
    """A case whose network `deep` had this training, and drew this curve."""

    def make(
        losses: Values = (), drawn: Values = (), *, label: str = "test accuracy", **parts: Any
    ) -> Any:
        runs = (trained(losses),) if losses else ()
        plots = (curves(line(drawn, label)),) if drawn else ()
        given = {"networks": (make_network(),), "training": runs, "plots": plots} | parts
        return make_case(make_required(), **given)

    return make


@pytest.mark.parametrize(
    ("losses", "outcome"),
    [
        (falling(60), Outcome.MET),
        (noisy(falling(60), 0.02), Outcome.MET),
        (STEADY, Outcome.NOT_MET),
        (noisy(STEADY, 0.01), Outcome.NOT_MET),
        ([2.3 * math.exp(-3 * n / 59) for n in range(60)], Outcome.SUSPECTED),
        (FLAT, Outcome.SUSPECTED),
        ([*STEADY[:30], *STEADY[:30][::-1], 2.4], Outcome.SUSPECTED),
        (STEADY[:5], Outcome.OPEN),
    ],
)
def test_a_training_has_converged_when_its_loss_has_settled(
    case_with: Make, losses: Values, outcome: Outcome
) -> None:
    assert converged(case_with(losses), network="deep").outcome is outcome


def test_a_training_that_is_not_seen_whole_is_never_called_unfinished(
    case_with: Make, make_ending: Make, make_network: Make
) -> None:
    cut = (make_ending(EndingName.CELL_TIME),)
    run = trained(STEADY)
    late = tuple(point for point in run.epoch_losses if point.at > 20)
    undecided = {
        "cut short": case_with(STEADY, endings=cut),
        "half an epoch": case_with(training=(replace(run, epochs_finished=59),)),
        "epochs not counted": case_with(training=(replace(run, epochs=None),)),
        "from epoch 20": case_with(training=(replace(run, epoch_losses=late),)),
        "goes on from a file": case_with(
            STEADY, networks=(make_network(loaded_from="model.pt"),)
        ),
        "goes on from another run": case_with(
            training=(replace(run, epoch_losses=run.epoch_losses[:6]), replace(run, run="t2"))
        ),
        "only drawn": case_with(drawn=STEADY, label="training loss"),
    }  # fmt: skip

    found = {name: converged(case, network="deep").outcome for name, case in undecided.items()}

    assert set(found.values()) <= {Outcome.OPEN, Outcome.SUSPECTED}, found


def test_one_run_that_converged_is_enough_unless_each_must(case_with: Make) -> None:
    runs: tuple[Training, ...] = (trained(STEADY), trained(falling(60), "n2", run="t2"))
    case = case_with(training=runs)

    assert converged(case).outcome is Outcome.MET
    assert converged(case, each=True).outcome is Outcome.NOT_MET


def overfitting(rise: float) -> list[float]:
    """A validation loss that falls for ten epochs and rises again by this."""
    return [2.0 - 0.15 * n for n in range(10)] + [0.5 + rise * n / 29 for n in range(30)]


@pytest.mark.parametrize(
    ("validation", "outcome"),
    [
        (overfitting(0.6), Outcome.MET),
        (noisy(overfitting(0.6), 0.02), Outcome.MET),
        (overfitting(0.05), Outcome.SUSPECTED),
        (falling(40), Outcome.NOT_MET),
        (noisy(falling(40), 0.005), Outcome.NOT_MET),
    ],
)
def test_a_network_overfits_when_its_validation_loss_rises_while_the_other_falls(
    make_case: Make, validation: list[float], outcome: Outcome
) -> None:
    train = [2.0 * math.exp(-n / 10) for n in range(40)]
    drawn = curves(line(train, "train loss"), line(validation, "val loss"))

    assert overfits(make_case(plots=(drawn,))).outcome is outcome


def test_both_losses_rising_is_no_overfitting(make_case: Make) -> None:
    up = overfitting(0.6)
    drawn = curves(line(up, "train loss"), line([*up[:-1], 1.2], "val loss"))

    assert overfits(make_case(plots=(drawn,))).outcome is Outcome.SUSPECTED


def test_half_a_curve_overfits_no_less_and_proves_nothing_else(
    make_case: Make, make_ending: Make
) -> None:
    train = [2.0 * math.exp(-n / 10) for n in range(40)]
    cut = (make_ending(EndingName.WALL_TIME),)

    def of(validation: Values) -> Outcome:
        drawn = curves(line(train, "train loss"), line(validation, "val loss"))
        return overfits(make_case(plots=(drawn,), endings=cut)).outcome

    assert of(overfitting(0.6)) is Outcome.MET
    assert of(falling(40)) is Outcome.OPEN


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (peaked(), Outcome.MET),
        ([value / 100 for value in peaked()], Outcome.MET),
        (noisy(peaked(), 0.5), Outcome.MET),
        # Every tenth epoch only.
        (peaked(count=60)[::3], Outcome.MET),
        (peaked(end=83.0), Outcome.NOT_MET),
        (noisy(peaked(end=81.5), 2.0), Outcome.SUSPECTED),
        ([100 * value for value in rising(50)], Outcome.NOT_MET),
        (peaked()[:6], Outcome.OPEN),
    ],
)
def test_an_accuracy_peaks_and_falls_by_points(
    case_with: Make, values: Values, outcome: Outcome
) -> None:
    answer = peaks_then_falls(case_with(drawn=values), network="deep")

    assert answer.outcome is outcome, answer


def test_the_epoch_of_the_peak_and_the_fall_are_told(case_with: Make) -> None:
    answer = peaks_then_falls(case_with(drawn=peaked()), network="deep", by=Decimal(10))

    assert answer.reason.startswith("Highest at epoch ")
    assert "points lower at the end" in answer.reason


def test_a_log_scale_and_late_first_epochs_change_nothing(make_case: Make) -> None:
    values = peaked()
    later = tuple(20.0 + 10 * n for n in range(len(values)))
    drawn = curves(line(values, "test accuracy", x=later), x="epoch", x_scale="log", y_scale="log")

    answer = peaks_then_falls(make_case(plots=(drawn,)))

    assert answer.outcome is Outcome.MET
    assert "epoch 70 with 84 %" in answer.reason


def test_what_a_saved_output_says_may_help_and_never_costs(case_with: Make) -> None:
    def saved(values: Values) -> tuple[SavedValue, ...]:
        return tuple(
            SavedValue(
                quantity="test_accuracy",
                value=value,
                words="",
                place=Place(file="a2.ipynb", cell=0, epoch=n + 1),
            )
            for n, value in enumerate(values)
        )

    losses = falling(50)

    falls = case_with(losses, saved=saved(peaked()))
    stays = case_with(losses, saved=saved([100 * value for value in rising(50)]))
    other = case_with(losses, saved=saved(peaked()), training=(trained(losses, "n9"),))

    assert peaks_then_falls(falls, network="deep").outcome is Outcome.MET
    assert peaks_then_falls(falls, network="deep").facts[0].kind is Kind.CLAIMED
    assert peaks_then_falls(stays, network="deep").outcome is Outcome.OPEN
    assert peaks_then_falls(other, network="deep").outcome is Outcome.OPEN


def test_a_run_whose_curve_was_not_drawn_may_be_the_one_that_falls(
    case_with: Make, make_network: Make
) -> None:
    # The remedy alone is drawn: "no fall was seen" would be wrong of the run before it.
    runs = (trained(falling(50)), trained(falling(50, end=0.5), run="t2"))
    stays = [100 * value for value in rising(50)]

    both = case_with(drawn=stays, training=runs)

    assert peaks_then_falls(both, network="deep").outcome is Outcome.SUSPECTED
    assert peaks_then_falls(case_with(drawn=peaked(), training=runs)).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ([10.0] * 20, Outcome.MET),
        (noisy([10.0] * 20, 0.5), Outcome.MET),
        ([0.1] * 20, Outcome.MET),
        ([14.0] * 20, Outcome.SUSPECTED),
        ([*[10.0] * 10, *[57.0] * 10], Outcome.NOT_MET),
        ([10.0, 10.0], Outcome.OPEN),
    ],
)
def test_guessing_stays_within_the_limits_of_chance(
    case_with: Make, values: Values, outcome: Outcome
) -> None:
    assert at_chance(case_with(drawn=values), classes=10, network="deep").outcome is outcome


def test_a_run_that_we_cut_short_may_have_learnt_later(case_with: Make, make_ending: Make) -> None:
    cut = (make_ending(EndingName.CELL_TIME),)

    assert at_chance(case_with(drawn=[10.0] * 20, endings=cut), classes=10).outcome is Outcome.OPEN


def test_a_measured_accuracy_above_chance_is_none_of_chance(
    case_with: Make, make_measurement: Make
) -> None:
    good = case_with(measurements=(make_measurement(57.0),))
    bad = case_with(measurements=(make_measurement(10.0),))

    assert at_chance(good, classes=10, network="deep").outcome is Outcome.NOT_MET
    assert at_chance(bad, classes=10, network="deep").outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        (noisy([50.0] * 60, 6.0), Outcome.MET),
        (noisy([100 * value for value in rising(60)], 0.4), Outcome.NOT_MET),
        ([*[50.0] * 45, 60.0, *[50.0] * 14], Outcome.SUSPECTED),
    ],
)
def test_jumps_are_counted_in_the_second_half(
    case_with: Make, values: Values, outcome: Outcome
) -> None:
    case = case_with(drawn=values, label="validation accuracy")

    assert unstable(case, network="deep").outcome is outcome


def test_a_curve_that_may_be_another_network_s_points_at_nothing(
    case_with: Make, make_network: Make
) -> None:
    jumps = [*[50.0] * 45, 60.0, *[50.0] * 14]
    both = (make_network(), make_network(id="n9", layers="784 -> 20 -> relu -> 10"))
    runs = (trained(falling(60)), trained(falling(60, end=0.5), "n9", run="t2"))

    case = case_with(drawn=jumps, label="validation accuracy", networks=both, training=runs)

    assert unstable(case, network="deep").outcome is Outcome.OPEN
    assert unstable(case).outcome is Outcome.SUSPECTED


def test_no_jump_is_smaller_than_what_reference_runs_differ_by(
    make_case: Make, make_required: Make, make_expected: Make, make_network: Make
) -> None:
    drawn = curves(line(noisy([50.0] * 60, 6.0), "validation accuracy"))
    asked = make_required(expected=make_expected(deviation=8.0))
    case = make_case(asked, networks=(make_network(),), training=(trained(STEADY),), plots=(drawn,))

    assert unstable(case, network="deep").outcome is Outcome.NOT_MET


def test_without_any_curve_everything_is_open(make_case: Make, make_required: Make) -> None:
    case = make_case(make_required())

    assert converged(case, network="deep").outcome is Outcome.OPEN
    assert overfits(case).outcome is Outcome.OPEN
    assert peaks_then_falls(case).outcome is Outcome.OPEN
    assert at_chance(case, classes=10).outcome is Outcome.OPEN
    assert unstable(case).outcome is Outcome.OPEN


def test_the_statistics_are_what_their_formulas_say() -> None:
    straight = course_of([(n, -n) for n in range(100)])
    settled = course_of([(n, math.exp(-20 * n / 99)) for n in range(100)])
    gaps = course_of([(0, 2.0), (None, 1.0), (10, None), (20, math.inf), (30, 1.0), (5, 1.5)])

    assert late_gain(straight) == pytest.approx(0.25, abs=0.01)
    assert late_gain(settled) == pytest.approx(0.0, abs=0.001)
    assert rise_after_lowest(straight) == pytest.approx(0.0, abs=0.1)
    assert (gaps.at, gaps.values) == ((0, 5, 30), (2.0, 1.5, 1.0))
    assert chance_limits(10, 10_000) == pytest.approx((9.1, 10.9))
