"""Submissions whose evidence is known already are judged and written on every core there is."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from grader.records import Evidence, Missing, Submission
from grader.render.graded import GradedSubmission

Finish = Callable[..., GradedSubmission]
"""Judges one submission and writes its report, as `conclude` does."""

FEWEST = 24
"""With fewer than so many, starting processes takes longer than it saves."""
MOST_PROCESSES = 8
NOT_YET = Missing(reason="not run yet: left out by --only")


def conclude_known(
    known: Sequence[Submission],
    found: Mapping[str, Evidence],
    finish: Finish,
    *,
    late: Mapping[str, int],
) -> dict[str, GradedSubmission]:
    """Each of them at the end of its road, by id; what has no evidence waits, with the reason."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(known) < FEWEST or processes < 2:
        return {one.id: _finished(one, found, finish, late) for one in known}
    # Forked, so that nothing has to be packed on its way in: evidence is large.
    context = multiprocessing.get_context("fork")
    given = (known, found, finish, late)
    with ProcessPoolExecutor(processes, context, _begin, given) as pool:
        done = pool.map(_numbered, range(len(known)), chunksize=4)
        graded = dict(zip((one.id for one in known), done, strict=True))
    return {name: replace(one, evidence=found.get(name)) for name, one in graded.items()}


def _finished(
    one: Submission, found: Mapping[str, Evidence], finish: Finish, late: Mapping[str, int]
) -> GradedSubmission:
    return finish(one, found.get(one.id, NOT_YET), late_days=late.get(one.id), known=True)


def _begin(*given: object) -> None:
    global _given
    _given = given
    # Who presses Ctrl-C stops the process that waits for this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_given: tuple[object, ...] = ()
"""In a process of the pool: what it was begun with."""


def _numbered(number: int) -> GradedSubmission:
    known, found, finish, late = _given
    graded = _finished(known[number], found, finish, late)  # type: ignore[index, arg-type]
    return replace(graded, evidence=None)
