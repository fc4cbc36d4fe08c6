"""How everything in a submission ended, in one list: runs, cells and files that cannot be read."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from grader.collect.probe_files import read_bytes
from grader.errors import ProbeError
from grader.records import (
    Ending,
    EndingName,
    Execution,
    Kind,
    NotebookCells,
    NotebookRun,
    Place,
    Submission,
    Training,
)

CUTS = frozenset(
    {
        EndingName.WALL_TIME,
        EndingName.CELL_TIME,
        EndingName.CPU_TIME,
        EndingName.MEMORY,
        EndingName.DISK,
        EndingName.DIED,
    }
)
"""Endings that may come in the middle of a training."""


def collect_endings(submission: Submission, execution: Execution | None) -> tuple[Ending, ...]:
    """The endings of all runs, and an ending for each file that could not be read."""
    unreadable = tuple(
        Ending(
            name=EndingName.UNREADABLE,
            sentence=f"{each.path} could not be read: {each.reason}.",
            place=Place(file=each.path),
        )
        for each in submission.unreadable
    )
    runs = execution.notebooks if execution else ()
    return tuple(ending for run in runs for ending in run.endings) + unreadable


def unwatched(run: NotebookRun) -> tuple[Ending, ...]:
    """That nobody looked at a run while it ran, because the probe did not start."""
    try:
        why = read_bytes(Path(run.probe_folder) / "unwatched.txt", largest=4_000)
    except ProbeError:
        return ()
    words = " ".join(why.decode("utf-8", "replace").split())[:300]
    sentence = f"What this run did could not be watched ({words}): none of it was seen."
    return (Ending(name=EndingName.UNREADABLE, sentence=sentence, place=Place(file=run.path)),)


def with_progress(endings: Iterable[Ending], training: Iterable[Training]) -> tuple[Ending, ...]:
    """The endings; those that cut a training short say how far it had come."""
    runs = tuple(training)
    return tuple(
        replace(ending, sentence=f"{ending.sentence} {words}")
        if ending.name in CUTS and (words := _progress(ending.place, runs))
        else ending
        for ending in endings
    )


def _progress(place: Place, runs: tuple[Training, ...]) -> str:
    """How far the last training in a cell had come, in a sentence; empty if it is not known."""
    here = [run for run in runs if run.place.file == place.file and run.kind is Kind.OBSERVED]
    last = next((run for run in reversed(here) if place.cell in run.cells), None)
    if last is None or last.epochs_finished is None:
        return ""
    finished = last.epochs_finished
    planned = {run.epochs for run in runs if _is_written_in(run, place)}
    wanted = planned.pop() if len(planned) == 1 else None
    of = f" of {wanted:,}" if wanted is not None and wanted >= max(finished, 1) else ""
    seen = "epoch was" if finished == 1 and not of else "epochs were"
    return f"{finished:,}{of} {seen} finished by then."


def _is_written_in(run: Training, place: Place) -> bool:
    cells = {each.cell for each in (run.place, run.called_from) if each is not None}
    return run.kind is Kind.WRITTEN and run.place.file == place.file and place.cell in cells


def collect_cells(execution: Execution | None) -> tuple[NotebookCells, ...]:
    """What each cell of each notebook did."""
    runs = execution.notebooks if execution else ()
    return tuple(NotebookCells(path=run.path, cells=run.cells) for run in runs)
