"""Totals of a column, and one amount told in two units: `212 minutes, so more than 4 hours`."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from grader.consistency.itself.meaning.near import cells_of, views_near
from grader.consistency.itself.meaning.words import ABOUT, ABOVE, BELOW, LONELY, is_report
from grader.consistency.itself.meaning.world import World
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict

_TOGETHER = re.compile(
    r"\b(?:together|altogether|in total|in all|total(?:s|ling)?|combined|in sum|sum(?:s|med)? up"
    r"|adds? up|overall|zusammen|insgesamt|en total|juntos)\b",
    re.I,
)
_ONE = re.compile(
    r"\b(?:per|each|every|one|single|average|mean|with|including|except|without|first|last)\b", re.I
)
_SAME = re.compile(
    r"\W*(?:so|i\.?\s?e\.?|that is|that['’]s|which is|which are|or|meaning|thus|hence|equals?|=|≈"
    r"|corresponds? to|corresponding to|in seconds|in minutes|in hours|in smaller units|das sind"
    r"|also|es decir|o sea)?\W*(?:about|around|roughly|nearly|almost|just|only|more than|less than"
    r"|over|under|at least|at most|well over|in total|total|a bit|slightly|in seconds|in minutes"
    r"|in hours|\W){0,4}",
    re.I,
)
_LINK = re.compile(
    r"[=≈(,:]|\b(?:so|i\.?e|that|which|or|meaning|thus|hence|equals?|corresp\w+)\b", re.I
)
_FACTOR = re.compile(r"[×*·x+/⋅-]\s*$")
_UNITS = ("time", "energy", "carbon")
FURTHEST = 0.6
"""By what part a wrong total may be off and still be meant as that total."""
_OF_MORE = re.compile(r"\s?(?:for (?:both|all|the)|together|altogether|in total)\b", re.I)
"""Words behind an amount of more than the one before it."""


def totals_in(world: World, sentence: Sentence) -> Iterator[Verdict]:
    """What comes of every total, and of every amount that is told twice."""
    text = sentence.text
    if not is_report(text):
        return
    told = [t for t in told_in(text) if t.unit in _UNITS and not t.is_word and t.value > 0]
    for a, b in pairwise(told):
        if verdict := _twice(text, a, b):
            yield verdict
    is_whole = _TOGETHER.search(text) is not None and _ONE.search(text) is None
    is_whole = is_whole and LONELY.search(text.replace("runs", "")) is None
    if len(told) == 1 and is_whole and (verdict := _of_column(world, sentence, told[0])):
        yield verdict


def _unit(told: Told) -> str:
    return re.sub(r"[\d.,\s-]+", "", told.words.lower())[:3]


def _twice(text: str, a: Told, b: Told) -> Verdict | None:
    """One amount in two units, one right behind the other."""
    between = text[a.end : b.start]
    if a.unit != b.unit or _unit(a) == _unit(b) or not _SAME.fullmatch(between):
        return None
    if not _LINK.search(between) or re.search(r"\bper\b|/", text[b.end : b.end + 6]):
        return None
    if _FACTOR.search(text[: a.start]) or _OF_MORE.match(text, b.end):
        return None
    if "(" not in between and re.search(r"\b(?:or|and)\b", between):
        return None
    before = text[: b.start]
    slack = max(a.step, b.step, 0.012 * a.value)
    if ABOUT.search(before) or ABOUT.search(text[: a.start]):
        slack = max(slack, 0.1 * a.value)
    apart = b.value - a.value
    if ABOVE.search(before):
        holds = apart <= max(a.step, 0.01 * a.value)
    elif BELOW.search(before):
        holds = apart >= -max(a.step, 0.01 * a.value)
    else:
        holds = abs(apart) <= slack
    if holds:
        return None
    scale = b.value / _number(b)
    return Verdict(holds=False, start=b.start, end=b.end, subject=a.unit,
                   found=f"{a.words} are {a.value / scale:,.4g} in that unit")  # fmt: skip


def _number(told: Told) -> float:
    found = re.match(r"\D{0,2}(\d[\d.,]*)", told.words)
    digits = found[1].replace(",", "") if found else "1"
    try:
        return float(digits) or 1.0
    except ValueError:
        return 1.0


def _of_column(world: World, sentence: Sentence, told: Told) -> Verdict | None:
    """`Together they need 15.5 seconds`: the sum of the one column of that unit."""
    for view in views_near(world, sentence):
        cells = cells_of(view, told.unit)
        if len(cells.columns) != 1 or view.axis == "epoch":
            continue
        values = [value for (_, _), value in sorted(cells.by.items())]
        if not 2 <= len(values) <= 8:
            continue
        total = sum(value.value for value in values)
        some = [sum(v.value for v in each) for size in range(1, len(values))
                for each in combinations(values, size)]  # fmt: skip
        slack = max(told.step, sum(v.step for v in values) / 2)
        bound = BELOW.search(sentence.text[: told.start]) or ABOVE.search(
            sentence.text[: told.start]
        )
        if bound or any(abs(each - told.value) <= slack for each in (total, *some)):
            return None
        if abs(total - told.value) > FURTHEST * total or ABOUT.search(sentence.text[: told.start]):
            return None
        shown = ", ".join(value.shown for value in values)
        scale = told.value / _number(told)
        return Verdict(holds=False, start=told.start, end=told.end, subject="total",
                       found=f"{view.name} has {shown}, {total / scale:,.6g} together",
                       other=values[0].place)  # fmt: skip
    return None
