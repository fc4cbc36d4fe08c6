"""Numbers that belong together: ranges, spreads, composed times, lists with one unit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.collect.statements.raw_numbers import Raw

_DASH = re.compile(r"[ ]?(?:–|—|-|--)[ ]?\Z")
_TO = re.compile(r"[ ]?(?:to|bis|till|~|至|到|\.\.\.?|…)[ ]?\Z")
_AND = re.compile(r"[ ](?:and|und)[ ]\Z")
_PLUS_MINUS = re.compile(r"[ ]?\(?(?:±|\+[ ]?/[ ]?[-–]|\+[-–]|\\pm|plus[ ]minus)[ ]?\(?\Z")
_PLUS_MINUS_BEFORE = re.compile(r"(?:±|\+[ ]?/[ ]?[-–]|\\pm)[ ]?\(?\Z")
_LINK = re.compile(r"[ ]?(?:,[ ]?)?(?:and|or|to|und|oder|&|vs\.?|versus|–|/|和|与)[ ]?\Z")
_COMMA = re.compile(r"[ ]?[,/][ ]?\Z")
_COMPOSED = re.compile(r"[ ]?(?:,|and|und)?[ ]?\Z")
_BETWEEN = re.compile(
    r"(?:between|zwischen|in the (?:range|interval)(?: of| from)?)[ ]?[(\[]?\Z", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|von)\b", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"(?:=|\b(?:epochs?|lr|rate(?: of)?|n|size(?: of)?|for|with|at))[ ]?\Z", re.IGNORECASE
)
_EQUALS = re.compile(r"[ ]?(?:=|\+|×|\*)")


def joined(text: str, found: Sequence[Raw]) -> list[Raw]:
    """The same numbers in order: ranges and composed times as one, units shared."""
    return _ranges(text, _units(text, _composed(text, _spreads(text, list(found)))))


def _gap(text: str, left: Raw, right: Raw) -> str:
    return text[left.end : right.start] if right.start - left.end <= 24 else "\n"


def _spreads(text: str, found: list[Raw]) -> list[Raw]:
    for index, raw in enumerate(found):
        before = text[max(0, raw.start - 12) : raw.start]
        sign = _PLUS_MINUS.search(before)
        if sign is None:
            continue
        left = found[index - 1] if index else None
        follows = left is not None and bool(_PLUS_MINUS.fullmatch(_gap(text, left, raw)))
        start = raw.start - len(before) + (_PLUS_MINUS_BEFORE.search(before) or sign).start()
        found[index] = replace(raw, start=start, is_spread=True)
        if follows and left is not None:
            found[index - 1], found[index] = _one_unit(left, found[index])
    return found


def _one_unit(left: Raw, right: Raw) -> tuple[Raw, Raw]:
    if right.unit and not left.unit:
        return _as(left, right), right
    if left.unit and not right.unit:
        return left, _as(right, left)
    return left, right


def _as(raw: Raw, other: Raw) -> Raw:
    """A bare number, in the unit of its neighbour."""
    factor = other.scale
    return replace(
        raw, low=raw.low * factor, high=raw.high * factor, unit=other.unit, scale=factor,
        quantum=(raw.quantum or 1.0) * factor,
    )  # fmt: skip


def _composed(text: str, found: list[Raw]) -> list[Raw]:
    """`11 min 39 s` is one time."""
    result: list[Raw] = []
    for raw in found:
        last = result[-1] if result else None
        if (
            last is not None
            and last.unit == raw.unit == "s"
            and last.scale > raw.scale
            and 0 <= raw.low < last.scale
            and _COMPOSED.fullmatch(_gap(text, last, raw))
        ):
            both = last.low + raw.low
            result[-1] = replace(
                last, end=raw.end, low=both, high=both, quantum=raw.quantum, scale=raw.scale
            )
        else:
            result.append(raw)
    return result


def _units(text: str, found: list[Raw]) -> list[Raw]:
    """`81, 82 and 83 %` are all per cent."""
    for index in range(len(found) - 1, 0, -1):
        left, right = found[index - 1], found[index]
        if left.unit or not right.unit or right.unit == "times" or left.is_spread:
            continue
        if left.is_word or _ASSIGNED.search(text[max(0, left.start - 12) : left.start]):
            continue
        gap = _gap(text, left, right)
        after = _gap(text, right, found[index + 1]) if index + 1 < len(found) else "\n"
        goes_on = _LINK.fullmatch(after) or _COMMA.fullmatch(after)
        is_list = _LINK.fullmatch(gap) or _DASH.fullmatch(gap) or _TO.fullmatch(gap)
        if is_list or (_COMMA.fullmatch(gap) and goes_on and found[index + 1].unit == right.unit):
            alike = (left.quantum > 0) == (right.quantum < right.scale)
            if right.unit in ("%", "points") and (left.low > 100 or not alike):
                continue
            found[index - 1] = _as(left, right)
    return found


def _ranges(text: str, found: list[Raw]) -> list[Raw]:
    result: list[Raw] = []
    index = 0
    while index < len(found):
        raw = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        if following is not None and _is_range(text, found, index):
            quantum = max(raw.quantum, following.quantum)
            result.append(replace(raw, end=following.end, high=following.high, quantum=quantum))
            index += 2
        else:
            result.append(raw)
            index += 1
    return result


def _is_range(text: str, found: list[Raw], index: int) -> bool:
    left, right = found[index], found[index + 1]
    if not left.low < right.low or left.unit != right.unit or left.is_spread or right.is_spread:
        return False
    if left.unit == "times" and left.is_word:
        return False
    gap, before = _gap(text, left, right), text[max(0, left.start - 40) : left.start]
    if _AND.fullmatch(gap):
        return bool(_BETWEEN.search(before))
    if _DASH.fullmatch(gap):
        chained = index + 2 < len(found) and _DASH.fullmatch(_gap(text, right, found[index + 2]))
        return (
            not chained and not before.endswith(("-", "→")) and not _EQUALS.match(text, right.end)
        )
    return bool(_TO.fullmatch(gap)) and not _FROM.search(before)
