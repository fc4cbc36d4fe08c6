"""A graph of ATen operations becomes the layers that an assignment would name.

Only the flow of data from the network's input counts: shape arithmetic, copies and type changes
are passed over, and so is a flattening before the first layer. An operation that has no word is
kept as `Other`, so that nothing is silently left out.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from grader.collect.operations import (
    ACTIVATIONS,
    AFFINE,
    CONVOLUTIONS,
    PARTS,
    PASSED_OVER,
    PRODUCTS,
    RESHAPES,
    ZEROS,
)
from grader.collect.probe_files import GraphFile, Node, TensorEntry
from grader.records import (
    Activation,
    AdaptivePooling,
    Architecture,
    Convolution,
    Dropout,
    Flatten,
    Layer,
    Linear,
    Normalisation,
    Other,
    Pooling,
    Recurrent,
    Softmax,
)


@dataclass(frozen=True, slots=True)
class _Value:
    """What a node of the graph holds."""

    from_input: bool = False
    tensor: int | None = None
    shape: tuple[int, ...] = ()
    made_by: int | None = None
    """Index of the layer that made it, if it comes straight out of one."""
    zero: bool = False
    """Whether it is nothing but zeros."""


def read_architecture(
    graph: GraphFile, tensors: tuple[TensorEntry, ...], input_shape: tuple[int, ...]
) -> Architecture | None:
    """The layers of `graph` in the order in which they run; None if the graph is empty."""
    if not graph.nodes:
        return None
    reader = _Reader(graph, tensors, input_shape)
    for node in _that_count(graph):
        reader.read(node)
    return Architecture(input=reader.input_shape, layers=tuple(reader.layers))


def _that_count(graph: GraphFile) -> list[Node]:
    """The operations that the output depends on; others only decided which way to go."""
    needed = set(_references(graph.output))
    counting = []
    for node in reversed(graph.nodes):
        used = list(_references([node.args, node.kwargs]))
        # An operation in place changes its first argument, though nobody may use its result.
        in_place = node.target.split(".")[1:2] and node.target.split(".")[1].endswith("_")
        if node.name in needed or (in_place and used and used[0] in needed):
            counting.append(node)
            needed.update(used)
    return counting[::-1]


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _references(part)
    elif isinstance(value, dict):
        name = value.get("n")
        if isinstance(name, str):
            yield name
        else:
            yield from _references(list(value.values()))


class _Reader:
    def __init__(
        self, graph: GraphFile, tensors: tuple[TensorEntry, ...], input_shape: tuple[int, ...]
    ) -> None:
        self.tensors = tensors
        self.input_shape = input_shape
        self.layers: list[Layer] = []
        self.values: dict[str, _Value] = {
            name: _Value(from_input=True, shape=(-1, *input_shape)) for name in graph.inputs
        }

    def read(self, node: Node) -> None:
        """Follow one operation."""
        args = node.args if isinstance(node.args, list) else []
        base = node.target.split(".")[1] if "." in node.target else node.target
        base = base if len(base) < 2 or base.startswith("__") else base.rstrip("_")
        values = [self._value(argument) for argument in args]
        shape = node.shape or ()
        if base in ZEROS or (base == "full" and args[1:2] == [0]):
            self.values[node.name] = _Value(shape=shape, zero=True)
            return
        flows = any(value.from_input for value in _all(values))
        if not flows:
            self.values[node.name] = self._of_weights(base, values, shape)
            return
        made = len(self.layers)
        self._emit(base, node, args, values, shape)
        straight = made if len(self.layers) > made else self._passed_on(base, values)
        self.values[node.name] = _Value(from_input=True, shape=shape, made_by=straight)

    def _passed_on(self, base: str, values: list[Any]) -> int | None:
        first = next((value for value in _all(values) if value.from_input), _Value())
        return first.made_by if base in PASSED_OVER or base in AFFINE else None

    def _value(self, argument: Any) -> Any:
        if isinstance(argument, list):
            return [self._value(part) for part in argument]
        if isinstance(argument, dict) and isinstance(argument.get("n"), str):
            return self.values.get(argument["n"], _Value())
        number = argument.get("t") if isinstance(argument, dict) else None
        if isinstance(number, int) and 0 <= number < len(self.tensors):
            return _Value(tensor=number, shape=self.tensors[number].shape)
        return _Value()

    def _of_weights(self, base: str, values: list[Any], shape: tuple[int, ...]) -> _Value:
        """A value that is made from weights alone stays that weight if it is only turned."""
        first = values[0] if values and isinstance(values[0], _Value) else _Value()
        turns = base in ("t", "transpose", "permute", "numpy_T", "mT", "adjoint")
        if first.tensor is not None and (turns or base in PASSED_OVER):
            # The graph's own shape is no help: a trace cannot tell a weight from a batch.
            turned = first.shape[::-1] if turns else first.shape
            return replace(first, shape=turned)
        return _Value(shape=shape)

    def _emit(
        self, base: str, node: Node, args: list[Any], values: list[Any], shape: tuple[int, ...]
    ) -> None:
        if base in PASSED_OVER or base in PARTS:
            return
        if base in RESHAPES:
            self._reshape(values, shape)
        elif (layer := self._layer(base, node, args, values, shape)) is not None:
            self._begin(layer, values)
            self.layers.append(layer)

    def _begin(self, layer: Layer, values: list[Any]) -> None:
        """The first layer tells what one input really is, after any reshaping before it."""
        first = next((value for value in _all(values) if value.from_input), None)
        if not self.layers and first is not None and len(first.shape) > 1:
            self.input_shape = tuple(max(size, 1) for size in first.shape[1:])
            if isinstance(layer, Linear) and self.input_shape[-1] != layer.inputs:
                # Examples in columns: the last dimension is the batch.
                self.input_shape = (layer.inputs,)

    def _reshape(self, values: list[Any], shape: tuple[int, ...]) -> None:
        before = values[0].shape if values and isinstance(values[0], _Value) else ()
        flattens = len(before) > 2 and len(shape) == 2 and math.prod(before[1:]) == shape[1]
        if flattens and self.layers and not isinstance(self.layers[-1], Flatten):
            self.layers.append(Flatten())

    def _layer(
        self, base: str, node: Node, args: list[Any], values: list[Any], shape: tuple[int, ...]
    ) -> Layer | None:
        if base in PRODUCTS:
            return self._product(base, values)
        if base in AFFINE:
            return self._affine(base, values)
        if base in CONVOLUTIONS:
            return self._convolution(base, args, values)
        if base in ("clamp_min", "clamp", "threshold", "hardtanh"):
            return _clamp(base, node, args)
        if base in ("maximum", "max") and any(value.zero for value in _all(values)):
            return Activation(name="relu")
        return _plain_layer(base, args, values, self.tensors)

    def _product(self, base: str, values: list[Any]) -> Layer | None:
        flat = [value for value in values if isinstance(value, _Value)]
        if base == "linear":
            weight, bias = flat[1], len(flat) > 2 and flat[2].tensor is not None
            outputs, inputs = _two(weight.shape)
            return Linear(inputs=inputs, outputs=outputs, bias=bias)
        weights = [value for value in flat if value.tensor is not None and len(value.shape) == 2]
        if not weights:
            return Other(operation=base)
        # The stored shape of the turned weight is already that of the product's right side.
        inputs, outputs = _two(weights[-1].shape)
        if flat.index(weights[-1]) < next(i for i, value in enumerate(flat) if value.from_input):
            # Written as W x with the examples in columns.
            inputs, outputs = outputs, inputs
        return Linear(inputs=inputs, outputs=outputs, bias=base == "addmm")

    def _affine(self, base: str, values: list[Any]) -> Layer | None:
        flat = [value for value in values if isinstance(value, _Value)]
        data = [value for value in flat if value.from_input]
        weights = [value for value in flat if value.tensor is not None]
        if len(data) > 1:
            return Other(operation=base)
        if not weights:
            # With plain numbers: a scaling of the input, or of what a layer gave.
            return None
        number = data[0].made_by
        made_by = self.layers[number] if number is not None else None
        if isinstance(made_by, Linear) and base == "add" and number is not None:
            size = self._values(weights[0])
            if not made_by.bias and size == made_by.outputs:
                self.layers[number] = replace(made_by, bias=True)
                return None
        return Other(operation=base, parameters=self._values(weights[0]))

    def _values(self, value: _Value) -> int:
        return self.tensors[value.tensor].values if value.tensor is not None else 0

    def _convolution(self, base: str, args: list[Any], values: list[Any]) -> Layer:
        weight = values[1].shape if len(values) > 1 and isinstance(values[1], _Value) else ()
        if len(weight) != 4:
            return Other(operation=base)
        generic = base in ("convolution", "_convolution")
        transposed = bool(args[6]) if generic and len(args) > 6 else base == "conv_transpose2d"
        groups_at = 8 if generic else 6
        groups = args[groups_at] if len(args) > groups_at else 1
        groups = groups if isinstance(groups, int) and groups > 0 else 1
        bias = values[2] if len(values) > 2 else None
        return Convolution(
            inputs=weight[0] if transposed else weight[1] * groups,
            outputs=weight[1] * groups if transposed else weight[0],
            kernel=(weight[2], weight[3]),
            stride=_pair(args[3] if len(args) > 3 else 1, 1),
            padding=_padding(args[4] if len(args) > 4 else 0, weight),
            dilation=_pair(args[5] if len(args) > 5 and not transposed else 1, 1),
            groups=groups,
            bias=isinstance(bias, _Value) and bias.tensor is not None,
            transposed=transposed,
        )


def _clamp(base: str, node: Node, args: list[Any]) -> Layer:
    """A clamp is a relu, a relu6 or something else, by its bounds."""
    low = args[1] if len(args) > 1 else node.kwargs.get("min")
    high = args[2] if len(args) > 2 else node.kwargs.get("max")
    if base == "threshold":
        return Activation(name="relu") if (low, high) == (0, 0) else Other(operation=base)
    if low == 0 and high is None and base != "hardtanh":
        return Activation(name="relu")
    if (low, high) == (0, 6):
        return Activation(name="relu6")
    return Activation(name="hardtanh") if base == "hardtanh" else Other(operation=base)


def _plain_layer(
    base: str, args: list[Any], values: list[Any], tensors: tuple[TensorEntry, ...]
) -> Layer | None:
    if base in ACTIVATIONS:
        return Activation(name=ACTIVATIONS[base])
    if base in ("softmax", "_softmax", "log_softmax", "_log_softmax"):
        return Softmax(logarithm="log" in base)
    if "dropout" in base:
        return _dropout(base, args)
    if "pool2d" in base:
        return _pooling(base, args)
    if "norm" in base:
        return _normalisation(base, args, values, tensors)
    if base in ("lstm", "gru", "rnn_tanh", "rnn_relu"):
        return _recurrent(base, values)
    if base == "mean" and sorted(_ints(args[1:2])) in ([-2, -1], [2, 3]):
        return AdaptivePooling(kind="avg", size=(1, 1))
    learnt = [value.tensor for value in _all(values) if value.tensor is not None]
    return Other(operation=base, parameters=sum(tensors[number].values for number in learnt))


def _dropout(base: str, args: list[Any]) -> Layer | None:
    probability = args[1] if len(args) > 1 else 0.5
    if not isinstance(probability, int | float) or not 0 < probability <= 1:
        return None
    return Dropout(probability=float(probability))


def _pooling(base: str, args: list[Any]) -> Layer:
    kind = "max" if "max" in base else "avg"
    if "adaptive" in base:
        return AdaptivePooling(kind=kind, size=_pair(args[1] if len(args) > 1 else 1, 1))
    kernel = _pair(args[1] if len(args) > 1 else 1, 1)
    stride = _pair(args[2], kernel[0]) if len(args) > 2 and args[2] else kernel
    padding = _pair(args[3] if len(args) > 3 else 0, 0)
    return Pooling(kind=kind, kernel=kernel, stride=stride, padding=padding)


def _normalisation(
    base: str, args: list[Any], values: list[Any], tensors: tuple[TensorEntry, ...]
) -> Layer:
    kind = next((word for word in ("batch", "layer", "group", "instance") if word in base), "")
    if not kind:
        return Other(operation=base)
    learnt = [value for value in _all(values) if value.tensor is not None]
    # Batch normalisation has running means and variances too; the first tensor is its scale.
    features = tensors[learnt[0].tensor].values if learnt and learnt[0].tensor is not None else 0
    position = {"layer": 2, "group": 2}.get(kind, 1)
    affine = len(values) > position and isinstance(values[position], _Value)
    has_scale = affine and values[position].tensor is not None
    if not features and kind == "layer":
        features = math.prod(_ints(args[1:2]))
    return Normalisation(kind=kind, features=features, affine=has_scale)


def _recurrent(base: str, values: list[Any]) -> Layer:
    weights = [value for value in _all(values) if value.tensor is not None]
    gates = {"lstm": 4, "gru": 3}.get(base, 1)
    first = weights[0].shape if weights and len(weights[0].shape) == 2 else (0, 0)
    kind = base.split("_")[0]
    return Recurrent(kind=kind, inputs=first[1], hidden=first[0] // gates)


def _all(values: list[Any]) -> list[_Value]:
    flat: list[_Value] = []
    for value in values:
        flat += _all(value) if isinstance(value, list) else [value]
    return flat


def _ints(value: Any) -> list[int]:
    if isinstance(value, list):
        return [number for part in value for number in _ints(part)]
    return [value] if isinstance(value, int) and not isinstance(value, bool) else []


def _two(shape: tuple[int, ...]) -> tuple[int, int]:
    return (shape[0], shape[1]) if len(shape) == 2 else (0, 0)


def _pair(value: Any, otherwise: int) -> tuple[int, int]:
    numbers = _ints(value)
    if not numbers:
        return (otherwise, otherwise)
    return (numbers[0], numbers[1]) if len(numbers) > 1 else (numbers[0], numbers[0])


def _padding(value: Any, weight: tuple[int, ...]) -> tuple[int, int]:
    if value == "same":
        return ((weight[2] - 1) // 2, (weight[3] - 1) // 2)
    return (0, 0) if value == "valid" else _pair(value, 0)
