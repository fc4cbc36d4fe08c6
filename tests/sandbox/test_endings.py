"""What students are told about limits."""

import pytest

from grader.records import EndingName, Limits
from grader.sandbox.endings import death_sentence, limit_behind, limit_sentence, where
from tests.sandbox.invented import a_notebook

WITHOUT_LIMIT = {
    EndingName.FINISHED,
    EndingName.RAISED,
    EndingName.OUTPUT,
    EndingName.DIED,
    EndingName.FOREIGN,
    EndingName.NOT_RUN,
    EndingName.TRAINING_LEFT_OUT,
    EndingName.UNREADABLE,
    EndingName.NO_TEXT,
    EndingName.SANDBOX_FAILED,
}


@pytest.mark.parametrize("name", sorted(set(EndingName) - WITHOUT_LIMIT))
def test_every_limit_has_a_whole_sentence_of_its_own_with_its_place(name: EndingName) -> None:
    others = set(EndingName) - WITHOUT_LIMIT - {name}
    sentence = limit_sentence(name, Limits(cell_seconds=60.0), "in cell 7")

    assert sentence.startswith("The ")
    assert sentence.endswith(".")
    assert "in cell 7" in sentence
    assert all(sentence != limit_sentence(other, Limits(), "in cell 7") for other in others)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (EndingName.MEMORY, "more memory than the 4.0 GiB that a submission may use, in cell 7."),
        (EndingName.WALL_TIME, "The time for the whole submission, 10 minutes, was over in cell 7"),
        (EndingName.FILE_SIZE, "1.0 GiB"),
        (EndingName.CPU_TIME, "30 minutes"),
    ],
)
def test_limits_are_told_with_their_size(name: EndingName, words: str) -> None:
    assert words in limit_sentence(name, Limits(), "in cell 7")


@pytest.mark.parametrize(
    ("exit_code", "words"),
    [
        (0, "ended itself in cell 1"),
        (1, "ended itself"),
        (None, "ended itself"),
        (139, "segmentation fault"),
        (-11, "segmentation fault"),
        (137, "kill signal"),
    ],
)
def test_a_dead_kernel_is_told_as_what_it_was(exit_code: int | None, words: str) -> None:
    assert words in death_sentence(exit_code, "in cell 1")


@pytest.mark.parametrize(
    ("error", "name"),
    [
        ("MemoryError", EndingName.MEMORY),
        ("RuntimeError: DefaultCPUAllocator: can't allocate memory: you tried", EndingName.MEMORY),
        ("numpy._core._exceptions._ArrayMemoryError: Unable", EndingName.MEMORY),
        ("OSError: [Errno 27] File too large", EndingName.FILE_SIZE),
        ("RuntimeError: can't start new thread", EndingName.PROCESSES),
        ("BlockingIOError: [Errno 11] Resource", EndingName.PROCESSES),
        ("ValueError: shapes do not match", None),
        ("OSError: [Errno 2] No such file or directory", None),
    ],
)
def test_errors_that_come_from_a_limit_are_known(error: str, name: EndingName | None) -> None:
    assert limit_behind(error) == name


def test_a_script_has_no_cells_to_speak_of() -> None:
    assert where(a_notebook("1", path="train.py", is_script=True), 0) == "in train.py"
    assert where(a_notebook("1"), 3) == "in cell 3"
