"""The road of a class: every submission becomes evidence, a verdict and a report, or a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from grader.conclude import conclude
from grader.course import Course
from grader.evidence_key import evidence_key
from grader.gather import OpenExaminer, gather
from grader.ingest import read_given
from grader.known import conclude_known
from grader.publish import publish_class
from grader.records import Rubric
from grader.render.graded import GradedSubmission
from grader.settings import Settings
from grader.store import Store
from grader.verify import Sealed, changed_before, seal
from grader.wanted import must_run, refuse_unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """A class at the end of its road."""

    graded: tuple[GradedSubmission, ...]
    """Every submission, in the order of the folder."""
    executed: int
    """How many were run now; the others' evidence was there already."""
    page: Path
    """Where the class page lies."""
    sealed: Sealed
    """The list of all that was written, and what others had changed before."""

    @property
    def waits(self) -> bool:
        """Whether any of it waits for a person."""
        return any(one.verdict is None or one.verdict.is_provisional for one in self.graded)

    @property
    def told(self) -> str:
        """How much was run, where it lies, and by what it is known later that nothing changed."""
        first = f"{self.executed} run now, {len(self.graded) - self.executed} known already"
        return "\n".join((first, *self.sealed.lines, f"Class page: {self.page}"))


def grade_class(
    path: Path,
    rubric: Rubric,
    course: Course,
    settings: Settings,
    *,
    late: Mapping[str, int],
    graded_on: str,
    scratch: Path,
    console: Console,
    open_examiner: OpenExaminer | None = None,
) -> GradedClass:
    """Grade every submission under `path`; each report is written as soon as it is judged."""
    tell = partial(console.print, soft_wrap=True, highlight=False, markup=False)
    submissions = read_given(path, into=scratch / "submissions", given=settings.given, tell=tell)
    refuse_unknown(submissions, (*settings.only, *late))
    finish = partial(conclude, rubric=rubric, settings=settings, graded_on=graded_on)
    keys = {one.id: evidence_key(one, settings, course) for one in submissions}
    altered = changed_before(settings.out)
    with Store(settings.out) as store:
        to_run = [one for one in submissions if must_run(one, settings, store.has(keys[one.id]))]
        known = [one for one in submissions if one not in to_run]
        graded = conclude_known(known, keys, store, finish, late=late)
        if to_run:
            gathered = gather(to_run, settings, course, store, console, open_examiner=open_examiner)
            for one, new in gathered:
                graded[one.id] = finish(one, new, late_days=late.get(one.id))
    everyone = tuple(graded[submission.id] for submission in submissions)
    page = publish_class(everyone, rubric, settings.out, graded_on=graded_on)
    sealed = seal(settings.out, submissions, rubric, graded_on=graded_on, altered=altered)
    return GradedClass(graded=everyone, executed=len(to_run), page=page, sealed=sealed)
