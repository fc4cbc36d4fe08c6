"""What was changed to make a submission run, and which course files it found ready."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from grader.collect.probe_files import Size, Strict, Text, read_if_there
from grader.records import Adaptation, NotebookRun, Place, Submission

FILE = "adaptations.json"


class NoteEntry(Strict):
    """One change as the probe noted it."""

    what: Text
    why: Text
    cell: Size | None
    line: Size | None


class NotesFile(Strict):
    """All changes that the probe made in one run."""

    format: int
    adaptations: Annotated[tuple[NoteEntry, ...], Field(max_length=1_000)]


def collect_adaptations(run: NotebookRun) -> tuple[Adaptation, ...]:
    """What was changed inside one notebook's run, in order.

    Raises `ProbeError` when the list is there and cannot be read.
    """
    found = read_if_there(Path(run.probe_folder) / FILE, NotesFile)
    return tuple(
        Adaptation(
            what=note.what,
            why=note.why,
            place=Place(file=run.path, cell=note.cell, line=note.line),
        )
        for note in (found.adaptations if found else ())
    )


def readings(submission: Submission) -> tuple[Adaptation, ...]:
    """What was read in another way than it stands there, or left aside, before anything ran."""
    return tuple(
        Adaptation(what=each.what, why=each.why, place=Place(file=each.path))
        for each in submission.readings
    )


def course_files(submission: Submission, names: Iterable[str]) -> tuple[Adaptation, ...]:
    """One record for each course file that a notebook or script speaks of."""
    return tuple(
        Adaptation(
            what=f"{name} lies beside the notebook and in ./data.",
            why="It is the course's file. Where it holds test examples, one in six of them is "
            "there, six times over; the others are kept to measure networks on.",
            place=Place(file=notebook.path, cell=cell.index),
        )
        for notebook in submission.notebooks
        for name in names
        for cell in [next((c for c in notebook.cells if name in c.source), None)]
        if cell is not None
    )


def put_in_place(submission: Submission, published: Iterable[str]) -> tuple[Adaptation, ...]:
    """One record for each handed-in file whose place one of ours took, by their digests."""
    known = set(published)
    return tuple(
        Adaptation(
            what=f"The course's own copy took the place of {file.path}.",
            why="It is a published test set, of which half is kept to measure networks on.",
            place=Place(file=file.path),
        )
        for file in submission.files
        if file.digest in known
    )
