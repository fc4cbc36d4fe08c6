"""What mutants found: each has its own small file here."""

import io
import json
import logging
import lzma
import time
import zipfile
from pathlib import Path

import pytest
from rich.console import Console

from grader.cli import main
from grader.collect.accounts import account_of
from grader.collect.calls.vocabulary import traces_in
from grader.collect.write_ups import read_text
from grader.course import Course
from grader.grade import GradedClass, grade_class
from grader.ingest import read_class
from grader.publish import publish_submission
from grader.rubric_file import load_rubric
from grader.sandbox.interface import Watch
from grader.settings import Settings
from tests.fake_runs import Scripted, write_notebook
from tests.fuzz import harmless

LONG = 60_000
SECONDS = 20.0
"""Far more than reading so much takes; what was found took minutes, or never came to an end."""


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(harmless.notebook()).encode("utf-16"),
        json.dumps(harmless.old_notebook()).encode("utf-16"),
        json.dumps(harmless.notebook()).encode("utf-8-sig"),
    ],
)
def test_a_notebook_of_any_encoding_is_one_under_another_name(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "anna.json").write_bytes(content)

    (anna,) = read_class(tmp_path / "class", into=tmp_path / "private")

    assert any("torch" in cell.source for cell in anna.notebooks[0].cells)


@pytest.mark.parametrize(
    "content",
    [
        b'{"worksheets": "", "metadata": {"name": "a"}, "nbformat": 3}',
        b'{"metadata": {"kernelspec": {"name": "python3"}, "language_info"',
        b'{"nbformat": 4, "cells',
    ],
)
def test_a_damaged_notebook_is_a_submission_with_a_reason_and_no_list(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "anna.json").write_bytes(content)

    (anna,) = read_class(tmp_path / "class", into=tmp_path / "private")

    assert anna.notebooks == ()
    assert "it is not a notebook" in anna.unreadable[0].reason


def test_what_is_taken_for_a_list_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_notebook(tmp_path / "class" / "anna.ipynb", "1")
    for name in ("roster.csv", "marks.json", "README.md", ".hidden.csv"):
        (tmp_path / "class" / name).write_text("{}")

    with caplog.at_level(logging.WARNING):
        (anna,) = read_class(tmp_path / "class", into=tmp_path / "private")

    assert anna.id == "anna"
    (said,) = caplog.messages
    assert said.endswith("taken for lists or data, not for submissions: marks.json, roster.csv")


def test_an_archive_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    with zipfile.ZipFile(tmp_path / "class" / "anna.zip", "w"):
        pass
    (tmp_path / "class" / "ben.tar.xz").write_bytes(lzma.compress(bytes(10_240)))

    found = read_class(tmp_path / "class", into=tmp_path / "private")

    assert [one.unreadable[0].reason for one in found] == ["there is no file in it"] * 2


@pytest.mark.parametrize("piece", [".", "_", ". ", "9", "a", " ", "…", "-", "*", "( "])
def test_a_row_of_one_sign_is_read_in_time(piece: str) -> None:
    row = (piece * LONG)[:LONG]
    began = time.monotonic()

    account = account_of(read_text(f"# Contents\n\n{row}\n\nGood words.", path="a.md"))
    traces_in(row)

    assert time.monotonic() - began < SECONDS
    assert account.write_up.blocks[-1].text == "Good words."


def test_no_control_codes_of_a_file_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "late.csv").write_text("submission\x1b[2J\x07,days\n")

    status = main([str(tmp_path), "--rubric", "a2.yaml", "--late", str(tmp_path / "late.csv")])

    assert status == 1
    assert capsys.readouterr().err.rstrip("\n").isprintable()


def test_what_breaks_while_one_is_looked_at_costs_no_other(
    course: Course, rubric_file: Path, tmp_path: Path
) -> None:
    done = _graded(course, rubric_file, tmp_path, breaks="ben")

    assert [one.verdict is None for one in done.graded] == [False, True, False]
    assert done.graded[1].problem == (
        "looking at it failed here (ZeroDivisionError), so a person has to"
    )
    assert "ZeroDivisionError" in (tmp_path / "out" / "grades.csv").read_text()


def test_what_breaks_while_one_is_judged_costs_no_other(
    course: Course, rubric_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(graded, *rest, **more):  # type: ignore[no-untyped-def]
        if graded.id == "ben":
            raise RecursionError
        return publish_submission(graded, *rest, **more)

    monkeypatch.setattr("grader.conclude.publish_submission", publish)
    done = _graded(course, rubric_file, tmp_path)

    assert [one.problem for one in done.graded] == [
        "",
        "judging it failed here (RecursionError), so a person has to",
        "",
    ]


def _graded(course: Course, rubric_file: Path, folder: Path, *, breaks: str = "") -> GradedClass:
    def broken(_: Watch) -> None:
        raise ZeroDivisionError

    for name in ("anna", "ben", "cleo"):
        write_notebook(folder / "class" / name / "a2.ipynb", f"# {name}")
    (folder / "scratch").mkdir()
    sandbox = Scripted(folder / "probe", parts={breaks: broken})
    return grade_class(
        folder / "class",
        load_rubric(rubric_file, data=course.used.name),
        course,
        Settings(out=folder / "out"),
        late={},
        graded_on="2026-01-02",
        scratch=folder / "scratch",
        console=Console(file=io.StringIO()),
        open_examiner=sandbox.opener(),
    )
