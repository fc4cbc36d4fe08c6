"""Trainings, written or observed, as single values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from grader.consistency.facts.known import Known
from grader.consistency.facts.naming import words_of_name
from grader.records import Kind, Training

SETTINGS = ("optimizer", "learning_rate", "batch_size", "momentum", "weight_decay")
_STEP = re.compile(r"^(?:multi)?step ([\d,]+)(?: x([\d.e+-]+))?", re.IGNORECASE)
_FACTOR = re.compile(r" x([\d.e+-]+)| factor=([\d.e+-]+)")
_HAS_MOMENTUM = ("sgd", "rmsprop")


def known_of_training(
    training: Training, networks: Mapping[str, tuple[Known, ...]], number: int
) -> Iterator[Known]:
    """Everything that one training tells; `networks`: what each network tells, by its id."""
    of_network = networks.get(training.network, ())
    place = training.called_from or training.place
    base = Known(
        quantity="",
        names=of_network[0].names if of_network else words_of_name(),
        kinds=of_network[0].kinds if of_network else frozenset(),
        holder=f"training {number}",
        dormant=training.dormant,
        settings=(*_settings(training), *(of_network[0].settings if of_network else ())),
        words=training.optimizer,
        place=place,
    )
    yield replace(base, quantity="optimizer", name=training.optimizer)
    yield from _rates(base, training)
    yield _number(base, "batch_size", training.batch_size)
    yield from _epochs(base, training)
    if training.optimizer in _HAS_MOMENTUM:
        yield _number(base, "momentum", training.momentum)
    yield _number(base, "weight_decay", training.weight_decay)
    loss = training.loss
    yield replace(base, quantity="loss_function", name=loss, is_open=not loss)
    yield replace(base, quantity="schedule", name=training.schedule, is_open=not training.schedule)
    yield from _steps(base, training)
    if training.gradient_clip is not None:
        yield _number(base, "gradient_clip", training.gradient_clip)
    if training.label_smoothing:
        yield _number(base, "label_smoothing", training.label_smoothing)


def _settings(training: Training) -> tuple[tuple[str, str], ...]:
    found = []
    for quantity in sorted(SETTINGS):
        value = getattr(training, quantity)
        if value not in (None, ""):
            found.append((quantity, value if isinstance(value, str) else format(value, "g")))
    if training.loss:
        found.append(("loss_function", training.loss.removesuffix("_sum")))
    return tuple(found)


def _number(base: Known, quantity: str, value: float | None) -> Known:
    if value is None:
        return replace(base, quantity=quantity, is_open=True)
    return replace(base, quantity=quantity, value=float(value))


def _rates(base: Known, training: Training) -> Iterator[Known]:
    """The first learning rate, and what a schedule makes of it."""
    rate = training.learning_rate
    known = _number(base, "learning_rate", rate)
    factor = _FACTOR.search(training.schedule)
    later = {change.rate for change in training.learning_rates}
    if rate is not None and factor:
        try:
            share = float(factor[1] or factor[2])
            later |= {rate * share, rate * share**2, rate * share**3}
        except ValueError:
            later = set()
    yield replace(known, others=tuple(sorted(later)))


def _epochs(base: Known, training: Training) -> Iterator[Known]:
    if training.kind is Kind.OBSERVED:
        # A run of ours may have been cut short, or its epochs miscounted where rows come again.
        if training.epochs is not None and training.epochs == training.epochs_finished:
            yield _number(base, "epochs", training.epochs)
        return
    yield _number(base, "epochs", training.epochs)


def _steps(base: Known, training: Training) -> Iterator[Known]:
    step = _STEP.match(training.schedule)
    for number in step[1].split(",")[:20] if step else ():
        if number:
            yield _number(base, "step_epochs", float(number))
    factor = _FACTOR.search(training.schedule)
    if factor:
        try:
            share = float(factor[1] or factor[2])
        except ValueError:
            return
        known = _number(base, "step_factor", share)
        yield replace(known, others=(1 / share, 100 * share) if share else ())
