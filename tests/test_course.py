"""The data of an assignment: what is shown to submissions, and what is held out from them."""

from pathlib import Path

import numpy as np
import pytest

from grader.course import Course, find_data
from grader.errors import DataError
from grader.rubric_file import load_rubric
from reference.data import COURSE_FILES, TASKS, Source, held_out, stand_in_source

FILE, TASK = "hw2_Q2_and_Q3_data.npz", "a2/clothing"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return stand_in_source(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def course(source: Source) -> Course:
    return Course(source, files=[FILE], tasks=[TASK])


def test_a_rubric_decides_what_is_given_and_measured(rubric_file: Path, source: Source) -> None:
    course = Course.of(load_rubric(rubric_file, data=source.name), source)

    assert (course.files, course.tasks) == ((FILE,), (TASK,))


def test_without_a_rubric_everything_that_is_known_is_given(source: Source) -> None:
    course = Course.whole(source)

    assert (course.files, course.tasks) == (tuple(COURSE_FILES), TASKS)


def test_the_data_says_that_it_is_the_stand_in(course: Course, source: Source) -> None:
    assert course.used.stand_in
    assert (course.used.name, course.used.digest) == ("stand-in", source.digest)


def test_nothing_that_is_given_holds_a_held_out_label_or_image(
    course: Course, source: Source
) -> None:
    hidden = held_out(source, TASK)
    (file,) = course.given.files
    (inputs,) = course.given.held_out

    with np.load(file.source, allow_pickle=False) as shown:
        test_images = {row.tobytes() for row in shown["arr_4"].T[:2_000]}
    raw = np.load(inputs.source, allow_pickle=False)

    assert (file.name, inputs.name) == (FILE, TASK)
    assert raw.dtype == np.uint8
    np.testing.assert_array_equal(raw, hidden.inputs)
    assert not any(row.tobytes() in test_images for row in raw)


def test_labels_stay_on_our_side(course: Course, source: Source) -> None:
    (task,) = course.held_out

    np.testing.assert_array_equal(task.labels, held_out(source, TASK).labels)
    assert task.values == 784
    assert task.digest == held_out(source, TASK).digest


def test_files_that_are_there_are_not_built_again(course: Course, source: Source) -> None:
    path = Path(course.given.held_out[0].source)
    written = path.stat().st_mtime_ns

    again = Course(source, files=[FILE], tasks=[TASK])

    assert again.given == course.given
    assert path.stat().st_mtime_ns == written


def test_a_folder_without_data_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data set that we know"):
        find_data(tmp_path, download=False)


def test_a_file_that_nobody_knows_is_refused(source: Source) -> None:
    with pytest.raises(DataError, match=r"other\.npz: no such data"):
        _ = Course(source, files=["other.npz"], tasks=[]).given
