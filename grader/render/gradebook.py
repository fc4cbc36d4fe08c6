"""The gradebook: one line for each submission, for spreadsheets and course platforms."""

import csv
import io
from collections.abc import Sequence

from grader.records import Rubric, Verdict
from grader.render.graded import GradedSubmission
from grader.render.numbers import points
from grader.render.text import LONGEST_LINE, csv_cell, one_line

COLUMNS = ("id", "name", "grade", "lowest", "provisional", "waiting", "days late")
"""The columns before those of the questions; `problem` comes after them."""


def write_csv(rubric: Rubric, graded: Sequence[GradedSubmission]) -> str:
    """The gradebook of a class.

    Text that a spreadsheet might take for a formula begins with an apostrophe, and every cell is
    quoted, so that no other separator can cut a cell in two. `text.from_csv_cell` gets the text
    back.
    """
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
    questions = tuple(csv_cell(one_line(question.id)) for question in rubric.questions)
    writer.writerow((*COLUMNS, *questions, "problem"))
    for one in graded:
        writer.writerow(_line(rubric, one))
    return file.getvalue()


def _line(rubric: Rubric, one: GradedSubmission) -> tuple[str, ...]:
    texts = [csv_cell(one_line(text, limit=LONGEST_LINE)) for text in (one.id, one.name)]
    nothing = ("",) * (len(COLUMNS) - len(texts) + len(rubric.questions))
    numbers = _numbers(rubric, one.verdict) if one.verdict else nothing
    return (*texts, *numbers, csv_cell(one_line(one.problem)))


def _numbers(rubric: Rubric, verdict: Verdict) -> tuple[str, ...]:
    reached = {question.id: question for question in verdict.questions}
    by_question = (reached.get(question.id) for question in rubric.questions)
    return (
        _plain(points(verdict.highest, maximum=verdict.points)),
        _plain(points(verdict.lowest, maximum=verdict.points)),
        "yes" if verdict.is_provisional else "no",
        str(len(verdict.waiting)),
        str(verdict.late.days if verdict.late else 0),
        *(_plain(points(q.highest, maximum=q.points)) if q else "" for q in by_question),
    )


def _plain(number: str) -> str:
    # Spreadsheets read a number with separators as text.
    return number.replace(",", "")
