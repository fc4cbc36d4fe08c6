"""Checks on what curves do: settle, overfit, peak and fall, stay at chance, jump."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from grader.checks.curves.found import OF_CHOICES, Seen, curves_seen, unseen_runs
from grader.checks.curves.judged import Judged, guarded, in_name, pairs_of, together, too_short
from grader.checks.plots.scope import wanted_ids
from grader.checks.words import answer, per_cent
from grader.matching.curves import (
    Course,
    chance_limits,
    fall_after_peak,
    highest_at,
    jumps,
    late_gain,
    lowest_at,
    rise_after_lowest,
)
from grader.matching.figures.words import ACCURACY, LOSS, TRAIN
from grader.records import Answer, Case, Expected, Kind, Outcome

HELD_OUT_LOSSES = tuple(of for of in OF_CHOICES if of.endswith(LOSS) and not of.startswith(TRAIN))
ACCURACIES = tuple(of for of in OF_CHOICES if of.endswith(ACCURACY))
SETTLED, FALLING = 0.05, 0.15
"""Shares of a loss's fall in its last quarter: up to this it has settled, from that on not."""
FLAT, RISEN = 0.02, 0.05
"""Shares of its fall by which a loss rises again: up to this it does not, from that on it does."""
CLEAR = 5.0
"""So many deviations of the noise is no noise."""
FEWEST_AT_CHANCE = 3
LEARNT = 2.0
"""An accuracy of so many times chance is none of chance's, nor one half way up to all right."""
JUMPS_SHARE = 0.05
"""Share of the second half's values that jump, from which on a curve is unstable."""
FEWEST_JUMPS = 3
REFERENCE_SPREADS = 5.0
"""Deviations between the reference's runs that no jump is smaller than."""


def converged(
    case: Case, *, network: str = "", of: str = "train_loss", each: bool = False
) -> Answer:
    """The training goes on until the loss has settled."""
    wanted = wanted_ids(case, network=network)
    seen = curves_seen(case, of, wanted=wanted)
    falling = (_turned(one) for one in seen) if of.endswith(ACCURACY) else iter(seen)
    return _together(case, seen, map(_settles, falling), wanted=wanted, of=of, each=each)


def overfits(
    case: Case, *, network: str = "", of: str = "validation_loss", each: bool = False
) -> Answer:
    """The loss on held-out data rises again while the training loss falls."""
    wanted = wanted_ids(case, network=network)
    held_out = curves_seen(case, of, wanted=wanted)
    train = curves_seen(case, "train_loss", wanted=wanted)
    pairs = pairs_of(held_out, train)
    if held_out and not pairs:
        reason = f"nothing tells which training loss belongs to which {in_name(of)}"
        return answer(Outcome.OPEN, reason)
    judged = (_parts(one, other) for one, other in pairs)
    return _together(case, held_out, judged, wanted=wanted, of=of, each=each)


def peaks_then_falls(
    case: Case,
    *,
    network: str = "",
    of: str = "test_accuracy",
    by: Decimal = Decimal(3),
    each: bool = False,
) -> Answer:
    """The accuracy reaches a peak and falls from there on."""
    wanted = wanted_ids(case, network=network)
    seen = curves_seen(case, of, wanted=wanted)
    judged = (_falls(one, float(by)) for one in seen)
    return _together(case, seen, judged, wanted=wanted, of=of, each=each)


def at_chance(
    case: Case,
    *,
    classes: int,
    network: str = "",
    inputs: int | None = None,
    outputs: int | None = None,
    recurrent: bool = False,
    of: str = "test_accuracy",
    examples: int = 1_000,
    each: bool = True,
) -> Answer:
    """The accuracy is no better than guessing."""
    wanted = wanted_ids(case, network=network, inputs=inputs, outputs=outputs, recurrent=recurrent)
    seen = [*curves_seen(case, of, wanted=wanted), *_measured(case, wanted or frozenset())]
    judged = (_guesses(one, classes, examples) for one in seen)
    return _together(case, seen, judged, wanted=wanted, of=of, each=each)


def unstable(
    case: Case,
    *,
    network: str = "",
    of: str = "validation_accuracy",
    jump: Decimal = Decimal(3),
    each: bool = True,
) -> Answer:
    """The curve jumps up and down from epoch to epoch."""
    wanted = wanted_ids(case, network=network)
    expected = case.required(network).expected if network else None
    seen = curves_seen(case, of, wanted=wanted)
    judged = (_jumps(one, of, float(jump), expected) for one in seen)
    return _together(case, seen, judged, wanted=wanted, of=of, each=each)


def _together(
    case: Case,
    seen: list[Seen],
    judged: Iterable[Judged],
    *,
    wanted: frozenset[str] | None,
    of: str,
    each: bool,
) -> Answer:
    unseen = unseen_runs(case, seen, wanted=wanted)
    return together(judged, in_name(of), each=each, unseen=unseen)


def _turned(seen: Seen) -> Seen:
    """An accuracy as a share of mistakes, which falls as a loss does."""
    values = tuple(100 - value for value in seen.course.values)
    return replace(seen, course=replace(seen.course, values=values))


def _settles(seen: Seen) -> Judged:
    course = seen.course
    if not course.is_long_enough:
        return too_short(seen)
    if max(course.smooth) - min(course.smooth) <= CLEAR * course.noise:
        return Judged(seen=seen, outcome=Outcome.SUSPECTED, words="it moves no more than its noise")
    gain = late_gain(course)
    words = f"its last quarter brings {per_cent(100 * max(gain, 0.0))} of its whole fall"
    if course.values[-1] > course.values[0]:
        return Judged(seen=seen, outcome=Outcome.SUSPECTED, words="it ends worse than it begins")
    if gain <= SETTLED:
        return Judged(seen=seen, outcome=Outcome.MET, words=words)
    # A curve that begins in the middle of a training has little to fall.
    is_certain = gain >= FALLING and seen.is_from_start
    return guarded(seen, Outcome.NOT_MET if is_certain else Outcome.SUSPECTED, words)


def _parts(held_out: Seen, train: Seen) -> Judged:
    course, other = held_out.course, train.course
    if not course.is_long_enough or not other.is_long_enough:
        return too_short(held_out if not course.is_long_enough else train)
    rise, lowest = rise_after_lowest(course), lowest_at(course)
    height = rise * (course.values[0] - min(course.smooth))
    words = f"lowest at epoch {lowest:,.0f}, then up by {per_cent(100 * max(rise, 0))} of its fall"
    if rise == float("inf"):
        told = "it is lowest where it begins"
        return Judged(seen=held_out, outcome=Outcome.SUSPECTED, words=told)
    is_clear = height > CLEAR * course.noise and lowest < course.at[-1]
    if rise >= RISEN and is_clear and _goes_on_falling(other, lowest):
        return Judged(seen=held_out, outcome=Outcome.MET, words=words)
    if rise <= FLAT:
        return guarded(held_out, Outcome.NOT_MET, words)
    return Judged(seen=held_out, outcome=Outcome.SUSPECTED, words=words)


def _goes_on_falling(train: Course, epoch: float) -> bool:
    """Whether the training loss is lower at the end than when the other was lowest."""
    after = [v for at, v in zip(train.at, train.smooth, strict=True) if at >= epoch]
    return bool(after) and after[-1] < after[0]


def _falls(seen: Seen, by: float) -> Judged:
    course = seen.course
    if not course.is_long_enough:
        return too_short(seen)
    fall, peak = fall_after_peak(course), highest_at(course)
    words = (
        f"highest at epoch {peak:,.0f} with {per_cent(max(course.values))}, about "
        f"{max(fall, 0.0):.2f} points lower at the end"
    )
    slack = CLEAR * course.noise
    if fall >= by and fall > slack:
        return Judged(seen=seen, outcome=Outcome.MET, words=words)
    if fall < by - slack:
        return guarded(seen, Outcome.NOT_MET, words)
    return Judged(seen=seen, outcome=Outcome.SUSPECTED, words=words)


def _guesses(seen: Seen, classes: int, examples: int) -> Judged:
    _, most = chance_limits(classes, examples)
    values = seen.course.values
    is_measured = seen.kind is Kind.MEASURED
    if len(values) < FEWEST_AT_CHANCE and not is_measured:
        return too_short(seen)
    best = max(seen.course.smooth)
    words = f"{per_cent(best)} at best, guessing gives {per_cent(100 / classes)}"
    if best <= most:
        return guarded(seen, Outcome.MET, words, met_too=True)
    # What has learnt has learnt, however the run ended.
    learnt = min(LEARNT * 100 / classes, (100 / classes + 100) / 2)
    if best > max(learnt, most):
        return Judged(seen=seen, outcome=Outcome.NOT_MET, words=words)
    return Judged(seen=seen, outcome=Outcome.SUSPECTED, words=words)


def _jumps(seen: Seen, of: str, jump: float, expected: Expected | None) -> Judged:
    course = seen.course
    if not course.is_long_enough:
        return too_short(seen)
    if of.endswith("accuracy"):
        spread = REFERENCE_SPREADS * expected.deviation if expected else 0.0
        limit, unit = max(jump, spread), "points"
    else:
        limit, unit = jump / 100 * (max(course.smooth) - min(course.smooth)), "of its scale"
    number = jumps(course, larger_than=limit)
    half = len(course.residuals) / 2
    words = f"{number} jumps of more than {limit:.3g} {unit} in its second half"
    if number >= max(FEWEST_JUMPS, JUMPS_SHARE * half):
        return Judged(seen=seen, outcome=Outcome.MET, words=words)
    if number == 0:
        return guarded(seen, Outcome.NOT_MET, words)
    return Judged(seen=seen, outcome=Outcome.SUSPECTED, words=words)


def _measured(case: Case, ids: frozenset[str]) -> list[Seen]:
    """Accuracies that we measured, as courses of one point."""
    return [
        Seen(
            course=Course(at=(0.0,), values=(each.value,)),
            words=f"measured on {each.examples:,} held-out examples",
            kind=Kind.MEASURED,
            place=each.place,
            doubt="it may have been fed in another way than we feed it",
        )
        for each in case.evidence.measurements
        if each.network in ids
        and each.metric == "accuracy"
        and each.kind is Kind.MEASURED
        and each.value is not None
    ]
