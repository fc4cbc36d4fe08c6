"""Networks by what goes in and comes out, whatever stands between."""

import math

from grader.checks.networks.recurrent import is_recurrent
from grader.matching import outputs
from grader.matching.designs import read_layers
from grader.records import Architecture, Evidence, Network, Other


def ids_of_ends(
    evidence: Evidence, *, inputs: int | None, last: int | None, recurrent: bool
) -> frozenset[str]:
    """The networks that certainly have these ends."""
    fits = fits_of(evidence, inputs, last, recurrent)
    return frozenset(name for name, fit in fits.items() if fit)


def fits_of(
    evidence: Evidence, inputs: int | None, last: int | None, recurrent: bool
) -> dict[str, bool | None]:
    """Whether each network has these ends, and is recurrent if it must be; None if not known."""
    return {
        each.id: both(
            ends_fit(each, inputs, last),
            not recurrent or is_recurrent(read_layers(each.layers), each.parameters),
        )
        for each in evidence.networks
    }


def both(left: bool | None, right: bool | None) -> bool | None:
    """Whether both hold; None if that is not known."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def ends_fit(network: Network, inputs: int | None, last: int | None) -> bool | None:
    """Whether a network has these ends, in values of one example; None if that is not known."""
    layers = read_layers(network.layers)
    # Recurrent networks are exported by the step, and fed by the sequence.
    shapes = [layers.input] if layers else []
    shapes += [network.input.shape] if network.input else []
    if inputs is not None and shapes and all(math.prod(shape) != inputs for shape in shapes):
        return False
    if inputs is not None and not shapes:
        return None
    return layers_fit(layers, None, last)


def layers_fit(layers: Architecture | None, inputs: int | None, last: int | None) -> bool | None:
    """The same of layers alone."""
    if layers is None:
        return None if inputs is not None or last is not None else True
    if inputs is not None and math.prod(layers.input) != inputs:
        return False
    if last is None or outputs(layers) == last:
        return True
    # What an operation without a word of its own makes of the sizes is not known.
    return None if any(isinstance(layer, Other) for layer in layers.layers) else False
