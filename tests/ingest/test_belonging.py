"""A folder is one person's parts or a class's submissions, by what its files look like."""

import json
import os
from pathlib import Path

import pytest

from grader.ingest import read_given
from grader.records import Given, Submission


def given(
    folder: Path, into: Path, how: Given = Given.EITHER
) -> tuple[tuple[Submission, ...], str]:
    told: list[str] = []
    found = read_given(folder, into=into, given=how, tell=told.append)
    return found, "\n".join(told)


def lay(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        elif name.endswith(".ipynb"):
            path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": "x = 1"}]}))
        else:
            path.write_text("x = 1\n")
    return folder


@pytest.mark.parametrize(
    "names",
    [
        ("main.py", "utils.py", "report.pdf"),
        ("Q1.ipynb", "Q2-Q4.ipynb", "report.md"),
        ("hw2.ipynb", "hw2.pdf"),
        ("hw2_lovelace.ipynb", "report.pdf"),
        ("Part 1.ipynb", "Part 2.ipynb", "Part 3.ipynb"),
        ("train_mlp.py", "train_cnn.py", "models.py", "best_model.pt", "figures/loss.png"),
        ("src/net.py", "report.pdf", "requirements.txt"),
        ("notebook.ipynb", "data/train.txt", "results.csv", "README.md"),
        ("a7_solution.py", "plots.py", "final.pth"),
    ],
)
def test_files_named_after_what_they_hold_are_one_submission(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    found, told = given(lay(tmp_path / "mine", *names), tmp_path / "into")

    assert [one.id for one in found] == ["mine"]
    assert "are one submission" in told
    assert "--as class" in told


@pytest.mark.parametrize(
    "names",
    [
        ("anna.ipynb", "ben.ipynb"),
        ("lovelace_a2.ipynb", "hopper_a2.ipynb", "turing.zip"),
        ("a2_1001.ipynb", "a2_1002.ipynb", "a2_1003.ipynb"),
        ("1.ipynb", "2.ipynb", "3.ipynb"),
        ("student1.py", "student2.py"),
        ("submission_1.py", "submission_2.py"),
        ("group1/main.py", "group2/main.py"),
        ("anna.py", "ben.pdf"),
        ("main.zip", "lovelace.ipynb", "hopper.ipynb"),
        ("s10.ipynb", "s2.py", "s3.pdf"),
        ("王小明.ipynb", "李雷.ipynb"),
    ],
)
def test_files_named_after_people_are_a_class(tmp_path: Path, names: tuple[str, ...]) -> None:
    found, _ = given(lay(tmp_path / "class", *names), tmp_path / "into")

    assert len(found) == len(names)


def test_a_helper_that_code_beside_it_imports_is_a_part(tmp_path: Path) -> None:
    folder = lay(tmp_path / "mine", "lovelace.ipynb", "engine.py")
    cells = [{"cell_type": "code", "source": "!pip install torch\nfrom engine import run"}]
    (folder / "lovelace.ipynb").write_text(json.dumps({"cells": cells}))

    found, _ = given(folder, tmp_path / "into")

    assert [len(one.files) for one in found] == [2]


def test_a_helper_that_a_whole_class_was_given_makes_it_no_submission(tmp_path: Path) -> None:
    folder = lay(tmp_path / "class", "anna.py", "ben.py", "course_tools.py")
    for name in ("anna.py", "ben.py"):
        (folder / name).write_text("import course_tools\n")

    found, _ = given(folder, tmp_path / "into")

    assert len(found) == 3


def test_who_asks_says_what_the_folder_is(tmp_path: Path) -> None:
    parts = lay(tmp_path / "parts", "main.py", "utils.py")
    people = lay(tmp_path / "people", "anna.py", "ben.py")

    as_class, told_of_class = given(parts, tmp_path / "into", Given.CLASS)
    as_one, told_of_one = given(people, tmp_path / "into", Given.ONE)

    assert (len(as_class), len(as_one)) == (2, 1)
    assert told_of_one == ""
    assert told_of_class == ""


def test_a_few_loose_files_are_told_to_be_several_submissions(tmp_path: Path) -> None:
    found, told = given(lay(tmp_path / "few", "anna.py", "ben.py"), tmp_path / "into")

    assert len(found) == 2
    assert "2 files, so 2 submissions" in told
    assert "--as one" in told


def test_pipes_and_damaged_notebooks_are_looked_at_and_not_waited_for(tmp_path: Path) -> None:
    folder = lay(tmp_path / "odd", "anna.ipynb", "ben.py")
    (folder / "anna.ipynb").write_text("{")
    os.mkfifo(folder / "main.py")

    found, _ = given(folder, tmp_path / "into")

    assert len(found) == 3
