"""Networks, written or run, as single values."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from grader import notation
from grader.consistency.facts.known import Known
from grader.consistency.facts.naming import (
    activations_of,
    architecture_of,
    kinds_of,
    words_of_name,
)
from grader.records import (
    Architecture,
    Convolution,
    Dropout,
    Linear,
    Network,
    Normalisation,
    Pooling,
    Recurrent,
    Softmax,
    WrittenNetwork,
)

STRUCTURE = (
    "parameters", "layers", "hidden_layers", "sizes", "units", "channels", "kernel_size",
    "stride", "padding", "activation", "output_activation", "dropout",
)  # fmt: skip
"""Quantities that the layers of a network tell."""


def known_of_networks(
    networks: tuple[WrittenNetwork, ...] | tuple[Network, ...],
    unique: Set[str] = frozenset(),
) -> tuple[Known, ...]:
    """Everything that the networks of one pool tell.

    `unique` are the classes of which the code defines one only.
    """
    return tuple(known for network in _built(networks, unique) for known in _known(network))


def _built(
    networks: tuple[WrittenNetwork, ...] | tuple[Network, ...], unique: Set[str]
) -> Iterator[WrittenNetwork | Network]:
    """All of them, less classes whose sizes are open, where others of the class were built.

    A class that is handed its sizes has none by itself.
    """
    built = {each.class_name for each in networks if each.class_name in unique and each.layers}
    seen = {(each.class_name, each.layers) for each in networks if not _is_idle(each)}
    for each in networks:
        # The same class is found again in every file that imports it.
        again = (each.class_name, each.layers)
        if _is_idle(each):
            is_empty = not each.layers and each.class_name in built
            if is_empty or (each.layers and again in seen):
                continue
            seen.add(again)
        yield each


def _is_idle(network: WrittenNetwork | Network) -> bool:
    return isinstance(network, WrittenNetwork) and network.dormant


def _known(network: WrittenNetwork | Network) -> Iterator[Known]:
    architecture = architecture_of(network.layers)
    names = words_of_name(network.name, network.class_name)
    base = Known(
        quantity="",
        names=names,
        kinds=kinds_of(architecture, names),
        holder=network.id,
        dormant=network.dormant if isinstance(network, WrittenNetwork) else False,
        settings=_settings(architecture),
        words=network.class_name or network.name,
        place=(network.called_from if isinstance(network, WrittenNetwork) else None)
        or network.place,
    )
    yield from _counts(base, network, architecture)
    if architecture is None:
        for quantity in STRUCTURE[1:]:
            yield replace(base, quantity=quantity, is_open=True)
    else:
        yield from _structure(base, architecture)


def _settings(architecture: Architecture | None) -> tuple[tuple[str, str], ...]:
    """The sizes of its hidden layers, by which networks of a study are told apart."""
    layers = architecture.layers if architecture else ()
    linear = [layer.outputs for layer in layers if isinstance(layer, Linear)][:-1]
    hidden = [*linear, *(layer.hidden for layer in layers if isinstance(layer, Recurrent))]
    names = activations_of(architecture) if architecture else ()
    found = {("units", str(size)) for size in hidden} | {("activation", name) for name in names}
    return tuple(sorted(found))


def _counts(
    base: Known, network: WrittenNetwork | Network, architecture: Architecture | None
) -> Iterator[Known]:
    if network.parameters is None:
        yield replace(base, quantity="parameters", is_open=True)
        return
    inside = [notation.parameter_count(part) for part in _parts(architecture)]
    yield replace(
        base,
        quantity="parameters",
        value=float(network.parameters),
        others=tuple(float(count) for count in sums(inside)),
    )


def without_biases(layers: str, parameters: int) -> int | None:
    """The count that leaves the biases out; None if the layers are not known."""
    architecture = architecture_of(layers)
    return None if architecture is None else parameters - notation.bias_count(architecture)


def _parts(architecture: Architecture | None) -> list[Architecture]:
    """Each layer with learnt values, on its own."""
    if architecture is None:
        return []
    return [
        Architecture(input=architecture.input, layers=(layer,))
        for layer in architecture.layers
        if isinstance(layer, Linear | Convolution | Normalisation | Recurrent)
    ]


def sums(counts: list[int]) -> list[int]:
    """Counts of single layers, and of the layers up to each, and from each."""
    single = counts[:50]
    upto = [sum(single[: index + 1]) for index in range(len(single))]
    rest = [sum(single[index:]) for index in range(len(single))]
    return sorted({*single, *upto, *rest})


def _structure(base: Known, architecture: Architecture) -> Iterator[Known]:
    layers = architecture.layers
    linear = [layer for layer in layers if isinstance(layer, Linear)]
    convolutions = [layer for layer in layers if isinstance(layer, Convolution)]
    pools = [layer for layer in layers if isinstance(layer, Pooling)]
    recurrent = [layer for layer in layers if isinstance(layer, Recurrent)]
    learnt = len(linear) + len(convolutions) + len(recurrent)
    hidden = [layer.outputs for layer in linear[:-1]] + [layer.hidden for layer in recurrent]
    yield replace(
        base,
        quantity="layers",
        value=float(learnt),
        others=_floats(
            learnt + 1, learnt - 1, len(layers), len(layers) + 1, learnt + len(pools),
            learnt + len(pools) + 1, len(linear), len(convolutions), len(pools),
            len(convolutions) + len(pools), len(linear) - 1,
        ),
    )  # fmt: skip
    ways = (
        (len(convolutions) + len(linear) - 1, len(convolutions), len(convolutions) + len(pools),
         learnt + len(pools) - 1, len(pools))
        if convolutions or recurrent
        else ()
    )  # fmt: skip
    yield replace(
        base,
        quantity="hidden_layers",
        value=float(max(len(linear) - 1, 0) + len(recurrent)),
        others=_floats(*ways),
    )
    if linear:
        yield replace(
            base, quantity="sizes", sizes=(linear[0].inputs, *(each.outputs for each in linear))
        )
    yield from _each(base, "units", [*hidden, *([linear[0].inputs] if linear else [])])
    if linear:
        yield replace(base, quantity="units", value=float(linear[-1].outputs))
    channels = [size for each in convolutions for size in (each.outputs, each.inputs)]
    yield from _each(base, "channels", channels)
    yield from _windows(replace(base, part="convolution"), convolutions)
    yield from _windows(replace(base, part="pooling"), pools)
    for name in dict.fromkeys(activations_of(architecture)):
        yield replace(base, quantity="activation", name=name)
    yield replace(base, quantity="output_activation", name=_last(architecture))
    drops = [each.probability for each in layers if isinstance(each, Dropout)]
    for probability in dict.fromkeys(drops):
        yield replace(base, quantity="dropout", value=probability, others=(100 * probability,))


def _windows(base: Known, layers: Sequence[Convolution | Pooling]) -> Iterator[Known]:
    """The sizes, steps and margins of windows that move over an image."""
    yield from _each(base, "kernel_size", [size for layer in layers for size in layer.kernel])
    yield from _each(base, "stride", [size for layer in layers for size in layer.stride])
    yield from _each(base, "padding", [size for layer in layers for size in layer.padding])


def _last(architecture: Architecture) -> str:
    """What is applied to the outputs: `softmax`, `log_softmax`, `sigmoid`, ..., or `none`."""
    for layer in reversed(architecture.layers):
        if isinstance(layer, Softmax):
            return "log_softmax" if layer.logarithm else "softmax"
        if isinstance(layer, Linear | Convolution | Recurrent):
            return "none"
        names = activations_of(Architecture(input=architecture.input, layers=(layer,)))
        if names:
            return names[0]
    return "none"


def _floats(*counts: int) -> tuple[float, ...]:
    return tuple(float(count) for count in sorted(set(counts)) if count >= 0)


def _each(base: Known, quantity: str, values: list[int]) -> Iterator[Known]:
    for value in dict.fromkeys(values):
        yield replace(base, quantity=quantity, value=float(value))
