"""Recurrent networks: which networks are, and whether a step by hand has one bias."""

from collections.abc import Iterator

from grader.checks.certainty import is_seen_by_graph
from grader.checks.words import answer, found
from grader.matching.designs import read_layers
from grader.notation import parameter_count
from grader.records import (
    Activation,
    Answer,
    Architecture,
    Case,
    Fact,
    Layer,
    Linear,
    Network,
    Other,
    Outcome,
    Recurrent,
)

BUILT_IN = ("rnn", "lstm", "gru", "quantized_lstm")
"""Beginnings of the operations that torch's recurrent layers and cells become."""


def one_bias(case: Case) -> Answer:
    """The hidden state of your recurrent network has one bias, not two that add up to one."""
    by_hand = [each for each in case.evidence.networks if _is_by_hand(each)]
    trained = [each for each in by_hand if each.steps]
    if not trained:
        told = "no recurrent network whose steps are written by hand was seen to be trained"
        return answer(Outcome.OPEN, told, [found(by_hand[0]) if by_hand else None])
    twice = [each for each in trained if _adds_two(each)]
    if len(twice) < len(trained):
        return answer(Outcome.MET, "", [found(next(each for each in trained if each not in twice))])
    first = twice[0]
    told = "both what comes from the input and what comes from the last state bring a bias"
    facts = [Fact(label="Counted", text=f"{first.parameters:,} learnt values"), found(first)]
    if not all(is_seen_by_graph(each) for each in twice):
        return answer(Outcome.SUSPECTED, f"{told}, as far as its layers were seen", facts)
    return answer(Outcome.NOT_MET, f"{told}: their sum could be one", facts)


def is_recurrent(layers: Architecture | None, parameters: int | None) -> bool | None:
    """Whether a network is recurrent, built in or by hand; None if that cannot be told."""
    if layers is None:
        return None
    return any(map(is_built_in, layers.layers)) or is_by_hand(layers, parameters)


def is_by_hand(layers: Architecture, parameters: int | None) -> bool | None:
    """By hand, a network's steps stand one after the other in the graph, with the same weights."""
    if any(map(is_built_in, layers.layers)):
        return False
    if parameters is not None and parameter_count(layers) > parameters:
        return True
    return None if has_strange(layers) else False


def is_built_in(layer: Layer) -> bool:
    """Whether it is a recurrent layer or cell of the library."""
    if isinstance(layer, Other):
        return layer.operation.lstrip("_").startswith(BUILT_IN)
    return isinstance(layer, Recurrent)


def has_strange(layers: Architecture) -> bool:
    """Whether an operation that the notation has no word for has learnt values."""
    return any(isinstance(layer, Other) and layer.parameters for layer in layers.layers)


def _is_by_hand(network: Network) -> bool:
    layers = read_layers(network.layers)
    return layers is not None and is_by_hand(layers, network.parameters) is True


def _adds_two(network: Network) -> bool:
    """Whether each whole step adds two biases of the state's size, and so many are learnt.

    The number alone would not do: a first state that is learnt has as many values.
    """
    layers = read_layers(network.layers)
    if layers is None:
        return False
    steps = [step for step in _steps(layers) if _states(step)]
    if not steps or any(_biases(step) < 2 for step in steps):
        return False
    sizes = {_states(step) for step in steps}
    last = layers.layers[-1]
    if len(sizes) != 1 or not isinstance(last, Linear):
        return False
    (size,) = sizes
    first = next(layer for layer in steps[0] if isinstance(layer, Linear))
    out = last.outputs * (size + last.bias)
    return network.parameters == size * (first.inputs + size + 2) + out


def _steps(layers: Architecture) -> Iterator[list[Layer]]:
    """The layers between two activations; what follows the last one is the output."""
    step: list[Layer] = []
    for layer in layers.layers:
        if isinstance(layer, Activation):
            yield step
            step = []
        else:
            step.append(layer)


def _states(step: list[Layer]) -> int:
    """Size of the state in a step that adds two linear maps to the same size; 0 if it is none."""
    maps = [layer for layer in step if isinstance(layer, Linear)]
    is_sum = any(isinstance(each, Other) and each.operation == "add" for each in step)
    if len(maps) != 2 or not is_sum or maps[0].outputs != maps[1].outputs:
        return 0
    return maps[0].outputs


def _biases(step: list[Layer]) -> int:
    size = _states(step)
    added = sum(isinstance(each, Other) and each.parameters == size for each in step)
    return added + sum(isinstance(each, Linear) and each.bias for each in step)
