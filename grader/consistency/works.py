"""The evidence of one submission becomes the works that its statements are held against."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.work import Work
from grader.records import (
    Account,
    CellOutcome,
    Checked,
    EndingName,
    Evidence,
    Expected,
    WriteUp,
)

_WELL = frozenset({EndingName.FINISHED, EndingName.OUTPUT, EndingName.NO_TEXT})
"""Endings of runs that did all they were to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One document, and what came of its statements."""

    write_up: WriteUp
    """The document."""
    checked: tuple[Checked, ...] = ()
    """Every statement that was checked, in reading order."""


def works_of(evidence: Evidence, *, expected: tuple[Expected, ...] = ()) -> Iterator[Work]:
    """What each document of a submission is held against."""
    for account in evidence.accounts:
        yield work_of(account, evidence, expected=expected)


def work_of(account: Account, evidence: Evidence, *, expected: tuple[Expected, ...] = ()) -> Work:
    """What one document is held against."""
    handed_in = evidence.handed_in
    return Work(
        write_up=account.write_up,
        statements=account.statements,
        evidence=evidence,
        has_code=handed_in.has_code,
        is_code_whole=handed_in.is_code_whole,
        sources=handed_in.sources,
        has_run=_has_run(evidence),
        is_run_whole=_is_run_whole(evidence),
        listed=account.listed,
        files=handed_in.files,
        expected=expected,
    )


def _has_run(evidence: Evidence) -> bool:
    cells = (cell for notebook in evidence.notebooks for cell in notebook.cells)
    return any(cell.outcome is not CellOutcome.NOT_RUN for cell in cells)


def _is_run_whole(evidence: Evidence) -> bool:
    cells = (cell for notebook in evidence.notebooks for cell in notebook.cells)
    is_well = all(cell.outcome is CellOutcome.OK for cell in cells)
    return is_well and {ending.name for ending in evidence.endings} <= _WELL
