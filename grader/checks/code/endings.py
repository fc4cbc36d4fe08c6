"""Checks on how the runs ended."""

import re
from collections.abc import Iterator

from grader.checks.certainty import (
    ENDING_WORDS,
    HARMLESS,
    NOT_THEIRS,
    anything_ran,
)
from grader.checks.words import answer
from grader.records import (
    Answer,
    Case,
    CellOutcome,
    CellRun,
    EndingName,
    Evidence,
    Fact,
    Kind,
    NotebookCells,
    Outcome,
    Place,
)

OURS = {
    "ModuleNotFoundError": "a package is not installed here",
    "ImportError": "a package is not installed here",
    "FileNotFoundError": "a file is not here",
    "NotADirectoryError": "a file is not here",
    "PermissionError": "the sandbox forbids it",
    "URLError": "there is no network here",
    "HTTPError": "there is no network here",
    "ConnectionError": "there is no network here",
    "ConnectionRefusedError": "there is no network here",
    "gaierror": "there is no network here",
    "TimeoutError": "there is no network here",
    "MemoryError": "the memory given was too small",
    "KeyboardInterrupt": "the cell was interrupted",
}
"""Errors that say more about this machine than about the notebook."""

OUR_WORDS = re.compile(
    r"cuda|nvidia|can't allocate memory|out of memory|mps backend", re.IGNORECASE
)
"""Words in other errors that say the same."""

FLAGS_WANTED = re.compile(
    r"SystemExit: [12]\b.*(arguments are required|Missing (option|argument|parameter)"
    r"|must have a value other than None)"
)
"""How a script ends that wants flags; nobody knows what its author gave it."""

DELIBERATE = re.compile(r"AssertionError:?\s*")
"""A bare `assert False` is how people stop a notebook on purpose."""


def notebook_runs(case: Case) -> Answer:
    """Every cell of the notebooks runs without an error."""
    evidence = case.evidence
    if not anything_ran(evidence):
        return answer(Outcome.OPEN, "nothing of the submission could be run")
    facts = tuple(_facts(evidence))
    if errors := [*_errors(evidence)]:
        return answer(Outcome.SUSPECTED, f"{len(errors)} of the cells failed", facts)
    if excuse := _excuse(evidence):
        return answer(Outcome.OPEN, f"not every cell ran, but {excuse}", facts)
    return answer(Outcome.MET, facts=facts)


def _errors(evidence: Evidence) -> Iterator[CellRun]:
    """Cells whose failure points at the notebook and not at the machine that it ran on."""
    for notebook in evidence.notebooks:
        if _was_cut(evidence, notebook.path):
            continue
        for cell in notebook.cells:
            if cell.outcome is CellOutcome.OK or DELIBERATE.fullmatch(cell.error):
                continue
            # Whatever fails after a failure of ours may fail because of it: `train` is undefined.
            if not _points_at_notebook(cell):
                break
            yield cell


def _points_at_notebook(cell: CellRun) -> bool:
    if cell.outcome is CellOutcome.DIED:
        return True
    return cell.outcome is CellOutcome.RAISED and not _excused(cell)


def _excused(cell: CellRun) -> str:
    """Why an error does not count against the notebook; empty if it does."""
    name = cell.error.partition(":")[0].strip().rpartition(".")[2]
    if name in OURS:
        return OURS[name]
    if DELIBERATE.fullmatch(cell.error):
        return "a bare assert stops it on purpose"
    if OUR_WORDS.search(cell.error):
        return "this machine has not the hardware that it asks for"
    if FLAGS_WANTED.search(cell.error):
        return "it needs flags that nobody gave it"
    return ""


def _was_cut(evidence: Evidence, path: str) -> bool:
    return any(
        ending.name in NOT_THEIRS and ending.place.file == path for ending in evidence.endings
    )


def _excuse(evidence: Evidence) -> str:
    """The first thing that kept a cell from running; empty if all ran."""
    for ending in evidence.endings:
        if ending.name not in HARMLESS | {EndingName.RAISED}:
            return f"{ENDING_WORDS[ending.name]} ({ending.place})"
    for notebook in evidence.notebooks:
        for cell in notebook.cells:
            if cell.outcome is not CellOutcome.OK:
                where = f"({notebook.path}, cell {cell.index})"
                return f"{_excused(cell) or f'a cell was {cell.outcome.value}'} {where}"
    return ""


def _facts(evidence: Evidence) -> Iterator[Fact]:
    for ending in evidence.endings:
        if ending.name not in HARMLESS | {EndingName.RAISED}:
            yield Fact(label="Ended", text=ending.sentence, kind=Kind.OBSERVED, place=ending.place)
    for notebook in evidence.notebooks:
        for cell in notebook.cells:
            if cell.outcome is CellOutcome.RAISED:
                yield _cell_fact(notebook, cell)


def _cell_fact(notebook: NotebookCells, cell: CellRun) -> Fact:
    place = Place(file=notebook.path, cell=cell.index, line=cell.line)
    return Fact(
        label="Found",
        text=cell.error or "an error without a message",
        kind=Kind.OBSERVED,
        place=place,
    )
