"""Checks on networks of a student's own design, which no rubric can draw layer by layer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from grader.checks.certainty import is_seen_by_graph, run_doubt
from grader.checks.code.texts import bare_doubt, options_doubt
from grader.checks.networks.asked import SEEN_TO_RUN
from grader.checks.networks.recurrent import has_strange, is_built_in, is_by_hand
from grader.checks.runs.ends import ends_fit, layers_fit
from grader.checks.words import all_found, answer, found, listed
from grader.matching import is_understood
from grader.matching.designs import read_layers
from grader.records import (
    Answer,
    Architecture,
    Case,
    Convolution,
    Fact,
    Linear,
    Network,
    Outcome,
    Recurrent,
    WrittenNetwork,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing that is asked of a design."""

    words: str
    """What is asked: `at least 2 hidden layers`."""
    has: Callable[[Architecture, int | None], bool | None]
    """Whether a network of these layers, with so many learnt values, has it; None if that cannot
    be told."""


def design(
    case: Case,
    *,
    inputs: int | None = None,
    outputs: int | None = None,
    hidden_at_least: int | None = None,
    convolutional: bool | None = None,
    recurrent_by_hand: bool = False,
    data: str | None = None,
) -> Answer:
    """You built a network of the kind that the assignment asks for."""
    traits = _traits(hidden_at_least, convolutional, recurrent_by_hand)
    facts: list[Fact | None] = [_asked(inputs, outputs, traits)]
    networks = [each for each in case.evidence.networks if _is_of(each, data)]
    fits = {each.id: ends_fit(each, inputs, outputs) for each in networks}
    # What was trained was meant.
    networks = sorted(networks, key=lambda each: not each.steps)
    rated = [(each, _rate(each, traits) if fits[each.id] else fits[each.id]) for each in networks]
    for network, rating in rated:
        if rating and network.kind in SEEN_TO_RUN:
            return answer(Outcome.MET, "", [*facts, found(network)])
    for network, rating in rated:
        if rating is None or (rating and network.kind not in SEEN_TO_RUN):
            told = f"whether {network.id} is one cannot be told from what was seen of it"
            return answer(Outcome.OPEN, told, [*facts, found(network)])
    for one in case.evidence.written_networks:
        if _may_have(one, traits, inputs, outputs):
            told = f"a network in the code ({one.place}) may be one; it was not seen to run"
            return answer(Outcome.OPEN, told, facts)
    meant = [each for each in networks if fits[each.id]]
    return _without(case, meant, traits, facts)


def _without(
    case: Case, meant: list[Network], traits: tuple[Trait, ...], facts: list[Fact | None]
) -> Answer:
    """No network has all that is asked."""
    if not meant:
        facts = [*facts, all_found(case.evidence.networks)]
        told = "no network with these inputs and outputs was seen"
        if doubt := run_doubt(case.evidence):
            return answer(Outcome.OPEN, f"{told}; {doubt}", facts)
        outcome = Outcome.SUSPECTED if case.evidence.networks else Outcome.OPEN
        return answer(outcome, told, facts)
    best = meant[0]
    facts = [*facts, found(best)]
    layers = read_layers(best.layers)
    lacks = [each.words for each in traits if layers and each.has(layers, best.parameters) is False]
    told = f"no network was seen with {listed(lacks)}"
    if doubt := _doubt(case, meant) or _recurrent_doubt(meant, traits):
        return answer(Outcome.SUSPECTED, f"{told}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, told, facts)


def _doubt(case: Case, meant: list[Network]) -> str:
    if doubt := run_doubt(case.evidence):
        return doubt
    if not all(map(is_seen_by_graph, meant)):
        return "not all layers were seen in a graph, so a function may have been missed"
    if not any(each.steps for each in meant):
        return "none of these networks was trained here"
    if any(each.checkpoint for each in meant):
        return "weights of a file were put in by us"
    unclear = [each.id for each in case.evidence.networks if not is_understood(each)]
    if unclear:
        return f"another network, {unclear[0]}, was not understood"
    return bare_doubt(case.evidence) or options_doubt(case.evidence)


def _recurrent_doubt(meant: list[Network], traits: tuple[Trait, ...]) -> str:
    """Steps by hand need no module: only a built-in layer is certainly none of them."""
    asked = any(each.has is is_by_hand for each in traits)
    layers = [layer for each in meant if (one := read_layers(each.layers)) for layer in one.layers]
    if asked and not any(map(is_built_in, layers)):
        return "no recurrent network was seen, and one of bare tensors would not be"
    return ""


def _traits(hidden: int | None, convolutional: bool | None, recurrent: bool) -> tuple[Trait, ...]:
    traits = []
    if hidden is not None:
        s = "" if hidden == 1 else "s"
        traits.append(Trait(words=f"at least {hidden} hidden layer{s}", has=_has_hidden(hidden)))
    if convolutional is not None:
        words = "convolutions" if convolutional else "no convolution"
        traits.append(Trait(words=words, has=_is_convolutional(convolutional)))
    if recurrent:
        words = "steps of a recurrent network that are written by hand"
        traits.append(Trait(words=words, has=is_by_hand))
    return tuple(traits)


def _has_hidden(least: int) -> Callable[[Architecture, int | None], bool | None]:
    def has(layers: Architecture, parameters: int | None) -> bool | None:
        if len(units(layers)) - 1 >= least:
            return True
        return None if has_strange(layers) else False

    return has


def _is_convolutional(asked: bool) -> Callable[[Architecture, int | None], bool | None]:
    def has(layers: Architecture, parameters: int | None) -> bool | None:
        if any(isinstance(layer, Convolution) for layer in layers.layers):
            return asked
        return None if has_strange(layers) else not asked

    return has


def units(layers: Architecture) -> tuple[int, ...]:
    """Units, or channels, of each layer that learns weights, the output's last."""
    return tuple(_each_units(layers))


def _each_units(layers: Architecture) -> Iterator[int]:
    for layer in layers.layers:
        match layer:
            case Linear() | Convolution():
                yield layer.outputs
            case Recurrent():
                yield layer.hidden


def _rate(network: Network, traits: tuple[Trait, ...]) -> bool | None:
    layers = read_layers(network.layers)
    if layers is None:
        return None if traits else True
    return _all(trait.has(layers, network.parameters) for trait in traits)


def _all(answers: Iterable[bool | None]) -> bool | None:
    told = list(answers)
    return False if False in told else None if None in told else True


def _may_have(
    one: WrittenNetwork, traits: tuple[Trait, ...], inputs: int | None, last: int | None
) -> bool:
    """Whether a network that is only written may have all of it."""
    layers = read_layers(one.layers)
    if layers is None:
        return True
    if layers_fit(layers, inputs, last) is False:
        return False
    return all(trait.has(layers, one.parameters) is not False for trait in traits)


def _is_of(network: Network, data: str | None) -> bool:
    """Whether a network may have been fed this data: of most, it is not known."""
    seen = network.input.data_set if network.input else ""
    return data is None or not seen or seen.split()[0] == data


def _asked(inputs: int | None, last: int | None, traits: tuple[Trait, ...]) -> Fact:
    ends = [f"{inputs:,} inputs"] if inputs is not None else []
    ends += [f"{last:,} outputs"] if last is not None else []
    told = ", ".join([*ends, *(trait.words for trait in traits)])
    return Fact(label="Asked", text=told or "a network of your own design")
