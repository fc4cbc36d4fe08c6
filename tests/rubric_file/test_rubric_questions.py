"""A check that names a question names one that the rubric has, or a part of it."""

from pathlib import Path

import pytest

from grader.checks.runs.names import LOSSES
from grader.collect.written.names import LOSS_FUNCTIONS, LOSS_MODULES
from grader.errors import RubricError
from grader.rubric_file import load_rubric

RUBRIC = """\
rubric: 1
title: Numbers of questions
points: 20
questions:
  - id: "3.1"
    points: 10
    deductions:
      - id: not-answered
        points: 10
        unless: {answered: {question: QUESTION}}
  - id: 1a
    points: 5
    deductions:
      - id: plot
        points: 5
        unless: {plot: {y: loss, question: 1a}}
  - id: report
    points: 5
    deductions:
      - {id: runs, points: 5, unless: notebook_runs}
"""


def _load(folder: Path, question: str) -> None:
    path = folder / "questions.yaml"
    path.write_text(RUBRIC.replace("QUESTION", question))
    load_rubric(path)


@pytest.mark.parametrize(
    "question", ["3.1", '"3.1"', "Q3.1", "3", "3.1.2", "3.1b", "report", "1", "[3, 3.1, 1a]"]
)
def test_a_question_a_part_of_it_and_what_is_around_it_can_be_named(
    tmp_path: Path, question: str
) -> None:
    _load(tmp_path, question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("3.2", "no question has the id '3.2', did you mean '3.1'?"),
        ("[3.1, 4]", "no question has the id '4', there are 3.1, 1a, report"),
        ("31", "no question has the id '31', did you mean '3.1'?"),
        ("1b", "no question has the id '1b', there are 3.1, 1a, report"),
        ("reprot", "no question has the id 'reprot', did you mean 'report'?"),
        ("discussion", "no question has the id 'discussion', there are 3.1, 1a, report"),
    ],
)
def test_a_question_that_is_not_there_is_said_at_its_place(
    tmp_path: Path, question: str, told: str
) -> None:
    with pytest.raises(RubricError) as error:
        _load(tmp_path, question)

    (line,) = error.value.complaints
    assert line.startswith(f"{tmp_path / 'questions.yaml'}:10:")
    assert told in line


def test_a_question_that_is_wrong_itself_can_still_be_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(RUBRIC.replace("QUESTION", "3.1").replace("points: 10", "points: ten", 1))

    with pytest.raises(RubricError) as error:
        load_rubric(path)

    assert not any("no question has the id" in line for line in error.value.complaints)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("optimizer: adma", "'optimizer' of 'training' is not 'adma', did you mean 'adam"),
        ("optimizer: [sgd, SDG]", "'optimizer' of 'training' is not 'SDG'"),
        ("schedule: steps 100 x0.1", "'schedule' of 'training' is not 'steps 100 x0.1', it is any"),
        ("schedule: multistep 80", "'schedule' of 'training' is not 'multistep 80'"),
        ("schedule: Any", "such as 'multistep 80,120 x0.1'"),
        ("augmentation: [any, randmflip]", "'augmentation' of 'training' is not 'randmflip'"),
        ("augmentation: RandomHorizontalFlipp", "part of a transform's name"),
        ("loss: crossentropy", "is not 'crossentropy', did you mean 'cross_entropy'?"),
        ("loss: mse_loss", "is not 'mse_loss', did you mean 'mse"),
    ],
)
def test_a_word_that_no_training_is_ever_told_by_is_refused(
    tmp_path: Path, settings: str, told: str
) -> None:
    # Every student's optimizer is another one than `adma`, so all of them would lose points.
    path = tmp_path / "words.yaml"
    check = f"{{training: {{outputs: 10, {settings}}}}}"
    path.write_text(RUBRIC.replace("{answered: {question: QUESTION}}", check))

    with pytest.raises(RubricError) as error:
        load_rubric(path)

    (line,) = error.value.complaints
    assert line.startswith(f"{path}:10:")
    assert told in line


def test_the_words_for_losses_are_those_of_code_and_runs() -> None:
    assert {*LOSS_MODULES.values(), *LOSS_FUNCTIONS.values()} == {*LOSSES}
