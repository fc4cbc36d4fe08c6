"""The courses' data files: what is in them, and what is not."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from reference.data import (
    COURSE_FILES,
    TASKS,
    DataProblem,
    Source,
    course_files,
    held_out,
    raw_splits,
    splits,
    student_files,
    task_digest,
)
from reference.data.records import Inputs, Splits
from reference.data.stand_in import DIGITS, digit_pools

A2 = ("a2/clothing", "a2/clothing-noisy")
CLOTHING, NOISY = "hw2_Q2_and_Q3_data.npz", "hw2_Q4_data.npz"


def arrays_of(path: Path) -> dict[str, NDArray[np.int64]]:
    if path.suffix == ".npy":
        return {"": np.load(path, allow_pickle=False)}
    with np.load(path, allow_pickle=False) as file:
        return {key: file[key] for key in file}


def images_in(rows: Inputs) -> set[bytes]:
    return {row.tobytes() for row in np.ascontiguousarray(rows)}


@pytest.fixture(scope="module")
def shown(stand_in: Source) -> dict[str, dict[str, NDArray[np.int64]]]:
    return {name: arrays_of(path) for name, path in student_files(stand_in).items()}


@pytest.fixture(scope="module")
def full(
    stand_in: Source, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, NDArray[np.int64]]]:
    folder = tmp_path_factory.mktemp("full")
    return {name: arrays_of(path) for name, path in course_files(stand_in, folder).items()}


def test_the_files_have_the_shapes_and_types_that_the_page_states(
    full: dict[str, dict[str, NDArray[np.int64]]],
) -> None:
    found = {
        name: [(key, array.shape, array.dtype.name) for key, array in arrays.items()]
        for name, arrays in full.items()
    }

    assert found == {
        "hw2_Q1.npy": [("", (400, 64, 64), "uint8")],
        CLOTHING: [
            ("arr_0", (784, 8_000), "uint8"),
            ("arr_1", (8_000,), "int64"),
            ("arr_2", (784, 2_000), "uint8"),
            ("arr_3", (2_000,), "int64"),
            ("arr_4", (784, 60_000), "uint8"),
            ("arr_5", (60_000,), "int64"),
        ],
        NOISY: [
            ("arr_0", (784, 10_000), "uint8"),
            ("arr_1", (10_000,), "int64"),
            ("arr_2", (784, 60_000), "uint8"),
            ("arr_3", (60_000,), "int64"),
        ],
    }


def test_a_student_file_looks_like_the_course_file(
    shown: dict[str, dict[str, NDArray[np.int64]]], full: dict[str, dict[str, NDArray[np.int64]]]
) -> None:
    for name in COURSE_FILES:
        theirs = {key: (array.shape, array.dtype) for key, array in shown[name].items()}
        ours = {key: (array.shape, array.dtype) for key, array in full[name].items()}

        assert theirs == ours, name


def test_what_students_train_on_is_the_same_in_both_files(
    shown: dict[str, dict[str, NDArray[np.int64]]], full: dict[str, dict[str, NDArray[np.int64]]]
) -> None:
    same = {CLOTHING: ("arr_0", "arr_1", "arr_2", "arr_3"), NOISY: ("arr_0", "arr_1")}
    for name, keys in same.items():
        for key in keys:
            np.testing.assert_array_equal(shown[name][key], full[name][key])


@pytest.mark.parametrize("task", A2)
def test_no_held_out_image_is_in_any_student_file(
    stand_in: Source, shown: dict[str, dict[str, NDArray[np.int64]]], task: str
) -> None:
    hidden = images_in(held_out(stand_in, task).inputs)

    for name in (CLOTHING, NOISY):
        for key, array in shown[name].items():
            if array.ndim == 2:
                assert not hidden & images_in(array.T.astype(np.uint8)), f"{name} {key}"


def test_the_test_labels_of_a_student_file_repeat_and_so_tell_nothing_of_the_others(
    shown: dict[str, dict[str, NDArray[np.int64]]],
) -> None:
    # A file with few images but all labels in the official order would give the labels away.
    for name, images, labels in ((CLOTHING, "arr_4", "arr_5"), (NOISY, "arr_2", "arr_3")):
        repeats = shown[name][labels].reshape(6, 10_000)

        assert (repeats == repeats[0]).all()
        assert len(images_in(shown[name][images].T.astype(np.uint8))) == 10_000


def test_both_files_show_the_same_part_of_the_test_set(
    shown: dict[str, dict[str, NDArray[np.int64]]],
) -> None:
    np.testing.assert_array_equal(shown[CLOTHING]["arr_4"], shown[NOISY]["arr_2"])
    np.testing.assert_array_equal(shown[CLOTHING]["arr_5"], shown[NOISY]["arr_3"])


def test_public_and_held_out_examples_together_are_the_test_set(
    stand_in: Source, shown: dict[str, dict[str, NDArray[np.int64]]]
) -> None:
    whole, hidden = splits(stand_in, "a2/clothing").test, held_out(stand_in, "a2/clothing")
    public = shown[CLOTHING]["arr_4"].T[:10_000].astype(np.uint8)

    assert len(hidden.labels) == 50_000
    assert images_in(public) | images_in(hidden.inputs) == images_in(whole.inputs)


def test_a_held_out_image_keeps_its_own_label(stand_in: Source) -> None:
    whole, hidden = splits(stand_in, "a2/clothing").test, held_out(stand_in, "a2/clothing")
    label_of = dict(zip(map(bytes, whole.inputs), whole.labels, strict=True))

    found = [label_of[bytes(image)] for image in hidden.inputs]

    assert found == hidden.labels.tolist()


def test_train_and_validation_share_the_t10k_images_without_overlap(stand_in: Source) -> None:
    whole = splits(stand_in, "a2/clothing")
    assert whole.validation is not None
    train, validation = images_in(whole.train.inputs), images_in(whole.validation.inputs)

    assert not train & validation
    assert train | validation == images_in(splits(stand_in, "a2/clothing-noisy").train.inputs)


def test_three_in_ten_labels_were_drawn_anew(stand_in: Source) -> None:
    right, _ = stand_in.clothing.content
    noisy = splits(stand_in, "a2/clothing-noisy")

    wrong = (noisy.train.labels != right.labels).mean()

    assert noisy.validation is None
    assert 0.26 < wrong < 0.28  # one in ten of those drawn anew is right by luck
    np.testing.assert_array_equal(noisy.train.inputs, right.inputs)


def test_the_raw_splits_name_what_a_network_may_have_seen(stand_in: Source) -> None:
    found = {
        task: [(split.name, len(split.images)) for split in raw_splits(stand_in, task)]
        for task in TASKS
    }

    assert found == {
        "a2/clothing": [
            ("train", 8_000),
            ("validation", 2_000),
            ("test", 10_000),
            ("held-out", 50_000),
        ],
        "a2/clothing-noisy": [("train", 10_000), ("test", 10_000), ("held-out", 50_000)],
        "mnist": [("train", 10_000), ("test", 1_000), ("held-out", 1_000)],
        "cifar-10": [("train", 10_000), ("test", 1_000), ("held-out", 1_000)],
        "fashion-mnist": [("train", 60_000), ("test", 5_000), ("held-out", 5_000)],
    }


def test_files_built_twice_are_the_same_bytes(stand_in: Source, tmp_path: Path) -> None:
    first = student_files(stand_in, folder=tmp_path / "first")
    second = student_files(stand_in, folder=tmp_path / "second")

    for name in COURSE_FILES:
        assert first[name].read_bytes() == second[name].read_bytes(), name


def test_a_built_file_is_used_again_and_a_damaged_one_is_not(
    stand_in: Source, tmp_path: Path
) -> None:
    path = student_files(stand_in, ["hw2_Q1.npy"], tmp_path)["hw2_Q1.npy"]
    content, built = path.read_bytes(), path.stat().st_mtime_ns

    assert student_files(stand_in, ["hw2_Q1.npy"], tmp_path)["hw2_Q1.npy"] == path
    assert path.stat().st_mtime_ns == built

    path.chmod(0o644)
    path.write_bytes(content[:1000])
    student_files(stand_in, ["hw2_Q1.npy"], tmp_path)
    assert path.read_bytes() == content


def test_several_may_ask_for_the_same_files_at_once(stand_in: Source, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: student_files(stand_in, ["hw2_Q1.npy"], tmp_path), range(8))
        )

    assert len({answer["hw2_Q1.npy"] for answer in answers}) == 1
    np.testing.assert_array_equal(np.load(answers[0]["hw2_Q1.npy"]), stand_in.faces.content)
    assert not list(tmp_path.rglob(".building-*"))


def test_nothing_but_the_files_asked_for_is_built(stand_in: Source, tmp_path: Path) -> None:
    student_files(stand_in, ["hw2_Q1.npy"], tmp_path)

    assert sorted(path.name for path in tmp_path.rglob("*.np*")) == [
        "hw2_Q1.npy",
        "hw2_Q1.npy.sha256",
    ]


def test_an_unknown_name_is_refused_with_those_that_are_known(stand_in: Source) -> None:
    with pytest.raises(DataProblem, match=r"^hw3\.npy: no such data, there is hw2_Q1\.npy, "):
        student_files(stand_in, ["hw3.npy"])
    for measured in (held_out, raw_splits):  # what no student's file is made of has no such part
        with pytest.raises(DataProblem, match=r"^moons: no such data, there is a2/clothing, a2/"):
            measured(stand_in, "moons")


def test_tasks_differ_in_their_digests(stand_in: Source) -> None:
    assert len({task_digest(stand_in, task) for task in TASKS}) == len(TASKS)


def test_the_stand_in_is_tested_on_digits_that_it_is_not_trained_on() -> None:
    training, testing = (set(pool.tolist()) for pool in digit_pools())

    assert not training & testing
    assert training | testing == set(range(DIGITS))


def test_real_data_has_the_official_counts(real: Source) -> None:
    whole: Splits = splits(real, "a2/clothing")

    assert (real.name, real.stand_in) == ("fashion-mnist", False)
    assert np.bincount(whole.test.labels).tolist() == [6_000] * 10
    assert whole.validation is not None
    both = np.concatenate([whole.train.labels, whole.validation.labels])
    assert np.bincount(both).tolist() == [1_000] * 10


@pytest.mark.parametrize("task", A2)
def test_no_real_held_out_image_is_in_any_student_file(real: Source, task: str) -> None:
    hidden = images_in(held_out(real, task).inputs)
    files = student_files(real)

    assert len(hidden) == 50_000
    for name in (CLOTHING, NOISY):
        for key, array in arrays_of(files[name]).items():
            if array.ndim == 2:
                assert not hidden & images_in(array.T.astype(np.uint8)), f"{name} {key}"
