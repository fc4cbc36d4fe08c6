"""Predictions made inside the student's process: only for networks that cannot be taken out."""

import math
import time
from pathlib import Path
from typing import Any

import numpy
import torch

from ..files import FORMAT, write_json, write_tensors
from .graph import named
from .seen import Seen

BATCH = 256
SECONDS = 20.0
"""Time for all predictions of one network."""


def predict(seen: Seen, held_out: dict[str, str], out: Path) -> None:
    """Write the outputs of a network on every held-out set whose inputs fit it."""
    written: dict[str, Any] = {}
    for task, path in held_out.items():
        raw = numpy.load(path, mmap_mode="r", allow_pickle=False)
        if math.prod(raw.shape[1:]) == math.prod(seen.inputs.shape):
            outputs = _outputs(seen, raw)
            name = f"{seen.id}.{len(written)}.outputs"
            write_tensors(out / name, [outputs])
            written[task] = {"file": name, "shape": list(outputs.shape)}
    write_json(out / f"{seen.id}.predictions.json", {"format": FORMAT, "tasks": written})


def _outputs(seen: Seen, raw: Any) -> torch.Tensor:
    seen_range = seen.inputs.range
    scale = (seen_range.maximum - seen_range.minimum) / 255
    module, began, parts = seen.module, time.monotonic(), []
    device = next((tensor.device for _, tensor in named(module, "_parameters")), None)
    was_training, module.training = module.training, False
    torch.nn.Module.train(module, False)
    try:
        with torch.no_grad():
            for start in range(0, len(raw), BATCH):
                rows = torch.tensor(raw[start : start + BATCH], dtype=torch.float32)
                inputs = (rows * scale + seen_range.minimum).reshape(-1, *seen.inputs.shape)
                result = module(inputs.to(device, getattr(torch, seen.inputs.dtype)))
                parts.append(_first(result).to("cpu", torch.float32).reshape(len(rows), -1))
                if time.monotonic() - began > SECONDS:
                    break
    finally:
        torch.nn.Module.train(module, was_training)
    return torch.cat(parts)


def _first(result: Any) -> torch.Tensor:
    while isinstance(result, tuple | list):
        result = result[0]
    if not isinstance(result, torch.Tensor):
        raise TypeError(f"the network returned a {type(result).__name__}")
    return result
