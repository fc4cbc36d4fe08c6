"""Which layer of a network stands for which layer that was asked for, at the least cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.matching.costs import distance, weight
from grader.records import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One step of an alignment: a layer beside its counterpart, or alone."""

    asked: int | None
    """Index of the layer that was asked for; None if the found one was not."""
    found: int | None
    """Index of the layer that was found; None if the asked one is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All layers of both sides, in order."""

    pairs: tuple[Pair, ...]
    """The steps from input to output."""
    cost: float
    """Their cost in learnt layers, each side counted."""


def align(asked: Sequence[Layer], found: Sequence[Layer]) -> Alignment:
    """The cheapest way to turn the asked layers into the found ones."""
    table = _costs(asked, found)
    pairs = _way_back(table, asked, found)
    return Alignment(pairs=tuple(reversed(pairs)), cost=table[-1][-1])


def _costs(asked: Sequence[Layer], found: Sequence[Layer]) -> list[list[float]]:
    """The edit distance's table: row and column say how many layers of each side are told."""
    first = [0.0]
    for layer in found:
        first.append(first[-1] + weight(layer))
    table = [first]
    for wanted in asked:
        above = table[-1]
        row = [above[0] + weight(wanted)]
        for column, layer in enumerate(found, start=1):
            alone = min(above[column] + weight(wanted), row[-1] + weight(layer))
            row.append(min(alone, above[column - 1] + exchange(wanted, layer)))
        table.append(row)
    return table


def exchange(asked: Layer, found: Layer) -> float:
    """What it costs that one layer stands for the other; endless if it cannot."""
    apart = distance(asked, found)
    return float("inf") if apart is None else apart * (weight(asked) + weight(found))


def _way_back(
    table: list[list[float]], asked: Sequence[Layer], found: Sequence[Layer]
) -> list[Pair]:
    row, column = len(asked), len(found)
    pairs: list[Pair] = []
    while row or column:
        here = table[row][column]
        if row and column:
            together = table[row - 1][column - 1] + exchange(asked[row - 1], found[column - 1])
            if together <= here:
                row, column = row - 1, column - 1
                pairs.append(Pair(asked=row, found=column))
                continue
        if row and table[row - 1][column] + weight(asked[row - 1]) <= here:
            row -= 1
            pairs.append(Pair(asked=row, found=None))
        else:
            column -= 1
            pairs.append(Pair(asked=None, found=column))
    return pairs
