"""The check that one network is wider as well as deeper than another."""

from dataclasses import dataclass

from grader.checks.answers.numbering import Number, is_within, number_of
from grader.checks.certainty import is_seen_by_graph, others_doubt, run_doubt
from grader.checks.code.texts import bare_doubt, options_doubt
from grader.checks.networks.designs import units
from grader.checks.runs.ends import ends_fit
from grader.checks.words import all_found, answer, found
from grader.matching import is_understood, normal, outputs
from grader.matching.designs import read_layers
from grader.records import Answer, Architecture, Case, Convolution, Fact, Missing, Network, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A network beside a smaller one."""

    is_deeper: bool
    """Whether it has more layers that learn weights."""
    is_wider: bool | None
    """Whether its first hidden layer has more units; None if only others have."""

    @property
    def rank(self) -> int:
        """How much of it there is, for the best of several."""
        return 4 * self.is_deeper + {True: 2, None: 1, False: 0}[self.is_wider]


def wider_and_deeper(
    case: Case, *, network: str, than: str, question: tuple[str, ...] = ()
) -> Answer:
    """The network is wider as well as deeper than the one that it is compared with."""
    small = normal(case.required(than).architecture)
    facts: list[Fact | None] = [_asked(case, network, than)]
    candidates = _candidates(case, network, than)
    grown = [(each, _growth(layers, small)) for each, layers in candidates]
    if not grown:
        facts.append(all_found(case.evidence.networks))
        told = "no other network with these inputs and outputs was seen"
        if not case.evidence.networks or run_doubt(case.evidence):
            reason = run_doubt(case.evidence)
            return answer(Outcome.OPEN, f"{told}; {reason}" if reason else told, facts)
        return answer(Outcome.SUSPECTED, told, facts)
    best, growth = max(grown, key=lambda pair: pair[1].rank)
    facts.append(found(best))
    if growth.is_deeper and growth.is_wider:
        return _of_question(case, best, grown, question, facts)
    if growth.is_deeper and growth.is_wider is None:
        told = "it is deeper, but wider only behind its first hidden layer"
        return answer(Outcome.SUSPECTED, told, facts)
    told = _told(growth)
    if doubt := _doubt(case, network, [each for each, _ in grown]):
        return answer(Outcome.SUSPECTED, f"{told}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, told, facts)


def _of_question(
    case: Case,
    best: Network,
    grown: list[tuple[Network, Growth]],
    question: tuple[str, ...],
    facts: list[Fact | None],
) -> Answer:
    """Met, unless the one that is both answers another question and the question's own is not."""
    asked = [number_of(each) for each in question]
    own = [pair for pair in grown if any(is_within(_stands(case, pair[0]), each) for each in asked)]
    where = _stands(case, best)
    if not own or not where or any(where[:1] == each[:1] for each in asked):
        return answer(Outcome.MET, "", facts)
    network, growth = max(own, key=lambda pair: pair[1].rank)
    elsewhere = f"the one that is both stands under question {'.'.join(where)}"
    return answer(
        Outcome.SUSPECTED, f"{_told(growth)}; {elsewhere}", [facts[0], found(network), found(best)]
    )


def _stands(case: Case, network: Network) -> Number:
    """The number of the question under which the network was made, by the headings above."""
    return next(
        (
            number_of(each.question)
            for each in case.evidence.handed_in.sources
            if network.place.cell is not None
            and (each.place.file, each.place.cell) == (network.place.file, network.place.cell)
        ),
        (),
    )


def _candidates(case: Case, network: str, than: str) -> list[tuple[Network, Architecture]]:
    """The networks that may be meant: of the same ends, seen to their layers, and not the other."""
    asked = normal(case.required(network).architecture)
    small = normal(case.required(than).architecture)
    match = case.match(network)
    first = set() if isinstance(match, Missing) else set(match.found)
    candidates = []
    for each in case.evidence.networks:
        layers = read_layers(each.layers)
        fits = ends_fit(each, None, outputs(asked)) is not False
        if layers is None or layers == small or layers.input != asked.input or not fits:
            continue
        if each.steps or each.id in first or each.checkpoint or each.loaded_from:
            candidates.append((each, layers))
    return sorted(candidates, key=lambda pair: pair[0].id not in first)


def _growth(layers: Architecture, small: Architecture) -> Growth:
    large, little = units(layers), units(small)
    hidden, few = large[:-1], little[:-1]
    wider: bool | None = bool(hidden) and bool(few) and hidden[0] > few[0]
    if not wider and hidden and (not few or max(hidden) > max(few)):
        wider = None
    return Growth(is_deeper=len(large) > len(little), is_wider=wider)


def _told(growth: Growth) -> str:
    if growth.is_deeper:
        return "the network is deeper, but not wider: no hidden layer has more units"
    if growth.is_wider or growth.is_wider is None:
        return "the network is wider, but not deeper: it has no more layers with weights"
    return "the network is neither wider nor deeper"


def _doubt(case: Case, network: str, networks: list[Network]) -> str:
    if doubt := run_doubt(case.evidence):
        return doubt
    if not all(is_seen_by_graph(each) and is_understood(each) for each in networks):
        return "not all layers of these networks were understood"
    small_and_large = [read_layers(each.layers) for each in networks]
    if any(_has_convolutions(layers) for layers in small_and_large if layers):
        return "channels and units cannot be compared"
    if any(each.checkpoint for each in networks):
        return "weights of a file were put in by us"
    unclear = [each.id for each in case.evidence.networks if not is_understood(each)]
    if unclear:
        return f"another network, {unclear[0]}, was not understood"
    doubt = others_doubt(case, case.required(network)) or bare_doubt(case.evidence)
    return doubt or options_doubt(case.evidence)


def _has_convolutions(layers: Architecture) -> bool:
    return any(isinstance(layer, Convolution) for layer in layers.layers)


def _asked(case: Case, network: str, than: str) -> Fact:
    large, small = case.required(network), case.required(than)
    text = f"wider and deeper than {small.notation}, such as {large.notation}"
    return Fact(label="Asked", text=text)
