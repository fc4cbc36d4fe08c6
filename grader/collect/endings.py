"""How everything in a submission ended, in one list: runs, cells and files that cannot be read."""

from grader.records import Ending, EndingName, Execution, NotebookCells, Place, Submission


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


def collect_cells(execution: Execution | None) -> tuple[NotebookCells, ...]:
    """What each cell of each notebook did."""
    runs = execution.notebooks if execution else ()
    return tuple(NotebookCells(path=run.path, cells=run.cells) for run in runs)
