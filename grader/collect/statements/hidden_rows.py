"""Rows of layer sizes told in words: `three hidden layers with 32, 64 and 32 neurons`."""

import re
from collections.abc import Iterator, Sequence

from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Group, Parsed
from grader.collect.statements.sizes import Row

MOST_NEURONS = 100_000
"""What counts the neurons of no layer of a homework."""
_BEFORE = re.compile(
    r"\b(?P<hidden>hidden )?(?:(?:dense|linear|fully[ -]connected|fc) )?(?P<layers>layers?)"
    r"(?: (?:of|with|have|has|having|had|are|were|size|sizes|contain\w*|the|a|width|widths|in"
    r"|which|that|respectively|use|uses|get|gets|consist\w*)){0,4}[ :(]*$",
    re.IGNORECASE,
)
_IN_LAYERS = re.compile(
    r"(?: (?:neurons?|units?|nodes?))?,? (?:in|for|per|on|as) (?:the |its |their |our )?"
    r"(?:(?:first|two|three|four|second|five|[2-9]) )?(?:hidden )layers?\b",
    re.IGNORECASE,
)
_OF_IMAGES = re.compile(
    r"\bconv\w*|\bpool\w*|\bfilters?\b|\bkernels?\b|\bchannels?\b|\bmaps?\b", re.I
)
_OTHER = frozenset(
    "epochs batch_size accuracy loss parameters examples classes channels kernel_size length"
    " learning_rate seed components time".split()
)
"""What the numbers are that a pairing found to be of something else."""


def hidden_rows(parsed: Parsed, pairs: Sequence[Pair]) -> Iterator[Row]:
    """Every row of sizes that the words around its numbers make one."""
    layers = [pair for pair in pairs if pair.quantity == "hidden_layers"]
    for group in parsed.groups:
        sizes = _sizes(group)
        if len(sizes) < 2 or _is_of_something_else(group, pairs):
            continue
        before = parsed.text[max(0, group.start - 70) : group.start]
        lead = _BEFORE.search(before)
        if lead and _OF_IMAGES.search(before[max(0, lead.start() - 25) :]):
            continue
        are_units = any(pair.group is group and pair.quantity == "units" for pair in pairs)
        counted = [layer for layer in layers if layer.group is not group]
        if _IN_LAYERS.match(parsed.text, group.end):
            is_told = True
        elif lead is None:
            is_told = are_units and any(one.amount.value == len(sizes) for one in counted)
        else:
            is_told = are_units or bool(lead["hidden"])
        fits = not counted or any(one.amount.value == len(sizes) for one in counted)
        if is_told and fits:
            yield Row(start=group.start, end=group.end, sizes=sizes, is_hidden=True)


def _sizes(group: Group) -> tuple[int, ...]:
    """Its numbers as sizes; none if one of them can be none."""
    values = [member.amount for member in group.members]
    if any(each.unit or each.decimals or not 1 <= each.value <= MOST_NEURONS for each in values):
        return ()
    return tuple(int(each.value) for each in values)


def _is_of_something_else(group: Group, pairs: Sequence[Pair]) -> bool:
    return any(pair.group is group and pair.quantity in _OTHER for pair in pairs)
