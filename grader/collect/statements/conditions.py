"""Conditions of a result that were not understood: they tell it apart from others all the same."""

import re
from collections.abc import Iterator, Sequence

from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Group, Parsed
from grader.collect.statements.settings import Setting

_OTHERWISE = re.compile(
    r"\b(?:another|a different|other)[ ](?:random[ ])?(?:seed|run|split|initiali[sz]ation|"
    r"machine)\b|"
    r"\b(?:after|before)[ ](?:pruning|fine-?[ ]?tuning|tuning|quanti[sz]\w{3,6}|retraining)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(r"\b(?:with|for|at|using|of|under|when|=)[ ]*$", re.IGNORECASE)


def not_understood(
    parsed: Parsed, pairs: Sequence[Pair], settings: Sequence[Setting], result: Group
) -> Iterator[str]:
    """`with 0.01 we got 41 %`, `with another seed`, `after pruning`."""
    if otherwise := _OTHERWISE.search(parsed.text):
        yield otherwise[0].lower()
    paired = {id(pair.group) for pair in pairs}
    for group in parsed.groups:
        if group.members[0].amount.unit in ("g", "kWh"):
            continue  # `at 294 g per kWh`
        is_under = _UNDER.search(parsed.text[max(0, group.start - 12) : group.start])
        is_known = id(group) in paired or any(
            one.start <= group.start < one.end for one in settings
        )
        is_before = group.end <= result.start and parsed.is_one_clause(group.end, result.start)
        if is_under and is_before and not is_known:
            yield f"with {group.members[0].amount.words}"
