"""The tasks of all assignments: what each consists of, on every machine."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reference.data import (
    ALL_TASKS,
    COURSE_FILES,
    DataProblem,
    Source,
    find_source,
    origin,
    splits,
    task_digest,
)
from reference.data.published import CIFAR_10, RECOMPRESSED, digest, found_in
from reference.data.records import Examples, Splits
from reference.data.stand_in import stand_in_cifar_10

PALINDROMES = tuple(f"palindromes/{length}" for length in range(3, 12))
MADE = ("moons", *PALINDROMES)
"""Not found but made, the same with and without data."""


def shapes(whole: Splits) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return whole.train.inputs.shape, whole.test.inputs.shape


def test_every_task_has_a_name() -> None:
    a2 = ("a2/clothing", "a2/clothing-noisy", "a2/faces")
    images = (*a2, "mnist", "cifar-10", "fashion-mnist")

    assert (*images, *MADE) == ALL_TASKS
    assert set(COURSE_FILES.values()) <= set(ALL_TASKS)


@pytest.mark.parametrize("task", ALL_TASKS)
def test_a_task_has_a_label_for_every_input_and_no_example_twice(
    stand_in: Source, task: str
) -> None:
    whole = splits(stand_in, task)

    for part in (whole.train, whole.test):
        assert part.inputs.dtype == (np.float32 if task in MADE else np.uint8)
        assert part.labels.dtype == np.int64
        assert part.inputs.ndim == 2
        assert len(part.inputs) == len(part.labels) > 0
    train, test = ({row.tobytes() for row in part.inputs} for part in (whole.train, whole.test))
    assert not train & test


@pytest.mark.parametrize("asked", [splits, origin, task_digest])
def test_an_unknown_task_is_refused_with_those_that_are_known(
    stand_in: Source, asked: object
) -> None:
    assert callable(asked)
    with pytest.raises(
        DataProblem, match=r"^a9/moons: no such data, there is a2/clothing, .*es/11$"
    ):
        asked(stand_in, "a9/moons")


def test_the_last_picture_of_each_person_is_for_testing(stand_in: Source) -> None:
    whole, faces = splits(stand_in, "a2/faces"), stand_in.faces.content

    assert shapes(whole) == ((360, 4096), (40, 4096))
    assert whole.validation is None
    assert whole.test.labels.tolist() == list(range(40))
    assert np.bincount(whole.train.labels).tolist() == [9] * 40
    np.testing.assert_array_equal(whole.test.inputs[3], faces[39].ravel())
    np.testing.assert_array_equal(whole.train.inputs[27], faces[30].ravel())


@pytest.mark.parametrize("length", range(3, 12))
def test_a_palindrome_is_read_the_same_both_ways_and_its_last_digit_is_asked_for(
    stand_in: Source, length: int
) -> None:
    whole = splits(stand_in, f"palindromes/{length}")
    parts = (whole.train, whole.test)
    digits = np.concatenate([np.column_stack([part.inputs, part.labels]) for part in parts])

    assert digits.shape == (100 if length < 5 else 1_000, length)
    assert len(whole.train) == 4 * len(whole.test)
    np.testing.assert_array_equal(digits, digits[:, ::-1])
    assert len(np.unique(digits, axis=0)) == len(digits)
    assert set(np.unique(digits)) == set(range(10))
    assert set(whole.train.labels.tolist()) == set(range(10))


def test_the_moons_are_two_that_a_line_does_not_part(stand_in: Source) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    whole = splits(stand_in, "moons")
    line, near = (
        chosen.fit(whole.train.inputs, whole.train.labels).score(
            whole.test.inputs, whole.test.labels
        )
        for chosen in (LogisticRegression(), KNeighborsClassifier(9))
    )

    assert shapes(whole) == ((800, 2), (200, 2))
    assert (
        np.bincount(np.concatenate([whole.train.labels, whole.test.labels])).tolist() == [500] * 2
    )
    assert line < 0.92 < 0.94 < near


@pytest.mark.parametrize("task", MADE)
def test_made_data_is_the_assignments_own_and_no_stand_in(stand_in: Source, task: str) -> None:
    found = origin(stand_in, task)

    assert (found.name, found.stand_in) == (task.split("/")[0], False)
    assert found.digest == task_digest(stand_in, task)


# What was trained on a task is kept under this digest: it must not change with a library's
# version or the machine.
@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("a2/clothing", "1371bc8b"),
        ("a2/clothing-noisy", "1161e732"),
        ("a2/faces", "4932753e"),
        ("mnist", "fb8dea9b"),
        ("cifar-10", "030a9a3c"),
        ("moons", "7981898c"),
        ("palindromes/3", "4295df13"),
        ("palindromes/4", "4a1fcca6"),
        ("palindromes/5", "387ebdf3"),
        ("palindromes/6", "0cd2dbbe"),
        ("palindromes/7", "9f3b54f0"),
        ("palindromes/8", "ab489e40"),
        ("palindromes/9", "31714284"),
        ("palindromes/10", "73561035"),
        ("palindromes/11", "dde25915"),
    ],
)
def test_what_is_made_here_is_the_same_on_every_machine(
    stand_in: Source, task: str, expected: str
) -> None:
    assert task_digest(stand_in, task).startswith(expected)


def test_tasks_differ_in_their_digests(stand_in: Source) -> None:
    assert len({task_digest(stand_in, task) for task in ALL_TASKS}) == len(ALL_TASKS)


def test_the_stand_ins_are_fewer_but_of_the_same_shape(stand_in: Source) -> None:
    for task, values in (("mnist", 784), ("cifar-10", 3_072)):
        whole = splits(stand_in, task)

        assert shapes(whole) == ((10_000, values), (2_000, values))
        assert whole.validation is None
        assert origin(stand_in, task).name == "stand-in"
        assert set(np.unique(whole.test.labels)) == set(range(10))


def test_the_stand_in_for_pictures_has_colours(stand_in: Source) -> None:
    image = splits(stand_in, "cifar-10").train.inputs[:100].reshape(100, 3, 32, 32)

    means = image.mean(axis=(2, 3))

    assert np.ptp(means, axis=1).mean() > 20
    assert int(image.max()) > 200  # bright, and nothing has run over into dark
    assert splits(stand_in, "cifar-10").train.inputs.max() <= 47 + 111 + 95


@pytest.mark.parametrize("in_these", [True, False])
def test_only_the_twenty_recompressed_images_may_differ(tmp_path: Path, in_these: bool) -> None:
    whole = stand_in_cifar_10()
    known = digest(*CIFAR_10.arrays(whole))
    row = RECOMPRESSED[0] if in_these else RECOMPRESSED[0] + 1
    inputs = np.array(whole.test.inputs, dtype=np.uint8)
    inputs[row] ^= 1
    other = replace(whole, test=Examples(inputs=inputs, labels=whole.test.labels))
    (tmp_path / "cifar-10-batches-py").mkdir()
    wanted = replace(CIFAR_10, digest=known, read=lambda folder: other)

    if in_these:
        found = found_in(wanted, tmp_path)
        assert found is not None
        assert found.origin.digest == known
    else:
        with pytest.raises(DataProblem, match="not the published CIFAR-10"):
            found_in(wanted, tmp_path)


def test_real_data_has_the_official_counts(real: Source) -> None:
    mnist, cifar_10 = splits(real, "mnist"), splits(real, "cifar-10")

    assert shapes(mnist) == ((60_000, 784), (10_000, 784))
    assert shapes(cifar_10) == ((50_000, 3_072), (10_000, 3_072))
    assert np.bincount(mnist.test.labels).tolist() == [
        *(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    ]
    assert np.bincount(cifar_10.train.labels).tolist() == [5_000] * 10
    assert np.bincount(cifar_10.test.labels).tolist() == [1_000] * 10


def test_real_data_has_the_published_means(real: Source) -> None:
    mnist, cifar_10 = splits(real, "mnist"), splits(real, "cifar-10")
    by_colour = cifar_10.train.inputs.reshape(50_000, 3, 1024)

    assert mnist.train.inputs.mean() / 255 == pytest.approx(0.1307, abs=5e-5)
    means = [by_colour[:, colour].mean() / 255 for colour in range(3)]
    assert means == pytest.approx([0.4914, 0.4822, 0.4465], abs=5e-5)


def test_real_data_says_where_it_came_from(real: Source) -> None:
    found = {task: origin(real, task).name for task in ALL_TASKS if task not in MADE}

    assert found == {
        "a2/clothing": "fashion-mnist",
        "a2/clothing-noisy": "fashion-mnist",
        "a2/faces": "olivetti",
        "mnist": "mnist",
        "cifar-10": "cifar-10",
        "fashion-mnist": "fashion-mnist",
    }


def test_a_data_set_that_a_folder_lacks_is_made_alone(tmp_path: Path, real_folder: Path) -> None:
    (tmp_path / "MNIST").symlink_to(real_folder / "MNIST")

    found = find_source(data=tmp_path, cache=tmp_path / "cache")

    assert origin(found, "mnist").name == "mnist"
    assert origin(found, "cifar-10").stand_in
    assert found.stand_in
