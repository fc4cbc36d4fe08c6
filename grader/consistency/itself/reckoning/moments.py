"""Entries that are named by when they were: the last, the best, the first of a training."""

import re

from grader.consistency.itself.reckoning.lexicon import LESS_IS_BETTER
from grader.consistency.itself.reckoning.lineups import Entry, Lineup

_LAST = re.compile(
    r"\b(?:last|final\w*|end|ends|ended|ending|close|finish\w*|bottom line|letzte\w*|ende"
    r"|últim\w+|final"
    r"|fin|eventually|at last)\b", re.I
)  # fmt: skip
_BEST = re.compile(
    r"\b(?:best|maxim\w+|peaks?|peaked|highest|top|crest|summit|optimum|climax|record|beste\w*"
    r"|höchst\w*"
    r"|máxim\w+|mejor|pico)\b", re.I
)  # fmt: skip
_WORST = re.compile(r"\b(?:minim\w+|lowest|worst|bottom|valley|mínim\w+)\b", re.I)
_FIRST = re.compile(r"\b(?:first epoch|initial\w*|beginning|start)\b", re.I)
_OTHER = re.compile(r"\b(?:than|of all|average|mean|digit|word)\b", re.I)


def moments_in(text: str, lineup: Lineup) -> tuple[Entry, ...]:
    """The entries of a training, row by row over its epochs, that some words name by their time."""
    if lineup.axis != "epoch" or len(lineup.entries) < 3 or _OTHER.search(text):
        return ()
    ordered = sorted(lineup.entries, key=lambda entry: entry.number or 0.0)
    if any(entry.number is None for entry in ordered):
        return ()
    found: list[Entry] = []
    is_less_better = lineup.measure in LESS_IS_BETTER
    if _LAST.search(text):
        found.append(ordered[-1])
    if _BEST.search(text):
        found.append(lineup.extreme(most=not is_less_better))
    if _WORST.search(text):
        found.append(lineup.extreme(most=False))
    if _FIRST.search(text):
        found.append(ordered[0])
    rows = {entry.row for entry in found}
    return tuple(found) if len(rows) == len(found) else ()


def is_over_epochs(lineup: Lineup) -> bool:
    """Whether a line-up is one training, epoch by epoch."""
    return lineup.axis == "epoch" and all(entry.number is not None for entry in lineup.entries)
