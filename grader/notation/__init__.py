"""Network notation: `784 -> 32 -> relu -> 10` becomes an Architecture, and back.

The first token is the shape of one input, a plain number after it is a fully connected layer.
`parse_architecture` and `write_architecture` are inverse to each other; everything else follows
from the shapes that pass from layer to layer.
"""

from grader.notation.counting import bias_count, parameter_count
from grader.notation.reading import parse_architecture
from grader.notation.shapes import output_shape
from grader.notation.words import NotationError, did_you_mean
from grader.notation.writing import canonical, problems, write_architecture, write_layer

__all__ = [
    "NotationError",
    "bias_count",
    "canonical",
    "did_you_mean",
    "output_shape",
    "parameter_count",
    "parse_architecture",
    "problems",
    "write_architecture",
    "write_layer",
]
