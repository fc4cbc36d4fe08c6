"""Stated numbers beside what we measured or observed: a mismatch is for a person to look at."""

import math
from collections.abc import Iterable
from decimal import Decimal

from grader.checks.answers.passages import passages_of
from grader.checks.certainty import checkpoint_doubt, limit_doubt
from grader.checks.claims.hits import Grade, Hit, hits_of, told
from grader.checks.claims.quantities import plain
from grader.checks.words import answer, per_cent
from grader.matching import compare_network
from grader.records import (
    Answer,
    Case,
    Expected,
    Fact,
    Kind,
    Match,
    Measurement,
    Missing,
    Network,
    Outcome,
)

EQUAL_CHOICES = ("test_accuracy", "parameters", "train_loss")
"""Quantities that are measured or observed."""

STANDARD_ERRORS = 3.0
"""So many standard errors chance may take a number from another one of the same thing."""

STUDENT_EXAMPLES = 1_000
"""Held-out examples that the author's own number is taken to be from: few, since nobody knows."""

LOSS_SHARE = 0.25
"""A loss of another run may lie so far off, as a share: it falls by another seed and batch."""

CLOSE = 0.25
"""A number of parameters this near to the count, as a share of it, is meant as the count."""


def claim_equals_measured(
    case: Case,
    *,
    network: str,
    quantity: str = "test_accuracy",
    question: tuple[str, ...] = (),
    tolerance: Decimal | None = None,
) -> Answer:
    """The number in your write-up is what your network really reaches."""
    if quantity not in EQUAL_CHOICES:
        raise ValueError(f"quantity is one of {', '.join(EQUAL_CHOICES)}, not {quantity!r}")
    hits = [hit for hit in hits_of(case, quantity, passages_of(case, question)) if _is_plain(hit)]
    match = case.match(network)
    if isinstance(match, Missing):
        return answer(Outcome.OPEN, match.reason, told(hits))
    own = [hit for hit in hits if hit.networks == {network}]
    own = own or [hit for hit in hits if not hit.networks and hit.grade is Grade.PLAIN and question]
    if not own:
        why = f"no statement of the {plain(quantity)} is certainly of {network}"
        return answer(Outcome.OPEN, why, told(hits))
    values = _values(case, match, quantity, tolerance)
    facts = [*told(own), *(fact for _, _, fact in values)]
    if not values:
        return answer(Outcome.OPEN, f"its {plain(quantity)} was not measured", facts)
    if any(_agrees(hit, value, apart) for hit in own for value, apart, _ in values):
        return answer(Outcome.MET, "", facts)
    why = f"the stated {plain(quantity)} is not what was measured"
    if doubt := _doubt(case, match, quantity, own):
        return answer(Outcome.OPEN, f"{why}, but {doubt}", facts)
    return answer(Outcome.SUSPECTED, why, facts)


def _is_plain(hit: Hit) -> bool:
    claim = hit.claim
    return claim.value is not None and not claim.denied and hit.grade is not Grade.ELSEWHERE


def _agrees(hit: Hit, value: float, apart: float) -> bool:
    claim = hit.claim
    if (
        claim.amount is not None
        and claim.amount.least - apart <= value <= claim.amount.most + apart
    ):
        return True
    return claim.value is not None and abs(claim.value - value) <= apart


def _values(
    case: Case, match: Match, quantity: str, tolerance: Decimal | None
) -> list[tuple[float, float, Fact]]:
    """What was measured of each candidate, how far off a number may be, and the fact of it."""
    given = None if tolerance is None else float(tolerance)
    if quantity == "parameters":
        return [_count(each) for each in case.found(match)]
    if quantity == "train_loss":
        return list(_losses(case, match, given))
    expected = case.required(match.required).expected
    found = set(match.found)
    return [
        _accuracy(each, each.value, expected, given)
        for each in case.evidence.measurements
        if each.network in found
        and each.metric == "accuracy"
        and each.value is not None
        and math.isfinite(each.value)
        and each.examples > 0
    ]


def _accuracy(
    measured: Measurement, value: float, expected: Expected | None, given: float | None
) -> tuple[float, float, Fact]:
    share = min(1.0, max(0.0, value / 100))
    both = 1 / measured.examples + 1 / min(measured.examples, STUDENT_EXAMPLES)
    deviation = expected.deviation if expected and math.isfinite(expected.deviation) else 0.0
    apart = STANDARD_ERRORS * math.hypot(100 * math.sqrt(share * (1 - share) * both), deviation)
    text = f"{per_cent(value)} on {measured.examples:,} held-out examples"
    fact = Fact(label="Measured", text=text, kind=measured.kind, place=measured.place)
    return value, apart if given is None else given, fact


def _count(network: Network) -> tuple[float, float, Fact]:
    text = f"{network.parameters:,} parameters"
    kind = network.kind if network.kind is not Kind.CLAIMED else None
    fact = Fact(label="Counted", text=text, kind=kind, place=network.place)
    return float(network.parameters), 0.0, fact


def _losses(case: Case, match: Match, given: float | None) -> Iterable[tuple[float, float, Fact]]:
    """The mean loss of the last epoch of each training that was seen."""
    for training in case.evidence.training:
        points = [each for each in training.epoch_losses if each.value is not None]
        is_seen = training.kind is Kind.OBSERVED and training.network in match.found
        if not is_seen or not points or points[-1].value is None:
            continue
        last = points[-1]
        value = float(points[-1].value)
        text = f"{value:.4g} in epoch {last.at:,}"
        fact = Fact(label="Observed", text=text, kind=training.kind, place=training.place)
        yield value, abs(value) * LOSS_SHARE if given is None else given, fact


def _doubt(case: Case, match: Match, quantity: str, own: list[Hit]) -> str:
    """Why a number may be right though another one was measured; empty if nothing says so."""
    network = case.found(match)[0]
    comparison = compare_network(case.required(match.required), network, case.evidence)
    if not comparison.understood or not comparison.plainly_meant:
        return "another network may be meant"
    if quantity == "parameters":
        counts = [each.parameters for each in case.found(match)]
        told_ones = [hit.claim.value or 0.0 for hit in own]
        is_near = any(abs(one - count) <= CLOSE * count for one in told_ones for count in counts)
        return "" if is_near else "none of the numbers may be meant as the whole count"
    data = case.evidence.data
    if data is None or data.stand_in:
        return "it was not measured on the data that the number was got on"
    if doubt := checkpoint_doubt(network) or limit_doubt(case.evidence, network):
        return doubt
    if network.training_left_out or not (network.steps or network.loaded_from):
        return "the network was not trained in the run"
    if all(_is_of_a_moment(hit) for hit in own):
        return "an earlier epoch or another setting may be meant"
    return ""


def _is_of_a_moment(hit: Hit) -> bool:
    """Whether a number is of an epoch, a choice or a setting that need not be the last."""
    subject = hit.claim.subject
    is_picked = subject.moment not in ("", "final") or bool(subject.selection)
    return is_picked or subject.epoch is not None or bool(subject.settings)
