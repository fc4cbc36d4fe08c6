"""How the learning rate of a run changes, and whether it is a library's doing."""

import re
from collections.abc import Sequence
from enum import Enum

from grader.checks.code.texts import OTHER_SCHEDULERS, code_mention
from grader.checks.runs.fields import State, Wish
from grader.checks.runs.pools import Pool, Run
from grader.records import Evidence, Kind

_STEPS = re.compile(r"(?:multi)?step ([0-9]+)(,[0-9,]+)? (x[0-9.e-]+)")


class Way(Enum):
    """What becomes of a learning rate."""

    LIBRARY = "a scheduler of the library"
    BY_HAND = "code of its own that sets the rate"
    CHANGED = "a rate that changes"
    IDLE = "a scheduler that is never stepped"
    CONSTANT = "a constant rate"
    UNKNOWN = "not known"


def way_of(run: Run) -> Way:
    """What becomes of the learning rate in a run, as far as it was seen."""
    one = run.training
    if one.schedule == "by hand":
        return Way.BY_HAND
    if one.schedule == "constant" or not one.schedule:
        return _way_without_words(run)
    return Way.LIBRARY


def _way_without_words(run: Run) -> Way:
    one = run.training
    if one.scheduler_steps:
        return Way.LIBRARY
    if len(one.learning_rates) > 1:
        return Way.CHANGED
    if run.cut or not one.schedule:
        # A scheduler that waits for the end of the first epoch has not shown itself yet.
        return Way.UNKNOWN
    return Way.IDLE if one.idle_schedule else Way.CONSTANT


DOES: dict[str, tuple[Way, ...]] = {
    "any": (Way.LIBRARY, Way.BY_HAND, Way.CHANGED),
    "library": (Way.LIBRARY,),
    "by hand": (Way.BY_HAND,),
    "constant": (Way.CONSTANT, Way.IDLE),
}
"""What may be asked in general, and which ways do it."""


def schedule_wish(asked: str) -> Wish:
    """A schedule in general (`any`, `library`, `by hand`, `constant`), or in words."""

    def hold(evidence: Evidence, run: Run) -> tuple[str, State, str]:
        way = way_of(run)
        told = _told(run, way)
        if way is Way.UNKNOWN:
            return told, State.UNKNOWN, run.cut
        if asked in DOES:
            return told, *_in_general(evidence, asked, way)
        return told, *_in_words(asked, run.training.schedule, way, run.training.epochs)

    return Wish(
        field="schedule",
        words=_ASKED.get(asked, asked),
        hold=hold,
        quantity="schedule",
        fits=lambda value: asked != "constant" and value not in ("", "constant"),
    )


_ASKED = {
    "any": "a rate that changes",
    "library": "a scheduler of the library",
    "by hand": "a rate that is set by hand",
    "constant": "a constant rate",
}


def _told(run: Run, way: Way) -> str:
    if way is Way.LIBRARY:
        return run.training.schedule or str(way.value)
    if way is Way.IDLE:
        return f"{Way.IDLE.value} ({run.training.idle_schedule})"
    return str(way.value)


def _in_general(evidence: Evidence, asked: str, way: Way) -> tuple[State, str]:
    if way in DOES[asked]:
        idle = "the scheduler was made and never stepped" if way is Way.IDLE else ""
        return State.SAME, idle
    if way is Way.CHANGED:
        return State.NEAR, "what changes the rate was not seen"
    if way is Way.BY_HAND and code_mention(evidence, OTHER_SCHEDULERS):
        return State.NEAR, "another library may set the rate"
    return State.DIFFERENT, ""


def _falls(words: str, epochs: int | None) -> tuple[tuple[int, ...], float] | None:
    """After which epochs of a training a rate falls, and to what part; None if not known."""
    told = _STEPS.fullmatch(words)
    if told is None or not epochs:
        return None
    first, more, factor = int(told[1]), told[2] or "", float(told[3][1:])
    if words.startswith("multi"):
        every = (first, *map(int, filter(None, more.split(","))))
    else:
        every = tuple(range(first, epochs, first)) if first else ()
    # What would come with or after the last epoch changes nothing.
    return tuple(each for each in every if each < epochs), factor


def _in_words(asked: str, found: str, way: Way, epochs: int | None) -> tuple[State, str]:
    if found == asked:
        return State.SAME, ""
    if way in (Way.CHANGED, Way.BY_HAND) or not found:
        return State.NEAR, "how it changes was not followed"
    falls = _falls(asked, epochs)
    if falls is not None and falls[0] and falls == _falls(found, epochs):
        return State.SAME, "written in another way, it falls at the same epochs"
    first, other = _STEPS.fullmatch(asked), _STEPS.fullmatch(found)
    if first and other and (first[1], first[3]) == (other[1], other[3]):
        return State.NEAR, "it falls for the first time where it is asked to"
    return State.DIFFERENT, ""


def falls_between(runs: Sequence[Run]) -> str:
    """Whether a network was trained on by another optimizer with another rate; empty if not."""
    rates: dict[str, set[float]] = {}
    for run in runs:
        if run.training.network and run.training.learning_rate is not None:
            rates.setdefault(run.training.network, set()).add(run.training.learning_rate)
    if any(len(each) > 1 for each in rates.values()):
        return "the network was trained with several rates, one optimizer after the other"
    return ""


def unlinked_scheduler(evidence: Evidence, pool: Pool) -> str:
    """Whether the code steps a scheduler that belongs to no run that is known; empty if not."""
    known = {run.training.place.file for run in pool.observed if way_of(run) is Way.LIBRARY}
    for one in evidence.training:
        is_open = one.kind is Kind.WRITTEN and not one.network
        if is_open and one.schedule not in ("", "constant") and one.place.file not in known:
            return f"the code speaks of a schedule ({one.place}) of which network is not known"
    return ""
