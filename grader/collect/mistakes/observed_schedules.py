"""Schedulers that do not do what they are for, and clipping that changes nothing."""

import re
from collections.abc import Iterator

from grader.collect.mistakes.signals import ClipSignal, ScheduleSignal, Signals
from grader.collect.mistakes.sources import Sources
from grader.collect.written.names import OPTIMIZERS
from grader.records import Kind, Mistake

LEAST_EPOCHS = 2
LEAST_CALLS = 20
LEAST_BATCHES = 5
BY_EPOCH = ("StepLR", "MultiStepLR", "ExponentialLR")
COLLAPSED = 1e-3
"""Share of the first learning rate that nobody means to be left after one epoch."""
PERIODS_IN_EPOCH = 3
_OPTIMIZER = re.compile(r"opt|sgd|adam|solver|rms|trainer", re.IGNORECASE)


def schedules(signals: Signals, sources: Sources) -> Iterator[Mistake]:
    """Schedulers that are never stepped, or with every batch."""
    for each in signals.file.schedules:
        place = signals.place(each.cell, each.line)
        if _is_never_stepped(each) and not _steps_a_scheduler(sources):
            yield Mistake(
                name="scheduler-never-stepped",
                sentence=f"A {each.name} is made and never stepped, in {each.epochs:,} epochs of"
                " training: the learning rate stays what it was.",
                kind=Kind.OBSERVED,
                place=place,
            )
        elif sentence := _per_batch(each):
            yield Mistake(
                name="scheduler-stepped-per-batch",
                sentence=sentence,
                kind=Kind.OBSERVED,
                place=place,
            )


def _is_never_stepped(each: ScheduleSignal) -> bool:
    return not each.steps and not each.held and each.epochs >= LEAST_EPOCHS


def _steps_a_scheduler(sources: Sources) -> bool:
    """Whether the code may step a scheduler somewhere, which the run did not reach."""
    return any(
        not _OPTIMIZER.search(name) and name not in sources.assigned(OPTIMIZERS)
        for name in sources.receivers("step")
    )


def _per_batch(each: ScheduleSignal) -> str:
    batches = each.batches
    if each.epochs < LEAST_EPOCHS or batches < LEAST_BATCHES or each.after_one < each.steps * 0.95:
        return ""
    first, after = each.first_rate, each.rate_after
    if each.name in BY_EPOCH and first and after is not None and after <= first * COLLAPSED:
        return (
            f"{each.name} is stepped after every batch, {batches:,} times an epoch: after the first"
            f" epoch the learning rate has fallen from {first:g} to {after:.3g}."
        )
    period = each.period or 0
    if each.name == "CosineAnnealingLR" and 0 < period * PERIODS_IN_EPOCH <= batches:
        return (
            f"CosineAnnealingLR with T_max={period:g} is stepped after every batch, {batches:,}"
            " times an epoch: within each epoch the learning rate falls and rises again several"
            " times."
        )
    return ""


def clips(signals: Signals) -> Iterator[Mistake]:
    """Clipping that changes nothing."""
    for each in signals.file.clips:
        if sentence := _no_effect(each):
            yield Mistake(
                name="clipping-without-effect",
                sentence=sentence,
                kind=Kind.OBSERVED,
                place=signals.place(each.cell, each.line),
            )


def _no_effect(each: ClipSignal) -> str:
    if each.calls < LEAST_BATCHES:
        return ""
    if not each.after_backward and each.norm == 0:
        return (
            f"The gradients are clipped before `backward` computes them: in all {each.calls:,}"
            " calls they were zero."
        )
    if each.after_step == each.calls:
        return (
            f"The gradients are clipped after the optimizer's step, in all {each.calls:,} calls:"
            " the step used them as they were."
        )
    reached = each.limit is None or each.norm is None or each.norm >= each.limit
    if each.calls >= LEAST_CALLS and each.after_backward == each.calls and not reached:
        return (
            f"The gradients' norm never reached the limit of {each.limit:g} in {each.calls:,} calls"
            f" (the largest was {each.norm:.3g}): clipping changed nothing. That is no mistake by"
            " itself."
        )
    return ""
