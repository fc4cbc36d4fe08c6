"""Data sets as Keras gives them, and its one-hot labels, for code that takes no more from it."""

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy

from .standin import Parts

_SETS = {"mnist": "MNIST", "fashion_mnist": "FashionMNIST", "cifar10": "CIFAR10"}
_INSIDE = {
    **dict.fromkeys(("tensorflow", "tensorflow.python"), ("keras",)),
    **dict.fromkeys(("keras", "tf_keras"), ("datasets", "utils")),
    "datasets": tuple(_SETS),
    "utils": ("np_utils",),
}
"""For each module, by the last part of its name: which modules in it have parts that are here."""

Arrays = tuple[tuple[Any, Any], tuple[Any, Any]]


def parts(
    name: str, readers: Mapping[str, Callable[[], Arrays]], make: Callable[[str], Any]
) -> Parts:
    """What the module of this name holds.

    `readers` read the data sets that the course gives, by their names; `make` makes a module.
    """
    first, _, rest = name.partition(".")
    if first not in ("tensorflow", "keras", "tf_keras"):
        return {}
    last = name.rpartition(".")[2]
    if last in ("utils", "np_utils") and "keras" in name:
        named: Parts = {"to_categorical": one_hot}
    elif rest and "datasets." in name:
        read = readers.get(_SETS.get(last, ""))
        return {"load_data": lambda *_, **__: read()} if read else {}
    else:
        named = {}
    return named | {each: make(f"{name}.{each}") for each in _INSIDE.get(last, ())}


def one_hot(y: Any, num_classes: Any = None, dtype: Any = "float32") -> Any:
    """Keras's `to_categorical`: a row for each label, one where the label is."""
    labels = numpy.asarray(y, dtype="int64")
    shape = labels.shape[:-1] if labels.ndim > 1 and labels.shape[-1] == 1 else labels.shape
    count = num_classes or int(labels.max()) + 1
    return numpy.eye(count, dtype=dtype)[labels.reshape(shape)]


def digits(raw: Path) -> Arrays:
    """MNIST or Fashion-MNIST from the folder of its packed files."""

    def part(name: str) -> tuple[Any, Any]:
        images = numpy.fromfile(raw / f"{name}-images-idx3-ubyte", numpy.uint8)[16:]
        labels = numpy.fromfile(raw / f"{name}-labels-idx1-ubyte", numpy.uint8)[8:]
        return images.reshape(-1, 28, 28), labels

    return part("train"), part("t10k")


def colours(folder: Path) -> Arrays:
    """CIFAR-10 from the folder of its batches: channels last, labels in a column."""

    def part(*names: str) -> tuple[Any, Any]:
        batches = [pickle.loads((folder / name).read_bytes(), encoding="bytes") for name in names]
        images = numpy.concatenate([batch[b"data"] for batch in batches])
        labels = numpy.concatenate([batch[b"labels"] for batch in batches])
        channels_last = images.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        return channels_last, labels.astype(numpy.uint8).reshape(-1, 1)

    return part(*(f"data_batch_{number}" for number in range(1, 6))), part("test_batch")
