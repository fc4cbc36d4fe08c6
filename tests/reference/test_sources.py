"""Where raw data is looked for, and what is said when it is not there."""

import pickle
import subprocess
from pathlib import Path

import numpy as np
import pytest

from reference.data import DataProblem, Source, download, find_source, origin, splits


def no_download(*_: object, **__: object) -> None:
    raise AssertionError("a download was tried")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", no_download)


@pytest.mark.usefixtures("no_network")
def test_without_data_and_network_there_is_a_stand_in_that_says_so(tmp_path: Path) -> None:
    found = find_source(cache=tmp_path, download=False)

    assert (found.name, found.stand_in) == ("stand-in", True)
    assert (found.faces.origin.name, found.faces.origin.stand_in) == ("stand-in", True)
    assert "digits" in found.clothing.origin.place


def test_the_stand_in_is_the_same_every_time(stand_in: Source, tmp_path: Path) -> None:
    assert find_source(cache=tmp_path).digest == stand_in.digest


def test_nothing_is_made_or_fetched_before_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def fail(downloader: str, folder: Path, *, seconds: int) -> bool:
        tried.append(downloader)
        return False

    monkeypatch.setattr(download, "fetch", fail)

    found = find_source(cache=tmp_path, download=True)
    assert tried == []
    assert found.stand_in
    assert found.faces.origin.stand_in
    assert tried == ["FashionMNIST"]  # there is nobody to fetch the faces from
    splits(found, "cifar-10")
    assert tried == ["FashionMNIST", "CIFAR10"]


def test_what_was_read_once_is_kept(stand_in: Source) -> None:
    assert splits(stand_in, "mnist").train is splits(stand_in, "mnist").train


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="nowhere: no such folder, --data takes one that holds"):
        find_source(data=tmp_path / "nowhere", cache=tmp_path)


def test_a_folder_without_data_is_refused_and_not_replaced_by_the_stand_in(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="no data set that we know, expected FashionMNIST/raw"):
        find_source(data=tmp_path, cache=tmp_path)


def test_files_that_only_carry_the_name_of_the_real_ones_are_refused(tmp_path: Path) -> None:
    raw = tmp_path / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    for part, count in (("t10k", 10_000), ("train", 60_000)):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(bytes(16 + count * 784))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(bytes(8 + count))

    with pytest.raises(DataProblem, match="raw: not the published Fashion-MNIST"):
        find_source(data=tmp_path, cache=tmp_path)


def test_wrong_digits_are_refused_when_they_are_asked_for_and_not_replaced(tmp_path: Path) -> None:
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part, count in (("t10k", 10_000), ("train", 60_000)):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(bytes(16 + count * 784))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(bytes(8 + count))

    found = find_source(data=tmp_path, cache=tmp_path)

    assert found.stand_in  # the folder holds no clothing, so that alone is made
    with pytest.raises(DataProblem, match="raw: not the published MNIST, expected its original"):
        splits(found, "mnist")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "not there, nor is t10k-images-idx3-ubyte.gz"),
        (b"short", "5 bytes, expected 7,840,016"),
    ],
)
def test_a_missing_or_short_file_is_named(
    tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    raw = tmp_path / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    if content is not None:
        (raw / "t10k-images-idx3-ubyte").write_bytes(content)

    with pytest.raises(DataProblem, match=complaint):
        find_source(data=tmp_path, cache=tmp_path)


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (no_download, ("this pickle was opened",))


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "olivetti_py3.pkz").write_bytes(pickle.dumps(Harmful()))
    with pytest.raises(DataProblem, match="no data set that we know, expected FashionMNIST/raw"):
        find_source(data=tmp_path, cache=tmp_path)

    np.savez(tmp_path / "olivetti_faces.npz", images=np.array([Harmful()], dtype=object))
    with pytest.raises(DataProblem, match=r"olivetti_faces\.npz: cannot be read"):
        find_source(data=tmp_path, cache=tmp_path)


def test_a_damaged_cache_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "data" / "FashionMNIST" / "raw").mkdir(parents=True)

    assert find_source(cache=tmp_path).stand_in


def test_a_download_that_failed_is_not_tried_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[str, Path]] = []

    def fail(downloader: str, folder: Path, *, seconds: int) -> bool:
        tried.append((downloader, folder))
        return False

    monkeypatch.setattr(download, "fetch", fail)

    for _ in range(2):
        found = find_source(cache=tmp_path, download=True)
        assert found.stand_in
        assert found.mnist.origin.stand_in

    # One data set that cannot be had says nothing of another.
    assert [downloader for downloader, _ in tried] == ["FashionMNIST", "MNIST"]
    assert not any(folder.exists() for _, folder in tried)


def test_a_download_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", hang)

    assert find_source(cache=tmp_path, download=True).stand_in


def test_a_download_that_works_is_real_data_from_then_on(
    tmp_path: Path, real_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {"FashionMNIST": "FashionMNIST", "MNIST": "MNIST", "CIFAR10": "cifar-10-batches-py"}

    def copy(downloader: str, folder: Path, *, seconds: int) -> bool:
        (folder / folders[downloader]).symlink_to(real_folder / folders[downloader])
        return True

    tasks = {"a2/clothing": "fashion-mnist", "mnist": "mnist", "cifar-10": "cifar-10"}

    for fetch in (copy, no_download):
        monkeypatch.setattr(download, "fetch", fetch)
        found = find_source(cache=tmp_path, download=True)
        assert {task: origin(found, task).name for task in tasks} == tasks


def test_packed_files_give_the_same_data_as_unpacked_ones(
    tmp_path: Path, real_folder: Path, real: Source
) -> None:
    for name in ("FashionMNIST", "MNIST"):
        raw = tmp_path / name / "raw"
        raw.mkdir(parents=True)
        for packed in (real_folder / name / "raw").glob("*.gz"):
            (raw / packed.name).symlink_to(packed)

    found = find_source(data=tmp_path, cache=tmp_path)

    assert found.clothing.origin.digest == real.clothing.origin.digest
    assert found.mnist.origin.digest == real.mnist.origin.digest
    assert found.faces.origin.stand_in  # there were no faces in the folder, and it says so
