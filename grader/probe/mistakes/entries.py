"""How loaders, calls and schedulers are written down."""

from typing import Any

from .passes import Call, Loader
from .rows import shared_rows
from .schedules import Schedule

MOST_OVERLAPS = 200


def loader_entry(known: Loader) -> dict[str, Any]:
    """One loader."""
    data = known.data
    return {
        "number": known.number,
        "names": known.names,
        "cell": known.cell,
        "line": known.line,
        "examples": data.examples,
        "batch_size": known.batch_size,
        "drop_last": known.drop_last,
        "split": data.split,
        "random": data.random[:20],
        "known": bool(data.key),
        "draws": known.draws,
        "drained": known.drained,
        "backwards": known.backwards,
        "steps": known.steps,
        "whole": known.whole,
        "parts": known.parts,
    }


Shared = dict[tuple[int, int], int]
"""How many examples two loaders share, by their numbers; it takes a while to count."""


def overlap_entries(loaders: list[Loader], known: Shared) -> list[dict[str, Any]]:
    """Pairs of a loader that is trained on and one that is not, with the examples in both."""
    trained = [each for each in loaders if each.steps > 1 and each.backwards > 1]
    others = [each for each in loaders if not each.backwards and each.draws]
    found = []
    for other in others:
        for one in trained:
            pair = one.number, other.number
            if pair not in known:
                known[pair] = _shared(one, other)
            if shared := known[pair]:
                found.append(
                    {
                        "trained": one.number,
                        "other": other.number,
                        "shared": shared,
                        "look_alike": one.data.key != other.data.key and one.data.by_order,
                    }
                )
    return found[:MOST_OVERLAPS]


def _shared(one: Loader, other: Loader) -> int:
    mine, theirs = one.data, other.data
    if not mine.key or not theirs.key:
        return 0
    if mine.key != theirs.key:
        if mine.rows is None or theirs.rows is None:
            return 0
        return shared_rows(mine.rows, theirs.rows)
    if theirs.chosen is None:
        return mine.examples or 0
    return (theirs.chosen if mine.chosen is None else mine.chosen & theirs.chosen).bit_count()


def call_entry(call: Call, times: int) -> dict[str, Any]:
    """One way in which a network was called."""
    network, loader, training, gradients, trained = call
    return {
        "network": f"n{network}",
        "loader": loader if loader >= 0 else None,
        "training": training,
        "gradients": gradients,
        "trained": trained,
        "times": times,
    }


def schedule_entry(known: Schedule) -> dict[str, Any]:
    """One scheduler."""
    return {
        "name": known.name,
        "cell": known.cell,
        "line": known.line,
        "period": known.period,
        "first_rate": known.first_rate,
        "steps": known.steps,
        "after_one": known.after_one,
        "held": known.held,
        "epochs": known.epochs,
        "batches": known.batches,
        "rate_after": known.rate_after,
    }
