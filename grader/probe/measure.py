"""Runs exported networks on held-out inputs, in a clean sandbox where no student code is.

Reads one job a line on standard input and answers one line each. Every job runs in a process of
its own, forked from this one, which holds torch but never looks at a job's content. A job names
a graph (JSON), its tensors (raw bytes) and the inputs; the answer is a file of raw outputs.
"""

import json
import math
import os
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import torch
from torch import Tensor

BATCH = 1_000
"""Examples run at once when the network takes any number."""
REFUSED = frozenset({"from_file", "set_", "resize_", "as_strided_"})
"""ATen operations that reach outside their arguments."""
PLAIN_FUNCTIONS = {
    "_operator": {"add", "sub", "mul", "floordiv", "mod", "neg", "truediv", "getitem", "pow"},
    "math": {"ceil", "floor", "trunc", "sqrt"},
    "torch": {"sym_max", "sym_min", "sym_float", "sym_int", "sym_not", "sym_ite"},
}
"""Functions on sizes that an export may hold beside ATen operations."""
CHECKS = frozenset({"aten.sym_constrain_range_for_size", "aten._assert_scalar"})
"""Operations that only assert something about sizes."""


class GraphError(ValueError):
    """The graph asks for something that is not run here."""


class Program:
    """A graph with its tensors, ready to run."""

    def __init__(self, graph: dict[str, Any], tensors: list[Tensor]) -> None:
        self.inputs: list[str] = graph["inputs"]
        self.output = graph["output"]
        self.tensors = tensors
        self.steps = [
            (node["name"], function_of(node["target"]), node["args"], node["kwargs"])
            for node in graph["nodes"]
            if not node["target"].startswith(tuple(CHECKS))
        ]
        uses: Counter[str] = Counter()
        for _, _, args, kwargs in self.steps:
            uses.update(_names([args, kwargs]))
        uses.update(_names(self.output))
        self.uses = uses

    def __call__(self, batch: Tensor) -> Tensor:
        """The first output of the network for one batch of inputs."""
        values: dict[str, Any] = {self.inputs[0]: batch}
        left = self.uses.copy()
        for name, function, args, kwargs in self.steps:
            arguments = self._decode(args, values), self._decode(kwargs, values)
            values[name] = function(*arguments[0], **arguments[1])
            for used in _names([args, kwargs]):
                left[used] -= 1
                if not left[used]:
                    values.pop(used, None)
        return _first_tensor(self._decode(self.output, values))

    def _decode(self, value: Any, values: dict[str, Any]) -> Any:
        if isinstance(value, list):
            return [self._decode(part, values) for part in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((kind, content),) = value.items()
            if kind == "n":
                return values[content]
            if kind == "t":
                return self.tensors[content]
            if kind in _CONSTANTS:
                return _CONSTANTS[kind](content)
        return {name: self._decode(part, values) for name, part in value.items()}


_CONSTANTS: dict[str, Any] = {
    "float": float,
    "dtype": lambda name: _torch_constant(name, torch.dtype),
    "device": lambda name: torch.device("cpu"),
    "constant": lambda name: _torch_constant(name, (torch.layout, torch.memory_format)),
}


def _torch_constant(name: str, kind: Any) -> Any:
    value = getattr(torch, name, None)
    if not isinstance(value, kind):
        raise GraphError(f"{name} is no constant of torch")
    return value


def function_of(target: str) -> Any:
    """The function that a target names: an ATen operation, or plain arithmetic on sizes."""
    space, _, rest = target.partition(".")
    if space == "aten":
        name, _, overload = rest.partition(".")
        if name in REFUSED or not hasattr(torch.ops.aten, name):
            raise GraphError(f"{target} is not run here")
        found = getattr(getattr(torch.ops.aten, name), overload or "default", None)
        if not isinstance(found, torch._ops.OpOverload):
            raise GraphError(f"{target} is no operation of torch")
        return found
    module, _, name = target.rpartition(".")
    if name not in PLAIN_FUNCTIONS.get(module, ()):
        raise GraphError(f"{target} is not run here")
    return getattr(sys.modules[module] if module in sys.modules else __import__(module), name)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _names(part)
    elif isinstance(value, dict):
        if set(value) == {"n"}:
            yield value["n"]
        else:
            yield from _names(list(value.values()))


def _first_tensor(value: Any) -> Tensor:
    while isinstance(value, list | tuple):
        value = value[0]
    if not isinstance(value, Tensor):
        raise GraphError("the network returns no tensor")
    return value


def read_tensors(path: Path, entries: list[dict[str, Any]]) -> list[Tensor]:
    """Tensors from raw bytes, in the order, shapes and types of `entries`."""
    content = bytearray(path.read_bytes())
    tensors, start = [], 0
    for entry in entries:
        dtype = _torch_constant(entry["dtype"], torch.dtype)
        count = math.prod(entry["shape"])
        size = count * torch.empty(0, dtype=dtype).element_size()
        if start + size > len(content):
            raise GraphError("the weights are shorter than their shapes")
        tensor = torch.empty(0, dtype=dtype)
        if count:
            tensor = torch.frombuffer(content, dtype=dtype, count=count, offset=start).clone()
        tensors.append(tensor.reshape(entry["shape"]))
        start += size
    return tensors


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Run one job and write its outputs; returns what is to be answered."""
    graph = json.loads(Path(job["graph"]).read_text())
    program = Program(graph, read_tensors(Path(job["weights"]), job["tensors"]))
    raw = numpy.load(job["inputs"], mmap_mode="r", allow_pickle=False)
    scale = torch.tensor(job["scale"], dtype=torch.float32)
    shift = torch.tensor(job["shift"], dtype=torch.float32)
    dtype = _torch_constant(job["dtype"], torch.dtype)
    outputs = []
    batch = graph["batch"] or BATCH
    with torch.no_grad(), Path(job["outputs"]).open("wb") as target:
        for start in range(0, len(raw), batch):
            rows = torch.from_numpy(raw[start : start + batch].astype(numpy.float32))
            count = len(rows)
            if graph["batch"] and count < batch:
                rows = torch.cat([rows, rows[:1].expand(batch - count, *rows.shape[1:])])
            scaled = rows.reshape(len(rows), len(scale), -1) * scale[:, None] + shift[:, None]
            if job["channels_last"]:
                scaled = scaled.reshape(len(rows), job["channels_last"], -1).transpose(1, 2)
            result = program(scaled.reshape(-1, *job["shape"]).to(dtype))[:count]
            flat = result.to(torch.float32).reshape(count, -1)
            target.write(flat.contiguous().numpy().tobytes())
            outputs.append(tuple(flat.shape))
    return {"ok": True, "shape": [sum(shape[0] for shape in outputs), outputs[0][1]]}


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """The answer to one job: its outputs' shape, or why there are none."""
    try:
        return run(job)
    except Exception as error:
        last = traceback.format_exception_only(error)[-1].strip()
        return {"ok": False, "reason": last[:500]}


def serve() -> None:
    """Answer jobs until standard input ends; each in a forked process."""
    for line in sys.stdin:
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            os.write(write_end, json.dumps(answer(json.loads(line))).encode())
            os._exit(0)
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            words = pipe.read().decode() or json.dumps({"ok": False, "reason": "it ended early"})
        os.waitpid(child, 0)
        print(words, flush=True)


if __name__ == "__main__":
    serve()
