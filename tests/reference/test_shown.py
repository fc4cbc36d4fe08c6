"""Published data sets as students' programs find them: complete, and nothing given away."""

import gzip
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from reference.data import (
    DataProblem,
    Source,
    data_set_files,
    data_sets_for,
    find_source,
    held_out,
    held_out_files,
    sources,
    splits,
    stand_in_source,
)
from reference.data.batches import read_batch
from reference.data.published import MNIST
from reference.data.records import Splits
from reference.data.shown import CLASSES


def idx(folder: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Images and labels of a part, from files in MNIST's format."""
    images = (folder / f"{part}-images-idx3-ubyte").read_bytes()
    labels = (folder / f"{part}-labels-idx1-ubyte").read_bytes()
    assert np.frombuffer(images[:16], ">i4").tolist()[1:] == [len(labels) - 8, 28, 28]
    return (
        np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784),
        np.frombuffer(labels, np.uint8, offset=8),
    )


def rows(images: NDArray[np.uint8]) -> set[bytes]:
    return {row.tobytes() for row in images}


@pytest.fixture(scope="module")
def digits(stand_in: Source) -> Path:
    files = data_set_files(stand_in, "mnist")
    return files["MNIST/raw/train-images-idx3-ubyte"].parent


def test_mnist_has_its_official_sizes_and_none_of_the_held_out_images(
    stand_in: Source, digits: Path
) -> None:
    (train, train_labels), (test, test_labels) = idx(digits, "train"), idx(digits, "t10k")
    hidden, whole = held_out(stand_in, "mnist"), splits(stand_in, "mnist")

    assert (len(train), len(test)) == (60_000, 10_000)
    assert rows(train) == rows(np.asarray(whole.train.inputs, dtype=np.uint8))
    np.testing.assert_array_equal(train_labels[:10_000], whole.train.labels)
    assert not rows(hidden.inputs) & (rows(train) | rows(test))
    assert rows(hidden.inputs) | rows(test) == rows(np.asarray(whole.test.inputs, dtype=np.uint8))
    assert (test_labels.reshape(10, -1) == test_labels[:1_000]).all()


def test_packed_files_hold_the_same(stand_in: Source, digits: Path) -> None:
    for name, path in data_set_files(stand_in, "mnist").items():
        if name.endswith(".gz"):
            assert gzip.decompress(path.read_bytes()) == path.with_suffix("").read_bytes(), name


def test_what_a_test_image_shows_is_what_its_label_says(stand_in: Source, digits: Path) -> None:
    test, labels = idx(digits, "t10k")
    whole = splits(stand_in, "mnist").test
    label_of = dict(zip(map(bytes, whole.inputs), whole.labels, strict=True))

    assert [label_of[bytes(image)] for image in test[:1_000]] == labels[:1_000].tolist()


@pytest.mark.parametrize("encoding", ["bytes", "latin1"])
def test_cifar_10_is_read_by_hand_as_python_2_wrote_it(stand_in: Source, encoding: str) -> None:
    files = data_set_files(stand_in, "cifar-10")
    key: Callable[[str], str | bytes] = str.encode if encoding == "bytes" else str

    batch = pickle.loads(files["cifar-10-batches-py/data_batch_5"].read_bytes(), encoding=encoding)
    meta = pickle.loads(files["cifar-10-batches-py/batches.meta"].read_bytes(), encoding=encoding)

    assert (batch[key("data")].shape, batch[key("data")].dtype) == ((10_000, 3_072), np.uint8)
    assert batch[key("batch_label")] == key("training batch 5 of 5")
    assert set(batch[key("labels")]) == set(range(10))
    assert meta[key("label_names")] == [key(name) for name in CLASSES]


def test_cifar_10_gives_no_held_out_image_away(stand_in: Source) -> None:
    files = data_set_files(stand_in, "cifar-10")
    test = read_batch(files["cifar-10-batches-py/test_batch"])

    assert len(rows(np.asarray(test.inputs, dtype=np.uint8))) == 1_000
    assert not rows(held_out(stand_in, "cifar-10").inputs) & rows(np.asarray(test.inputs))


def test_where_a2_is_measured_fashion_mnist_gives_none_of_its_images_away(
    stand_in: Source,
) -> None:
    # A2's test images are Fashion-MNIST's training images.
    files = data_set_files(stand_in, "fashion-mnist for a2", packed=False)
    folder = files["FashionMNIST/raw/train-images-idx3-ubyte"].parent
    (train, _), (test, _) = idx(folder, "train"), idx(folder, "t10k")

    assert (len(train), len(test), len(rows(train))) == (60_000, 10_000, 10_000)
    assert not rows(held_out(stand_in, "a2/clothing").inputs) & (rows(train) | rows(test))
    assert data_sets_for(["a2/clothing", "mnist"]) == ("mnist", "fashion-mnist for a2")
    assert data_sets_for(["fashion-mnist"]) == ("fashion-mnist",)


def test_the_faces_are_found_as_scikit_learn_keeps_them(stand_in: Source, tmp_path: Path) -> None:
    from sklearn.datasets import fetch_olivetti_faces

    (file,) = data_set_files(stand_in, "olivetti").values()
    (tmp_path / file.name).symlink_to(file)

    found = fetch_olivetti_faces(data_home=tmp_path, download_if_missing=False)

    faces = stand_in.faces.content.astype(np.float32)
    expected = (faces - faces.min()) / (faces.max() - faces.min())
    np.testing.assert_allclose(found.images, expected, atol=1e-6)


def test_files_of_held_out_examples_hold_what_is_held_out(stand_in: Source) -> None:
    files, hidden = held_out_files(stand_in, "cifar-10"), held_out(stand_in, "cifar-10")

    np.testing.assert_array_equal(np.load(files.inputs), hidden.inputs)
    np.testing.assert_array_equal(np.load(files.labels), hidden.labels)
    assert files.digest == hidden.digest


def test_what_was_built_once_is_neither_read_nor_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden() -> Splits:
        raise AssertionError("made again")

    before = held_out_files(stand_in_source(cache=tmp_path), "mnist")
    monkeypatch.setattr(sources, "MNIST", replace(MNIST, stand_in=forbidden))

    assert held_out_files(stand_in_source(cache=tmp_path), "mnist") == before


def test_a_damaged_file_of_held_out_examples_is_built_anew(tmp_path: Path) -> None:
    source = stand_in_source(cache=tmp_path)
    inputs = held_out_files(source, "mnist").inputs
    inputs.chmod(0o644)
    inputs.write_bytes(b"damaged")

    again = held_out_files(source, "mnist")

    np.testing.assert_array_equal(np.load(again.inputs), held_out(source, "mnist").inputs)


def test_an_unknown_data_set_is_refused_with_those_that_are_known(stand_in: Source) -> None:
    with pytest.raises(DataProblem, match=r"^svhn: no such data, there is mnist, "):
        data_set_files(stand_in, "svhn")


def test_real_training_files_are_shown_as_they_lie(real: Source, real_folder: Path) -> None:
    files = {**data_set_files(real, "mnist"), **data_set_files(real, "cifar-10")}
    batch = files["cifar-10-batches-py/data_batch_1"]
    test = read_batch(files["cifar-10-batches-py/test_batch"])

    assert batch == (real_folder / "cifar-10-batches-py" / "data_batch_1").resolve()
    assert files["MNIST/raw/train-images-idx3-ubyte"].is_relative_to(real_folder.resolve())
    assert len(rows(np.asarray(test.inputs))) == 5_000
    assert not rows(held_out(real, "cifar-10").inputs) & rows(np.asarray(test.inputs))


def test_a_changed_file_is_not_taken_for_the_one_that_was_read(
    real_folder: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for file in (real_folder / "MNIST" / "raw").glob("*ubyte"):
        (raw / file.name).write_bytes(file.read_bytes())
    data_set_files(find_source(data=tmp_path / "data", cache=tmp_path / "cache"), "mnist")
    labels = raw / "t10k-labels-idx1-ubyte"
    labels.write_bytes(labels.read_bytes()[::-1])

    with pytest.raises(DataProblem, match="not the published MNIST"):
        data_set_files(find_source(data=tmp_path / "data", cache=tmp_path / "cache"), "mnist")
