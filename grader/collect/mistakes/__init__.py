"""Known mistakes, each with its evidence: what was observed first, then what is only written.

Each file looks for the mistakes of one subject. What is not certain is no record: a mistake that
is missed is a pity, and one that is not there would be an accusation.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from grader.collect.mistakes.known import KNOWN, NAMES, Known
from grader.collect.mistakes.observed_evaluation import augmented, kept_gradients, modes, overlaps
from grader.collect.mistakes.observed_gradients import left_out, zeroing
from grader.collect.mistakes.observed_inputs import unscaled
from grader.collect.mistakes.observed_losses import before_losses, whole_batches
from grader.collect.mistakes.observed_schedules import clips, schedules
from grader.collect.mistakes.observed_studies import studies
from grader.collect.mistakes.saved_losses import older_outputs
from grader.collect.mistakes.signals import Signals, read_signals
from grader.collect.mistakes.sources import Sources
from grader.collect.mistakes.written_batches import whole_set
from grader.collect.mistakes.written_counts import wrong_counts
from grader.collect.mistakes.written_layers import unused_layers
from grader.collect.mistakes.written_loops import (
    never_zeroed,
    promised_clipping,
    zeroed_before_step,
)
from grader.collect.mistakes.written_losses import written_before_losses
from grader.collect.mistakes.written_names import chosen_on_test, misnamed
from grader.records import Evidence, Mistake, Place, Submission

__all__ = ["KNOWN", "NAMES", "Known", "Signals", "collect_mistakes", "read_signals"]

MOST_OF_A_NAME = 8
"""Records of one mistake in one notebook: a study of twenty networks makes it twenty times."""

Finder = Callable[[], Iterator[Mistake]]


def collect_mistakes(
    submission: Submission, evidence: Evidence, signals: Iterable[Signals]
) -> tuple[Mistake, ...]:
    """The known mistakes of a submission, of which all other evidence is collected."""
    runs = tuple(signals)
    try:
        sources = Sources(submission)
    except Exception:
        # Without the text it is not known what was meant.
        return ()
    found = [mistake for run in runs for mistake in _all(_observed(evidence, run, sources))]
    ran = any(each.file.optimizers for each in runs)
    written = _all(_written(evidence, runs, sources, ran=ran))
    seen = {(each.name, each.place.file) for each in found}
    found += [each for each in written if (each.name, each.place.file) not in seen]
    return tuple(_few(found))


def _observed(evidence: Evidence, run: Signals, sources: Sources) -> list[Finder]:
    return [
        lambda: before_losses(run),
        lambda: whole_batches(run),
        lambda: zeroing(run),
        lambda: left_out(run),
        lambda: modes(run, sources),
        lambda: overlaps(run, repeats=evidence.data is None or evidence.data.stand_in),
        lambda: augmented(run, sources),
        lambda: schedules(run, sources),
        lambda: clips(run),
        lambda: studies(run, sources),
        lambda: unscaled(run),
        lambda: kept_gradients(run),
    ]


def _written(
    evidence: Evidence, runs: tuple[Signals, ...], sources: Sources, *, ran: bool
) -> list[Finder]:
    always: list[Finder] = [
        lambda: written_before_losses(evidence),
        lambda: whole_set(sources),
        lambda: unused_layers(evidence, sources),
        lambda: chain.from_iterable(wrong_counts(run, sources) for run in runs),
        lambda: misnamed(sources),
        lambda: chosen_on_test(runs, sources),
        lambda: promised_clipping(sources),
        lambda: older_outputs(evidence, sources),
    ]
    # What ran was observed, and more exactly.
    unrun: list[Finder] = [lambda: never_zeroed(sources), lambda: zeroed_before_step(sources)]
    return always if ran else [*always, *unrun]


def _all(finders: list[Finder]) -> Iterator[Mistake]:
    for find in finders:
        try:
            yield from list(find())
        except Exception:
            # Student code that no pattern expected: one subject less, not all.
            continue


def _few(found: list[Mistake]) -> Iterator[Mistake]:
    """Each mistake once for each place, and not more often than a reader wants to read it."""
    told: set[tuple[str, Place]] = set()
    sentences: set[tuple[str, str, str]] = set()
    counts: dict[tuple[str, str], int] = {}
    for each in found:
        subject = (each.name, each.place.file)
        sentence = (*subject, each.sentence)
        if (each.name, each.place) in told or sentence in sentences:
            continue
        counts[subject] = counts.get(subject, 0) + 1
        if counts[subject] <= MOST_OF_A_NAME:
            told.add((each.name, each.place))
            sentences.add(sentence)
            yield each
