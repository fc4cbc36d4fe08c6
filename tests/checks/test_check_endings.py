"""The check on how notebooks ran: an error here is no proof of an error there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from grader.checks.certainty import NOT_THEIRS
from grader.checks.code.endings import notebook_runs
from grader.records import CellOutcome, EndingName, NotebookCells, Outcome

Make = Callable[..., Any]


def test_notebooks_that_ran_to_their_end_are_met(make_case: Make) -> None:
    assert notebook_runs(make_case()).outcome is Outcome.MET


def test_printing_too_much_is_no_failure(make_case: Make, make_ending: Make) -> None:
    case = make_case(endings=(make_ending(EndingName.OUTPUT),))

    assert notebook_runs(case).outcome is Outcome.MET


def test_a_submission_that_did_not_run_is_open(make_case: Make) -> None:
    assert notebook_runs(make_case(notebooks=())).outcome is Outcome.OPEN


@pytest.mark.parametrize(
    "error",
    [
        "NameError: name 'x' is not defined",
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied",
        "AssertionError: shapes differ",
        "SyntaxError: invalid syntax",
        "",
    ],
)
def test_an_error_of_the_notebooks_own_is_suspected(
    make_case: Make, make_cells: Make, error: str
) -> None:
    cells: NotebookCells = make_cells("", error or "x")
    if not error:
        last = replace(cells.cells[-1], outcome=CellOutcome.DIED, error="")
        cells = replace(cells, cells=(cells.cells[0], last))

    answer = notebook_runs(make_case(notebooks=(cells,)))

    assert answer.outcome is Outcome.SUSPECTED
    assert all(error == fact.text and fact.place.cell == 1 for fact in answer.facts if fact.place)


@pytest.mark.parametrize(
    "error",
    [
        "ModuleNotFoundError: No module named 'torchsummary'",
        "SystemExit: 2: train.py: error: the following arguments are required: --data",
        "ImportError: cannot import name 'drive'",
        "FileNotFoundError: [Errno 2] No such file or directory: 'C:\\\\Users\\\\x.npz'",
        "urllib.error.URLError: <urlopen error>",
        "RuntimeError: Found no NVIDIA driver on your system.",
        "AssertionError: Torch not compiled with CUDA enabled",
        "RuntimeError: DefaultCPUAllocator: can't allocate memory",
        "AssertionError",
        "AssertionError: ",
    ],
)
def test_an_error_that_this_machine_may_have_caused_is_open(
    make_case: Make, make_cells: Make, error: str
) -> None:
    answer = notebook_runs(make_case(notebooks=(make_cells("", error),)))

    assert answer.outcome is Outcome.OPEN
    assert [fact.text for fact in answer.facts] == [error]


def test_what_fails_after_a_missing_package_may_fail_because_of_it(
    make_case: Make, make_cells: Make
) -> None:
    cells = make_cells("ModuleNotFoundError: No module named 'ray'", "NameError: name 'tune'")

    assert notebook_runs(make_case(notebooks=(cells,))).outcome is Outcome.OPEN


def test_an_error_before_a_missing_package_counts(make_case: Make, make_cells: Make) -> None:
    cells = make_cells("NameError: name 'x'", "ModuleNotFoundError: No module named 'ray'")

    assert notebook_runs(make_case(notebooks=(cells,))).outcome is Outcome.SUSPECTED


def test_a_stop_on_purpose_does_not_excuse_what_fails_after_it(
    make_case: Make, make_cells: Make
) -> None:
    cells = make_cells("AssertionError", "NameError: name 'x'")

    assert notebook_runs(make_case(notebooks=(cells,))).outcome is Outcome.SUSPECTED


@pytest.mark.parametrize("name", sorted(NOT_THEIRS))
def test_an_error_in_a_notebook_that_we_cut_short_is_open(
    make_case: Make, make_cells: Make, make_ending: Make, name: EndingName
) -> None:
    cells = make_cells("", "NameError: name 'x' is not defined")
    case = make_case(notebooks=(cells,), endings=(make_ending(name),))

    assert notebook_runs(case).outcome is Outcome.OPEN


def test_one_notebooks_limit_does_not_excuse_another(
    make_case: Make, make_cells: Make, make_ending: Make
) -> None:
    notebooks = (make_cells("NameError: x"), make_cells("", path="b.ipynb"))
    case = make_case(notebooks=notebooks, endings=(make_ending(EndingName.DISK, "b.ipynb"),))

    assert notebook_runs(case).outcome is Outcome.SUSPECTED
