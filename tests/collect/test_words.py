"""How runs and files ended, and what a submission found that its author did not put there."""

from grader.collect.adaptations import course_files
from grader.collect.endings import collect_cells, collect_endings
from grader.records import (
    Cell,
    CellOutcome,
    CellRun,
    Ending,
    EndingName,
    Execution,
    Notebook,
    NotebookRun,
    Place,
    Submission,
    Unreadable,
)

HERE = Place(file="a.ipynb", cell=1)
ENDING = Ending(name=EndingName.RAISED, sentence="Cell 1 raised.", place=HERE)
CELLS = (CellRun(index=1, outcome=CellOutcome.RAISED, seconds=0.0),)
RUN = NotebookRun(path="a.ipynb", cells=CELLS, endings=(ENDING,), seconds=0.0, probe_folder="")
RAN = Execution(sandbox="recorded", notebooks=(RUN, RUN))


def a_submission(*sources: str, unreadable: tuple[Unreadable, ...] = ()) -> Submission:
    cells = tuple(Cell(index=i, kind="code", source=source) for i, source in enumerate(sources))
    return Submission(
        id="s",
        name="s",
        digest="",
        folder="",
        files=(),
        notebooks=(Notebook(path="a.ipynb", cells=cells),),
        unreadable=unreadable,
    )


def test_a_file_that_a_notebook_opens_is_told_with_its_first_cell() -> None:
    submission = a_submission("import numpy", "np.load('x.npz')", "np.load('x.npz')")

    (told,) = course_files(submission, ["x.npz", "y.npz"])

    assert told.place == HERE
    assert told.what.startswith("x.npz ")


def test_endings_of_all_runs_are_told_and_then_what_could_not_be_read() -> None:
    broken = (Unreadable(path="b.pdf", reason="it is damaged"),)

    found = collect_endings(a_submission(unreadable=broken), RAN)

    assert found[:2] == (ENDING, ENDING)
    assert found[2].name is EndingName.UNREADABLE
    assert found[2].sentence == "b.pdf could not be read: it is damaged."


def test_without_a_run_there_are_no_cells() -> None:
    assert collect_endings(a_submission(), None) == ()
    assert collect_cells(None) == ()


def test_cells_are_told_by_notebook() -> None:
    first, second = collect_cells(RAN)

    assert (first.path, first.cells) == ("a.ipynb", CELLS)
    assert second == first
