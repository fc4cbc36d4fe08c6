"""What decides about networks that give pictures back: what was measured, and against what."""

from collections.abc import Iterable
from dataclasses import dataclass

from grader.checks.certainty import checkpoint_doubt, layers_doubt, limit_doubt
from grader.checks.words import answer, found
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
    RequiredNetwork,
)

FEWEST_RUNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """From where on a metric is good, and from where on it is plainly bad."""

    metric: str
    """Its name in the evidence and in the reference's numbers."""
    good: float
    """At least as good as this is good enough."""
    bad: float
    """Worse than this is a fault, if nothing else explains it."""
    words: str
    """What it tells, for a fact: `spread of the outputs, next to that of the inputs`."""
    lower_is_better: bool = False

    def is_good(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value <= self.good if self.lower_is_better else value >= self.good

    def is_bad(self, value: float) -> bool:
        """Whether a value is plainly bad."""
        return value > self.bad if self.lower_is_better else value < self.bad


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One network with one value."""

    network: Network
    measurement: Measurement
    value: float


def values_of(case: Case, match: Match, bar: Bar) -> list[Seen]:
    """The measured values of the networks of a match, the best first."""
    found = []
    for network in case.found(match):
        for each in case.evidence.qualities:
            if each.network == network.id and each.metric == bar.metric and each.value is not None:
                found.append(Seen(network=network, measurement=each, value=each.value))
    return sorted(found, key=lambda seen: seen.value, reverse=not bar.lower_is_better)


def figure(required: RequiredNetwork, bar: Bar) -> Expected | None:
    """What the reference reached with the network by this metric."""
    return next((each for each in required.figures if each.metric == bar.metric), None)


def nothing_measured(case: Case, match: Match | Missing) -> Answer:
    """The answer where there is no value at all, with the reason."""
    if isinstance(match, Missing):
        return answer(Outcome.OPEN, match.reason)
    known = {network.id for network in case.found(match)}
    notes = [each.note for each in case.evidence.qualities if each.network in known and each.note]
    why = next((note for note in notes if note.startswith("not measured")), "")
    reason = why or "the network was not measured on pictures of the task"
    return answer(Outcome.OPEN, reason, [found(case.found(match)[0])])


def judged(
    case: Case,
    match: Match,
    bar: Bar,
    seen: list[Seen],
    *,
    fault: str,
    facts: Iterable[Fact] = (),
    on_any_pictures: bool = False,
) -> Answer:
    """The answer for a metric: met when good, and a fault only where nothing else explains it.

    `on_any_pictures` tells that the value means the same on whatever pictures it was measured.
    """
    best = seen[0]
    required = case.required(match.required)
    reached = figure(required, bar)
    told = [*facts, _measured(bar, best), _expected(bar, reached), found(best.network)]
    comparison = compare_network(required, best.network, case.evidence)
    if comparison.understood and not comparison.plainly_meant:
        why = "the most similar network is not near enough to be judged by it"
        return answer(Outcome.OPEN, why, told)
    if bar.is_good(best.value):
        return answer(Outcome.MET, "", told)
    if why := _unfair(case, match, bar, best, reached):
        return answer(Outcome.OPEN, why, told)
    if not bar.is_bad(best.value):
        return answer(Outcome.OPEN, "the value lies between good and bad", told)
    doubt = _doubt(case, match, best, seen, on_any_pictures=on_any_pictures)
    if doubt:
        return answer(Outcome.SUSPECTED, f"{fault}, but {doubt}", told)
    return answer(Outcome.NOT_MET, fault, told)


def _unfair(case: Case, match: Match, bar: Bar, best: Seen, reached: Expected | None) -> str:
    """Why a low value says nothing about the student's work; empty if it says something."""
    network = best.network
    if why := limit_doubt(case.evidence, network):
        return why
    if network.training_left_out:
        return "training was left out, as asked"
    from_file = network.loaded_from or network.checkpoint
    if not network.steps and not from_file:
        return "the network was not trained in the run: training may be commented out"
    data = case.evidence.data
    if data is None or data.stand_in or best.measurement.stand_in:
        return "it ran on stand-in pictures, which are no faces"
    if from_file and _is_as_handed_in(case, match, network):
        return ""
    if reached is None or reached.runs < FEWEST_RUNS:
        return "no reference runs say what training on these pictures can reach"
    worst = 3 * reached.deviation * (1 if bar.lower_is_better else -1)
    if not bar.is_good(reached.mean + worst):
        return "the reference's own training on these pictures does not get there either"
    epochs = [
        each.epochs
        for each in case.evidence.training
        if each.network == network.id and each.kind is Kind.OBSERVED
    ]
    regime = case.required(match.required).regime
    trained = max((each for each in epochs if each is not None), default=None)
    if regime is not None and (trained is None or trained < regime.epochs):
        return (
            "it was trained for fewer epochs than the reference, and there are fewer pictures here"
        )
    return ""


def _doubt(case: Case, match: Match, best: Seen, seen: list[Seen], *, on_any_pictures: bool) -> str:
    network = best.network
    if not best.measurement.certain:
        return "how its inputs are scaled was told by their range alone"
    if doubt := checkpoint_doubt(network):
        return doubt
    if not _is_as_handed_in(case, match, network):
        return "it was trained here, and this machine's pictures are not the course's"
    if not on_any_pictures:
        return "it was trained on other pictures than those that it was measured on"
    measured = {each.network.id for each in seen}
    missed = [each for each in match.found if each not in measured]
    if missed:
        return f"another network of the same layers, {missed[0]}, was not measured"
    return layers_doubt(case, case.required(match.required), match)


def _is_as_handed_in(case: Case, match: Match, network: Network) -> bool:
    """Whether its weights are from a handed-in file, and not from one that the run itself wrote."""
    name = network.loaded_from.replace("\\", "/").rpartition("/")[2]
    files = {path.rpartition("/")[2] for path in case.evidence.handed_in.files}
    trained = any(each.steps for each in case.found(match))
    return bool(name) and name in files and not trained


def _measured(bar: Bar, best: Seen) -> Fact:
    text = f"{bar.words}: {best.value:.3g} ({best.measurement.note})"
    return Fact(label="Measured", text=text, kind=Kind.MEASURED, place=best.measurement.place)


def _expected(bar: Bar, reached: Expected | None) -> Fact | None:
    if reached is None:
        return None
    text = (
        f"{reached.mean:.3g} ± {reached.deviation:.2g} in {reached.runs} reference runs"
        f" of {reached.recipe}"
    )
    return Fact(label="Expected", text=text)
