"""The data of an assignment: what is shown to submissions, and what is held out from them."""

from pathlib import Path

import numpy as np
import pytest

from grader.course import Course, find_data
from grader.errors import DataError
from grader.records import Cell, FileKind, Notebook, Submission, SubmittedFile
from grader.rubric_file import load_rubric
from reference.data import COURSE_FILES, TASKS, Source, held_out, stand_in_source

FILE, TASK = "hw2_Q2_and_Q3_data.npz", "a2/clothing"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return stand_in_source(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def course(source: Source) -> Course:
    return Course(source, files=[FILE], tasks=[TASK])


@pytest.fixture(scope="module")
def everything(source: Source) -> Course:
    return Course.whole(source)


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


def speaking_of(folder: Path, *sources: str, module: str = "") -> Submission:
    """A submission with these code cells, and with a module beside its notebook."""
    (folder / "helpers.py").write_text(module)
    cells = tuple(
        Cell(index=index, kind="code", source=source) for index, source in enumerate(sources)
    )
    file = SubmittedFile(path="helpers.py", kind=FileKind.SCRIPT, size=len(module), digest="0")
    return Submission(
        id="a",
        name="a",
        digest="0",
        folder=str(folder),
        files=(file,),
        notebooks=(Notebook(path="a.ipynb", cells=cells),),
    )


@pytest.mark.parametrize(
    ("code", "module", "sets", "tasks"),
    [
        ("x = 1", "", [], ["a2/clothing", "a2/clothing-noisy", "mnist", "cifar-10"]),
        ("datasets.CIFAR10('.')", "", ["CIFAR10"], None),
        ("import helpers", "MNIST('data', download=True)", ["MNIST"], None),
        ("FashionMNIST('.')", "", ["FashionMNIST"], ["mnist", "cifar-10", "fashion-mnist"]),
        (
            "np.load('hw2_Q1.npy'); FashionMNIST('.')",
            "",
            ["FashionMNIST"],
            ["a2/clothing", "a2/clothing-noisy", "mnist", "cifar-10"],
        ),
        ("fetch_olivetti_faces()", "", ["fetch_olivetti_faces"], None),
    ],
)
def test_a_submission_is_given_the_data_sets_that_it_speaks_of(
    tmp_path: Path,
    code: str,
    module: str,
    sets: list[str],
    tasks: list[str] | None,
    everything: Course,
) -> None:
    submission = speaking_of(tmp_path, code, module=module)

    given = everything.given_to(submission)

    assert [each.name for each in given.data_sets] == sets
    assert given.files == everything.given.files
    measured = [each.task for each in everything.held_out_for(submission)]
    assert measured == [each.name for each in given.held_out]
    assert tasks is None or measured == tasks


def test_no_submission_finds_training_images_that_it_is_measured_on(
    tmp_path: Path, everything: Course, source: Source
) -> None:
    # A2's test images are Fashion-MNIST's training images.
    submission = speaking_of(tmp_path, "np.load('hw2_Q1.npy'); FashionMNIST('.')")

    (fashion,) = everything.given_to(submission).data_sets

    (images,) = (file for file in fashion.files if "train-images" in file.name)
    shown = np.fromfile(images.source, np.uint8)[16:].reshape(-1, 784)
    hidden = {row.tobytes() for row in held_out(source, TASK).inputs}
    assert not any(row.tobytes() in hidden for row in shown[:10_000])
    assert "one in six" in fashion.words
    assert "stand-in" in fashion.words


def test_a_course_of_other_data_says_so(source: Source) -> None:
    digits, a2 = (Course(source, files=[], tasks=[task]).used for task in ("mnist", TASK))

    assert (digits.name, digits.stand_in) == ("stand-in", True)
    assert digits.digest != a2.digest


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
