"""Values that some words name, in tables and in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.consistency.itself.meaning.near import value_of
from grader.consistency.itself.meaning.rows import rows_in
from grader.consistency.itself.meaning.values import Value
from grader.consistency.itself.meaning.views import facts_of
from grader.consistency.itself.meaning.words import NETWORKS, telling_words
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.spoken import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The values of the two sides of a comparison."""

    left: Sequence[Value]
    right: Sequence[Value]


def named_facts(world: World, sentence: Sentence, words: str, measure: str) -> list[Value]:
    """Every value of a measure that some words name."""
    found = []
    for view in world.views:
        if not any(lineup.measure == measure for lineup in view.lineups):
            continue
        rows = {at.row for at in rows_in(words, view)}
        found += [
            value_of(fact)
            for lineup in view.lineups
            if lineup.measure == measure and rows
            for fact in facts_of(view, lineup)
            if fact.row in rows
        ]
    telling = telling_words(words)
    if telling:
        told = [fact for fact in world.told if fact.measure == measure]
        whole = [fact for fact in told if telling <= fact.words]
        if not whole and not found:
            # `The shallow one with a scheduler`, where sentences name the scheduler alone.
            part = [fact for fact in told if fact.words & telling]
            whole = [fact for fact in part if fact.words & NETWORKS <= telling]
            most = max((len(fact.words & telling) for fact in whole), default=0)
            whole = [fact for fact in whole if len(fact.words & telling) == most]
        found += [value_of(fact) for fact in whole]
    return _wholes(found) if measure == "parameters" else found


def _wholes(found: list[Value]) -> list[Value]:
    """Of the parameters told in one section the most: those of the whole, not of its layers."""
    most: dict[int | None, Value] = {}
    for value in found:
        if value.section not in most or value.value > most[value.section].value:
            most[value.section] = value
    labels = {value.label for value in found if value.column}
    return found if len(labels) > 1 else list(most.values())
