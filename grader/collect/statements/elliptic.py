"""Numbers whose quantity the words before them named: `MLP for 20 epochs and VGG 50`."""

import re
from collections.abc import Iterator, Sequence

from grader.collect.statements.amounts import Found
from grader.collect.statements.canonical import as_quantity
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Group, Parsed

_GOES_ON = frozenset("epochs batch_size learning_rate accuracy loss parameters".split())
_LINK = re.compile(
    r"(?:[ ](?:epochs?|parameters|weights))?[ ]?(?:,|;|,?[ ]and|,?[ ]while|"
    r",?[ ]but)[ ](?:the[ ])?(?:for[ ]|with[ ]|"
    r"in[ ]|of[ ])?(?:the[ ])?",
    re.IGNORECASE,
)
_TO_NUMBER = re.compile(
    r"[ ](?:for[ ]|with[ ]|to[ ]|reached[ ]|reaches[ ]|it[ ](?:is|was)[ ]|only[ ]|is[ ]|has[ ]|"
    r"was[ ]|about[ ]){0,2}",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?:[ ]epochs?)?[ ](?:for|with|in|on)[ ](?:the[ ]|our[ ])?[^.;:]{1,30}?"
    r"(?:,|;|,?[ ]and|,?[ ]but|,?[ ]while)[ ](?:about[ ]|only[ ])?",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(r"[ ](?:for|with|in|on)[ ](?:the[ ]|our[ ])?", re.IGNORECASE)
_ENDS = re.compile(r"[.;)]|,[ ]|$")
_TOTAL = re.compile(
    r"\b(?:brings?|brought|makes?|making|raises?)[ ](?:the|a|our)[ ](?:total|sum)(?:[ ]number)?[ ]"
    r"(?:up[ ])?(?:to|of)[ ]$",
    re.IGNORECASE,
)


def elliptic_pairs(parsed: Parsed, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """The numbers that go on from a pair before them, of another network or as the total."""
    paired = {id(pair.group) for pair in pairs}
    for group in parsed.groups:
        earlier = [pair for pair in pairs if pair.group.end <= group.start]
        if id(group) in paired or len(group.members) > 1 or not earlier:
            continue
        (found,) = group.members
        last = earlier[-1]
        quantity = ""
        if last.quantity in _GOES_ON and (
            _is_of_another(parsed, last, group) or _is_for_another(parsed, last, group)
        ):
            quantity = last.quantity
        elif any(pair.quantity == "parameters" for pair in earlier) and _is_total(parsed, found):
            quantity = "parameters"
        amount = as_quantity(found.amount, quantity) if quantity else None
        if amount is not None and _is_alike(found, last, quantity):
            yield Pair(found=found, amount=amount, quantity=quantity, mention=None, group=group)


def _is_alike(found: Found, last: Pair, quantity: str) -> bool:
    """Whether a number is written as the one before it."""
    other = last.found.amount
    if quantity != last.quantity:
        return True
    if found.amount.words[:1].isalpha() and not found.amount.is_about:
        return False
    return found.amount.unit == other.unit and bool(found.amount.decimals) == bool(other.decimals)


def _is_of_another(parsed: Parsed, last: Pair, group: Group) -> bool:
    """Whether only the name of another network stands between, and nothing behind."""
    networks = [one for one in parsed.networks if one.name and not one.is_aside]
    between = [one for one in networks if last.group.end <= one.start and one.end <= group.start]
    before = [one for one in networks if one.end <= last.group.start]
    if len(between) != 1 or not before or before[-1].name == between[0].name:
        return False
    ahead = parsed.text[last.group.end : between[0].start]
    behind = parsed.text[between[0].end : group.start]
    return bool(
        len(ahead) < 40
        and len(behind) < 30
        and _LINK.fullmatch(ahead)
        and _TO_NUMBER.fullmatch(behind)
        and _ENDS.match(parsed.text, group.end)
    )


def _is_for_another(parsed: Parsed, last: Pair, group: Group) -> bool:
    """`0.1 for SGD and 0.001 for Adam`."""
    between = parsed.text[last.group.end : group.start]
    behind = _FOR_ANOTHER.match(parsed.text, group.end)
    if behind is None or len(between) > 60 or not _FOR.fullmatch(between):
        return False
    names = [(one.start, one.end) for one in parsed.networks if one.name]
    names += [(one.start, one.end) for one in parsed.mentions if one.name]
    first = [
        parsed.text[start:end] for start, end in names
        if last.group.end <= start and end <= group.start
    ]  # fmt: skip
    second = [
        parsed.text[start:end] for start, end in names if start <= behind.end() < end
    ]  # fmt: skip
    return len(first) == 1 and bool(second) and second[0] != first[0]


def _is_total(parsed: Parsed, found: Found) -> bool:
    before = parsed.text[max(0, found.start - 50) : found.start]
    is_whole = not found.amount.unit and not found.amount.decimals and found.amount.value >= 50
    return is_whole and bool(_TOTAL.search(before))
