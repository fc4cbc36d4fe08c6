"""Totals that sentences tell: of their own parts, of a column, with what was told before."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from grader.consistency.itself.reckoning.computed import LOOSE, SIZE, SIZES
from grader.consistency.itself.reckoning.lineups import Lineup
from grader.consistency.itself.reckoning.numbers import Told, told_in
from grader.consistency.itself.reckoning.spoken import Sentence
from grader.consistency.itself.reckoning.verdict import Verdict
from grader.consistency.itself.slips_of_digits import slip
from grader.notation.headings import Computed

_TOTAL = re.compile(
    r"\b(?:altogether|together|in total|in all|total\w*|overall|sums? (?:up )?to|sum|adds? up to"
    r"|combined|insgesamt|zusammen|en total|au total|summe|that makes|that['’]s|makes)\b", re.I
)  # fmt: skip
_WITH_OTHERS = re.compile(r"\b(?:with|plus|and|together with|added to|mit|con|samt)\b", re.I)
_PER = re.compile(r"\s?/|\s?per\b|\s?(?:each|an? (?:epoch|run))\b", re.I)
_OF_ONE = re.compile(
    r"\b(?:per|each|every|one|a single|average|mean|failed|including|with)\b", re.I
)
_UNITS = ("energy", "carbon", "time")


def totals_in(sentence: Sentence, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`2.9 Wh, 2.4 Wh and 2.6 Wh, altogether 8.1 Wh`; `67 Wh; with the other run 139 Wh`."""
    text = sentence.text
    every = told_in(text)
    for told in every:
        if told.unit not in _UNITS or told.is_word or not _is_total(text, told):
            continue
        if LOOSE.search(text[: told.start]) or _PER.match(text, told.end):
            continue
        parts = [t for t in every if t.unit == told.unit and t.end <= told.start and not t.is_word]
        earlier = [t for t in told_in(sentence.earlier) if t.unit == told.unit and not t.is_word]
        if len(parts) >= 2:
            yield from _summed(sentence, told, parts, earlier)
        elif not parts and not _OF_ONE.search(text):
            yield from _of_column(sentence, told, lineups)
        elif len(parts) == 1 and _WITH_OTHERS.search(text[parts[0].end : told.start]):
            pairs = [(parts[0], other) for other in earlier]
            yield from _paired(told, pairs)


def _is_total(text: str, told: Told) -> bool:
    """Whether words right before the number, or right behind it, call it a total."""
    before = text[max(0, told.start - 40) : told.start]
    said = _TOTAL.search(before)
    if said is not None and not re.search(r"\d", before[said.end() :]):
        return True
    return re.match(r"\s?,?\s?(?:in total|altogether|together|in all|overall|insgesamt|en total)\b",
                    text[told.end :], re.I) is not None  # fmt: skip


def _summed(
    sentence: Sentence, told: Told, parts: Sequence[Told], earlier: Sequence[Told]
) -> Iterator[Verdict]:
    few = list(parts)[-6:]
    sums = [few[at:] for at in range(len(few) - 1)]
    sums += [list(pair) for pair in combinations([*few, *earlier[-6:]], 2)]
    if any(_adds(told, some) for some in sums):
        return
    total = sum(part.value for part in few)
    scale = told.value / float(_number(told)) if _number(told) else 1.0
    if len(few) != len(parts) or abs(total - told.value) > 0.5 * told.value:
        return
    words = ", ".join(part.words for part in few[:-1])
    found = f"{words} and {few[-1].words} are {total / scale:,.6g} together"
    yield Verdict(holds=False, start=told.start, end=told.end, found=found, subject="total")


def _of_column(sentence: Sentence, told: Told, lineups: Sequence[Lineup]) -> Iterator[Verdict]:
    """`All three together consumed 48.2 Wh`: the sum of the one column of that unit."""
    number, unit = _number(told), re.sub(r"^[\d.,\s]+", "", told.words).lower()[:3]
    near = [
        e for e in lineups
        if e.measure == told.unit and e.question == sentence.spoken.question and e.block >= 0
        and not e.is_turned and e.kind in (None, Computed.SUM) and len(e.entries) >= 2
        and (unit in e.heading.lower() or all(unit in x.rest.lower() for x in e.entries))
    ]  # fmt: skip
    if len(near) != 1 or not number or not unit.strip():
        return
    values = [entry.value for entry in near[0].entries]
    step = max(entry.step for entry in near[0].entries)
    sums = [sum(values), *(sum(pair) for pair in combinations(values, 2)), *values]
    slack = max(10.0**-told.decimals, 0.5 * step * len(values))
    if any(abs(total - number) <= slack for total in sums):
        return
    counted = {SIZES.get(m[0].lower()) or int(m[0]) for m in SIZE.finditer(sentence.text)}
    is_meant = len(values) in counted or re.search(r"\ball\b", sentence.text, re.I) is not None
    if is_meant and abs(sums[0] - number) <= 0.3 * sums[0]:
        shown = ", ".join(entry.shown for entry in near[0].entries)
        yield Verdict(holds=False, start=told.start, end=told.end, subject="total",
                      found=f"{near[0].name} has {shown}, {sums[0]:,.6g} together",
                      other=near[0].entries[0].place)  # fmt: skip


def _number(told: Told) -> float:
    found = re.match(r"\D{0,2}(\d[\d.,]*)", told.words)
    try:
        return float(found[1].replace(",", ".")) if found else 0.0
    except ValueError:
        return 0.0


def _paired(told: Told, pairs: Sequence[tuple[Told, Told]]) -> Iterator[Verdict]:
    if any(_adds(told, pair) for pair in pairs):
        return
    scale = told.value / _number(told) if _number(told) else 0.0
    for one, other in pairs:
        total = (one.value + other.value) / scale if scale else 0.0
        if slip(_number(told), total, told.decimals) is not None:
            found = f"{one.words} and {other.words} are {total:,.6g} together"
            yield Verdict(holds=False, start=told.start, end=told.end, found=found, subject="total")
            return


def _adds(told: Told, parts: Sequence[Told]) -> bool:
    total = sum(part.value for part in parts)
    slack = 0.5 * told.step + 0.36 * sum(part.step for part in parts)
    return abs(total - told.value) <= slack + 1e-9
