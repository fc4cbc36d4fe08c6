"""Checks on the networks that a submission built."""

from grader.checks.certainty import layers_doubt, run_doubt
from grader.checks.words import all_found, answer, asked, differences, found
from grader.matching import compare_network, could_be, is_understood
from grader.records import Answer, Case, Fact, Kind, Match, Missing, Outcome, RequiredNetwork

SEEN_TO_RUN = (Kind.OBSERVED, Kind.MEASURED)
"""Kinds of evidence that these checks accept: code that was read may never have run."""


def architecture(
    case: Case, *, network: str, allow_softmax: bool = True, alternatives: tuple[str, ...] = ()
) -> Answer:
    """The network has the layers that the assignment asks for."""
    every = [_one_architecture(case, each, allow_softmax) for each in (network, *alternatives)]
    met = [each for each in every if each.outcome is Outcome.MET]
    # Exact answers are given out first. So where one alternative has a network that is not the
    # asked one, and no network is left for another, none is the other one either.
    left = [
        each
        for name, each in zip((network, *alternatives), every, strict=True)
        if isinstance(case.match(name), Match) or each.outcome is Outcome.OPEN
    ]
    return (met or sorted(left, key=lambda each: _DOUBTFUL.index(each.outcome)) or every)[0]


_DOUBTFUL = (Outcome.OPEN, Outcome.SUSPECTED, Outcome.NOT_MET)
"""Among alternatives that are not met, the most doubtful answer counts."""


def _one_architecture(case: Case, network: str, allow_softmax: bool) -> Answer:
    required = case.required(network)
    match = case.match(network)
    if isinstance(match, Missing):
        return _nothing_near(case, required, match)
    best = case.found(match)[0]
    facts = (asked(required), found(best))
    if best.kind not in SEEN_TO_RUN:
        return answer(Outcome.OPEN, _NOT_SEEN_RUNNING, (*facts, differences(match)))
    comparison = compare_network(required, best, case.evidence)
    if comparison.exact:
        return answer(Outcome.MET, facts=facts)
    # A softmax too few, or a log-softmax before cross entropy, changes nothing that is learnt.
    harmless = allow_softmax or not match.differences[0].startswith("softmax")
    if comparison.only_softmax and harmless:
        return answer(Outcome.MET, f"the layers are right but for this: {_told(match)}", facts)
    if doubt := layers_doubt(case, required, match):
        told = f"the layers differ, but {doubt}"
        return answer(Outcome.SUSPECTED, told, (*facts, differences(match)))
    return answer(Outcome.NOT_MET, _told(match), facts)


def parameter_count(case: Case, *, network: str) -> Answer:
    """The network has as many learnt values as the assignment asks for."""
    required = case.required(network)
    match = case.match(network)
    if isinstance(match, Missing):
        return _nothing_near(case, required, match)
    candidates = case.found(match)
    # One design can be built with and without a layer that is never used; the right one counts.
    right = [each for each in candidates if each.parameters == required.parameters]
    best = (right or candidates)[0]
    facts = (_expected(required), _counted(best.parameters, required), found(best))
    if best.kind not in SEEN_TO_RUN:
        return answer(Outcome.OPEN, _NOT_SEEN_RUNNING, facts)
    if right:
        return answer(Outcome.MET, facts=facts)
    if not match.differences:
        return answer(Outcome.SUSPECTED, _unused(best.parameters - required.parameters), facts)
    if doubt := layers_doubt(case, required, match):
        return answer(Outcome.SUSPECTED, f"the number differs, but {doubt}", facts)
    return answer(Outcome.NOT_MET, _off(best.parameters - required.parameters), facts)


_NOT_SEEN_RUNNING = "the network was read in the code, it was not seen to run"


def _nothing_near(case: Case, required: RequiredNetwork, match: Missing) -> Answer:
    """Points at a missing network only if we saw networks, all that ran, and understood them."""
    facts = (asked(required), all_found(case.evidence.networks))
    unclear = (each for each in case.evidence.networks if not is_understood(each))
    hidden = any(could_be(required, each) for each in unclear)
    if doubt := run_doubt(case.evidence):
        return answer(Outcome.OPEN, f"{match.reason}; {doubt}", facts)
    if hidden or not case.evidence.networks:
        return answer(Outcome.OPEN, match.reason, facts)
    return answer(Outcome.SUSPECTED, f"{match.reason}, though everything ran to its end", facts)


def _told(match: Match) -> str:
    first, *rest = match.differences
    more = f", and {len(rest)} more difference{'s' if len(rest) > 1 else ''}" if rest else ""
    return f"{first}{more}"


def _expected(required: RequiredNetwork) -> Fact:
    return Fact(label="Expected", text=f"{required.parameters:,} learnt values")


def _counted(count: int, required: RequiredNetwork) -> Fact | None:
    if count != required.parameters - required.biases:
        return None
    return Fact(label="Difference", text="this is the number without the biases")


def _off(difference: int) -> str:
    direction = "more" if difference > 0 else "fewer"
    return f"the network has {abs(difference):,} learnt values {direction} than asked"


def _unused(difference: int) -> str:
    if difference > 0:
        return (
            f"the layers that run are right, but the network holds {difference:,} learnt values "
            "more: a layer may be defined and never used"
        )
    return (
        f"the layers that run are right, but the network holds {-difference:,} learnt values "
        "fewer: weights may be shared"
    )
