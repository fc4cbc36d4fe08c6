"""The files of CIFAR-10: every way in which they are written, and what is refused."""

import pickle
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from reference.data import DataProblem, Source, find_source, splits
from reference.data.batches import IMAGES, LARGEST, VALUES, read_batch

Batch = tuple[NDArray[np.uint8], list[int]]


@pytest.fixture(scope="module")
def batch() -> Batch:
    random = np.random.RandomState(0)
    pixels = random.randint(256, size=(IMAGES, VALUES), dtype=np.uint8)
    return pixels, random.randint(10, size=IMAGES).tolist()


def said(text: str) -> bytes:
    """A string as Python 2 wrote it."""
    return b"U" + bytes([len(text)]) + text.encode()


def number(value: int) -> bytes:
    return b"J" + value.to_bytes(4, "little", signed=True)


def as_python_2_wrote_it(batch: Batch) -> bytes:
    """The published form: protocol 2, strings for text and for bytes alike."""
    pixels, labels = batch
    raw = pixels.tobytes()
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n"
        + (number(0) + b"\x85" + said("b") + b"\x87R")
        + (b"(" + number(1) + number(IMAGES) + number(VALUES) + b"\x86")
        + (b"cnumpy\ndtype\n" + said("u1") + number(0) + number(1) + b"\x87R")
        + (b"(" + number(3) + said("|") + b"NNN" + number(-1) * 2 + number(0) + b"tb")
        + (b"\x89T" + len(raw).to_bytes(4, "little") + raw + b"tb")
    )
    listed = b"](" + b"".join(map(number, labels)) + b"e"
    keys = said("batch_label") + said("testing batch 1 of 1") + said("data") + array
    return b"\x80\x02}(" + keys + said("labels") + listed + b"u."


def as_bytes(batch: Batch) -> bytes:
    pixels, labels = batch
    return np.column_stack([np.array(labels, dtype=np.uint8), pixels]).tobytes()


def pickled(batch: Batch, key: type, protocol: int) -> bytes:
    names = ("data", "labels")
    return pickle.dumps(
        {
            name if key is str else name.encode(): part
            for name, part in zip(names, batch, strict=True)
        },
        protocol=protocol,
    )


def test_every_form_of_a_batch_says_the_same(tmp_path: Path, batch: Batch) -> None:
    pixels, labels = batch
    by_columns = (np.asfortranarray(pixels), labels)
    forms = {
        "published": as_python_2_wrote_it(batch),
        "python-2-readable": pickled(batch, bytes, 2),
        "text-keys": pickled(batch, str, 4),
        "newest": pickled(batch, str, 5),
        "columns": pickled(by_columns, str, 4),
        "columns-newest": pickled(by_columns, str, 5),
        "labels-as-array": pickle.dumps({"data": pixels, "labels": np.array(labels, np.uint8)}),
        "plain.bin": as_bytes(batch),
    }
    for name, content in forms.items():
        (tmp_path / name).write_bytes(content)

        found = read_batch(tmp_path / name)

        assert np.array_equal(found.inputs, pixels), name
        assert found.labels.dtype == np.int64, name
        assert found.labels.tolist() == labels, name


class Harmful:
    """Makes a file when it is unpickled by one who trusts it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.path,))


def test_a_hostile_pickle_is_refused_and_does_nothing(tmp_path: Path) -> None:
    harmed = tmp_path / "harmed"
    hostile = pickle.dumps(Harmful(harmed))
    pickle.loads(hostile)
    assert harmed.exists()  # it would have done it
    harmed.unlink()
    folder = tmp_path / "cifar-10-batches-py"
    folder.mkdir()
    (folder / "data_batch_1").write_bytes(hostile)

    source = find_source(data=tmp_path, cache=tmp_path / "cache")
    with pytest.raises(
        DataProblem, match=r"data_batch_1: not opened, it names 'pathlib[\w.]+', exp"
    ):
        splits(source, "cifar-10")

    assert not harmed.exists()


@pytest.mark.parametrize(
    ("name", "hostile"),
    [
        ("posix.system", b"cposix\nsystem\n(S'exit 1'\ntR."),
        ("numpy.load", b"cnumpy\nload\n(S'other'\ntR."),
        ("builtins.eval", b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R."),
        ("numpy.ndarray.tofile", b"\x80\x04\x8c\x05numpy\x8c\x0endarray.tofile\x93."),
        ("copyreg._reconstructor", b"ccopyreg\n_reconstructor\n."),
    ],
)
def test_a_name_that_no_array_needs_is_refused(tmp_path: Path, name: str, hostile: bytes) -> None:
    (tmp_path / "batch").write_bytes(hostile)

    with pytest.raises(DataProblem, match=f"batch: not opened, it names '{name}', expected arrays"):
        read_batch(tmp_path / "batch")


def test_an_array_of_anything_but_bytes_is_refused(tmp_path: Path, batch: Batch) -> None:
    _, labels = batch
    arrays = (
        np.array([None, []], dtype=object),
        np.zeros((IMAGES, VALUES // 8)),
        np.zeros(3, "u1"),
    )
    for array in arrays:
        (tmp_path / "batch").write_bytes(pickle.dumps({"data": array, "labels": labels}))

        with pytest.raises(DataProblem, match=r"batch: .*expected"):
            read_batch(tmp_path / "batch")


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("test_batch", None, "test_batch: cannot be read, No such file"),
        ("test_batch", b"", "test_batch: cannot be read, expected `data` and `labels`"),
        ("test_batch", pickle.dumps({"data": 1}), "cannot be read, expected `data` and `labels`"),
        ("test_batch.bin", b"short", "test_batch.bin: 5 bytes, expected 30,730,000"),
    ],
)
def test_a_missing_or_damaged_batch_is_named(
    tmp_path: Path, name: str, content: bytes | None, complaint: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(DataProblem, match=complaint):
        read_batch(tmp_path / name)


def test_a_file_of_absurd_size_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "batch").open("wb") as file:
        file.truncate(LARGEST + 1)  # takes no room

    with pytest.raises(DataProblem, match="batch: 64,000,001 bytes, expected about 31 million"):
        read_batch(tmp_path / "batch")


def test_the_binary_version_is_the_same_data(
    tmp_path: Path, real: Source, real_folder: Path
) -> None:
    folder = tmp_path / "cifar-10-batches-bin"
    folder.mkdir()
    for path in (real_folder / "cifar-10-batches-py").glob("*_batch*"):
        one = read_batch(path)
        rows = np.column_stack([one.labels.astype(np.uint8), one.inputs])
        (folder / f"{path.name}.bin").write_bytes(rows.tobytes())

    found = find_source(data=tmp_path, cache=tmp_path / "cache")

    assert found.cifar_10.origin.digest == real.cifar_10.origin.digest
    assert found.cifar_10.origin.name == "cifar-10"
