"""Numbers whose quantity the words before them named: `MLP for 20 epochs and VGG 50`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.collect.statements.amounts import Found
from grader.collect.statements.canonical import as_quantity
from grader.collect.statements.pairing import Pair
from grader.collect.statements.parsed import Group, Parsed
from grader.records import Claim

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
_SETTING = (
    r"[ ](?:for|with|at|using)[ ](?:an?[ ]|the[ ])?(?P<name>[^.;:,0-9]{1,24}?)[ ]?=?[ ]?"
    r"(?P<value>[0-9]{1,7}(?:[.,][0-9]{1,7})?(?:e-?[0-9]{1,2})?)\b"
)
_FOR_SETTING = re.compile(
    rf"(?:[ ]epochs?)?{_SETTING}(?:[ ][a-z]{{1,12}})?"
    r"(?:,|;|,?[ ]and|,?[ ]but|,?[ ]while|,?[ ]whereas)"
    r"[ ](?:about[ ]|only[ ]|of[ ])?",
    re.IGNORECASE,
)
_OTHER_SETTING = re.compile(_SETTING, re.IGNORECASE)
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
    yield from _of_other_settings(parsed, pairs)


def _of_other_settings(parsed: Parsed, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """`0.0138 for n = 16 and 0.0097 for n = 64`."""
    taken = {pair.found.start for pair in pairs if pair.quantity in _GOES_ON}
    members = [(found, group) for group in parsed.groups for found in group.members]
    for pair in pairs:
        if pair.quantity not in _GOES_ON:
            continue
        for found, group in members:
            if found.start in taken or found.start - pair.found.end > 70:
                continue
            if not _is_for_other_setting(parsed, pair.found, found):
                continue
            amount = as_quantity(found.amount, pair.quantity)
            if amount is not None and _is_alike(found, pair, pair.quantity):
                yield Pair(
                    found=found, amount=amount, quantity=pair.quantity, mention=None, group=group
                )


def with_settings_of(text: str, start: int, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence; of two for two values of a setting, the second says which, too.

    `start`: where the sentence begins in its block.
    """
    found = list(claims)
    for at, claim in enumerate(found[1:], 1):
        before = [one for one in found[:at] if one.quantity == claim.quantity]
        if not before or claim.quantity not in _GOES_ON or claim.span is None:
            continue
        last = before[-1]
        setting = _setting_after(text, start, last, claim)
        if setting is not None:
            settings = dict(last.subject.settings) | {setting[0]: setting[1]}
            subject = replace(last.subject, settings=tuple(sorted(settings.items())))
            found[at] = replace(claim, subject=subject)
    return found


def _setting_after(text: str, start: int, last: Claim, claim: Claim) -> tuple[str, str] | None:
    """The setting that both are told for, with the value of the second; None if there is none."""
    if last.span is None or claim.span is None:
        return None
    first = _FOR_SETTING.fullmatch(text, last.span.end - start, claim.span.start - start)
    second = _OTHER_SETTING.match(text, claim.span.end - start)
    if first is None or second is None or first["name"].split() != second["name"].split():
        return None
    named = [name for name, value in last.subject.settings if value == first["value"]]
    return (named[0], second["value"]) if len(named) == 1 else None


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


def _is_for_other_setting(parsed: Parsed, last: Found, found: Found) -> bool:
    """Whether both stand before a value of the same setting, which differs."""
    if found.start < last.end:
        return False
    first = _FOR_SETTING.fullmatch(parsed.text, last.end, found.start)
    second = _OTHER_SETTING.match(parsed.text, found.end)
    if first is None or second is None:
        return False
    same_words = first["name"].split() == second["name"].split()
    return same_words and first["value"] != second["value"]


def _is_total(parsed: Parsed, found: Found) -> bool:
    before = parsed.text[max(0, found.start - 50) : found.start]
    is_whole = not found.amount.unit and not found.amount.decimals and found.amount.value >= 50
    return is_whole and bool(_TOTAL.search(before))
