"""How long a cell may run."""

import pytest

from grader.records import EndingName, Limits, RunMode
from grader.sandbox.shares import grant_cell, notebook_share


def seconds(left: float, later: int, **limits: object) -> float:
    grant = grant_cell(left, later_cells=later, later_notebooks=0, limits=Limits(**limits))  # type: ignore[arg-type]
    return grant.seconds


def test_a_cell_leaves_ten_seconds_for_each_cell_after_it() -> None:
    assert seconds(600.0, 5) == 550.0


def test_however_many_cells_follow_a_cell_may_take_half() -> None:
    assert seconds(600.0, 500) == 300.0


def test_the_last_cell_may_take_everything_and_so_may_every_cell_of_a_full_run() -> None:
    assert seconds(600.0, 0) == 600.0
    assert seconds(600.0, 5, mode=RunMode.FULL) == 600.0


def test_a_cell_is_run_even_when_those_before_it_took_too_long() -> None:
    assert seconds(-3.0, 2) > 0


@pytest.mark.parametrize(
    ("later", "mode", "limit"),
    [
        (3, RunMode.BUDGET, EndingName.CELL_TIME),
        (3, RunMode.SAVED, EndingName.CELL_TIME),
        (0, RunMode.BUDGET, EndingName.WALL_TIME),
        (3, RunMode.FULL, EndingName.WALL_TIME),
    ],
)
def test_the_whole_time_is_only_over_when_nothing_more_can_be_run(
    later: int, mode: RunMode, limit: EndingName
) -> None:
    limits = Limits(mode=mode)

    assert grant_cell(9.0, later_cells=later, later_notebooks=0, limits=limits).limit is limit


def test_a_limit_of_one_cell_holds_in_every_mode() -> None:
    for mode in RunMode:
        limits = Limits(cell_seconds=5.0, mode=mode)
        grant = grant_cell(600.0, later_cells=1, later_notebooks=0, limits=limits)

        assert (grant.seconds, grant.limit, grant.is_share) == (5.0, EndingName.CELL_TIME, False)


def test_notebooks_share_what_is_left_equally() -> None:
    assert notebook_share(600.0, later=2, mode=RunMode.BUDGET) == 200.0
    assert notebook_share(550.0, later=1, mode=RunMode.BUDGET) == 275.0
    assert notebook_share(600.0, later=2, mode=RunMode.FULL) == 600.0
