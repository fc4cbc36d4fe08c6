"""The weights of a network's first fully connected layer, one row for each unit."""

import math

import numpy as np

from grader.collect.marks import Floats
from grader.collect.networks import Caught

TYPES = {"float64": "<f8", "float32": "<f4", "float16": "<f2"}
PRODUCTS = (
    "aten.linear.", "aten.addmm.", "aten.mm.", "aten.matmul.", "aten.bmm.", "aten.baddbmm.",
)  # fmt: skip
SHAPES = (
    "aten.t.", "aten.transpose.", "aten.permute.", "aten.numpy_T.", "aten.view.", "aten.reshape.",
    "aten.detach.", "aten.clone.", "aten._to_copy.", "aten.to.", "aten.unsqueeze.",
    "aten.expand.", "aten.contiguous.", "aten.alias.", "aten.lift_fresh", "aten.mT", "aten.adjoint",
)  # fmt: skip
MOST_VALUES = 20_000_000
LEAST_SIDE = 8


def side_of(values: int) -> int:
    """Side of a square grey picture of so many values; 0 if there is none."""
    side = math.isqrt(values)
    return side if side * side == values and side >= LEAST_SIDE else 0


def first_weights(caught: Caught) -> Floats | None:
    """The weights (units, inputs) of the layer that the input goes into, as they were at the end.

    None if the first layer with weights is no fully connected one, or could not be read.
    """
    graph, tensors = caught.graph, caught.entry.tensors
    if graph is None:
        return None
    values = math.prod(graph.input_shape) if graph.input_shape else 0
    holds: dict[str, int] = {}
    for node in graph.nodes:
        used = (
            [number for part in node.args for number in _tensors(part, holds)]
            if isinstance(node.args, list)
            else []
        )
        if node.target.startswith("aten.conv") or node.target.startswith("aten._conv"):
            return None
        if node.target.startswith(PRODUCTS):
            fits = [
                number
                for number in used
                if number < len(tensors)
                and len(tensors[number].shape) == 2
                and values in tensors[number].shape
            ]
            return _read(caught, fits[0], values) if fits else None
        if len(used) == 1 and node.target.startswith(SHAPES):
            holds[node.name] = used[0]  # a transposed or reshaped tensor
    return None


def _tensors(part: object, holds: dict[str, int]) -> list[int]:
    if isinstance(part, dict) and len(part) == 1:
        if isinstance(number := part.get("t"), int):
            return [number]
        if isinstance(name := part.get("n"), str) and name in holds:
            return [holds[name]]
    return []


def _read(caught: Caught, number: int, values: int) -> Floats | None:
    entry = caught.entry.tensors[number]
    if entry.dtype not in TYPES or not 0 < entry.values <= MOST_VALUES:
        return None
    start = sum(each.size for each in caught.entry.tensors[:number])
    content = caught.weights[start : start + entry.size]
    if len(content) != entry.size:
        return None
    weights = np.frombuffer(content, dtype=TYPES[entry.dtype]).reshape(entry.shape)
    # A layer multiplies with the transposed weights, code by hand often does not.
    rows = weights if entry.shape[1] == values else weights.T
    return np.asarray(rows, dtype=np.float64)
