"""Opens the checkpoints that were handed in, and finds networks and weights in them.

Only inside a student's sandbox: what is opened may be a pickle, and a pickle is a program.
"""

import io
import json
import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

LARGEST_FILE = 512 * 1024 * 1024
LARGEST_HEADER = 16 * 1024 * 1024
MOST_HELD = 8
"""Networks and sets of weights that are looked at in one file."""
DEEPEST = 4
WIDEST = 20_000
OPENED = (
    ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".safetensors", ".pth.tar", ".pt.tar", ".ckpt.tar",
)  # fmt: skip
OTHER_PROGRAMS = {
    ".h5": "Keras",
    ".hdf5": "Keras",
    ".keras": "Keras",
    ".onnx": "ONNX",
    ".joblib": "joblib",
    ".pt2": "torch.export",
}


class NotReadError(Exception):
    """A file that cannot be opened, with the reason in words that follow `because`."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """One network, or the weights of one, in a file."""

    label: str
    """Where in the file, e.g. `model_state_dict`; empty if it is the whole file."""
    state: dict[str, Tensor]
    """Its weights by name."""
    module: nn.Module | None = None
    """The network itself, where the file holds one."""

    @property
    def looks_like_weights(self) -> bool:
        """Whether its names are those of layers."""
        return any("." in name or name.endswith(("weight", "bias")) for name in self.state)


def refuse_unknown(path: Path) -> None:
    """Raise `NotReadError` for what is no file of PyTorch's, or too large."""
    name = path.name.lower()
    for suffix, program in OTHER_PROGRAMS.items():
        if name.endswith(suffix):
            raise NotReadError(f"it is a file of {program}'s, and only PyTorch's are opened")
    if not name.endswith(OPENED):
        raise NotReadError("it is no file of PyTorch's")
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise NotReadError(f"it has {size:,} bytes, more than are opened")


def open_safely(path: Path) -> Any:
    """What is in a file, if nothing has to be executed for it; raises otherwise."""
    if path.name.lower().endswith(".safetensors"):
        return _open_safetensors(path)
    return torch.load(path, map_location="cpu", weights_only=True)


def open_fully(path: Path) -> Any:
    """What is in a file, whatever that executes."""
    try:
        return torch.load(path, map_location="cpu", weights_only=False)
    except Exception as first:
        try:
            return _unpickle(path)
        except Exception as second:
            # A file with torch's own mark is not a plain pickle, so the first says more.
            error = first if path.read_bytes()[:2] == b"PK" else second
            raise NotReadError(f"{type(error).__name__}: {error}") from error


def find_held(found: Any) -> list[Held]:
    """The networks and weights in what a file held."""
    return [held for held, _ in zip(_search(found, "", 0), range(MOST_HELD), strict=False)]


def _search(found: Any, label: str, depth: int) -> Iterator[Held]:
    if isinstance(found, torch.jit.ScriptModule):
        yield Held(label=label, state=dict(found.state_dict()))
    elif isinstance(found, nn.Module):
        yield Held(label=label, state=dict(nn.Module.state_dict(found)), module=found)
    elif depth > DEEPEST or isinstance(found, Tensor):
        return
    elif isinstance(found, dict):
        if found and all(_is_entry(name, value) for name, value in found.items()):
            yield Held(label=label, state=dict(found))
        # The settings and the state of an optimizer hold tensors, and are no network.
        elif "param_groups" not in found:
            yield from _search_all(found.items(), label, depth)
    elif isinstance(found, list | tuple):
        yield from _search_all(enumerate(found), label, depth)
    elif depth < 2 and hasattr(found, "__dict__"):
        yield from _search_all(list(vars(found).items()), label, depth)


def _search_all(items: Any, label: str, depth: int) -> Iterator[Held]:
    for (name, value), _ in zip(items, range(WIDEST), strict=False):
        own = f"{label}.{name}" if label else str(name)
        yield from _search(value, own[:100], depth + 1)


def _is_entry(name: Any, value: Any) -> bool:
    return isinstance(name, str) and isinstance(value, Tensor)


def _unpickle(path: Path) -> Any:
    """A plain pickle. Tensors in it are whole files of torch's, from whatever device."""
    usual = torch.storage._load_from_bytes

    def on_this_machine(content: bytes) -> Any:
        return torch.load(io.BytesIO(content), map_location="cpu", weights_only=False)

    torch.storage._load_from_bytes = on_this_machine
    try:
        with path.open("rb") as source:
            return pickle.load(source)
    finally:
        torch.storage._load_from_bytes = usual


_TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}


def _open_safetensors(path: Path) -> dict[str, Tensor]:
    """A length, a header in JSON, and raw values: the package for it need not be there."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    if length > LARGEST_HEADER:
        raise NotReadError("its header is too long")
    header = json.loads(content[8 : 8 + length])
    header.pop("__metadata__", None)
    values = content[8 + length :]
    return {name: _tensor(entry, values) for name, entry in header.items()}


def _tensor(entry: dict[str, Any], values: bytes) -> Tensor:
    start, end = entry["data_offsets"]
    part = bytearray(values[start:end])
    flat = torch.frombuffer(part, dtype=_TYPES[entry["dtype"]]) if part else torch.empty(0)
    return flat.reshape(entry["shape"])
