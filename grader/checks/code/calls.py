"""Checks on what the code calls: decompositions, noise, schedulers, trackers, recurrent layers."""

import math
from collections.abc import Iterable
from decimal import Decimal

from grader.checks.certainty import run_doubt
from grader.checks.networks.recurrent import is_recurrent
from grader.checks.words import answer, listed
from grader.matching.designs import read_layers
from grader.records import Answer, Call, Case, Fact, Kind, Network, Outcome

OPERATION_CHOICES = (
    "svd", "noise", "one_hot", "built_in_rnn", "gradient_clipping", "scheduler", "energy_tracker",
)  # fmt: skip
"""What `operation` may be."""

FORM_CHOICES = ("any", "uniform", "gaussian", "zeroed")
"""What `kind` of noise may be."""

WORDS = {
    "svd": "a singular value decomposition",
    "noise": "noise that is added to inputs",
    "one_hot": "one-hot labels",
    "built_in_rnn": "a recurrent layer of the library",
    "gradient_clipping": "clipping of gradients",
    "scheduler": "a scheduler of the library",
    "energy_tracker": "a library that measures energy or carbon",
}
RECURRENT = ("rnn", "lstm", "gru")
TOLERANCE = 0.99
"""A strength this near to what was asked for is as strong."""
MOST_RANGE = (-0.01, 1.6)
"""Inputs within these are taken for pictures from 0 to 1, perhaps with noise on them."""


def calls(case: Case, *, operation: str) -> Answer:
    """The code uses the operation that was asked for."""
    if operation not in OPERATION_CHOICES:
        known = ", ".join(OPERATION_CHOICES)
        raise ValueError(f"operation is one of {known}, not {operation!r}")
    mine = [each for each in case.evidence.calls.found if each.operation == operation]
    ran = [each for each in mine if each.ran]
    if ran:
        return answer(Outcome.MET, "", [_fact(ran, "Found")])
    if mine:
        return answer(Outcome.OPEN, _not_seen_to_run(mine, operation), [_fact(mine, "Look at")])
    return _absent(case, operation)


def svd(case: Case, *, mean_subtracted: bool = False) -> Answer:
    """The code decomposes the data by their singular values."""
    first = calls(case, operation="svd")
    if first.outcome is not Outcome.MET or not mean_subtracted:
        return first
    ran = [each for each in case.evidence.calls.found if each.operation == "svd" and each.ran]
    centred = [each for each in ran if each.centred]
    if centred:
        return answer(Outcome.MET, "", [_fact(centred, "Found")])
    every = [each for each in case.evidence.calls.found if each.operation == "svd"]
    facts = [_fact(ran, "Look at")]
    if any(each.centred is None or not each.ran for each in every):
        reason = "whether the mean was taken away before could not be followed in the code"
        return answer(Outcome.OPEN, reason, facts)
    words = "what is decomposed comes from its file without its mean taken away"
    if doubt := _doubt(case):
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, words, facts)


def noise(case: Case, *, kind: str = "any", strength_at_least: Decimal | None = None) -> Answer:
    """Noisy inputs were made and fed through the network."""
    if kind not in FORM_CHOICES:
        raise ValueError(f"kind is one of {', '.join(FORM_CHOICES)}, not {kind!r}")
    every = [each for each in case.evidence.calls.found if each.operation == "noise"]
    live = [each for each in every if not each.dormant]
    fed = [each for each in live if each.fed and each.ran]
    right = [each for each in fed if kind in ("any", each.form)]
    if not every:
        return _absent(case, "noise")
    if not fed:
        reason = "noise is made in the code, but it was not seen that a network is fed with it"
        return answer(Outcome.OPEN, reason, [_fact(live or every, "Look at")])
    if not right:
        reason = f"noise was fed to a network, but none that is known to be {kind}"
        return answer(Outcome.OPEN, reason, [_fact(fed, "Look at")])
    if strength_at_least is None:
        return answer(Outcome.MET, "", [_fact(right, "Found")])
    return _strength(case, live, right, float(strength_at_least))


def _strength(case: Case, live: list[Call], right: list[Call], least: float) -> Answer:
    strong = [each for each in right if _reach(each) >= least * TOLERANCE]
    unscaled = _not_from_0_to_1(case)
    facts = [_fact(strong or right, "Found")]
    if strong and not unscaled:
        return answer(Outcome.MET, "", facts)
    if strong or unscaled:
        words = f"its strength counts for pictures from 0 to 1, and {unscaled}"
        return answer(Outcome.OPEN, words, facts)
    if any(not each.strengths for each in live):
        return answer(Outcome.OPEN, "how strong the noise is could not be followed", facts)
    if any(each not in right for each in live):
        return answer(Outcome.OPEN, "other noise may be stronger", facts)
    most = max(_reach(each) for each in right)
    words = f"the strongest noise reaches {most:.3g}, where {least:g} was asked for"
    if doubt := _doubt(case):
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, words, facts)


def _reach(call: Call) -> float:
    """How far uniform noise of the same power reaches to both sides; 0 if it is not known."""
    if call.form == "zeroed":
        return math.inf  # whole pixels are lost, which no strength compares with
    factor = math.sqrt(3) if call.form == "gaussian" else 1.0
    return factor * max(call.strengths, default=0.0)


def no_built_in_rnn(case: Case) -> Answer:
    """The recurrent network is written by hand, without a recurrent layer of the library."""
    trained = [each for each in case.evidence.networks if each.steps]
    built_in = [each for each in trained if _is_recurrent(each)]
    written = [
        each for each in case.evidence.calls.found if each.operation.startswith("built_in_rnn")
    ]
    facts = [_network_fact(built_in), _fact(written, "Look at") if written else None]
    if built_in:
        return _built_in(case, built_in, trained, facts)
    if any(not each.dormant for each in written):
        reason = "the code makes a recurrent layer of the library, not seen in a trained network"
        return answer(Outcome.OPEN, reason, facts)
    if not trained:
        return answer(Outcome.OPEN, "no network was seen to be trained", facts)
    unclear = [each for each in trained if not each.layers]
    traces = "built_in_rnn" in case.evidence.calls.traces
    if (unclear and traces) or (traces and written):
        reason = "the code speaks of recurrent layers, and not every network was understood"
        return answer(Outcome.OPEN, reason, facts)
    if case.evidence.calls.doubt and unclear:
        return answer(Outcome.OPEN, case.evidence.calls.doubt, facts)
    return answer(Outcome.MET)


def _built_in(
    case: Case, built_in: list[Network], trained: list[Network], facts: list[Fact | None]
) -> Answer:
    words = "the trained network uses a recurrent layer of the library"
    # One of another kind beside it may be the one by hand, and this one a comparison.
    shapes = {each.input.shape[:1] for each in built_in if each.input is not None}
    others = [
        each
        for each in trained
        if each not in built_in
        and (each.input is None or each.input.shape[:1] in shapes)
        and is_recurrent(read_layers(each.layers), each.parameters) is not False
    ]
    if others:
        return answer(Outcome.SUSPECTED, f"{words}, but another network does not", facts)
    if doubt := _doubt(case):
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, words, facts)


def _is_recurrent(network: Network) -> bool:
    steps = (step.strip() for step in network.layers.split("->"))
    return any(step.partition(" ")[0] in RECURRENT for step in steps)


def _absent(case: Case, operation: str) -> Answer:
    """The answer where the code holds no such call."""
    told = case.evidence.calls
    words = f"the code holds no {WORDS[operation].removeprefix('a ')}"
    if told.doubt:
        return answer(Outcome.OPEN, f"{words} that was found, but {told.doubt}")
    if operation in told.traces:
        reason = f"{words} by a name that is known, but words in it speak of one"
        return answer(Outcome.OPEN, reason)
    if operation in told.in_prose:
        reason = f"{words}, though the write-up speaks of one: its code may not be handed in"
        return answer(Outcome.SUSPECTED, reason)
    if doubt := _doubt(case):
        return answer(Outcome.SUSPECTED, f"{words}, but {doubt}")
    if unread := _unread_prose(case):
        return answer(Outcome.SUSPECTED, f"{words}, but {unread}")
    return answer(Outcome.NOT_MET, words)


def _unread_prose(case: Case) -> str:
    """Why the write-up may speak of it after all; empty if all of it was read."""
    written = [each for each in case.evidence.accounts if each.write_up.has_text]
    if not written:
        return "no write-up could be read that may speak of it"
    unread = [each.write_up.path for each in case.evidence.accounts if each.write_up.problems]
    return f"{unread[0]} could not be read to its end" if unread else ""


def _doubt(case: Case) -> str:
    return case.evidence.calls.doubt or run_doubt(case.evidence)


def _not_seen_to_run(mine: list[Call], operation: str) -> str:
    if all(each.dormant for each in mine):
        return f"{WORDS[operation]} stands in code that is switched off"
    return f"{WORDS[operation]} stands in the code, and was not seen to run"


def _not_from_0_to_1(case: Case) -> str:
    """Why strengths cannot be held against pictures from 0 to 1; empty if they can."""
    low, high = MOST_RANGE
    for network in case.evidence.networks:
        seen = network.input
        if seen is None or len(seen.shape) > 3:
            continue
        if seen.maximum > 2 * high or seen.minimum < low - 1.0:
            return f"{network.id} was fed values from {seen.minimum:g} to {seen.maximum:g}"
    if not any(network.input for network in case.evidence.networks):
        return "it was not seen what values the network was fed"
    return ""


def _fact(found: Iterable[Call], label: str) -> Fact:
    every = list(found)
    texts = dict.fromkeys(_told(each) for each in every)
    return Fact(label=label, text=listed(texts), kind=Kind.WRITTEN, place=every[0].place)


def _told(call: Call) -> str:
    more = ""
    if call.form:
        strengths = ", ".join(f"{value:g}" for value in call.strengths)
        more = f", {call.form} {strengths}".rstrip()
    if call.centred is not None:
        more = ", mean taken away" if call.centred else ", mean not taken away"
    return f"{call.name}{more} ({call.place})"


def _network_fact(networks: list[Network]) -> Fact | None:
    if not networks:
        return None
    first = networks[0]
    texts = listed(each.layers for each in networks)
    return Fact(label="Found", text=texts, kind=first.kind, place=first.place)
