"""Write-ups on the road of a class: shown on the pages, and never a deduction."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from grader.collect.write_ups import Opened
from grader.course import Course
from grader.errors import SandboxError
from grader.grade import GradedClass, grade_class
from grader.rubric_file import load_rubric
from grader.settings import Settings
from grader.store import Store
from reference.data import Source, raw_splits, stand_in_source
from tests import fake_runs
from tests.fake_runs import Scripted, write_notebook
from tests.write_up_command.conftest import REPORT, Says

WRONG = "The text says 85.13 %, the table says <b>85.31 %</b>."


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return stand_in_source(cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def course(source: Source) -> Course:
    return Course(source, files=["hw2_Q2_and_Q3_data.npz"], tasks=["a2/clothing"])


@pytest.fixture
def grade(
    tmp_path: Path, rubric_file: Path, course: Course, source: Source
) -> Callable[[], GradedClass]:
    """Grades a class of two, of which one has a report."""
    images = raw_splits(source, "a2/clothing")[0].images
    sandbox = Scripted(tmp_path / "probe", rows=(images[:4] / 255).astype(np.float32))
    for name in ("anna", "ben"):
        write_notebook(tmp_path / "class" / name / "a2.ipynb", f"# {name}\nprint(1)")
    (tmp_path / "class" / "anna" / "report.md").write_text(REPORT)
    (tmp_path / "class" / "ben" / "report.pdf").write_bytes(b"%PDF-1.7")
    scratch = iter(range(100))

    def run() -> GradedClass:
        place = tmp_path / f"scratch-{next(scratch)}"
        place.mkdir()
        return grade_class(
            tmp_path / "class",
            load_rubric(rubric_file, data=course.used.name),
            course,
            replace(Settings(), out=tmp_path / "out"),
            late={},
            graded_on="2026-01-02",
            scratch=place,
            console=Console(file=io.StringIO()),
            open_examiner=sandbox.opener(),
        )

    return run


def test_what_disagrees_is_shown_beside_the_other_side_and_costs_nothing(
    grade: Callable[[], GradedClass], says: Says, tmp_path: Path
) -> None:
    without = {one.id: one.verdict.highest for one in grade().graded if one.verdict}
    assert "held against your work" not in (tmp_path / "out/anna/report.html").read_text()

    says("85.13", "inconsistent", WRONG, other="85.31")
    says("SGD", "consistent", "Both say SGD.", against="run")
    done = grade()

    assert done.executed == 0
    assert {one.id: one.verdict.highest for one in done.graded if one.verdict} == without
    page = (tmp_path / "out/anna/report.html").read_text()
    assert "Your write-up, held against your work" in page
    assert "1 of 2 does not agree" in page
    assert "The text says 85.13 %, the table says &lt;b&gt;85.31 %&lt;/b&gt;." in page
    assert (
        page.index("85.31 %&lt;") < page.index("<summary>1 statement agrees") < page.index("SGD.")
    )
    assert "The text says 85.13" in (tmp_path / "out/anna/report.md").read_text()
    assert 'data-label="Statements that do not agree"' in done.page.read_text()


def test_what_a_report_states_is_stored_with_the_evidence(
    grade: Callable[[], GradedClass], tmp_path: Path
) -> None:
    (anna,) = [one.evidence for one in grade().graded if one.id == "anna"]
    assert anna is not None
    (account,) = anna.accounts
    assert account.write_up.path == account.statements.document == "report.md"
    assert anna.handed_in.files == ("a2.ipynb", "report.md")
    assert anna.handed_in.is_code_whole
    with Store(tmp_path / "out"):
        (again,) = [one.evidence for one in grade().graded if one.id == "anna"]
    assert again == anna


def test_a_report_that_cannot_be_read_changes_no_grade_and_an_ending_says_so(
    grade: Callable[[], GradedClass], monkeypatch: pytest.MonkeyPatch
) -> None:
    (ben,) = [one for one in grade().graded if one.id == "ben"]
    assert ben.verdict is not None
    assert ben.evidence is not None
    assert ben.verdict.lowest == ben.verdict.highest == ben.verdict.points
    assert [each.name for each in ben.evidence.endings] == ["finished", "no text"]
    assert ben.evidence.endings[1].sentence.startswith("report.pdf: It stopped the program")


def test_a_reader_that_fails_changes_no_grade_either(
    grade: Callable[[], GradedClass], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_: object, file: Path, form: str) -> Opened:
        raise SandboxError("the machine is full")

    monkeypatch.setattr(fake_runs.Shut, "open", lost)
    (ben,) = [one for one in grade().graded if one.id == "ben"]

    assert ben.verdict is not None
    assert ben.evidence is not None
    assert ben.verdict.lowest == ben.verdict.points
    assert "the machine is full" in ben.evidence.endings[1].sentence
