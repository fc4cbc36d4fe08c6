"""The files of CIFAR-10: six batches of images, as pickles or as plain bytes.

The pickles are opened by an unpickler that knows no function but its own: a name in a file only
ever leads to a class below, so nothing that a file says can run.
"""

import io
import pickle
from pathlib import Path

import numpy as np

from reference.data.records import Bytes, DataProblem, Examples, Labels, Splits

IMAGES = 10_000
"""In each of the six files."""
VALUES = 3 * 32 * 32
"""Bytes of an image: its red rows, its green rows, its blue rows."""
LARGEST = 64_000_000
"""Bytes; a published file has half as many, and a larger one is not opened."""
TRAINING = tuple(f"data_batch_{number}" for number in range(1, 6))
TESTING = "test_batch"


def read_batches(folder: Path) -> Splits:
    """CIFAR-10 from `cifar-10-batches-py` or `cifar-10-batches-bin`, in the official order."""
    ending = ".bin" if folder.name.endswith("bin") else ""
    parts = [read_batch(folder / f"{name}{ending}") for name in TRAINING]
    train = Examples(
        inputs=np.concatenate([part.inputs for part in parts]),
        labels=np.concatenate([part.labels for part in parts]),
    )
    return Splits(train=train, validation=None, test=read_batch(folder / f"{TESTING}{ending}"))


def read_batch(path: Path) -> Examples:
    """The 10,000 images (N, 3072) of one file; `.bin` is plain bytes, anything else a pickle."""
    content = _content(path)
    examples = _from_bytes(content, path) if path.suffix == ".bin" else _unpickled(content, path)
    if examples.inputs.shape != (IMAGES, VALUES) or examples.labels.shape != (IMAGES,):
        raise DataProblem(f"{path}: {len(examples):,} images, expected 10,000 of 3,072 bytes each")
    return examples


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise DataProblem(f"{path}: {path.stat().st_size:,} bytes, expected about 31 million")
        return path.read_bytes()
    except OSError as error:
        raise DataProblem(f"{path}: cannot be read, {error.strerror}") from error


def _from_bytes(content: bytes, path: Path) -> Examples:
    """A label and the image's bytes, one after the other."""
    expected = IMAGES * (1 + VALUES)
    if len(content) != expected:
        raise DataProblem(f"{path}: {len(content):,} bytes, expected {expected:,}")
    rows = np.frombuffer(content, dtype=np.uint8).reshape(IMAGES, 1 + VALUES)
    return Examples(inputs=np.ascontiguousarray(rows[:, 1:]), labels=rows[:, 0].astype(np.int64))


def _unpickled(content: bytes, path: Path) -> Examples:
    """A dictionary with `data` and `labels`; Python 2 wrote the published keys as bytes."""
    try:
        batch = _Unpickler(io.BytesIO(content), encoding="bytes").load()
        named = {key if isinstance(key, str) else key.decode(): batch[key] for key in batch}
        return Examples(inputs=_pixels(named["data"]), labels=_labels(named["labels"]))
    except _Refused as error:
        raise DataProblem(f"{path}: not opened, {error}, expected arrays and lists only") from error
    # What is wrong with a damaged pickle shows as nearly any error.
    except Exception as error:
        raise DataProblem(f"{path}: cannot be read, expected `data` and `labels`") from error


def _pixels(data: object) -> Bytes:
    if not isinstance(data, _Array):
        raise TypeError("no array")
    return data.values()


def _labels(labels: object) -> Labels:
    if isinstance(labels, _Array):
        return labels.values().astype(np.int64)
    if not isinstance(labels, list) or not all(type(label) is int for label in labels):
        raise TypeError("no list of whole numbers")
    return np.array(labels, dtype=np.int64)


class _Refused(Exception):  # noqa: N818 - says what was done with the file
    """A pickle names what no array needs."""


class _Kind:
    """What a pickle says of an array's type; only bytes are known."""

    __slots__ = ("is_bytes",)

    def __init__(self, code: object, *_: object) -> None:
        self.is_bytes = code in ("u1", b"u1")

    def __setstate__(self, _: object) -> None:
        """Byte order and alignment, of which bytes have none."""


class _Array:
    """What a pickle says of an array, as it would say it to NumPy."""

    __slots__ = ("_values",)

    def __init__(self, *made: object) -> None:
        """Of three words an empty array is made, of four (protocol 5) a whole one."""
        self._values: Bytes | None = None
        if len(made) == 4:
            self._fill(*made)

    def __setstate__(self, state: object) -> None:
        if not isinstance(state, tuple):
            raise TypeError("no state of an array")
        _version, shape, kind, by_columns, raw = state
        self._fill(raw, kind, shape, "F" if by_columns else "C")

    def _fill(self, raw: object, kind: object, shape: object, order: object) -> None:
        if not (isinstance(kind, _Kind) and kind.is_bytes and isinstance(shape, tuple)):
            raise TypeError("not an array of bytes")
        if not isinstance(raw, bytes | bytearray):
            raise TypeError("no bytes in the array")
        values = np.frombuffer(raw, dtype=np.uint8)
        self._values = values.reshape(shape, order="F" if order == "F" else "C")

    def values(self) -> Bytes:
        if self._values is None:
            raise TypeError("an empty array")
        return np.ascontiguousarray(self._values)


_ADMITTED: dict[tuple[str, str], object] = {
    ("numpy", "dtype"): _Kind,
    ("numpy", "ndarray"): None,  # said of every array, and needed by none of ours
    ("_codecs", "encode"): str.encode,  # how Python 3 writes bytes that Python 2 can read
    **{
        (f"numpy.{core}.{module}", name): _Array
        for core in ("core", "_core")
        for module, name in (("multiarray", "_reconstruct"), ("numeric", "_frombuffer"))
    },
}
"""What the names that an array needs lead to; there are no others."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in _ADMITTED:
            raise _Refused(f"it names {f'{module}.{name}'!r:.80}")  # may hold anything
        return _ADMITTED[module, name]
