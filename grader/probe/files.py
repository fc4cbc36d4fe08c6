"""How the probe leaves files behind: JSON and raw bytes, each replaced whole or not at all."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from torch import Tensor

FORMAT = 1
_CHUNK = 1 << 20


def write_json(path: Path, value: Any) -> None:
    """Write `value` to `path` at once, so that a reader never sees half of it."""
    _replace(path, [json.dumps(value, allow_nan=False).encode()])


def write_tensors(path: Path, tensors: Iterable[Tensor]) -> None:
    """Write the raw little-endian bytes of `tensors` one after another."""
    _replace(path, (raw_bytes(tensor) for tensor in tensors))


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path` at once."""
    _replace(path, [content])


def copy_file(source: Path, path: Path) -> None:
    """Write to `path` at once what lies at `source`."""
    with source.open("rb") as content:
        _replace(path, iter(lambda: content.read(_CHUNK), b""))


def raw_bytes(tensor: Tensor) -> bytes:
    """The values of `tensor` in row-major order, without any header."""
    import torch

    plain = tensor.detach().to("cpu").contiguous().reshape(-1)
    return plain.view(torch.uint8).numpy().tobytes() if plain.numel() else b""


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as target:
        for part in parts:
            target.write(part)
    partial.replace(path)
