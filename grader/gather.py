"""Evidence for many submissions: from the store where it is there, else by running them."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.console import Console

from grader.course import Course
from grader.documents import write_evidence
from grader.errors import GraderError, SandboxError
from grader.evidence_key import evidence_key
from grader.examine import Examiner
from grader.records import Evidence, Missing, Submission
from grader.render.endings import run_sentence
from grader.render.progress import RunDisplay
from grader.sandbox import choose_wall
from grader.sandbox.gpu import Gpus
from grader.sandbox.interface import Watch
from grader.sandbox.measurer import CleanRoom
from grader.sandbox.reading import ReadingRooms
from grader.sandbox.run import KernelSandbox
from grader.settings import Settings
from grader.store import Store
from grader.workers.local import LocalWorkers

_log = logging.getLogger(__name__)

Gathered = tuple[Submission, Evidence | Missing]
OpenExaminer = Callable[[Settings, Course, Store], contextlib.AbstractContextManager[Examiner]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Evidence of an earlier run."""

    evidence: Evidence
    """The evidence, under the name of the submission that it is looked up for."""
    document: str
    """The same as the document that is stored."""


def stored_evidence(
    submissions: Sequence[Submission], settings: Settings, course: Course, store: Store
) -> dict[str, Stored]:
    """Evidence of earlier runs on the same content with the same settings, by submission id."""
    found = {
        submission.id: find_stored(submission, evidence_key(submission, settings, course), store)
        for submission in submissions
    }
    return {name: stored for name, stored in found.items() if stored is not None}


def find_stored(submission: Submission, key: str, store: Store) -> Stored | None:
    """The evidence under a submission's key; None if there is none."""
    document = store.document(key)
    if document is None:
        return None
    evidence = store.read(document)
    if (evidence.submission, evidence.name) == (submission.id, submission.name):
        return Stored(evidence=evidence, document=document)
    # Two students may hand in the same files under two names, so the name is put in anew.
    own = replace(evidence, submission=submission.id, name=submission.name)
    return Stored(evidence=own, document=write_evidence(own))


def gather(
    submissions: Sequence[Submission],
    settings: Settings,
    course: Course,
    store: Store,
    console: Console,
    *,
    open_examiner: OpenExaminer | None = None,
) -> Iterator[Gathered]:
    """Run submissions and yield each with its evidence, stored already; or why there is none.

    `open_examiner` takes the place of the real sandboxes, which the settings choose.
    """
    stop = threading.Event()
    with (
        (open_examiner or sandboxed_examiner)(settings, course, store) as examiner,
        RunDisplay(console, len(submissions)) as display,
    ):

        def work(submission: Submission) -> Evidence | Missing:
            say, end = display.begin(submission.name)
            gathered = _examined(examiner, submission, Watch(progress=say, stop=stop))
            if isinstance(gathered, Evidence):
                store.keep(evidence_key(submission, settings, course), gathered)
            end(gathered.reason if isinstance(gathered, Missing) else run_sentence(gathered))
            return gathered

        workers = LocalWorkers(settings.workers, stop=stop.set)
        yield from workers.run(work, submissions)


def _examined(examiner: Examiner, submission: Submission, watch: Watch) -> Evidence | Missing:
    """A failure of our own machinery is said once, and then waits for a person.

    A kernel that does not start was tried again by the sandbox, the only place that does so:
    starting all over here would multiply its attempts, each of which may take minutes.
    """
    try:
        return examiner.examine(submission, watch)
    except SandboxError as error:
        return Missing(reason=f"the sandbox failed: {error}")
    except GraderError as error:
        return Missing(reason=str(error))
    except Exception as error:
        # Strangers' files may provoke what nobody thought of; the rest of the class goes on.
        _log.debug("%s: not examined", submission.id, exc_info=True)
        words = f"looking at it failed here ({type(error).__name__}), so a person has to"
        return Missing(reason=words)


@contextlib.contextmanager
def sandboxed_examiner(settings: Settings, course: Course, store: Store) -> Iterator[Examiner]:
    """An examiner with the sandbox of the settings and a clean one, both closed at the end."""
    # One core stays free: threads that wait for each other after every operation stand still
    # as soon as anything else runs on one of theirs.
    threads = max(1, ((os.cpu_count() or 1) - 1) // settings.workers)
    wall = choose_wall(settings.sandbox)
    gpus = Gpus(settings.limits.gpu_share) if settings.limits.gpu_share else None
    sandbox = KernelSandbox(wall, threads=threads, gpus=gpus)
    room = CleanRoom(wall, course.given, threads=threads)
    reader = ReadingRooms(wall, settings.workers)
    try:
        room.warm_up()
        yield Examiner(
            sandbox=sandbox,
            measurer=room,
            reader=reader,
            course=course,
            limits=settings.limits,
            store=store,
        )
    finally:
        reader.close()
        room.close()
        sandbox.close()
