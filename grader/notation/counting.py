"""How many learnt values layers have."""

from grader.records import (
    Architecture,
    Convolution,
    Layer,
    Linear,
    Normalisation,
    Other,
    Recurrent,
)

_GATES = {"rnn": 1, "lstm": 4, "gru": 3}


def parameter_count(architecture: Architecture) -> int:
    """Number of learnt values of these layers, biases included."""
    return sum(_weights(layer) + _biases(layer) for layer in architecture.layers)


def bias_count(architecture: Architecture) -> int:
    """Those of them that are biases; a normalisation's shift is one, its scale is not."""
    return sum(_biases(layer) for layer in architecture.layers)


def _weights(layer: Layer) -> int:
    match layer:
        case Linear():
            return layer.inputs * layer.outputs
        case Convolution():
            kernel = layer.kernel[0] * layer.kernel[1]
            return layer.inputs * layer.outputs // max(1, layer.groups) * kernel
        case Normalisation():
            return layer.features if layer.affine else 0
        case Recurrent():
            return _GATES[layer.kind] * layer.hidden * (layer.inputs + layer.hidden)
        case Other():
            return layer.parameters
        case _:
            return 0


def _biases(layer: Layer) -> int:
    match layer:
        case Linear() | Convolution():
            return layer.outputs if layer.bias else 0
        case Normalisation():
            return layer.features if layer.affine else 0
        case Recurrent():
            # torch's built-in layers have two biases for each gate, one per weight matrix.
            return _GATES[layer.kind] * 2 * layer.hidden
        case _:
            return 0
