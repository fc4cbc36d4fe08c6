"""Saved losses that only a softmax before a cross entropy gives, where the code has none."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from grader.collect.mistakes.sources import Sources
from grader.records import Evidence, Kind, Mistake, SavedValue

CLASSES = 10
FLOOR = math.log(math.e + CLASSES - 1) - 1
"""What the loss of a double softmax falls to where every example is right."""
NEAR = 0.02
LEAST_PAIRS = 3
LEAST_ACCURACY = 80.0


def older_outputs(evidence: Evidence, sources: Sources) -> Iterator[Mistake]:
    """One record for each cell whose saved losses are such."""
    if "softmax" in sources.text.lower() or not sources.is_whole:
        return
    by_cell: dict[tuple[str, int | None, str], list[SavedValue]] = defaultdict(list)
    for value in evidence.saved:
        split = value.quantity.removesuffix("accuracy").removesuffix("loss")
        if value.place.epoch is not None:
            by_cell[value.place.file, value.place.cell, split].append(value)
    told = set()
    for (file, cell, _), values in by_cell.items():
        losses = _by_epoch(values, "loss")
        pairs = [
            (losses[epoch], accuracy)
            for epoch, accuracy in sorted(_by_epoch(values, "accuracy").items())
            if epoch in losses
        ]
        if (file, cell) not in told and losses and _are_doubled(pairs, min(losses.values())):
            told.add((file, cell))
            last, accuracy = pairs[-1]
            yield Mistake(
                name="saved-loss-of-double-softmax",
                sentence=f"The saved losses never fall under {FLOOR:.2f}, and end at {last:g} with"
                f" {accuracy:g} % right: so they do with a softmax before a cross entropy over"
                f" {CLASSES} classes, and the code has none. The outputs are of another version.",
                kind=Kind.CLAIMED,
                place=replace(values[0].place, epoch=None, line=None),
            )


def _by_epoch(values: list[SavedValue], quantity: str) -> dict[int, float]:
    return {
        value.place.epoch: value.value
        for value in values
        if value.quantity.endswith(quantity) and value.place.epoch is not None
    }


def _are_doubled(pairs: list[tuple[float, float]], least: float) -> bool:
    """Whether the last losses are the floor and the share of wrong answers."""
    last = pairs[-LEAST_PAIRS:]
    return (
        len(last) == LEAST_PAIRS
        and least >= FLOOR - 5e-4
        and all(
            accuracy >= LEAST_ACCURACY and abs(loss - FLOOR - (1 - accuracy / 100)) <= NEAR
            for loss, accuracy in last
        )
    )
