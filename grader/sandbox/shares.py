"""How the time of a submission is shared between its notebooks and their cells."""

from dataclasses import dataclass

from grader.records import EndingName, Limits, RunMode

SECONDS_FOR_LATER = 10.0
"""Kept for each cell that is still to come, as long as that is not more than half of the time."""
LEAST_SECONDS = 1.0
"""What every cell gets, however much those before it used up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The time that one cell gets."""

    seconds: float
    """How long it may run."""
    limit: EndingName
    """The limit that is hit when it runs longer."""
    is_share: bool = False
    """Whether it is cut there only for the sake of what comes after it."""


def notebook_share(left: float, *, later: int, mode: RunMode) -> float:
    """Seconds for a notebook that `later` ones follow: what one does not use goes to the next."""
    return left if mode is RunMode.FULL else left / (later + 1)


def grant_cell(left: float, *, later_cells: int, later_notebooks: int, limits: Limits) -> Grant:
    """The time for a cell of a notebook that has `left` seconds.

    A cell may take what is left but for ten seconds for each cell after it, and always half.
    """
    seconds = left
    if later_cells and limits.mode is not RunMode.FULL:
        seconds = max(left / 2, left - SECONDS_FOR_LATER * later_cells)
    seconds = max(seconds, LEAST_SECONDS) if later_cells else seconds
    if limits.cell_seconds is not None and limits.cell_seconds < seconds:
        return Grant(seconds=limits.cell_seconds, limit=EndingName.CELL_TIME)
    shared = limits.mode is not RunMode.FULL and bool(later_cells or later_notebooks)
    limit = EndingName.CELL_TIME if shared else EndingName.WALL_TIME
    return Grant(seconds=seconds, limit=limit, is_share=shared)
