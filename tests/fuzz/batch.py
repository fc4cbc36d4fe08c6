"""A class of mutants on the road of every class: only what would execute code is left out."""

import contextlib
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader.course import Course
from grader.examine import Examiner
from grader.grade import GradedClass, grade_class
from grader.records import (
    CellOutcome,
    CellRun,
    Ending,
    EndingName,
    Execution,
    Limits,
    Notebook,
    NotebookRun,
    Place,
    Rubric,
    Submission,
)
from grader.sandbox import choose_wall
from grader.sandbox.interface import Given, Watch
from grader.sandbox.reading import ReadingRooms
from grader.settings import Settings
from grader.store import Store
from tests.fake_runs import Oracle, write_notebook
from tests.fuzz.mutants import Mutant

NEIGHBOUR = "zz-neighbour"
"""An honest submission that comes after all mutants."""
OUR_FAULT = ("it could not be read (", "our check failed", "Its statements could not be read")
"""What is said where something of ours broke on what was handed in."""


class Still:
    """A sandbox that executes nothing: every cell is said to have run."""

    name = "recorded"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, submission: Submission, given: Given, limits: Limits, watch: Watch) -> Execution:
        """A run in which nothing was seen."""
        runs = (self._run_of(submission, notebook) for notebook in submission.notebooks)
        return Execution(sandbox=self.name, notebooks=tuple(runs))

    def _run_of(self, submission: Submission, notebook: Notebook) -> NotebookRun:
        out = self._folder / submission.id / str(submission.notebooks.index(notebook))
        out.mkdir(parents=True, exist_ok=True)
        cells = (cell for cell in notebook.cells if cell.kind == "code")
        ending = Ending(name=EndingName.FINISHED, sentence="Done.", place=Place(file=notebook.path))
        return NotebookRun(
            path=notebook.path,
            cells=tuple(
                CellRun(index=c.index, outcome=CellOutcome.OK, seconds=0.1, output=c.saved_output)
                for c in cells
            ),
            endings=(ending,),
            seconds=0.1,
            probe_folder=str(out),
        )

    def close(self) -> None:
        """Nothing is held."""


@contextlib.contextmanager
def _examiner(settings: Settings, course: Course, store: Store) -> Iterator[Examiner]:
    reader = ReadingRooms(choose_wall(settings.sandbox), settings.workers)
    try:
        yield Examiner(
            sandbox=Still(settings.out.parent / "probe"),
            measurer=Oracle(course, 0.9),
            reader=reader,
            course=course,
            limits=settings.limits,
            store=store,
        )
    finally:
        reader.close()


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A class of mutants that was graded."""

    folder: Path
    """Holds what was handed in, the results, and what lies beside them."""
    done: GradedClass
    """How it came out."""
    before: frozenset[str]
    """All that lay beside them before, with its size."""

    @property
    def out(self) -> Path:
        """The folder of results."""
        return self.folder / "out"

    def changed(self) -> set[str]:
        """What is other than before, but for the results and our own temporary folder."""
        ours = ("out", "scratch", "probe")
        now = _listing(path for path in self.folder.iterdir() if path.name not in ours)
        return set(now ^ self.before)


def graded(mutants: Sequence[Mutant], folder: Path, rubric: Rubric, course: Course) -> Batch:
    """Hand in each mutant, and an honest neighbour, and grade them all."""
    handed_in = folder / "class"
    handed_in.mkdir()
    for mutant in mutants:
        (handed_in / f"{mutant.name}{mutant.suffix}").write_bytes(mutant.content)
    write_notebook(handed_in / NEIGHBOUR / "a2.ipynb", "print(1)")
    (folder / "home").mkdir()
    (folder / "home" / "evil.ipynb").write_text("mine")
    (folder / "scratch").mkdir()
    before = _listing([handed_in, folder / "home"])
    done = grade_class(
        handed_in,
        rubric,
        course,
        Settings(out=folder / "out"),
        late={},
        graded_on="2026-01-02",
        scratch=folder / "scratch",
        console=Console(file=io.StringIO()),
        open_examiner=_examiner,
    )
    return Batch(folder=folder, done=done, before=before)


def _listing(roots: Iterable[Path]) -> frozenset[str]:
    found = (path for root in roots for path in (root, *root.rglob("*")))
    return frozenset(
        f"{path} {path.lstat().st_size} {path.lstat().st_mtime_ns}"
        for path in found
        if os.path.lexists(path)
    )
