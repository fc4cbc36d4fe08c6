"""Ratios whose two numbers stand beside them: `0.0126 and 0.0415, hence it triples`."""

import re
from collections.abc import Iterator

from grader.collect.statements.comparing import words
from grader.collect.statements.comparing.clauses import Hit, Range, Spoken, Value
from grader.records import Amount, Relation

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?(?:e-?\d+)?)(?:\s?%)?"
_TIMES = {"doubles": 2.0, "doubled": 2.0, "triples": 3.0, "tripled": 3.0, "trebles": 3.0,
          "trebled": 3.0, "quadruples": 4.0,
          "quadrupled": 4.0, "halves": 0.5, "halved": 0.5}  # fmt: skip
_COUNTS = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
           "eight": 8.0, "nine": 9.0, "ten": 10.0, "a hundred": 100.0, "hundred": 100.0,
           "a thousand": 1000.0, "twenty": 20.0, "fifty": 50.0}  # fmt: skip
_PARTS = {"half": 0.5, "a third": 1 / 3, "one third": 1 / 3, "a quarter": 0.25,
          "one quarter": 0.25, "a fifth": 0.2, "two thirds": 2 / 3,
          "three quarters": 0.75}  # fmt: skip
_SO = r"(?:,?\s(?:i\.?e\.?,?|that\sis,?|hence|thus|so|which\smeans|in\sother\swords,?)\s)"
_COUNT = rf"(?P<count>{'|'.join(_COUNTS)}|\d{{1,5}}(?:\.\d{{1,2}})?)"
_VERB = rf"(?P<verb>{'|'.join(_TIMES)})"
_HOW = r"(?P<how>(?:more\sthan|less\sthan|about|almost|nearly|roughly|around|over|exactly)\s)?"
_TAIL = (
    rf"(?:(?:it|this)\s(?:has\s)?{_HOW.replace('how', 'how1')}{_VERB}\b"
    rf"|{_HOW.replace('how', 'how2')}{_COUNT}\stimes\sas\s"
    r"(?:many|much|large|long|high|big|small|few)\b(?=\s?(?:$|[.,;)])))"
)
_PATTERNS = (
    re.compile(
        rf"(?<![\w.,])(?P<second>{_NUMBER})\s(?:\w+\s){{0,2}}(?:instead\sof|rather\sthan|against"
        rf"|compared\s(?:to|with)|after)\s(?:\w+\s){{0,2}}(?P<first>{_NUMBER})"
        rf"(?:\s[a-z]+)?{_SO}{_TAIL}"
    ),
    re.compile(
        rf"(?<![\w.,])(?P<first>{_NUMBER})\s(?:\w+\s){{0,5}}and\s(?:\w+\s){{0,2}}"
        rf"(?P<second>{_NUMBER})(?:\s[a-z]+){{0,4}}{_SO}{_TAIL}"
    ),
    re.compile(
        rf"\bfrom\s(?P<first>{_NUMBER})(?:\s\w+){{0,2}}\sto\s(?P<second>{_NUMBER})"
        rf"(?:\s[a-z]+){{0,2}}{_SO}(?:{_TAIL}"
        rf"|by\s{_HOW.replace('how', 'how3')}(?P<by>{'|'.join(_PARTS)})\b)"
    ),
    re.compile(
        rf"(?<![\w.,])(?P<first>{_NUMBER})\sand\s(?P<second>{_NUMBER}),?\s(?:which\s|that\s)?"
        rf"(?:di.{{0,2}}er|are\sapart|lie\sapart)\s(?:by|in)\s(?:a|the)\sfactor\s(?:of\s)?{_COUNT}\b"
    ),
)
"""The last one also where the scanner dropped the letters `ff`."""
_SETTING = re.compile(
    r"\b(?:epochs?|units?|layers?|neurons?|batch\w*|lengths?|widths?|images?|runs?|seeds?|rates?"
    r"|nodes?|channels?|steps?|samples?|examples?|classes|lr|decays?)\b"
)
"""From 100 to 300 of those, something else may double."""
_LESS = re.compile(r"\b(?:small|few)$")


def own_ratios_in(spoken: Spoken) -> Iterator[Hit]:
    """Every ratio of a sentence that is told right after its two numbers."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(spoken.low):
            found = match.groupdict()
            first, second = (_value(spoken, match.span(name)) for name in ("first", "second"))
            amount = _amount(found)
            is_denied = words.NEGATED.search(spoken.low, 0, match.start())
            if first is None or second is None or amount is None or is_denied:
                continue
            if found.get("verb") and _SETTING.search(match[0]):
                continue
            if first.amount.unit != second.amount.unit or first.amount.value <= 0:
                continue
            if "differ" not in match[0] and not found.get("by") and not found.get("verb"):
                amount = _turned(amount) if _LESS.search(match[0]) else amount
            is_larger = second.amount.value >= first.amount.value
            is_open = found.get("first") and pattern is _PATTERNS[-1]
            left, right = (second, first) if is_larger or not is_open else (first, second)
            yield Hit(
                relation=Relation.RATIO,
                quantity="",
                start=match.start(),
                end=match.end(),
                left=match.span("second"),
                right=match.span("first"),
                amount=amount,
                left_value=left,
                right_value=right,
            )


def _value(spoken: Spoken, at: Range) -> Value | None:
    amount = spoken.amount_at(*at)
    if amount is None or amount.unit not in ("", "%"):
        return None
    return Value(start=at[0], end=at[1], amount=amount, quantity="")


def _amount(found: dict[str, str | None]) -> Amount | None:
    how = next((text for name, text in found.items() if name.startswith("how") and text), "")
    if part := found.get("by"):
        gone = _PARTS[part]
        return _told(1 - gone, 1 - 1.25 * gone, 1 - gone / 1.25, part)
    if verb := found.get("verb"):
        return _bounded(_TIMES[verb], how, verb)
    count = found.get("count") or ""
    value = _COUNTS.get(count) or (float(count) if count and count[0].isdigit() else 0.0)
    return _bounded(value, how, count) if value > 0 else None


def _bounded(value: float, how: str, text: str) -> Amount:
    below, above = 1.1, 1.1
    if how.startswith(("more", "over")):
        below, above = 1.03, 1.6
    elif how.startswith(("less", "almost", "nearly")):
        below, above = 1.4, 1.03
    elif how and not how.startswith("exactly"):
        below, above = 1.25, 1.25
    return _told(value, value / below, value * above, text)


def _told(value: float, least: float, most: float, text: str) -> Amount:
    return Amount(value=value, least=least, most=most, unit="times", is_about=True, words=text)


def _turned(amount: Amount) -> Amount:
    return Amount(value=1 / amount.value, least=1 / amount.most, most=1 / amount.least,
                  unit="times", is_about=True, words=amount.words)  # fmt: skip
