"""The gradebook is complete, and no spreadsheet takes its text for a formula."""

import csv
import io
from dataclasses import replace

import pytest

from grader.render.gradebook import COLUMNS, write_csv
from grader.render.graded import GradedSubmission
from grader.render.text import from_csv_cell, one_line
from tests.render.invented import HOSTILE, a_class, a_rich_verdict, a_rubric, graded


def lines_of(*submissions: GradedSubmission) -> list[list[str]]:
    """The lines of the gradebook under its head."""
    return list(csv.reader(io.StringIO(write_csv(a_rubric(), submissions))))[1:]


def test_the_gradebook_has_a_line_for_everyone() -> None:
    lines = write_csv(a_rubric(), a_class()).splitlines()

    assert lines[0] == (
        '"id","name","grade","lowest","provisional","waiting","days late",'
        '"1.1","1.2","3.1","3.3","4.1","problem"'
    )
    assert lines[2] == (
        '"biases-forgotten","biases-forgotten","49","38","yes","4","0","15","0","14","5","15",""'
    )
    assert lines[4].startswith('"late-riser","late-riser","54","54","no","0","1",')
    assert len(lines) == 9


def test_who_could_not_be_graded_has_a_problem_and_no_number() -> None:
    (line,) = lines_of(graded("broken", problem="It is damaged."))

    assert line == ["broken", "broken", *[""] * (len(COLUMNS) - 2 + 5), "It is damaged."]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_it_was_and_starts_no_formula(text: str) -> None:
    one = replace(graded("id-1", a_rich_verdict()), name=text, problem=text)

    (line,) = lines_of(one)

    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in line)
    assert from_csv_cell(line[1]) == one_line(text)
    assert from_csv_cell(line[-1]) == one_line(text)


def test_every_cell_is_quoted_whatever_separator_a_spreadsheet_expects() -> None:
    written = write_csv(a_rubric(), (graded("a", a_rich_verdict(), name="x;=cmd()"),))

    assert '"x;=cmd()"' in written


def test_a_rubric_that_gained_a_question_leaves_its_points_empty() -> None:
    rubric = a_rubric()
    verdict = replace(a_rich_verdict(), questions=a_rich_verdict().questions[:1])

    line = next(csv.reader([write_csv(rubric, (graded("a", verdict),)).splitlines()[1]]))

    assert line[7:12] == ["15", "", "", "", ""]
