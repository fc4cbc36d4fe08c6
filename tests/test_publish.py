"""What people read is written whole, under the submission's id."""

from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import StoreError
from grader.judge import judge
from grader.publish import publish_class, publish_submission
from grader.records import Evidence, Rubric
from grader.render.graded import GradedSubmission
from grader.rubric_file import load_rubric

NAME = "=cmd|' /C calc'!A0 <script>alert(1)</script> \x1b[31m \ud83d"


@pytest.fixture
def rubric(rubric_file: Path) -> Rubric:
    return load_rubric(rubric_file)


@pytest.fixture
def graded(rubric: Rubric) -> GradedSubmission:
    evidence = Evidence(submission="anna", name=NAME, digest="d")
    verdict = judge(evidence, rubric)
    return GradedSubmission(verdict=verdict, evidence=evidence, id="anna", name=NAME)


def test_a_submission_gets_four_files_in_its_folder(
    graded: GradedSubmission, rubric: Rubric, tmp_path: Path
) -> None:
    publish_submission(graded, rubric, tmp_path / "out", graded_on="2026-01-02")

    names = sorted(path.name for path in (tmp_path / "out" / "anna").iterdir())
    assert names == ["evidence.json", "report.html", "report.md", "verdict.json"]


def test_student_text_is_harmless_in_all_that_is_written(
    graded: GradedSubmission, rubric: Rubric, tmp_path: Path
) -> None:
    publish_submission(graded, rubric, tmp_path, graded_on="2026-01-02")
    publish_class([graded], rubric, tmp_path, graded_on="2026-01-02")

    for path in (tmp_path / "anna" / "report.html", tmp_path / "index.html"):
        assert "<script" not in path.read_text()
    assert "\x1b" not in (tmp_path / "grades.csv").read_text()
    assert '"=cmd' not in (tmp_path / "grades.csv").read_text()


def test_what_could_not_be_graded_has_no_report_and_a_line_in_the_gradebook(
    rubric: Rubric, tmp_path: Path
) -> None:
    lost = GradedSubmission(
        verdict=None, evidence=None, id="ben", name="Ben", problem="the machine is full"
    )

    publish_submission(lost, rubric, tmp_path, graded_on="2026-01-02")
    page = publish_class([lost], rubric, tmp_path, graded_on="2026-01-02")

    assert page == tmp_path / "index.html"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".yaml") == [
        "grades.csv",
        "index.html",
    ]
    assert "the machine is full" in (tmp_path / "grades.csv").read_text()


def test_a_class_of_nobody_has_a_page(rubric: Rubric, tmp_path: Path) -> None:
    page = publish_class([], rubric, tmp_path, graded_on="2026-01-02")

    assert page.stat().st_size > 100
    assert rubric.points == Decimal(20)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    graded: GradedSubmission, rubric: Rubric, tmp_path: Path
) -> None:
    (tmp_path / "anna").write_text("in the way")

    with pytest.raises(StoreError, match="anna: cannot be written: "):
        publish_submission(graded, rubric, tmp_path, graded_on="2026-01-02")
