"""Runs of optimizers that trained nothing, or whose record does not fit what else is known.

They are taken out of the training runs: nothing is decided by them, for or against anybody.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from grader.collect.concerns.witness import Witnessed
from grader.records import (
    CellOutcome,
    Concern,
    Kind,
    Measurement,
    Network,
    NotebookCells,
    NoTraining,
    Training,
)

STEPS_TOLD = 100
"""Steps from which on a record must have losses from more than its beginning."""
LOSSES_REACH = 0.25
"""Share of the steps that its last loss must be beyond; each thirteenth is looked at, at least."""
LOW_LOSS = 0.5
"""Cross entropy of a network that is right for most of its training examples."""
LAST_LOSSES = 5
GUESSES = 15.0
"""Per cent of held-out examples, of ten classes or more: a network that learnt nothing."""
MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a record of a training is held against."""

    networks: Sequence[Network] = ()
    """The networks that ran."""
    measurements: Sequence[Measurement] = ()
    """What they were measured to reach."""
    notebooks: Sequence[NotebookCells] = ()
    """How cells ended."""
    testimonies: Sequence[Witnessed] = field(default=())
    """What was done to those who watched."""


def without_none(
    training: Sequence[Training], known: Known
) -> tuple[tuple[Training, ...], tuple[NoTraining, ...]]:
    """The trainings, and those that are none or may be none."""
    kept, none = [], []
    for one in training:
        found = _doubt(one, training, known) if one.kind is Kind.OBSERVED else None
        if found is None:
            kept.append(one)
        else:
            none.append(found)
    return tuple(kept), tuple(none)


def no_training_concerns(none: Iterable[NoTraining]) -> Iterator[Concern]:
    """Each of them in a sentence with both sides."""
    told: dict[str, Concern] = {}
    for each in none:
        one = each.training
        words = _steps(one.steps or 0)
        sentence = f"A run of {one.optimizer or 'an optimizer'} of {words} is not counted as a "
        sentence += f"training: {each.why}. Seen instead: {each.found}."
        told.setdefault(one.run, Concern(sentence=sentence, kind=Kind.OBSERVED, place=one.place))
    yield from list(told.values())[:MOST_TOLD]


def _doubt(one: Training, training: Sequence[Training], known: Known) -> NoTraining | None:
    for testimony in known.testimonies:
        if testimony.path == one.place.file and testimony.is_disturbed:
            names = (*testimony.changed, *testimony.wrote)
            why = "the code changed what records its run, so the record may say anything"
            found = f"something else in the place of {', '.join(names[:3])}"
            return NoTraining(training=one, why=why, found=found, certain=False)
    return _unmoved(one, known) or _short_record(one, training) or _too_good(one, known)


def _unmoved(one: Training, known: Known) -> NoTraining | None:
    """Steps that left every weight as it was, where nothing kept the run from going on."""
    if one.moved is not False or not one.steps or not _ended_well(one, known):
        return None
    rates = {change.rate for change in one.learning_rates}
    is_still = rates == {0.0} and not one.groups_differ
    why = f"its {_steps(one.steps)} changed no weight"
    why += ", at a learning rate of 0" if is_still else ""
    found = "every weight is what it was before the first step"
    return NoTraining(training=one, why=why, found=found, certain=True)


def _ended_well(one: Training, known: Known) -> bool:
    """Whether every cell of its notebook ran to its end: a warm-up may begin with a rate of 0."""
    cells = [cell for each in known.notebooks if each.path == one.place.file for cell in each.cells]
    mine = [cell for cell in cells if not one.cells or cell.index in one.cells]
    return bool(mine) and all(cell.outcome is CellOutcome.OK for cell in mine)


def _short_record(one: Training, training: Sequence[Training]) -> NoTraining | None:
    """Many steps of which only the first few had a loss, though nobody else trained meanwhile."""
    steps = one.steps or 0
    if steps < STEPS_TOLD or not one.losses or one.losses[-1].at >= LOSSES_REACH * steps:
        return None
    # Where several train in turns, who is looked at is a matter of their number.
    others = {each.run for each in training if each.kind is Kind.OBSERVED} - {one.run}
    if others:
        return None
    last = one.losses[-1].at
    why = f"{_steps(steps)} are recorded, and no loss was seen after step {last:,}"
    return NoTraining(training=one, why=why, found=f"losses of {_steps(last)}", certain=False)


def _too_good(one: Training, known: Known) -> NoTraining | None:
    """A low loss at the end, of a network that was measured to guess."""
    if one.loss not in ("cross_entropy", "nll") or not one.ended_as:
        return None
    last = [point.value for point in one.losses[-LAST_LOSSES:]]
    values = [value for value in last if value is not None]
    if len(values) < LAST_LOSSES or len(values) < len(last) or max(values) > LOW_LOSS:
        return None
    network = next((each for each in known.networks if each.id == one.ended_as), None)
    # One that normalises by the batch may do well in training, and badly afterwards.
    if network is None or "norm" in network.layers.casefold():
        return None
    scores = [each.value for each in known.measurements if _is_sure(each, network.id)]
    if not scores or any(score is None or score > GUESSES for score in scores):
        return None
    mean = sum(values) / len(values)
    best = max(score for score in scores if score is not None)
    why = f"a loss of {mean:.2g} is recorded at its end, with which a network does not guess"
    found = f"{best:.3g} % of held-out examples are right, in a clean sandbox"
    return NoTraining(training=one, why=why, found=found, certain=False)


def _is_sure(score: Measurement, network: str) -> bool:
    is_known = score.metric == "accuracy" and score.certain and score.kind is Kind.MEASURED
    return is_known and score.network == network


def _steps(number: int) -> str:
    return "1 step" if number == 1 else f"{number:,} steps"
