"""How the runs of a submission ended, in words."""

from dataclasses import dataclass

from grader.records import CellOutcome, Ending, EndingName, Evidence, NotebookCells
from grader.render.numbers import count, counted
from grader.render.text import clean, one_line

MOST_ROWS = 40
"""A hostile run can end in thousands of ways; nobody reads more than this."""

WORDS: dict[EndingName, str] = {
    EndingName.FINISHED: "ran to the end",
    EndingName.RAISED: "a cell raised an error",
    EndingName.WALL_TIME: "out of time",
    EndingName.CELL_TIME: "a cell ran out of time",
    EndingName.TRAINING_LEFT_OUT: "training was left out",
    EndingName.CPU_TIME: "out of processor time",
    EndingName.MEMORY: "out of memory",
    EndingName.PROCESSES: "too many processes",
    EndingName.FILE_SIZE: "a file grew too large",
    EndingName.DISK: "wrote too much",
    EndingName.OUTPUT: "printed too much",
    EndingName.DIED: "the kernel died",
    EndingName.NOT_RUN: "was not run",
    EndingName.FOREIGN: "is not for PyTorch",
    EndingName.UNREADABLE: "could not be read",
    EndingName.NO_TEXT: "a document could not be read",
    EndingName.SANDBOX_FAILED: "our sandbox failed",
}

QUIET = (EndingName.FINISHED, EndingName.RAISED, EndingName.OUTPUT)
"""Endings that everyday work has; the others are named on the class page."""

OUR_FAULT = EndingName.SANDBOX_FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRow:
    """One ending on a page."""

    word: str
    """Which way it ended."""
    sentence: str
    """What happened."""
    place: str
    """Where."""
    css: str
    """`quiet`, `loud` or `ours`."""


def ending_rows(evidence: Evidence) -> tuple[EndingRow, ...]:
    """The first endings of a submission."""
    return tuple(_row(ending) for ending in evidence.endings[:MOST_ROWS])


def troubles(evidence: Evidence) -> tuple[str, ...]:
    """The endings that a person should know of, each kind once: `out of time`."""
    names = {ending.name: None for ending in evidence.endings if ending.name not in QUIET}
    return tuple(WORDS[name] for name in names)


def raised_words(evidence: Evidence) -> tuple[str, ...]:
    """How many cells raised errors, in words; empty if none did."""
    errors = sum(map(_count_of_raised, evidence.notebooks))
    return (f"errors in {counted(errors, 'cell')}",) if errors else ()


def run_sentence(evidence: Evidence) -> str:
    """Whether the notebooks ran, in one sentence."""
    if not evidence.notebooks:
        return "There was no notebook or script that could be run."
    stopped = [notebook for notebook in evidence.notebooks if not _reached_end(notebook, evidence)]
    noun = _noun(evidence.notebooks)
    if not stopped:
        return f"{_all_of_them(len(evidence.notebooks), noun)} ran to the end{_but(evidence)}."
    return f"{_some_of_them(evidence, stopped, noun)}."


def error_sentence(evidence: Evidence) -> str:
    """How many cells raised errors; empty if none did."""
    errors = sum(map(_count_of_raised, evidence.notebooks))
    if not errors:
        return ""
    return "One cell raised an error." if errors == 1 else f"{count(errors)} cells raised errors."


def fault_sentence(evidence: Evidence) -> str:
    """An apology when a run ended through our fault; empty otherwise."""
    if not any(ending.name is OUR_FAULT for ending in evidence.endings):
        return ""
    return "Part of it could not be run because our own machine failed; that costs nothing."


def _row(ending: Ending) -> EndingRow:
    quiet = "quiet" if ending.name in QUIET else "loud"
    return EndingRow(
        word=WORDS[ending.name],
        sentence=clean(ending.sentence),
        place=one_line(str(ending.place)),
        css="ours" if ending.name is OUR_FAULT else quiet,
    )


def _reached_end(notebook: NotebookCells, evidence: Evidence) -> bool:
    names = {ending.name for ending in evidence.endings if ending.place.file == notebook.path}
    if notebook.cells and notebook.cells[-1].outcome is CellOutcome.INTERRUPTED:
        return False
    if EndingName.FINISHED in names:
        return True
    cut_off = (CellOutcome.DIED, CellOutcome.NOT_RUN)
    return names <= set(QUIET) and not any(cell.outcome in cut_off for cell in notebook.cells)


def _but(evidence: Evidence) -> str:
    """What was stopped on the way; empty if nothing was."""
    cells = (cell for notebook in evidence.notebooks for cell in notebook.cells)
    stopped = sum(cell.outcome is CellOutcome.INTERRUPTED for cell in cells)
    return f", but for {counted(stopped, 'cell')} stopped half-way" if stopped else ""


def _count_of_raised(notebook: NotebookCells) -> int:
    return sum(cell.outcome is CellOutcome.RAISED for cell in notebook.cells)


def _noun(notebooks: tuple[NotebookCells, ...]) -> str:
    scripts = sum(notebook.path.endswith(".py") for notebook in notebooks)
    if scripts == 0:
        return "notebook"
    return "script" if scripts == len(notebooks) else "file"


def _all_of_them(number: int, noun: str) -> str:
    if number == 1:
        return f"Your {noun}"
    return f"Both {noun}s" if number == 2 else f"All {number} {noun}s"


def _some_of_them(evidence: Evidence, stopped: list[NotebookCells], noun: str) -> str:
    number = len(evidence.notebooks)
    first = one_line(stopped[0].path, limit=60)
    why = "; ".join(_reasons(stopped[0], evidence))
    because = f" ({why})" if why else ""
    if number == 1:
        return f"Your {noun} did not run to the end{because}"
    if len(stopped) == 1:
        return f"{number - 1} of {number} {noun}s ran to the end; {first} did not{because}"
    return f"{number - len(stopped)} of {number} {noun}s ran to the end; {first} and others did not"


def _reasons(notebook: NotebookCells, evidence: Evidence) -> tuple[str, ...]:
    mine = (ending.name for ending in evidence.endings if ending.place.file == notebook.path)
    return tuple(dict.fromkeys(WORDS[name] for name in mine if name not in QUIET))
