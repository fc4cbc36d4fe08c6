"""Checks on what a submission's networks predict for inputs that they have never seen."""

import math
from dataclasses import dataclass
from decimal import Decimal

from grader.checks.certainty import (
    checkpoint_doubt,
    is_seen_by_graph,
    layers_doubt,
    limit_doubt,
    run_doubt,
)
from grader.checks.choosing import choose
from grader.checks.measured.thresholds import Bar, bar_for
from grader.checks.words import answer, found, listed, per_cent
from grader.matching import compare_network, normal, outputs
from grader.records import (
    Answer,
    Case,
    Fact,
    Kind,
    Match,
    Measurement,
    Missing,
    Network,
    Outcome,
    RequiredNetwork,
)

EVIDENCE_CHOICES = ("measured", "observed")
"""What `evidence` may be: measured in a clean sandbox only, or in the student's process too."""

STANDARD_ERRORS = 2.0
"""A value is under a threshold only when it is further from it than chance takes it."""

CHANCE_SHARE = 0.1
"""A value this near to guessing, as a share of the way to 100 %, is no sign of training."""

EARLIER_EPOCH = 3.0
"""Points that the last epoch may be worse than a best one which the student reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A network's accuracy on the held-out data."""

    network: Network
    """The network."""
    measurement: Measurement
    """The measurement, with a value."""
    value: float
    """The accuracy, per cent."""

    @property
    def noise(self) -> float:
        """What chance may add or take, per cent."""
        share = min(1.0, max(0.0, self.value / 100))
        error = math.sqrt(share * (1 - share) / self.measurement.examples)
        return 100 * STANDARD_ERRORS * error


def accuracy(
    case: Case,
    *,
    network: str,
    at_least: Decimal | None = None,
    spreads_below: Decimal | None = None,
    evidence: str = "measured",
) -> Answer:
    """The network predicts held-out examples as well as is expected of it."""
    if evidence not in EVIDENCE_CHOICES:
        raise ValueError(f"evidence is one of {', '.join(EVIDENCE_CHOICES)}, not {evidence!r}")
    required = case.required(network)
    match = case.match(network)
    bar = bar_for(case.evidence, required, at_least=at_least, spreads_below=spreads_below)
    if isinstance(bar, Missing):
        return answer(Outcome.OPEN, bar.reason)
    facts: list[Fact | None] = [Fact(label="Expected", text=bar.words)]
    if isinstance(match, Missing):
        return answer(Outcome.OPEN, match.reason, facts)
    scores = _scores(case, required, match)
    if not scores:
        facts += _found(case, match, scores, None)
        return answer(Outcome.OPEN, _unmeasured(case, match), facts)
    accepted = [score for score in scores if _is_accepted(score, evidence)]
    chosen, fact = _chosen_first(case, accepted or scores, bar)
    facts += _found(case, match, [*chosen, *(each for each in scores if each not in chosen)], fact)
    outcome, reason = _decide(case, match, bar, chosen, accepted=bool(accepted))
    return answer(outcome, reason, facts)


def _chosen_first(case: Case, scores: list[Score], bar: Bar) -> tuple[list[Score], Fact | None]:
    """The scores with the network first that answers; the best where none reaches the bar."""
    reaching = {score.network.id for score in scores if score.value >= bar.least}
    if not reaching:
        return scores, None
    choice = choose(case, [score.network for score in scores], doing_it=reaching)
    rest = [score for score in scores if score.network.id != choice.network.id]
    first = [score for score in scores if score.network.id == choice.network.id]
    return [*first, *rest], choice.fact


def _decide(
    case: Case, match: Match, bar: Bar, scores: list[Score], *, accepted: bool
) -> tuple[Outcome, str]:
    required = case.required(match.required)
    best = scores[0]
    comparison = compare_network(required, best.network, case.evidence)
    if comparison.understood and not comparison.plainly_meant:
        return Outcome.OPEN, "the most similar network is not near enough to be judged by it"
    if best.value >= bar.least - best.noise - bar.tolerance:
        return _reached(bar, best, accepted=accepted)
    if doubt := limit_doubt(case.evidence, best.network):
        return Outcome.OPEN, doubt
    words = f"{per_cent(best.value)} is less than expected"
    if doubt := _doubt(case, match, bar, best, accepted=accepted):
        return Outcome.SUSPECTED, f"{words}, but {doubt}"
    return Outcome.NOT_MET, words


def _reached(bar: Bar, best: Score, *, accepted: bool) -> tuple[Outcome, str]:
    if not accepted:
        return Outcome.OPEN, "the predictions were made in the submission's own process only"
    if best.value >= bar.least:
        return Outcome.MET, ""
    return Outcome.MET, f"{per_cent(best.value)} is no further below than chance explains"


def _doubt(case: Case, match: Match, bar: Bar, best: Score, *, accepted: bool) -> str:
    """Why a value under the threshold does not decide; empty if it does."""
    required = case.required(match.required)
    return (
        _process_doubt(best, accepted=accepted)
        or checkpoint_doubt(best.network)
        or _training_doubt(required, best)
        or _input_doubt(required, best.network)
        or bar.doubt(best.value)
        or _candidates_doubt(case, required, match, bar)
        or _epoch_doubt(case, bar, best)
        or _layers_doubt(case, required, match)
    )


def _process_doubt(best: Score, *, accepted: bool) -> str:
    if accepted and best.measurement.kind is Kind.MEASURED:
        return ""
    return "the predictions were made in the submission's own process only"


def _training_doubt(required: RequiredNetwork, best: Score) -> str:
    classes = outputs(normal(required.architecture))
    chance = 100 / classes if classes > 0 else 0.0
    if best.value > chance + CHANCE_SHARE * (100 - chance) + best.noise:
        return ""
    if best.network.steps == 0:
        return "the network was not trained in the run: training may be commented out"
    # A network that learnt and yet guesses was more likely fed otherwise than we feed it.
    return "a trained network that guesses may have been fed in another way than we feed it"


def _input_doubt(required: RequiredNetwork, network: Network) -> str:
    seen = network.input
    if seen is None:
        return "it was not seen what the network was fed, so its inputs may be scaled otherwise"
    if not seen.scaling:
        return "it could not be recovered how its inputs were scaled"
    if seen.data_set and seen.data_set.split()[0] != required.task:
        return f"the network was fed {seen.data_set}"
    return ""


def _candidates_doubt(case: Case, required: RequiredNetwork, match: Match, bar: Bar) -> str:
    scores = _scores(case, required, match)
    if any(score.value >= bar.least for score in scores):
        return "the predictions made in the submission's own process are better"
    sure = {each.network.id for each in scores if each.measurement.kind is Kind.MEASURED}
    missed = [each for each in match.found if each not in sure]
    return f"another network of the same layers, {missed[0]}, was not measured" if missed else ""


def _epoch_doubt(case: Case, bar: Bar, best: Score) -> str:
    """Whether the student reports a test accuracy that an earlier epoch may have had."""
    if not best.network.steps or best.value < bar.least - EARLIER_EPOCH:
        return ""
    claimed = ((each.quantity, each.value, each.words) for each in case.evidence.claims)
    saved = ((each.quantity, each.value, each.words) for each in case.evidence.saved)
    for quantity, value, words in (*claimed, *saved):
        on_test = quantity == "accuracy" and "test" in words.casefold()
        is_told = on_test or quantity == "test_accuracy"
        if is_told and value is not None and bar.least <= value <= 100:
            return "a test accuracy that suffices is reported; an earlier epoch may have had it"
    return ""


def _layers_doubt(case: Case, required: RequiredNetwork, match: Match) -> str:
    if match.differences:
        return layers_doubt(case, required, match)
    if not is_seen_by_graph(case.found(match)[0]):
        return "its layers were not seen in a graph, so a function may have been missed"
    return run_doubt(case.evidence)


def _scores(case: Case, required: RequiredNetwork, match: Match) -> list[Score]:
    """The scores of all candidates, best first."""
    networks = {network.id: network for network in case.found(match)}
    scores = [
        Score(network=networks[each.network], measurement=each, value=each.value)
        for each in case.evidence.measurements
        if each.network in networks
        and each.task == required.task
        and each.metric == "accuracy"
        and each.value is not None
        and math.isfinite(each.value)
        and each.examples > 0
    ]
    return sorted(scores, key=lambda score: -score.value)


def _is_accepted(score: Score, evidence: str) -> bool:
    return evidence == "observed" or score.measurement.kind is Kind.MEASURED


def _unmeasured(case: Case, match: Match) -> str:
    found_ones = set(match.found)
    notes = [each.note for each in case.evidence.measurements if each.network in found_ones]
    why = next(filter(None, notes), "") or limit_doubt(case.evidence, case.found(match)[0])
    return "the network could not be measured" + (f": {why}" if why else "")


def _found(case: Case, match: Match, scores: list[Score], chosen: Fact | None) -> list[Fact | None]:
    if not scores:
        return [found(case.found(match)[0])]
    best = scores[0].measurement
    text = f"{per_cent(scores[0].value)} on {best.examples:,} held-out examples"
    text += f" ({scores[0].network.name})" if scores[0].network.name else ""
    place = scores[0].network.place
    facts = [Fact(label="Found", text=text, kind=best.kind, place=place), chosen]
    if len(match.found) > 1:
        told = {score.network.id: per_cent(score.value) for score in reversed(scores)}
        every = (f"{each} {told.get(each, 'not measured')}" for each in match.found)
        facts.append(Fact(label="Candidates", text=listed(every)))
    return facts
