"""Words to the left of a number: whether they may be what it is a value of."""

import re
from itertools import pairwise

from grader.collect.statements.parsed import Group, Parsed
from grader.collect.statements.quantities import Mention

RESULTS = frozenset({"accuracy", "loss", "time", "energy", "carbon"})
"""Quantities that are what came out, not what was set."""
COUNTED = frozenset(
    "epochs layers hidden_layers units parameters channels examples classes runs components".split()
)
"""Quantities whose number stands before their word: `300 epochs`."""
_SELDOM_BEHIND = frozenset("epochs examples runs classes layers hidden_layers".split())
_EQUALS = re.compile(r"[=:→]|\b(?:is|are|was|were|to|equals?|ist|war)\b|为|是", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\bof\b[^.;=:]{0,40}\bwith[ ]*$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:number|amount|count|total|no\.?|\#)[ ](?:of[ ])?(?:\w+[ ]){0,2}$", re.I
)


def can_be_told_behind(parsed: Parsed, mention: Mention, gap: str) -> bool:
    """Whether a count may stand behind its word: `epochs: 50`, `the number of layers is 3`."""
    if mention.quantity == "parameters" and _OF_ANOTHER.search(gap):
        return False  # `the parameters of the net with 32`
    if mention.quantity not in _SELDOM_BEHIND:
        return True
    if _NUMBERED.search(parsed.text[max(0, mention.start - 30) : mention.start]):
        return True
    if mention.quantity in ("examples", "runs", "classes"):
        return "=" in gap or ":" in gap
    return bool(_EQUALS.search(gap)) or (mention.quantity == "epochs" and " of " in gap)


def is_weak(parsed: Parsed, left: Mention, group: Group) -> bool:
    """Whether a count to the left is hardly the one that follows: `hidden layers of 64 units`."""
    gap = parsed.text[left.end : group.start]
    is_number = _NUMBERED.search(parsed.text[max(0, left.start - 30) : left.start])
    is_assigned = "=" in gap or ":" in gap
    return left.quantity in COUNTED and not is_number and not is_assigned


def without_names(parsed: Parsed, start: int, end: int) -> str:
    """The words between, without names of networks and optimizers: `the rate of Adam is`."""
    gap = parsed.text[start:end]
    named = [
        *((one.start, one.end) for one in parsed.networks),
        *((one.start, one.end) for one in parsed.mentions if one.name),
    ]
    inside = sorted((first, last) for first, last in named if start <= first and last <= end)
    for first, last in inside:
        gap = gap[: first - start] + " " * (last - first) + gap[last - start :]
    for (_, last), (first, _) in pairwise(inside):
        if last <= first and parsed.text[last:first].strip() in ("and", "or", ",", "/", "&"):
            gap = gap[: last - start] + " " * (first - last) + gap[first - start :]
    return gap
