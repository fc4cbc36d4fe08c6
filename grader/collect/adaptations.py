"""What a submission found in its sandbox that its author did not put there."""

from collections.abc import Iterable

from grader.records import Adaptation, Place, Submission


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
