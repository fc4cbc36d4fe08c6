"""What a network was fed: shapes, ranges and a few whole rows, so that its scaling can be told."""

import math
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

ROWS_KEPT = 16
"""Rows kept for each of training and evaluation."""
ROWS_EACH_CALL = 2
"""Rows taken from one call, so that they come from several batches."""
ELEMENTS_KEPT = 200_000
"""Largest row that is kept, in values."""
CALLS_ALWAYS_SEEN = 12
"""Calls whose range is always taken; later ones ever more rarely, to stay cheap."""
MOST_CALLS_BETWEEN_LOOKS = 400


@dataclass(slots=True)
class Range:
    """Smallest and largest value and the first two moments of what was seen."""

    minimum: float = math.inf
    maximum: float = -math.inf
    total: float = 0.0
    squares: float = 0.0
    count: int = 0

    def add(self, values: Tensor) -> None:
        """Take the range of one more batch."""
        low, high = torch.aminmax(values)
        self.minimum = min(self.minimum, float(low))
        self.maximum = max(self.maximum, float(high))
        spread = values.double()
        self.total += float(spread.sum())
        self.squares += float(spread.square().sum())
        self.count += values.numel()

    def as_json(self) -> dict[str, float | int] | None:
        """Minimum, maximum, mean and standard deviation; None if nothing finite was seen."""
        if not self.count or not math.isfinite(self.total) or not math.isfinite(self.squares):
            return None
        mean = self.total / self.count
        variance = max(0.0, self.squares / self.count - mean * mean)
        return {
            "minimum": self.minimum,
            "maximum": self.maximum,
            "mean": mean,
            "deviation": math.sqrt(variance),
            "values": self.count,
        }


def rows_in(module: nn.Module, batch: Tensor) -> int:
    """The number of examples in a batch; a vector as long as the first layer wants is one."""
    if batch.ndim == 1 and batch.is_floating_point():
        first = next((each for each in module.parameters() if each.ndim == 2), None)
        if first is not None and first.shape[1] == batch.shape[0]:
            return 1
    return batch.shape[0] if batch.ndim else 0


@dataclass(slots=True)
class Inputs:
    """The first tensor argument of one network's calls, and one whole call as an example."""

    example: tuple[tuple[Any, ...], dict[str, Any]] | None = None
    """Arguments of the latest kind of call, tensors cut to a few rows."""
    batch: int = 0
    """Rows in the call that the example is from."""
    shape: tuple[int, ...] = ()
    """Shape of one input, without the batch."""
    dtype: str = ""
    """Its type."""
    calls: dict[str, int] = field(default_factory=lambda: {"train": 0, "eval": 0})
    """Number of calls in training and in evaluation."""
    rows: dict[str, list[Tensor]] = field(default_factory=lambda: {"train": [], "eval": []})
    """A few whole rows from each."""
    range: Range = field(default_factory=Range)
    """Range of all values that were looked at."""
    largest_batch: int = 0
    """Rows in the largest training call."""
    _next_looks: dict[str, int] = field(default_factory=lambda: {"train": 1, "eval": 1})

    def see(self, training: bool, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Note one call. Called before every forward pass, so the common case returns early."""
        phase = "train" if training else "eval"
        self.calls[phase] = number = self.calls[phase] + 1
        if number < self._next_looks[phase]:
            return
        between = 1 if number < CALLS_ALWAYS_SEEN else min(number // 2, MOST_CALLS_BETWEEN_LOOKS)
        self._next_looks[phase] = number + between
        values = first_tensor(args, kwargs)
        if values is None or values.ndim == 0:
            return
        values = values.detach()
        if values.shape == self.shape and values.ndim == 1:
            # One example by itself says nothing new.
            return
        if self.example is None or tuple(values.shape[1:]) != self.shape:
            self._take_example(values, args, kwargs)
        self._take_values(phase, values)

    def _take_example(self, values: Tensor, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.shape = tuple(values.shape[1:])
        self.dtype = str(values.dtype).removeprefix("torch.")
        self.batch = values.shape[0]
        self.example = (
            tuple(_few_rows(value, self.batch) for value in args),
            {name: _few_rows(value, self.batch) for name, value in kwargs.items()},
        )

    def _take_values(self, phase: str, values: Tensor) -> None:
        if phase == "train":
            self.largest_batch = max(self.largest_batch, values.shape[0])
        if values.is_floating_point() or not values.dtype.is_complex:
            self.range.add(values[:256])
        kept = self.rows[phase]
        if values[0].numel() <= ELEMENTS_KEPT and len(kept) < ROWS_KEPT:
            kept += [row.to("cpu", torch.float32, copy=True) for row in values[:ROWS_EACH_CALL]]


def first_tensor(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tensor | None:
    """The first tensor among the arguments of a call."""
    for value in (*args, *kwargs.values()):
        if isinstance(value, Tensor):
            return value
    return None


def _few_rows(value: Any, batch: int, rows: int = 8) -> Any:
    """Tensors with the batch's length cut to a few rows of their own; all else as it is."""
    if isinstance(value, Tensor):
        cut = value.detach()[:rows] if value.ndim and value.shape[0] == batch else value.detach()
        return cut.clone()
    if isinstance(value, tuple | list):
        return type(value)(_few_rows(part, batch, rows) for part in value)
    return value
