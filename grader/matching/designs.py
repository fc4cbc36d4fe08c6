"""Networks of the same layers are one design, however often a notebook built them."""

import math
from dataclasses import dataclass
from functools import lru_cache

from grader.matching.comparison import WEAK, Comparison, at_most, compare, similarity
from grader.matching.normal import normal
from grader.notation import NotationError, parse_architecture
from grader.records import Architecture, Evidence, Network, Other, RequiredNetwork

FLOOR = 0.6
"""Under this similarity a network is no answer to what was asked."""

UNSEEN = WEAK - 0.05
"""Similarity of a network of which only the right number of learnt values is known."""

MOST_LAYERS = 400
"""A network with more layers is not compared: no assignment asks for one, and it takes long."""

NOT_SEEN = "its layers could not be seen, only that it has as many learnt values as asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """All networks of a submission that have the same layers."""

    architecture: Architecture | None
    """The layers in normal form; None if they could not be seen."""
    networks: tuple[Network, ...]
    """The networks, in the order in which they were created."""


def designs(evidence: Evidence) -> tuple[Design, ...]:
    """The submission's networks by their layers."""
    groups: dict[object, list[Network]] = {}
    for network in evidence.networks:
        shape = network.input.shape if network.input else None
        key = read_layers(network.layers) or (network.parameters, shape)
        groups.setdefault(key, []).append(network)
    return tuple(
        Design(architecture=read_layers(group[0].layers), networks=tuple(group))
        for group in groups.values()
    )


@lru_cache(maxsize=4_096)
def read_layers(notation: str) -> Architecture | None:
    """The layers in normal form; None if they were not seen or cannot be read."""
    arrows = notation.count("->") + notation.count("→")
    if not notation or arrows > MOST_LAYERS:
        return None
    try:
        architecture = parse_architecture(notation)
    except NotationError:
        return None
    return normal(architecture) if architecture.layers else None


def likeness(required: RequiredNetwork, design: Design) -> float:
    """How similar a design is to a required network; 0 under the floor."""
    if design.architecture is None:
        return UNSEEN if could_be(required, design.networks[0]) else 0.0
    asked = normal(required.architecture)
    if at_most(asked, design.architecture) < FLOOR:
        return 0.0
    found = similarity(asked, design.architecture)
    return found if found >= FLOOR else 0.0


def could_be(required: RequiredNetwork, network: Network) -> bool:
    """Whether a network that was not understood may be the required one, by all that is known."""
    if network.input is not None:
        size = math.prod(required.architecture.input)
        if math.prod(network.input.shape) != size:
            return False
    return network.parameters == required.parameters


def is_understood(network: Network) -> bool:
    """Whether every operation of the network is known."""
    architecture = read_layers(network.layers)
    if architecture is None:
        return False
    return not any(isinstance(layer, Other) for layer in architecture.layers)


def compare_network(required: RequiredNetwork, network: Network, evidence: Evidence) -> Comparison:
    """Hold one network of a submission against a required one."""
    architecture = read_layers(network.layers)
    if architecture is None:
        return _unseen()
    crossed = any(
        run.network == network.id and run.loss == "cross_entropy" for run in evidence.training
    )
    return compare(required.architecture, architecture, before_cross_entropy=crossed)


def _unseen() -> Comparison:
    return Comparison(
        similarity=UNSEEN,
        differences=(NOT_SEEN,),
        only_softmax=False,
        only_slight=False,
        same_ends=False,
        understood=False,
    )
