"""Whether a network was fed bytes, 0 to 255, as they are, with nothing inside it to scale them."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.collect.networks import Caught
from grader.collect.operations import CONVOLUTIONS, PASSED_OVER, PRODUCTS, RESHAPES
from grader.collect.probe_files import GraphFile, read_bytes
from grader.errors import ProbeError

LEAST_MAXIMUM = 200.0
LARGEST_BYTE = 255.0
LEAST_VALUES = 64
"""Values of one input below which it may be a table of measurements, and no picture."""
LARGEST_ROWS = 16 * 1024 * 1024


def is_fed_raw_bytes(caught: Caught) -> bool:
    """Whether it certainly was."""
    seen = caught.entry.input
    if seen is None or seen.range is None or not seen.dtype.startswith(("float", "bfloat")):
        return False
    fits = seen.range.minimum >= 0 and LEAST_MAXIMUM <= seen.range.maximum <= LARGEST_BYTE
    if not fits or math.prod(seen.shape) < LEAST_VALUES:
        return False
    return _are_whole_numbers(caught) and _reaches_a_layer(caught.graph)


def _are_whole_numbers(caught: Caught) -> bool:
    try:
        content = read_bytes(caught.folder / f"{caught.entry.id}.train.rows", largest=LARGEST_ROWS)
    except ProbeError:
        return False
    if not content or len(content) % 4:
        return False
    values = np.frombuffer(content, dtype="<f4")
    return bool(np.isfinite(values).all() and (values == np.round(values)).all())


def _reaches_a_layer(graph: GraphFile | None) -> bool:
    """Whether the first thing done to the input that changes its values is a learnt layer."""
    if graph is None or len(graph.inputs) != 1:
        return False
    raw = {graph.inputs[0]}
    for node in graph.nodes:
        if raw.isdisjoint(_references([node.args, node.kwargs])):
            continue
        base = node.target.split(".")[1] if "." in node.target else node.target
        base = base.rstrip("_") if not base.startswith("__") else base
        if base in PASSED_OVER or base in RESHAPES:
            raw.add(node.name)
        else:
            return base in PRODUCTS or base in CONVOLUTIONS
    return False


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _references(part)
    elif isinstance(value, dict):
        if isinstance(name := value.get("n"), str):
            yield name
        else:
            yield from _references(list(value.values()))
