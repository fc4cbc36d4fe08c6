"""Numbers whose quantity the sentence before named: `in epoch 30 it is 0.25`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.collect.statements.canonical import as_quantity
from grader.collect.statements.marks import splits_in
from grader.collect.statements.pairing import Pair, pairs_in
from grader.collect.statements.parsed import Parsed, parse

_PRONOUN = re.compile(
    r"\bit[ ](?:is|was|(?:still |only |already )?(?:reaches|reached|stays at|stayed at|"
    r"falls to|fell to|"
    r"drops to|dropped to|rises to|rose to))[ ](?:about |only |still |already |at )?$"
    r"|\b(?:their|the)[ ](?:mean|average)(?:[ ]of (?:them|these|the three|all))?[ ](?:is|was)[ ]"
    r"(?:about |only )?$"
    r"|(?:^|\b(?:the|its)[ ])(?:maximum|peak|highest value|best value)[ ](?:is|was)[ ]$"
    r"|\bit[ ](?:is|was)[ ](?:highest|best)[ ](?:at|in|after)[ ]epoch[ ][0-9]{1,5},?[ ]with[ ]$",
    re.IGNORECASE,
)
_MOST_TEXT = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The one result that a sentence spoke of."""

    quantity: str
    """`accuracy` or `loss`."""
    split: str
    """Its split, if there was one."""


def spoken_of(text: str, before: Spoken | None) -> Spoken | None:
    """What a sentence leaves for `it` in the next one; None if it speaks of several results."""
    parsed = parse(text[:_MOST_TEXT])
    results = {
        one.quantity for one in parsed.mentions if one.quantity in ("accuracy", "loss")
    }  # fmt: skip
    if not results and not parsed.networks and pronoun_pairs(parsed, before):
        return before
    splits = {mark.value for mark in splits_in(parsed.text)}
    if len(results) != 1 or len(splits) > 1:
        return None
    return Spoken(quantity=results.pop(), split=splits.pop() if splits else "")


def pronoun_pairs(parsed: Parsed, spoken: Spoken | None) -> tuple[Pair, ...]:
    """The numbers that are values of what the sentence before spoke of."""
    return tuple(_pairs(parsed, spoken)) if spoken else ()


def _pairs(parsed: Parsed, spoken: Spoken) -> Iterator[Pair]:
    if any(one.quantity in ("accuracy", "loss") for one in parsed.mentions):
        return
    paired = {id(pair.group) for pair in pairs_in(parsed)}
    for group in parsed.groups:
        before = parsed.text[max(0, group.start - 60) : group.start]
        (found, *more), amount = group.members, None
        if not more and id(group) not in paired and _PRONOUN.search(before):
            is_number = found.amount.unit == "%" or found.amount.decimals > 0
            amount = as_quantity(found.amount, spoken.quantity) if is_number else None
        if amount is not None:
            yield Pair(
                found=found, amount=amount, quantity=spoken.quantity, mention=None, group=group,
                split=spoken.split,
            )  # fmt: skip
