"""Submissions whose evidence is known already are judged and written on every core there is."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from grader.evidence_key import program_digest
from grader.gather import find_stored
from grader.records import Missing, Submission
from grader.render.graded import GradedSubmission, outline
from grader.store import Store

Finish = Callable[..., GradedSubmission]
"""Judges one submission and writes its report, as `conclude` does."""

FEWEST = 24
"""With fewer than so many, starting processes takes longer than it saves."""
MOST_PROCESSES = 8
AT_ONCE = 4
"""Submissions that a process takes at a time."""
RARELY = 200_000
"""Objects after which a process looks for those that nothing needs: reading evidence makes many."""
NOT_YET = Missing(reason="not run yet: left out by --only")


def conclude_known(
    known: Sequence[Submission],
    keys: Mapping[str, str],
    store: Store,
    finish: Finish,
    *,
    late: Mapping[str, int],
) -> dict[str, GradedSubmission]:
    """Each of them at the end of its road, by id; what has no evidence waits, with the reason.

    `keys` are those of the evidence, by id. Of many, only an outline of the evidence comes back.
    """
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(known) < FEWEST or processes < 2:
        return {one.id: _finished(one, keys, store, finish, late) for one in known}
    # Worked out once, before there are several of us.
    program_digest()
    # Forked, so that nothing has to be packed on its way in.
    context = multiprocessing.get_context("fork")
    given = (known, keys, store, finish, late)
    with ProcessPoolExecutor(processes, context, _begin, given) as pool:
        done = pool.map(_numbered, range(len(known)), chunksize=AT_ONCE)
        return dict(zip((one.id for one in known), done, strict=True))


def _finished(
    one: Submission,
    keys: Mapping[str, str],
    store: Store,
    finish: Finish,
    late: Mapping[str, int],
) -> GradedSubmission:
    stored = find_stored(one, keys[one.id], store)
    days = late.get(one.id)
    if stored is None:
        return finish(one, NOT_YET, late_days=days)
    return finish(one, stored.evidence, late_days=days, document=stored.document)


def _begin(*given: object) -> None:
    global _given
    known, keys, store, finish, late = given
    # A connection to a database must not be shared with the process that we were forked from.
    _given = (known, keys, Store(store.folder.parent), finish, late)  # type: ignore[attr-defined]
    gc.freeze()
    gc.set_threshold(RARELY)
    # Who presses Ctrl-C stops the process that waits for this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_given: tuple[object, ...] = ()
"""In a process of the pool: what it was begun with."""


def _numbered(number: int) -> GradedSubmission:
    known, *rest = _given
    return outline(_finished(known[number], *rest))  # type: ignore[index, arg-type]
